import { say } from '../message.ts';
import { named, type TraceKind } from './kind.ts';

export const ariUsers: TraceKind = {
  id: 'ari-users',
  title: say('traces.ari-users'),
  why: say('traces.ari-users.why'),
  says: (item) => say('traces.ari-users.item', { name: named(item, 'name') }),
  address: () => 'asterisk-rest-users/index/',
};

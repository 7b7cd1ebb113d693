import { encoded } from '../encoded.ts';
import { say } from '../message.ts';
import { named, of, type TraceKind } from './kind.ts';

export const amiUsers: TraceKind = {
  id: 'ami-users',
  title: say('traces.ami-users'),
  why: say('traces.ami-users.why'),
  says: (item) => say('traces.ami-users.item', { name: named(item, 'name') }),
  address: (item) => `asterisk-managers/modify/${encoded(of(item, 'row'))}`,
};

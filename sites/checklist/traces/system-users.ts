import { say } from '../message.ts';
import { named, of, type TraceKind } from './kind.ts';

export const systemUsers: TraceKind = {
  id: 'system-users',
  title: say('traces.system-users'),
  why: say('traces.system-users.why'),
  says: (item) =>
    say(of(item, 'root') === '' ? 'traces.system-users.item' : 'traces.system-users.item.root', {
      name: named(item, 'name'),
    }),
  address: () => null,
  odd: () => say('traces.system-users.odd'),
};

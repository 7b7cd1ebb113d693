import { encoded } from '../encoded.ts';
import { say } from '../message.ts';
import { named, of, type TraceKind } from './kind.ts';

export const apiKeys: TraceKind = {
  id: 'api-keys',
  title: say('traces.api-keys'),
  why: say('traces.api-keys.why'),
  says: (item) =>
    say(of(item, 'rights') === 'all' ? 'traces.api-keys.item.all' : 'traces.api-keys.item', {
      name: named(item, 'name'),
    }),
  address: (item) => `api-keys/modify/${encoded(of(item, 'row'))}`,
};

import { say } from '../message.ts';
import { named, of, type TraceKind } from './kind.ts';

export const forwards: TraceKind = {
  id: 'forwards',
  title: say('traces.forwards'),
  why: say('traces.forwards.why'),
  says: (item) =>
    say('traces.forwards.item', {
      extension: of(item, 'extension'),
      name: named(item, 'name'),
      target: of(item, 'target'),
    }),
  address: () => 'extensions/index/',
};

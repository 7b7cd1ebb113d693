import { encoded } from '../encoded.ts';
import { say } from '../message.ts';
import { named, of, type TraceKind } from './kind.ts';

export const incomingRoutes: TraceKind = {
  id: 'incoming-routes',
  title: say('traces.incoming-routes'),
  why: say('traces.incoming-routes.why'),
  says: (item) =>
    say(of(item, 'outside') === '' ? 'traces.incoming-routes.item' : 'traces.incoming-routes.item.outside', {
      name: named(item, 'name', 'number'),
      target: named(item, 'target'),
    }),
  address: (item) => `incoming-routes/modify/${encoded(of(item, 'row'))}`,
};

import { encoded } from '../encoded.ts';
import { say } from '../message.ts';
import { named, of, type TraceKind } from './kind.ts';

export const outboundRoutes: TraceKind = {
  id: 'outbound-routes',
  title: say('traces.outbound-routes'),
  why: say('traces.outbound-routes.why'),
  says: (item) => say('traces.outbound-routes.item', { name: named(item, 'name'), begins: named(item, 'begins') }),
  address: (item) => `outbound-routes/modify/${encoded(of(item, 'row'))}`,
};

import { encoded } from '../encoded.ts';
import { say } from '../message.ts';
import { named, of, type TraceKind } from './kind.ts';

export const providers: TraceKind = {
  id: 'providers',
  title: say('traces.providers'),
  why: say('traces.providers.why'),
  says: (item) => say('traces.providers.item', { name: named(item, 'name'), host: named(item, 'host') }),
  address: (item) => `providers/modify${of(item, 'type') === 'iax' ? 'iax' : 'sip'}/${encoded(of(item, 'row'))}`,
};

import { encoded } from '../encoded.ts';
import { say } from '../message.ts';
import { named, of, type TraceKind } from './kind.ts';

export const applications: TraceKind = {
  id: 'applications',
  title: say('traces.applications'),
  why: say('traces.applications.why'),
  says: (item) => say('traces.applications.item', { name: named(item, 'name'), extension: named(item, 'extension') }),
  address: (item) => `dialplan-applications/modify/${encoded(of(item, 'row'))}`,
};

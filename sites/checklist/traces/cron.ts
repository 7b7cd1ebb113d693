import { say } from '../message.ts';
import { of, type TraceKind } from './kind.ts';

export const cron: TraceKind = {
  id: 'cron',
  title: say('traces.cron'),
  why: say('traces.cron.why'),
  says: (item) => say('traces.cron.item', { line: of(item, 'line'), file: of(item, 'file') }),
  address: (item) => (of(item, 'file') === '/var/spool/cron/crontabs/root' ? 'custom-files/index/' : null),
  odd: () => say('traces.cron.odd'),
  // Of Core, or of a module that is installed.
  isUsual: (item) => of(item, 'of') !== '',
};

import { say } from '../message.ts';
import { of, type TraceKind } from './kind.ts';

export const coreFiles: TraceKind = {
  id: 'core-files',
  title: say('traces.core-files'),
  why: say('traces.core-files.why'),
  says: (item) => say('traces.core-files.item', { path: of(item, 'path') }),
  address: () => 'system-diagnostic/index/',
  odd: () => say('traces.core-files.odd'),
  explained: (item, { patch }) => {
    const isFixed =
      patch?.state === 'known' &&
      patch.data.markers.some(({ state, file }) => state === 'fixed' && file === of(item, 'path'));
    return isFixed ? say('traces.core-files.fixed') : null;
  },
};

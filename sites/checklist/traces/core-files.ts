import { hasPatch } from '../hole.ts';
import { say } from '../message.ts';
import { parseRelease } from '../release.ts';
import { of, type TraceKind } from './kind.ts';

export const coreFiles: TraceKind = {
  id: 'core-files',
  title: say('traces.core-files'),
  why: say('traces.core-files.why'),
  says: (item) => say('traces.core-files.item', { path: of(item, 'path') }),
  address: () => 'system-diagnostic/index/',
  odd: () => say('traces.core-files.odd'),
  explained: (item, { patch, system }) => {
    // Newer releases came without these holes: nothing has to be written there.
    const isFixed =
      system?.state === 'known' &&
      hasPatch(parseRelease(system.data.release)) &&
      patch?.state === 'known' &&
      patch.data.markers.some(({ state, file }) => state === 'fixed' && file === of(item, 'path'));
    return isFixed ? say('traces.core-files.fixed') : null;
  },
};

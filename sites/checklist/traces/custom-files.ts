import { encoded } from '../encoded.ts';
import { say } from '../message.ts';
import { of, type TraceKind } from './kind.ts';

export const customFiles: TraceKind = {
  id: 'custom-files',
  title: say('traces.custom-files'),
  why: say('traces.custom-files.why'),
  says: (item) => say('traces.custom-files.item', { path: of(item, 'path') }),
  address: (item) => `custom-files/modify/${encoded(of(item, 'row'))}`,
};

import { say } from '../message.ts';
import { named, of, type TraceKind } from './kind.ts';

export const modules: TraceKind = {
  id: 'modules',
  title: say('traces.modules'),
  why: say('traces.modules.why'),
  says: (item) => say('traces.modules.item', { name: named(item, 'name', 'id'), developer: named(item, 'developer') }),
  address: (item) => (of(item, 'place') === 'folder' ? null : 'pbx-extension-modules/index/'),
  odd: (item) => (of(item, 'place') === 'folder' ? say('traces.modules.odd', { file: of(item, 'file') }) : null),
  // Whoever reads this has installed it.
  isUsual: (item) => of(item, 'id') === 'ModuleSecurityChecklist',
};

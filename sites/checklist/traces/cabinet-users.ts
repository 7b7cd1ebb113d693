import { say } from '../message.ts';
import { named, type TraceKind } from './kind.ts';

export const cabinetUsers: TraceKind = {
  id: 'cabinet-users',
  title: say('traces.cabinet-users'),
  why: say('traces.cabinet-users.why'),
  says: (item) => say('traces.cabinet-users.item', { name: named(item, 'login'), group: named(item, 'group') }),
  address: () => 'module-users-u-i/module-users-u-i/index/',
};

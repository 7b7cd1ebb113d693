import { say } from '../message.ts';
import { named, of, type TraceKind } from './kind.ts';

export const sshKeys: TraceKind = {
  id: 'ssh-keys',
  title: say('traces.ssh-keys'),
  why: say('traces.ssh-keys.why'),
  says: (item) => say('traces.ssh-keys.item', { name: named(item, 'comment', 'type'), print: of(item, 'fingerprint') }),
  address: (item) => (of(item, 'place') === 'file' ? null : 'general-settings/modify/#/ssh'),
  odd: (item) => (of(item, 'place') === 'file' ? say('traces.ssh-keys.odd', { file: of(item, 'file') }) : null),
};

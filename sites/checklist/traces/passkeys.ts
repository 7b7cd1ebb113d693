import { say } from '../message.ts';
import { named, type TraceKind } from './kind.ts';

export const passkeys: TraceKind = {
  id: 'passkeys',
  title: say('traces.passkeys'),
  why: say('traces.passkeys.why'),
  says: (item) => say('traces.passkeys.item', { name: named(item, 'name'), login: named(item, 'login') }),
  address: () => 'general-settings/modify/#/passwords',
};

/** What could not be read about who uses the PBX: whoever would have been seen only there is named nowhere. */
import { say } from '../message.ts';
import type { Users } from '../users/types.ts';
import type { Warning } from './types.ts';
import { warn } from './warnings.ts';

type Unread = Users['unread'][number];

/** By the sentence of the action. 2024 keeps no address of a sign-in to the cabinet: nothing there could be read better. */
export function unlisted(
  unread: readonly Unread[],
  sentence: 'actions.warn.unlisted' | 'actions.warn.unread',
): readonly Warning[] {
  const parts = [...new Set(unread.filter((one) => !isNeverKept(one)).map(({ part }) => part))];
  return [
    ...(parts.length > 0 ? [warn('unread', say(sentence, { parts: parts.map((part) => say(`part.${part}`)) }))] : []),
    ...(unread.some(isNeverKept) ? [warn('no-sign-ins', say('actions.warn.no-sign-ins'))] : []),
  ];
}

const isNeverKept = ({ part, service, reason }: Unread): boolean =>
  part === 'signIns' && service === 'WEB' && reason === 'not-supported';

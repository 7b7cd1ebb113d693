/** Looking into what a check said. */
import type { Outcome } from '../../sites/checklist/check.ts';
import type { Message, Param } from '../../sites/checklist/message.ts';
import type { Finding } from '../../sites/checklist/report/types.ts';

export const findingsOf = (outcome: Outcome): readonly Finding[] => ('findings' in outcome ? outcome.findings : []);

/** Every key of a message, at any depth. */
export function keysIn(message: Message | undefined): string[] {
  if (message === undefined) return [];
  return [message.key, ...Object.values(message.params).flatMap(keysInParam)];
}

function keysInParam(param: Param): string[] {
  if (typeof param === 'string' || typeof param === 'number') return [];
  if ('key' in param) return keysIn(param);
  return param.flatMap(keysInParam);
}

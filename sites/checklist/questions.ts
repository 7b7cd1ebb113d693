/** Questions to a person, and how an answer that still holds is found. */
import type { Message } from './message.ts';
import type { Question } from './report/types.ts';

/** "I checked this": one confirmation, asked again after `validDays`. */
export function confirmQuestion(item: string, subject: string, says: Message, validDays: number): Question {
  return { item, subject, says, kind: 'confirm', choices: [], validDays };
}

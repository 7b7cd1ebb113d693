/** Names of strangers as they fit on a page: one line, nothing that turns or hides text, and not longer than a line. */
import type { Message, Param } from '../../checklist/message.ts';
import { printable } from '../../checklist/printable.ts';
import type { Speak } from '../../checklist/speak.ts';

const LONGEST = 120;

export function short(text: string): string {
  const letters = [...printable(text.slice(0, 4 * LONGEST))];
  return letters.length <= LONGEST ? letters.join('') : `${letters.slice(0, LONGEST).join('')}…`;
}

/** Speaks with every value of a sentence made short; the sentences themselves stay whole. */
export function shortly(speak: Speak): Speak {
  const value = (param: Param): Param => {
    if (typeof param === 'string') return short(param);
    if (typeof param === 'number') return param;
    if ('key' in param) return message(param);
    return param.map((item) => (typeof item === 'string' ? short(item) : message(item)));
  };
  const message = ({ key, params }: Message): Message => ({
    key,
    params: Object.fromEntries(Object.entries(params).map(([name, param]) => [name, value(param)])),
  });
  return (said) => speak(message(said));
}

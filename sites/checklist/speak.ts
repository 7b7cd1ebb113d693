/** Messages into sentences of one language. Values stay text: whoever writes HTML makes text nodes of the result. */
import type { Message, MessageKey, Param } from './message.ts';

/** One language: the text of every key. */
export type Words = Readonly<Record<MessageKey, string>>;
export type Speak = (message: Message) => string;

/** `list` joins several values, for instance with ", ". */
export function speaker(words: Words, list = ', '): Speak {
  const param = (value: Param | undefined): string => {
    if (value === undefined) return '';
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    if ('key' in value) return speak(value);
    return value.map((item) => param(item)).join(list);
  };
  const speak: Speak = ({ key, params }) =>
    words[key].replace(/%([a-zA-Z]\w*)%/g, (_, name: string) => param(params[name]));
  return speak;
}

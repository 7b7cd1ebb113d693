/** Messages into sentences of one language. Values stay text: whoever writes HTML makes text nodes of the result. */
import type { Message, MessageKey, Param } from './message.ts';

/** One language: the text of every key. `%count%` is a value, `%count:row|rows%` the form of a word beside it. */
export type Words = Readonly<Record<MessageKey, string>>;
export type Speak = (message: Message) => string;

/** In the order in which the forms of a word are written (CLDR's categories of whole numbers; English has two of them). */
const CATEGORIES = ['one', 'few', 'many', 'other'] as const;

/** `list` joins several values, for instance with ", ". */
export function speaker(words: Words, list = ', '): Speak {
  const fill = filler(words['locale.language']);
  const param = (value: Param | undefined): string => {
    if (value === undefined) return '';
    if (typeof value === 'string') return value;
    if (typeof value === 'number') return String(value);
    if ('key' in value) return speak(value);
    return value.map((item) => param(item)).join(list);
  };
  const speak: Speak = ({ key, params }) => fill(words[key], (name) => param(params[name]));
  return speak;
}

/** Puts values into a text of one language, and picks the forms of words beside numbers. */
export function filler(language: string): (text: string, valueOf: (name: string) => string) => string {
  const plural = pluralOf(language);
  return (text, valueOf) =>
    text.replace(/%([a-zA-Z]\w*)(?::([^%]+))?%/g, (_, name: string, forms?: string) =>
      forms === undefined ? valueOf(name) : plural(Number(valueOf(name)), forms.split('|')),
    );
}

/** Picks the form of a word that goes with a number. */
function pluralOf(language: string): (count: number, forms: readonly string[]) => string {
  const rules = new Intl.PluralRules(language);
  const used = CATEGORIES.filter((category) => WHOLE.some((count) => rules.select(count) === category));
  return (count, forms) => forms[used.findIndex((category) => category === rules.select(count))] ?? forms.at(-1) ?? '';
}

/** Numbers that show which categories a language has. */
const WHOLE = Array.from({ length: 101 }, (_, count) => count);

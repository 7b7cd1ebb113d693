/**
 * Words are named here and spelled in sites/locales. The checklist never holds a sentence, so that every writer
 * (text, HTML, page, flags) speaks the reader's language and hostile values stay values.
 */
import type { MessageKey, Messages } from './messages.generated.ts';

export type { MessageKey };

/** A value put into a message: text of strangers, a number, another message, or a list of those. */
export type Param = string | number | Message | readonly (string | Message)[];

/** A sentence to be said: its key in the locale and its values. */
export interface Message {
  readonly key: MessageKey;
  readonly params: Readonly<Record<string, Param>>;
}

/** Typed by the English locale: a missing or misspelled value does not compile. */
export function say<K extends MessageKey>(
  key: K,
  ...params: keyof Messages[K] extends never ? [] : [Messages[K]]
): Message {
  return { key, params: params[0] ?? {} };
}

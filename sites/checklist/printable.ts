/** Text of strangers for plain-text writers: control characters and direction overrides would move or hide text. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu;

/** One line, safe for a terminal or a log. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, ' ').trim();
}

/** Text of strangers for plain-text writers: control characters and direction overrides would move or hide text. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu;

/** One line, safe for a terminal or a log. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, ' ').trim();
}

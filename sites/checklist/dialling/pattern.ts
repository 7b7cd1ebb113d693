/**
 * Reads a route's pattern as Core's dialplan does, without handing text of strangers to a regular expression engine.
 *
 * Core (OutgoingContext, 2024.1.114 and 2026.1.223) writes `REGEX("^<pattern>[0-9]{rest}$" ${EXTEN})`, in which `*` and
 * `+` are escaped and stand for themselves. Asterisk hands that to regcomp() as a POSIX extended expression. So an
 * alternative without parentheses splits the whole expression: `7|8` with 10 more digits lets through everything that
 * begins with 7, and everything that ends in 8 and 10 digits.
 */

/** Characters of a dialled number. A set of them is a bit mask; letters are in no set: no number here holds one. */
export const DIALLED = '0123456789*#+';
export const DIGITS = 0b0_0011_1111_1111;
/** What a person can type before the digits that count: digits, * and #. A leading + is cut by Core. */
export const TYPED = 0b0_1111_1111_1111;
const ANY = 0b1_1111_1111_1111;
export const maskOf = (char: string): number => {
  const at = DIALLED.indexOf(char);
  return at < 0 ? 0 : 1 << at;
};

export type Pattern =
  | { readonly kind: 'one-of'; readonly mask: number }
  | { readonly kind: 'sequence'; readonly items: readonly Pattern[] }
  | { readonly kind: 'either'; readonly items: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly item: Pattern; readonly min: number; readonly max: number | null }
  | { readonly kind: 'begin' }
  | { readonly kind: 'end' };

/** Why a pattern cannot be judged. Nothing is concluded from such a route. */
export type Unreadable =
  | 'too-long'
  | 'too-complex' // repetitions that multiply into more than a call plan ever needs
  | 'malformed' // brackets or repetitions that do not fit; Asterisk refuses it or reads it in its own way
  | 'special'; // characters that mean something to Asterisk itself

export type ReadPattern =
  { readonly ok: true; readonly pattern: Pattern } | { readonly ok: false; readonly why: Unreadable };

/** The cabinet takes 64 characters at most. */
const LONGEST = 128;
const MOST_REPEATS = 255; // RE_DUP_MAX
const MOST_STATES = 256;

/** `rest`: digits after the pattern; null and anything below 0: any length, 0: nothing more. */
export function readPattern(text: string, rest: number | null): ReadPattern {
  if (text.length > LONGEST) return { ok: false, why: 'too-long' };
  const digits = rest === null ? -1 : Math.trunc(rest);
  const tail = digits > 0 ? `[0-9]{${digits}}$` : digits === 0 ? '$' : '';
  const read = new Reader(`^${text}${tail}`).whole();
  if (read === 'malformed' || read === 'special') return { ok: false, why: read };
  return sizeOf(read) > MOST_STATES ? { ok: false, why: 'too-complex' } : { ok: true, pattern: read };
}

/** States the automaton will need; repetitions multiply, so it is counted before anything is built. */
function sizeOf(pattern: Pattern): number {
  switch (pattern.kind) {
    case 'one-of':
    case 'begin':
    case 'end':
      return 1;
    case 'sequence':
    case 'either':
      return pattern.items.reduce((sum, item) => sum + sizeOf(item), 1);
    case 'repeat':
      return (sizeOf(pattern.item) + 1) * Math.max(1, pattern.max ?? pattern.min + 1);
  }
}

type Fault = 'malformed' | 'special';
const isFault = (read: Pattern | Fault): read is Fault => typeof read === 'string';

/** Recursive descent; as deep as the text is long, which is bounded. */
class Reader {
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  whole(): Pattern | Fault {
    const read = this.alternatives();
    return isFault(read) || this.at === this.text.length ? read : 'malformed';
  }

  private alternatives(): Pattern | Fault {
    const items: Pattern[] = [];
    for (;;) {
      const item = this.sequence();
      if (isFault(item)) return item;
      items.push(item);
      if (this.text[this.at] !== '|') break;
      this.at++;
    }
    return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'either', items };
  }

  private sequence(): Pattern | Fault {
    const items: Pattern[] = [];
    while (this.at < this.text.length && !'|)'.includes(this.text.charAt(this.at))) {
      const item = this.atom();
      if (isFault(item)) return item;
      const repeated = this.repeated(item);
      if (isFault(repeated)) return repeated;
      items.push(repeated);
    }
    return { kind: 'sequence', items };
  }

  private atom(): Pattern | Fault {
    const char = this.text.charAt(this.at++);
    switch (char) {
      case '(':
        return this.group();
      case '[':
        return this.characters();
      case '.':
        return { kind: 'one-of', mask: ANY };
      case '^':
        return { kind: 'begin' };
      case '$':
        // Asterisk replaces ${…} and $[…] before the expression is read.
        return '{['.includes(this.text.charAt(this.at)) && this.at < this.text.length ? 'special' : { kind: 'end' };
      case '?':
      case '{':
      case '}':
      case ']':
        return 'malformed';
      default:
        return /^[0-9*#+A-Za-z_-]$/.test(char) ? { kind: 'one-of', mask: maskOf(char) } : 'special';
    }
  }

  private group(): Pattern | Fault {
    const inside = this.alternatives();
    if (isFault(inside)) return inside;
    return this.text[this.at++] === ')' ? inside : 'malformed';
  }

  private repeated(item: Pattern): Pattern | Fault {
    let read = item;
    for (;;) {
      const bounds = this.bounds();
      if (bounds === null) return read;
      if (bounds === 'malformed' || item.kind === 'begin' || item.kind === 'end') return 'malformed';
      read = { kind: 'repeat', item: read, ...bounds };
    }
  }

  private bounds(): { min: number; max: number | null } | 'malformed' | null {
    if (this.text[this.at] === '?') {
      this.at++;
      return { min: 0, max: 1 };
    }
    if (this.text[this.at] !== '{') return null;
    const braces = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(this.text.slice(this.at, this.at + 9));
    if (braces === null) return 'malformed';
    this.at += braces[0].length;
    const min = Number(braces[1]);
    const max = braces[2] === undefined ? min : braces[3] === '' ? null : Number(braces[3]);
    return (max ?? min) < min || (max ?? min) > MOST_REPEATS ? 'malformed' : { min, max };
  }

  /** After the opening bracket. Ranges go by character code, as in the C locale. */
  private characters(): Pattern | Fault {
    const negated = this.text[this.at] === '^';
    if (negated) this.at++;
    const start = this.at;
    let mask = 0;
    while (this.at < this.text.length && (this.text[this.at] !== ']' || this.at === start)) {
      const from = this.text.charAt(this.at++);
      if ((from === '[' && ':.='.includes(this.text.charAt(this.at))) || !/^[0-9*#+A-Za-z_[\]^.|(){}?-]$/.test(from)) {
        return 'special';
      }
      const ends = this.text[this.at] === '-' && this.at + 1 < this.text.length && this.text[this.at + 1] !== ']';
      if (!ends) {
        mask |= maskOf(from);
        continue;
      }
      const to = this.text.charAt(this.at + 1);
      this.at += 2;
      // Core puts a backslash before * and +, which then would be an end of the range.
      if (!/^[0-9A-Za-z]$/.test(from) || !/^[0-9A-Za-z]$/.test(to)) return 'special';
      if (from > to) return 'malformed';
      for (const char of DIALLED) if (from <= char && char <= to) mask |= maskOf(char);
    }
    if (this.text[this.at++] !== ']') return 'malformed';
    return { kind: 'one-of', mask: negated ? ANY & ~mask : mask };
  }
}

/** What a secret gives away about its owner: names, numbers and dates that an attacker tries first. */
import type { SecretFeatures } from '../facts/types.ts';
import { datesIn, type Span } from './dates.ts';
import type { Dictionary } from './dictionary.ts';
import { ADDRESS_DIGITS, addressesIn } from './hardware.ts';
import { tokens, wholes } from './names.ts';
import { LETTER, millibitsPerCharacter, strengthOf, type Strength } from './strength.ts';
import { flat, lower, pointsOf, readings, spellings, type Points } from './text.ts';

/** Whose secret it is. All of it is text of strangers; what is not known is left out. */
export interface About {
  /** Name of the person or of the record. */
  readonly name?: string;
  /** Extension. */
  readonly number?: string;
  readonly mobile?: string;
  /** User name it goes with. */
  readonly login?: string;
  readonly email?: string;
  /** Name of the company or of the PBX. */
  readonly company?: string;
}

export type Given = SecretFeatures['contains'][number];

/** From this length on, holding it is no chance. A shorter one counts where too little is left without it. */
const TELLING = 4;
const SHORTEST = 2;
/** Undoing leet makes many readings of a random secret: there only longer finds are no chance. */
const TELLING_IN_LEET = 6;
const TELLING_NUMBER = 3;
/** Bits left without it: so many take no harm from it. */
const ENOUGH_LEFT = 60_000;
/**
 * In so many characters, what is so short comes up by chance: it counts only where less than enough is left without it, or
 * than half. Hexadecimal digits are always made by a machine.
 */
const LONG = { letters: 20, digits: 16 } as const;
const NO_CHANCE = 19_500;
const HEXADECIMAL = /^(?=.*\d)(?=.*[a-f])[\da-f]{16,}$/;
const HEXADECIMAL_DIGIT = 4_000;
/** Any letter stands for two, a capital and a small one. */
const EITHER_CASE = 1_000;
/** So many dates there are in a century, in all spellings; so many beginnings of addresses, of six digits. */
const DATES = 17_000;
const MAKERS = { millibits: 11_000, digits: 6 } as const;
/** So much of a phrase are words: a single one of them, drawn from a list, may be a name of its owner. */
const PHRASE = 0.7;
/** Dates and addresses farther behind are not looked for: in so long a secret they do no harm. */
const LOOKED_AT = 128;
/** Digits of a mobile number that people use: with code, national, local. */
const MOBILE_TAILS = [10, 7];
const LONGEST_NUMBER = 32;

const ORDER = ['name', 'number', 'login', 'company', 'date', 'hardware'] as const;

/** `strength`: of the secret. */
export function givenAway(points: Points, about: About, dictionary: Dictionary, strength: Strength): Given[] {
  const folded = points.map(lower);
  const text = flat(folded.slice(0, LOOKED_AT));
  const { holds, countsAs, isRandomWithout } = search(points, folded, dictionary, strength);
  const number = holds(wholes(about.number), TELLING_NUMBER) || holds(mobileParts(about.mobile), TELLING);
  const found: Readonly<Record<Given, boolean>> = {
    name: holds(tokens(about.name), TELLING),
    number,
    login: holds([...wholes(about.login), ...tokens(about.login), ...tokens(mailbox(about.email))], TELLING),
    company: holds([...wholes(about.company), ...tokens(about.company)], TELLING),
    date: datesIn(text).some((span) => countsAs(ofDate, span) && !(isAmidLetters(text, span) && isRandomWithout(span))),
    hardware: addressesIn(text, dictionary).some((span) => countsAs(ofAddress, span)),
  };
  return ORDER.filter((kind) => found[kind]);
}

/** Six digits alone, as every ten-thousandth random secret of small letters and digits holds them. */
const isAmidLetters = (text: string, { from, to }: Span) =>
  SIX_DIGITS.test(text.slice(from, to)) && LETTER.test(text.charAt(from - 1)) && LETTER.test(text.charAt(to));
const SIX_DIGITS = /^\d{6}$/;

const ofDate = (length: number, perDigit: number) => length * perDigit - DATES;
/** With signs between its digits it is none by chance. */
const ofAddress = (length: number, perDigit: number) =>
  length === ADDRESS_DIGITS ? MAKERS.digits * perDigit - MAKERS.millibits : NO_CHANCE;

interface Search {
  /** Is one of these names or numbers in it? `telling`: of this length, it counts wherever it is written. */
  readonly holds: (names: readonly Points[], telling: number) => boolean;
  /** Is what stands there no chance? `millibits`: what it says, of so many characters worth so much each. */
  readonly countsAs: (millibits: (length: number, perDigit: number) => number, span: Span) => boolean;
  /** Is there no word, run or date in what is left without it? */
  readonly isRandomWithout: (span: Span) => boolean;
}

function search(points: Points, folded: Points, dictionary: Dictionary, { patterned }: Strength): Search {
  const written = unique(spellings(folded).map((form) => form.join('')));
  const guessed = readings(folded).map((form) => form.join(''));
  const forms = unique([...written, ...guessed]);
  const perCharacter = millibitsPerCharacter(points);
  // Also with the capital E that Core puts before them, and as a UUID.
  const isHexadecimal = HEXADECIMAL.test(folded.join('').replaceAll('-', ''));
  const perDigit = isHexadecimal ? HEXADECIMAL_DIGIT : perCharacter;
  const isLong = (length: number) => isHexadecimal || points.length >= length;
  const half = (points.length * perCharacter) / 2;
  const enough = isLong(LONG.digits) ? Math.min(ENOUGH_LEFT, half) : ENOUGH_LEFT;
  const isEnough = (rest: Points) => strengthOf(rest, dictionary, perCharacter).millibits >= enough;
  const isEnoughWithout = (form: string, name: string) => isEnough(pointsOf(form.replace(name, '')));
  const isChance = (millibits: number, long: number) => millibits < NO_CHANCE && isLong(long);
  const isNameChance = (name: string, length: number, isAlone: boolean) => {
    if (DIGITS.test(name)) return isChance(length * perDigit, LONG.digits);
    const isOfPhrase = isAlone && patterned >= PHRASE && dictionary.rankOf(name) !== null;
    return isChance(isOfPhrase ? 0 : length * (perDigit - EITHER_CASE), LONG.letters);
  };
  const without = ({ from, to }: Span) => [...folded.slice(0, from), ...folded.slice(to)];
  const find = (name: string, telling: number, isAlone: boolean): boolean => {
    const length = lengthOf(name);
    const mayBeChance = isNameChance(name, length, isAlone);
    if (!mayBeChance && length >= telling && written.some((form) => form.includes(name))) return true;
    const inLeet = !mayBeChance && length >= TELLING_IN_LEET;
    return forms.some((form) => form.includes(name) && (inLeet || !isEnoughWithout(form, name)));
  };
  return {
    holds: (names, telling) => {
      const spelled = unique(names.flatMap((name) => spellings(name).map((spelling) => spelling.join(''))));
      const inIt = spelled.filter((name) => lengthOf(name) >= SHORTEST && forms.some((form) => form.includes(name)));
      return inIt.some((name) => find(name, telling, inIt.length === 1));
    },
    countsAs: (millibits, span) =>
      !isChance(millibits(span.to - span.from, perDigit), LONG.digits) || !isEnough(without(span)),
    isRandomWithout: (span) => {
      const { millibits, random } = strengthOf(without(span), dictionary, perCharacter);
      return millibits === random;
    },
  };
}

const DIGITS = /^\d+$/;

function mobileParts(text = ''): Points[] {
  const digits = text.replace(/\D/g, '').slice(0, LONGEST_NUMBER);
  return [digits, ...MOBILE_TAILS.map((length) => digits.slice(-length))]
    .filter((part) => part.length >= Math.min(...MOBILE_TAILS))
    .map((part) => Array.from(part));
}

const mailbox = (email = '') => email.split('@', 1)[0] ?? '';
const lengthOf = (text: string) => Array.from(text).length;
const unique = (texts: readonly string[]) => [...new Set(texts)];

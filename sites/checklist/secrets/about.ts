/** What a secret gives away about its owner: names, numbers and dates that an attacker tries first. */
import type { SecretFeatures } from '../facts/types.ts';
import { datesIn } from './dates.ts';
import { NO_DICTIONARY } from './dictionary.ts';
import { tokens, wholes } from './names.ts';
import { millibitsPerCharacter, strengthOf } from './strength.ts';
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
const ENOUGH_LEFT = 60_000;
/** An extension of three digits counts in every secret but a random one, where it is there by chance. */
const TELLING_NUMBER = 3;
const RANDOM = /^[A-Za-z0-9]{20,}$/;
/** Digits of a mobile number that people use: with code, national, local. */
const MOBILE_TAILS = [10, 7];
const LONGEST_NUMBER = 32;

const ORDER = ['name', 'number', 'login', 'company', 'date'] as const;

export function givenAway(points: Points, about: About): Given[] {
  const folded = points.map(lower);
  const holds = search(points, folded);
  const number = holds(wholes(about.number), TELLING_NUMBER) || holds(mobileParts(about.mobile), TELLING);
  const found: Readonly<Record<Given, boolean>> = {
    name: holds(tokens(about.name), TELLING),
    number,
    login: holds([...wholes(about.login), ...tokens(about.login), ...tokens(mailbox(about.email))], TELLING),
    company: holds([...wholes(about.company), ...tokens(about.company)], TELLING),
    date: datesIn(flat(folded)).length > 0,
  };
  return ORDER.filter((kind) => found[kind]);
}

type Holds = (tokens: readonly Points[], telling: number) => boolean;

function search(points: Points, folded: Points): Holds {
  const written = unique(spellings(folded).map((form) => form.join('')));
  const guessed = readings(folded).map((form) => form.join(''));
  const forms = unique([...written, ...guessed]);
  const perCharacter = millibitsPerCharacter(points);
  const isRandom = RANDOM.test(points.join(''));
  const enoughWithout = (form: string, token: string) =>
    strengthOf(pointsOf(form.replace(token, '')), NO_DICTIONARY, perCharacter).millibits >= ENOUGH_LEFT;
  return (wanted, telling) =>
    unique(wanted.flatMap((token) => spellings(token).map((spelling) => spelling.join('')))).some((token) => {
      const length = Array.from(token).length;
      if (length < SHORTEST) return false;
      const certain = length >= TELLING || (length >= telling && !isRandom);
      if (certain && written.some((form) => form.includes(token))) return true;
      const inLeet = length >= TELLING_IN_LEET;
      return forms.some((form) => form.includes(token) && (inLeet || !enoughWithout(form, token)));
    });
}

function mobileParts(text = ''): Points[] {
  const digits = text.replace(/\D/g, '').slice(0, LONGEST_NUMBER);
  return [digits, ...MOBILE_TAILS.map((length) => digits.slice(-length))]
    .filter((part) => part.length >= Math.min(...MOBILE_TAILS))
    .map((part) => Array.from(part));
}

const mailbox = (email = '') => email.split('@', 1)[0] ?? '';
const unique = (texts: readonly string[]) => [...new Set(texts)];

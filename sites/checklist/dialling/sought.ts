/**
 * The numbers a route is tried with: abroad and premium, in every form in which the provider would understand them.
 *
 * Forms: the home country's access codes and 00 (which providers take everywhere), a plus (only a route can add it: Core
 * cuts it from what is dialled), and the bare international number, which is what Core makes of a dialled +44….
 * A country that shares the home's calling code is also reached as if it were at home: from Russia 8 7xx is Kazakhstan.
 */
import { slotsOf, type Slot } from './automaton.ts';
import { COUNTRIES, PREMIUM_EVERYWHERE, type Country } from './countries.ts';

/** Digits in front of the number. `careful`: leave out what the provider would read as a number at home. */
export interface Form {
  readonly digits: string;
  readonly careful: 'no' | 'home' | 'bare';
}
/** Digits, ready for the automaton. */
export interface Digits {
  readonly text: string;
  readonly slots: readonly Slot[];
}
/** National numbers of a country: any that begins with one of `leads` and has one of `lengths`, in rising order. */
export interface Sought {
  readonly country: string;
  readonly leads: readonly Digits[];
  readonly lengths: readonly number[];
  readonly examples: readonly Digits[];
}
/** Countries by the digits of their calling code, so that a route that takes none of +3… is asked once for all of them. */
export interface Tree {
  readonly callingCode: string;
  /** Its last digit. */
  readonly slot: Slot;
  readonly sought: Sought[];
  readonly branches: Tree[];
}
export interface SoughtGroup {
  readonly forms: readonly Form[];
  readonly tree: Tree;
}

/** Without a home country: the access codes that most of the world uses. */
export const COMMON_CODES: readonly string[] = ['00', '810', '011'];
/** Named first where many are reached, because people recognise them. */
const WELL_KNOWN = ['GB', 'US', 'CN'];
/** A national number of one of a few lengths is dialled whole; where lengths vary, it never comes without its prefix. */
const FEW_LENGTHS = 3;
/** Shorter bare numbers are local ones. */
const SHORTEST_BARE = 10;

const digitsOf = (text: string): Digits => ({ text, slots: slotsOf(text) });
const ALL: readonly Digits[] = [digitsOf('')];

const byId = (id: string) => COUNTRIES.filter((country) => country.id === id);
const RANKED = [...new Set([...WELL_KNOWN.flatMap(byId), ...COUNTRIES])];
/** Ready once: the table is fixed. */
const NUMBERS = new Map(
  RANKED.map(({ id, leading, lengths, examples }): [string, Sought] => [
    id,
    {
      country: id,
      leads: leading.length === 0 ? ALL : leading.map(digitsOf),
      lengths,
      examples: examples.map(digitsOf),
    },
  ]),
);

function treeOf(entries: readonly (readonly [callingCode: string, sought: Sought])[]): Tree {
  const root: Tree = { callingCode: '', slot: -1, sought: [], branches: [] };
  for (const [callingCode, sought] of entries) {
    let tree = root;
    for (const [at, slot] of slotsOf(callingCode).entries()) {
      let branch = tree.branches.find((each) => each.slot === slot);
      if (branch === undefined) {
        branch = { callingCode: callingCode.slice(0, at + 1), slot, sought: [], branches: [] };
        tree.branches.push(branch);
      }
      tree = branch;
    }
    tree.sought.push(sought);
  }
  return root;
}

function internationalForms(home: Country | null): Form[] {
  const codes = home?.accessCodes ?? COMMON_CODES;
  return [
    ...codes.map((digits): Form => ({ digits, careful: 'no' })),
    ...(codes.includes('00') ? [] : [{ digits: '00', careful: 'home' as const }]),
    { digits: '+', careful: 'no' },
    // Without a home country nothing says whether a number without any prefix is one abroad.
    ...(home === null ? [] : [{ digits: '', careful: 'bare' as const }]),
  ];
}

/** Every country but the home and the allowed ones. */
export function abroad(home: Country | null, allowed: ReadonlySet<string>): SoughtGroup[] {
  const closed = RANKED.filter(({ id, lengths }) => id !== home?.id && !allowed.has(id) && lengths.length > 0);
  const welcome = RANKED.filter(({ id }) => id === home?.id || allowed.has(id)).map(({ callingCode }) => callingCode);
  // A calling code that is foreign as a whole needs no leading digits; its first country speaks for it.
  const spoken = new Set(welcome);
  const far = closed.flatMap(({ id, callingCode }) => {
    const numbers = NUMBERS.get(id);
    const speaks = !spoken.has(callingCode);
    spoken.add(callingCode);
    return numbers === undefined ? [] : [[callingCode, speaks ? { ...numbers, leads: ALL } : numbers] as const];
  });
  const near = closed.flatMap(({ id, callingCode }) => {
    const numbers = callingCode === home?.callingCode ? NUMBERS.get(id) : undefined;
    return numbers === undefined ? [] : [['', numbers] as const];
  });
  const domestic = [...new Set([home?.nationalPrefix ?? '', ''])].map((digits): Form => ({ digits, careful: 'no' }));
  return [
    { forms: near.length === 0 ? [] : domestic, tree: treeOf(near) },
    { forms: internationalForms(home), tree: treeOf(far) },
  ];
}

const premiumOf = ({ id, premium }: Country): Sought => ({
  country: id,
  leads: premium.ranges.map(digitsOf),
  lengths: premium.lengths,
  examples: [],
});

/** Premium numbers at home, and the international premium rate. */
export function premium(home: Country | null): SoughtGroup[] {
  const everywhere = byId(PREMIUM_EVERYWHERE).map((each) => [each.callingCode, premiumOf(each)] as const);
  const beyond = { forms: internationalForms(home), tree: treeOf(everywhere) };
  if (home === null || home.premium.ranges.length === 0) return [beyond];
  const whole = home.nationalPrefix === '' || home.lengths.length <= FEW_LENGTHS;
  const digits = [home.nationalPrefix, ...(whole ? [''] : []), home.callingCode, `+${home.callingCode}`];
  const forms = [...new Set(digits)].map((each): Form => ({ digits: each, careful: 'no' }));
  return [{ forms, tree: treeOf([['', premiumOf(home)]]) }, beyond];
}

/** Would a provider at home read these digits as a number at home (or as a local one)? Then they prove nothing. */
export function readsAsHome(home: Country | null, { digits, careful }: Form, number: string, length: number): boolean {
  if (careful === 'no' || home === null) return false;
  const whole = digits.length + length;
  if (careful === 'bare' && whole < SHORTEST_BARE) return true;
  const { nationalPrefix, lengths, accessCodes } = home;
  // 81 0… is no number in Japan but the way abroad from Russia.
  if (careful === 'bare' && accessCodes.some((code) => number.startsWith(code))) return true;
  const prefixed = nationalPrefix !== '' && (digits + number).startsWith(nationalPrefix);
  if (prefixed && lengths.includes(whole - nationalPrefix.length)) return true;
  return lengths.length <= FEW_LENGTHS && lengths.includes(whole);
}

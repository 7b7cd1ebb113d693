/**
 * The numbers a route is tried with: abroad and premium, in every form in which the provider would understand them.
 *
 * Forms: the home country's access codes, 00 and those of all other countries (a provider from there takes them), a plus
 * (only a route can add it: Core cuts it from what is dialled), and the bare international number, which is what Core
 * makes of a dialled +44….
 * A country that shares the home's calling code is also reached as if it were at home: from Russia 8 7xx is Kazakhstan.
 */
import { slotsOf, type Sizes, type Slot } from './automaton.ts';
import { COUNTRIES, PREMIUM_EVERYWHERE, type Country, type NumberGroup } from './countries.ts';

/**
 * Digits in front of the number. `careful`: leave out what the provider would read as a number at home; `foreign` also
 * what only begins like one, as that code means nothing at home.
 */
export interface Form {
  readonly digits: string;
  readonly careful: 'no' | 'home' | 'foreign' | 'bare';
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
  /** All these lengths, as the automaton tells them. */
  readonly sizes: Sizes;
  /** Place of the digit that is never 0 or 1: the exchange behind the area code in North America; null: none. */
  readonly exchange: number | null;
}
/** Countries by the digits of their calling code, so that a route that takes none of +3… is asked once for all of them. */
export interface Tree {
  readonly callingCode: string;
  /** Its last digit. */
  readonly slot: Slot;
  readonly sought: readonly Sought[];
  readonly branches: readonly Tree[];
  /** Of everything in it, counted from behind this code. */
  readonly sizes: Sizes;
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

const byId = (id: string) => COUNTRIES.filter((country) => country.id === id);
const RANKED = [...new Set([...WELL_KNOWN.flatMap(byId), ...COUNTRIES])];
const NORTH_AMERICA = '1';
const AREA_CODE = 3;
const exchangeOf = ({ callingCode }: Country) => (callingCode === NORTH_AMERICA ? AREA_CODE : null);

const soughtOf = (country: Country, { leads, lengths }: NumberGroup, examples: readonly string[] = []): Sought => ({
  country: country.id,
  leads: leads.map(digitsOf),
  lengths,
  examples: examples.map(digitsOf),
  sizes: [...lengths, ...examples.map(({ length }) => length)].reduce((sizes, length) => sizes | (1 << length), 0),
  exchange: exchangeOf(country),
});
/** Ready once: the table is fixed. `dear` numbers abroad are as dear from everywhere. */
const NUMBERS = new Map(
  RANKED.map((country): [string, { readonly usual: readonly Sought[]; readonly dear: readonly Sought[] }] => {
    const usual = country.usual.map((group, at) => soughtOf(country, group, at === 0 ? country.examples : []));
    return [country.id, { usual, dear: country.dear.map((group) => soughtOf(country, group)) }];
  }),
);

type Entry = readonly [callingCode: string, sought: Sought];

/** `at`: digits of the codes that lead here. */
function treeOf(entries: readonly Entry[], at = 0): Tree {
  const sought: Sought[] = [];
  const deeper = new Map<string, Entry[]>();
  for (const entry of entries) {
    const digit = entry[0].charAt(at);
    if (digit === '') sought.push(entry[1]);
    else if (!deeper.get(digit)?.push(entry)) deeper.set(digit, [entry]);
  }
  const branches = [...deeper.values()].map((each) => treeOf(each, at + 1));
  const sizes = [...sought.map((each) => each.sizes), ...branches.map((branch) => branch.sizes << 1)];
  const callingCode = entries[0]?.[0].slice(0, at) ?? '';
  return {
    callingCode,
    slot: slotsOf(callingCode).at(-1) ?? -1,
    sought,
    branches,
    sizes: sizes.reduce((all, each) => all | each, 0),
  };
}

/** Codes of other countries, with how many use them. */
const FOREIGN_CODES: ReadonlyMap<string, number> = countEach(COUNTRIES.flatMap(({ accessCodes }) => accessCodes));
/** From so many countries on, a provider anywhere may take the code. */
const KNOWN_ABROAD = 5;

function countEach(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** A code of few countries that stands where numbers at home begin (060 of Mauritius, in Austria a mobile) means nothing else. */
function isOfNumbersAtHome(home: Country, code: string): boolean {
  const { nationalPrefix } = home;
  if ((FOREIGN_CODES.get(code) ?? 0) >= KNOWN_ABROAD || !code.startsWith(nationalPrefix)) return false;
  const first = code.charAt(nationalPrefix.length);
  return numbersAt(home).some(({ leads }) => leads.some((lead) => lead.startsWith(first)));
}

function internationalForms(home: Country | null): Form[] {
  const codes = home?.accessCodes ?? COMMON_CODES;
  const others = [...FOREIGN_CODES.keys()].filter(
    (code) => home !== null && code !== '00' && !beginsAsHome(home, code) && !isOfNumbersAtHome(home, code),
  );
  return [
    ...codes.map((digits): Form => ({ digits, careful: 'no' })),
    ...(codes.includes('00') ? [] : [{ digits: '00', careful: 'home' as const }]),
    { digits: '+', careful: 'no' },
    // Without a home country nothing says whether a number without any prefix is one abroad.
    ...(home === null ? [] : [{ digits: '', careful: 'bare' as const }]),
    ...others.map((digits): Form => ({ digits, careful: 'foreign' })),
  ];
}

/** Every country but the home and the allowed ones. */
export function abroad(home: Country | null, allowed: ReadonlySet<string>): SoughtGroup[] {
  const closed = RANKED.filter(({ id, lengths }) => id !== home?.id && !allowed.has(id) && lengths.length > 0);
  const welcome = RANKED.filter(({ id }) => id === home?.id || allowed.has(id)).map(({ callingCode }) => callingCode);
  const far = closed.flatMap(({ id, callingCode }) => {
    const numbers = NUMBERS.get(id);
    if (numbers === undefined) return [];
    // Where the calling code is shared with a country that may be called, its dear numbers may be that country's.
    const sought = welcome.includes(callingCode) ? numbers.usual : [...numbers.usual, ...numbers.dear];
    return sought.map((each) => [callingCode, each] as const);
  });
  const near = closed.flatMap(({ id, callingCode }) => {
    const usual = callingCode === home?.callingCode ? (NUMBERS.get(id)?.usual ?? []) : [];
    return usual.map((each) => ['', each] as const);
  });
  const domestic = [...new Set([home?.nationalPrefix ?? '', ''])].map((digits): Form => ({ digits, careful: 'no' }));
  return [
    { forms: near.length === 0 ? [] : domestic, tree: treeOf(near) },
    { forms: internationalForms(home), tree: treeOf(far) },
  ];
}

/** Dear numbers at home in every form in which people dial them, and the international premium rate. */
export function premium(home: Country | null): SoughtGroup[] {
  const everywhere = byId(PREMIUM_EVERYWHERE).flatMap((each) =>
    each.dear.map((group) => [each.callingCode, soughtOf(each, group)] as const),
  );
  const beyond = { forms: internationalForms(home), tree: treeOf(everywhere) };
  if (home === null) return [beyond];
  const group = (dear: NumberGroup, digits: readonly string[], forms: readonly Form[] = []): SoughtGroup => ({
    forms: [...[...new Set(digits)].map((each): Form => ({ digits: each, careful: 'no' })), ...forms],
    tree: treeOf([['', soughtOf(home, dear)]]),
  });
  const isShort = home.lengths.length <= FEW_LENGTHS;
  const international = [...home.accessCodes, '00', '+'].map((code) => code + home.callingCode);
  // 39 894… is a mobile in Italy, where numbers have no prefix.
  const bareInternational: Form = { digits: home.callingCode, careful: 'bare' };
  return [
    ...home.dear.map((dear) => {
      const bare = dear.whole ? [''] : [home.nationalPrefix, ...(isShort ? [''] : [])];
      return group(dear, [...bare, ...international], [bareInternational]);
    }),
    ...home.dearAsDialled.map((dear) => group(dear, [''])),
    beyond,
  ];
}

/** Everything that is a number there. */
const NUMBERS_AT = new Map(
  COUNTRIES.map(({ id, usual, dear, free, others }): [string, readonly NumberGroup[]] => [
    id,
    [...usual, ...dear, ...free, ...others],
  ]),
);
const numbersAt = ({ id }: Country) => NUMBERS_AT.get(id) ?? [];
const begins = ({ leads }: NumberGroup, text: string) => leads.some((lead) => text.startsWith(lead));

/** Do these digits begin as a number at home does, or as the way abroad from there? A code that does means nothing else. */
function beginsAsHome(home: Country, dialled: string): boolean {
  const { nationalPrefix, accessCodes } = home;
  if (accessCodes.some((code) => dialled.startsWith(code))) return true;
  if (!dialled.startsWith(nationalPrefix)) return false;
  return numbersAt(home).some((group) => begins(group, dialled.slice(nationalPrefix.length)));
}

/** Would a provider at home read these digits as a number at home (or as a local one)? Then they prove nothing. */
export function readsAsHome(home: Country | null, { digits, careful }: Form, number: string): boolean {
  if (careful === 'no' || home === null) return false;
  const dialled = digits + number;
  if (careful === 'bare' && dialled.length < SHORTEST_BARE) return true;
  const { nationalPrefix, lengths, accessCodes } = home;
  // 81 0… is no number in Japan but the way abroad from Russia.
  if (careful === 'bare' && accessCodes.some((code) => dialled.startsWith(code))) return true;
  if (careful === 'foreign' && beginsAsHome(home, dialled)) return true;
  const groups = numbersAt(home);
  const national = dialled.slice(nationalPrefix.length);
  const isPrefixed = nationalPrefix !== '' && dialled.startsWith(nationalPrefix);
  if (isPrefixed && groups.some((group) => group.lengths.includes(national.length))) return true;
  const isWhole = ({ whole }: NumberGroup) => whole || nationalPrefix === '';
  const fits = (group: NumberGroup) => group.lengths.includes(dialled.length) && begins(group, dialled);
  if (groups.some((group) => isWhole(group) && fits(group))) return true;
  return lengths.length <= FEW_LENGTHS && lengths.includes(dialled.length);
}

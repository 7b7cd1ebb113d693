/**
 * Numbers that the PBX only counts: those at home without anything dear or foreign among them, as somebody dials them over
 * each provider. Whatever is not among them is told one by one, so leaving some out costs only work.
 */
import { slotsOf } from '../dialling/automaton.ts';
import type { Country } from '../dialling/countries.ts';
import { COUNTRIES } from '../dialling/countries.ts';
import type { ReadNumber, Way } from './numbers.ts';

/** `845-849/11`: numbers of 11 digits that begin with 845 to 849. */
export interface PlainOfProvider {
  readonly provider: string;
  readonly ranges: readonly string[];
}

/** All of them fit into one request. */
const MOST_RANGES = 2000;
const MOST_PROVIDERS = 100;
const DEEPEST = 5;
/** Digits that a route cuts and that are tried one by one; of more only those that its pattern begins with. */
const MOST_TRIED = 2;
const FILLED = '23456789234567892345';

interface Head {
  readonly digits: string;
  readonly length: number;
}

export function plainNumbers(home: Country | null, ways: readonly Way[], read: ReadNumber): readonly PlainOfProvider[] {
  if (home === null) return [];
  const heads = headsOf(home);
  const providers = [...new Set(ways.map(({ provider }) => provider))].slice(0, MOST_PROVIDERS);
  return providers.map((provider) => {
    const own = ways.filter((way) => way.provider === provider).flatMap((way) => dialledOver(way, heads));
    const plain = own.filter(({ digits, length }) => {
      const number = (digits + FILLED).slice(0, length);
      return read(number, provider).kind === 'home';
    });
    return { provider, ranges: rangesOf(plain).slice(0, Math.floor(MOST_RANGES / providers.length)) };
  });
}

/** Beginnings of plain numbers as they are sent. */
function headsOf(home: Country): readonly Head[] {
  const { callingCode, nationalPrefix, lengths } = home;
  const isBare = nationalPrefix === '' || lengths.length <= 3;
  const forms = [...new Set([nationalPrefix, ...(isBare ? [''] : []), callingCode, `+${callingCode}`])];
  const strange = strangeBeginnings(home, forms);
  const heads = [...home.usual, ...home.free].flatMap(({ leads, lengths: sizes, whole }) =>
    (whole ? [''] : forms).flatMap((form) =>
      leads.flatMap((lead) =>
        sizes.flatMap((size) =>
          size < lead.length
            ? []
            : without(strange, form + lead).map((digits) => ({ digits, length: form.length + size })),
        ),
      ),
    ),
  );
  return heads.filter(({ digits, length }) => digits.length <= length);
}

/** What begins so may be dear, or abroad. */
function strangeBeginnings(home: Country, forms: readonly string[]): readonly string[] {
  const near = COUNTRIES.filter(({ id, callingCode }) => callingCode === home.callingCode && id !== home.id);
  const leads = [
    ...home.dear.filter(({ whole }) => !whole),
    ...near.flatMap(({ usual, dear, free }) => [...usual, ...dear, ...free]),
  ].flatMap((group) => group.leads);
  const asDialled = [...home.dearAsDialled, ...home.dear.filter(({ whole }) => whole)].flatMap((group) => group.leads);
  return [
    ...new Set([...home.accessCodes, ...asDialled, ...forms.flatMap((form) => leads.map((lead) => form + lead))]),
  ];
}

/** Beginnings under `head` under which there is nothing strange. */
function without(strange: readonly string[], head: string, depth = 0): readonly string[] {
  const under = strange.filter((each) => each.startsWith(head) || head.startsWith(each));
  if (under.length === 0) return [head];
  if (depth >= DEEPEST || under.some((each) => head.startsWith(each))) return [];
  return [...'0123456789'].flatMap((digit) => without(under, head + digit, depth + 1));
}

/** The same as somebody dials them. */
function dialledOver(way: Way, heads: readonly Head[]): readonly Head[] {
  const { automaton, prepend } = way;
  return cutBy(way).flatMap((cut) =>
    heads.flatMap(({ digits, length }) => {
      if (!digits.startsWith(prepend)) return [];
      const typed = cut + digits.slice(prepend.length);
      const size = length - prepend.length + cut.length;
      const open = /^\d+$/.test(typed) ? automaton.sizes(automaton.run(automaton.start, slotsOf(typed))) : 0;
      return (open & (1 << (size - typed.length))) !== 0 ? [{ digits: typed, length: size }] : [];
    }),
  );
}

function cutBy({ automaton, pattern, trim }: Way): readonly string[] {
  if (trim > MOST_TRIED) {
    const literal = /^\d*/.exec(pattern)?.[0] ?? '';
    return literal.length >= trim ? [literal.slice(0, trim)] : [];
  }
  const all = Array.from({ length: 10 ** trim }, (_, i) => (trim === 0 ? '' : String(i).padStart(trim, '0')));
  return all.filter((cut) => !automaton.run(automaton.start, slotsOf(cut)).never);
}

/** Neighbours together. */
function rangesOf(heads: readonly Head[]): readonly string[] {
  const bySize = new Map<string, Set<number>>();
  for (const { digits, length } of heads) {
    const key = `${digits.length}/${length}`;
    bySize.set(key, (bySize.get(key) ?? new Set()).add(Number(digits)));
  }
  // Short beginnings hold more numbers.
  return [...bySize]
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([key, numbers]) => {
      const [size = '0', length = '0'] = key.split('/');
      return runsOf([...numbers].sort((a, b) => a - b)).map(
        ([from, to]) => `${padded(from, size)}-${padded(to, size)}/${length}`,
      );
    });
}
const padded = (number: number, size: string): string => String(number).padStart(Number(size), '0');

function runsOf(numbers: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs;
}

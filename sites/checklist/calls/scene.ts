/** What the facts give to read and judge calls with. */
import { attestationLookup } from '../attestations.ts';
import type { Country } from '../dialling/countries.ts';
import { homeOf } from '../dialling/home.ts';
import type { Part, Parts } from '../facts/types.ts';
import { numberReader, waysOf } from './numbers.ts';
import type { CallsScene } from './judge.ts';
import { plainNumbers, type PlainOfProvider } from './plain.ts';

export interface CallsGround extends CallsScene {
  /** null: not known; then only numbers with a code for abroad are told apart. */
  readonly home: Country | null;
  /** A person said so. */
  readonly isHomeSaid: boolean;
  readonly plain: readonly PlainOfProvider[];
  /** Of people and providers, by account. */
  readonly names: ReadonlyMap<string, string>;
}

const dataOf = <T>(part: Part<T>): T | null => (part.state === 'known' ? part.data : null);

export function callsGround(parts: Parts): CallsGround {
  const system = dataOf(parts.system);
  const now = system === null ? null : Date.parse(system.now);
  const { country, allowed, confirmed } = homeOf(attestationLookup(dataOf(parts.attestations), now), system);
  const ways = waysOf(dataOf(parts.outboundRoutes) ?? []);
  const read = numberReader(country, ways);
  const providers = dataOf(parts.providers) ?? [];
  return {
    home: country,
    isHomeSaid: confirmed,
    allowed,
    read,
    plain: plainNumbers(country, ways, read),
    providers: new Set(providers.map(({ id }) => id)),
    names: new Map([
      ...(dataOf(parts.accounts) ?? []).map(({ number, name }) => [number, name] as const),
      ...providers.map(({ id, name }) => [id, name] as const),
    ]),
  };
}

/** Days before the period that it is compared with. */
export const BEFORE_DAYS = 90;
/** Hours of the night. */
export const NIGHT = { dusk: 22, dawn: 6 } as const;
const USUAL_DAYS = 14;
const DAY = 86_400_000;

/** Days of the PBX, the last one included: the last fortnight. `now`: its time, `2026-11-30T20:00:00+03:00`. */
export function lastDays(now: string, days = USUAL_DAYS): { readonly from: string; readonly to: string } {
  const today = now.slice(0, 10);
  return { from: new Date(Date.parse(`${today}T00:00:00Z`) - (days - 1) * DAY).toISOString().slice(0, 10), to: today };
}

/** Whole days as the module takes them; null: no days, or the wrong way round. */
export function periodOf(from: string, to: string): { readonly from: string; readonly to: string } | null {
  const [start, end] = [from, to].map((day) => (/^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN));
  if (start === undefined || end === undefined || !(end >= start) || end - start > 365 * DAY) return null;
  return { from: `${from} 00:00:00`, to: `${new Date(end + DAY).toISOString().slice(0, 10)} 00:00:00` };
}

/** Traces as Lib/Traces reads them, over those of the description. */
import {
  TRACE_KINDS,
  type FoundItem,
  type FoundKind,
  type TraceKindId,
  type TracesFound,
} from '../../checklist/traces/found.ts';
import { isoOf } from '../facts/parts.ts';
import { is2024, type Pbx } from '../pbx.ts';
import { invalid } from './refused.ts';
import type { Write } from './writes.ts';

/** Something that is there, as the description says it. */
export interface PlantedTrace extends Pick<FoundItem, 'what' | 'absent' | 'present' | 'by' | 'former'> {
  readonly kind: TraceKindId;
}
export interface TracesMemory {
  /** In ms; null: it has not looked yet. */
  readonly since: number | null;
  readonly goodAt: number | null;
  /** Of whom something is, by its id. */
  readonly fine: Readonly<Record<string, { readonly by: string; readonly at: string }>>;
}
export const noTraces: TracesMemory = { since: null, goodAt: null, fine: {} };

const NEVER_2024: readonly TraceKindId[] = ['api-keys', 'passkeys', 'ari-users'];
const HASH = /^[0-9a-f]{16}$/;

const hex = (value: number): string => value.toString(16).padStart(16, '0');
const idOf = (place: number): string => hex(place + 1);
const printOf = (place: number): string => hex(place + 4096);

export function foundTraces(pbx: Pbx, now: Date): TracesFound {
  const { since, goodAt, fine } = pbx.module.traces;
  const items = pbx.traces.map(({ kind, ...item }, place) => ({
    kind,
    item: { ...item, id: idOf(place), print: printOf(place), fine: fine[idOf(place)] ?? null },
  }));
  const kindOf = (kind: TraceKindId): FoundKind =>
    (is2024(pbx) && NEVER_2024.includes(kind)) || (kind === 'cabinet-users' && !hasUsers(pbx))
      ? { state: 'unknown', reason: 'not-supported', detail: '' }
      : { state: 'known', items: items.filter((each) => each.kind === kind).map(({ item }) => item) };
  const dates = pbx.traces.flatMap(({ by, absent, present }) => (by === 'copies' ? [absent ?? present] : [])).sort();
  return {
    readAt: isoOf(now),
    since: isoOf(new Date(since ?? now.getTime())),
    goodAt: goodAt === null ? null : isoOf(new Date(goodAt)),
    copies: { count: dates.length, oldest: dates[0] ?? null, newest: dates.at(-1) ?? null, complete: true },
    kinds: Object.fromEntries(TRACE_KINDS.map((kind) => [kind, kindOf(kind)])),
  };
}

const hasUsers = ({ modules }: Pbx): boolean => modules.some(({ id }) => id === 'ModuleUsersUI');

export const withTraces = (pbx: Pbx, change: Partial<TracesMemory>): Pbx => ({
  ...pbx,
  module: { ...pbx.module, traces: { ...pbx.module.traces, ...change } },
});

/** Reading keeps since when it is looked at. */
export const lookedAt = (pbx: Pbx, now: Date): Pbx =>
  pbx.module.traces.since === null ? withTraces(pbx, { since: now.getTime() }) : pbx;

const accept: Write = {
  fields: ['kind', 'id', 'print', 'fine'],
  run({ pbx, fields, by, now }) {
    const [kind, id, print, fine] = ['kind', 'id', 'print', 'fine'].map((name) => fields.value(name));
    if (!TRACE_KINDS.some((known) => known === kind)) throw invalid('kind');
    if (typeof id !== 'string' || !HASH.test(id)) throw invalid('id');
    if (typeof print !== 'string' || !HASH.test(print)) throw invalid('print');
    if (typeof fine !== 'boolean') throw invalid('fine');
    const isThere = pbx.traces.some(
      (trace, place) => trace.kind === kind && idOf(place) === id && printOf(place) === print,
    );
    if (!isThere) return { status: 200, json: { done: false }, pbx, details: null };
    const others = Object.entries(pbx.module.traces.fine).filter(([known]) => known !== id);
    const said = fine ? [[id, { by, at: isoOf(now) }] as const] : [];
    const next = withTraces(pbx, { fine: Object.fromEntries([...others, ...said]) });
    return { status: 200, json: { done: true }, pbx: next, details: { kind: String(kind), id, fine } };
  },
};

export const TRACES_WRITES: ReadonlyMap<string, Write> = new Map([['traces/fine', accept]]);

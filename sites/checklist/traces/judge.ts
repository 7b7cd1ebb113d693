/**
 * What is new since a day, or not as Core has it. It says since when a thing is there and who says so, never who put it there: most that is new was
 * made by somebody who may.
 */
import { say, type Message } from '../message.ts';
import type { FoundItem, FoundKind, TracesFound } from './found.ts';
import type { TraceGround, TraceKind } from './kind.ts';
import { KINDS } from './kinds.ts';

export interface Trace {
  readonly kind: TraceKind;
  readonly item: FoundItem;
  readonly says: Message;
  /** It is not as Core, its settings or the release have it. */
  readonly odd: Message | null;
  /** Why it is there. */
  readonly explained: Message | null;
  /** Below /admin-cabinet/; null: it is not changed there. */
  readonly address: string | null;
}
export interface JudgedKind {
  readonly kind: TraceKind;
  readonly traces: readonly Trace[];
}
export interface JudgedTraces {
  /** New since then, or not as Core has it; kinds without any are left out. */
  readonly traces: readonly JudgedKind[];
  readonly count: number;
  /** Nobody knows since when they are there. */
  readonly undated: readonly JudgedKind[];
  /** Somebody said that they are theirs, or they are explained. */
  readonly settled: readonly Trace[];
  readonly unknown: readonly { readonly kind: TraceKind; readonly reason: string }[];
  /** From here on the PBX can tell what came; null: it has no record at all. */
  readonly tellsSince: string | null;
}

/** `2026-11-30T08:00`, the clock of the PBX. */
const local = (iso: string): string => iso.slice(0, 16);

/** @param since local time of the PBX, `2026-11-16T00:00` */
export function judgeTraces(found: TracesFound, since: string, ground: TraceGround): JudgedTraces {
  const sorted = KINDS.map((kind) => sort(kind, found.kinds[kind.id], since, ground));
  const group = (choose: (each: (typeof sorted)[number]) => readonly Trace[]): readonly JudgedKind[] =>
    sorted.map((each) => ({ kind: each.kind, traces: choose(each) })).filter(({ traces }) => traces.length > 0);
  const traces = group((each) => each.traces);
  const begun = [found.copies.oldest, found.since].filter((time) => time !== null).sort(inTime);
  return {
    traces,
    count: traces.reduce((sum, { traces: { length } }) => sum + length, 0),
    undated: group((each) => each.undated),
    settled: sorted.flatMap((each) => each.settled),
    unknown: sorted.flatMap(({ kind, reason }) => (reason === null ? [] : [{ kind, reason }])),
    tellsSince: begun[0] ?? null,
  };
}

const inTime = (a: string, b: string): number => Date.parse(a) - Date.parse(b);
const newestFirst = (a: Trace, b: Trace): number => inTime(b.item.present, a.item.present);

function sort(kind: TraceKind, found: FoundKind | undefined, since: string, ground: TraceGround) {
  const reason = found?.state === 'unknown' && found.reason !== 'not-supported' ? found.reason : null;
  const items = found?.state === 'known' ? found.items : [];
  const told = items
    .filter((item) => kind.isUsual?.(item) !== true)
    .map((item): Trace => ({
      kind,
      item,
      says: kind.says(item),
      odd: kind.odd?.(item) ?? null,
      explained: kind.explained?.(item, ground) ?? null,
      address: kind.address(item),
    }));
  const isSettled = ({ item, explained }: Trace) => item.fine !== null || explained !== null;
  const open = told.filter((trace) => !isSettled(trace));
  const isTrace = ({ item, odd }: Trace) => odd !== null || (item.absent !== null && local(item.present) > since);
  const isUndated = ({ item }: Trace) => item.absent === null && item.by !== 'release' && local(item.present) > since;
  return {
    kind,
    reason,
    traces: open.filter(isTrace).sort(newestFirst),
    undated: open.filter((trace) => !isTrace(trace) && isUndated(trace)),
    settled: told.filter(isSettled),
  };
}

/** Since when it is there, as far as anybody knows. */
export function whenOf({ item, odd }: Trace, time: (iso: string) => string): Message {
  const { absent, present, by, former } = item;
  if (absent === null && (by === '' || odd !== null)) return say('traces.when.unknown');
  if (absent === null) return say('traces.when.before', { present: time(present) });
  if (by === 'row') return say('traces.when.row', { at: time(present) });
  if (by === 'file') return say('traces.when.file', { at: time(present) });
  if (by === 'kernel') return say('traces.when.kernel', { at: time(present) });
  const values = { absent: time(absent), present: time(present) };
  if (by === 'copies') return say(former ? 'traces.when.copies.former' : 'traces.when.copies', values);
  return say(former ? 'traces.when.module.former' : 'traces.when.module', values);
}

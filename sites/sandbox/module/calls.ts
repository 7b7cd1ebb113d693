/** Calls as Lib/Calls reads them, over those of the description. */
import type { Pbx } from '../pbx.ts';
import { sumCalls, type CallsAsked } from './call-sums.ts';
import type { Fields } from './fields.ts';
import { invalid } from './refused.ts';
import type { Write } from './writes.ts';

export interface CallsMemory {
  readonly knobs: { readonly ms: number; readonly trouble: string };
  readonly asked: CallsAsked | null;
  /** In ms. */
  readonly since: number;
}
export const noCalls: CallsMemory = { knobs: { ms: 1200, trouble: '' }, asked: null, since: 0 };

const TIME = /^(\d{4})-(\d\d)-(\d\d) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;
const RANGE = /^(\d{1,12})-(\d{1,12})\/(\d{1,2})$/;
const DAY = 86_400_000;
const MOST_DAYS = 366;
const MOST_DIGITS = 20;

const IDLE = { phase: 'idle', trouble: '', from: '', to: '', before: 0, done: 0, of: 0 };

export function showCalls({ module: { calls }, calls: legs }: Pbx, now: Date) {
  const { asked, knobs, since } = calls;
  if (asked === null) return IDLE;
  const { from, to, before } = asked;
  const gone = now.getTime() - since;
  const isOver = gone >= knobs.ms;
  const of = isOver ? 0 : legs.length;
  const done = Math.floor((of * Math.min(gone, knobs.ms)) / Math.max(1, knobs.ms));
  const phase = !isOver ? 'reading' : knobs.trouble === '' ? 'done' : 'failed';
  return { phase, trouble: phase === 'failed' ? knobs.trouble : '', from, to, before, done, of };
}

export const foundCalls = (pbx: Pbx, now: Date) =>
  pbx.module.calls.asked !== null && showCalls(pbx, now).phase === 'done'
    ? sumCalls(pbx.calls, pbx.module.calls.asked)
    : null;

function withCalls(pbx: Pbx, change: Partial<CallsMemory>): Pbx {
  return { ...pbx, module: { ...pbx.module, calls: { ...pbx.module.calls, ...change } } };
}

const start: Write = {
  fields: ['from', 'to', 'before', 'dusk', 'dawn', 'plain', 'each'],
  run({ pbx, fields, now }) {
    const [from, to] = [timeOf(fields, 'from'), timeOf(fields, 'to')];
    const days = (utc(to) - utc(from)) / DAY;
    if (!(days > 0 && days <= MOST_DAYS)) throw invalid('to');
    const asked: CallsAsked = {
      from,
      to,
      before: fields.number('before', 0, MOST_DAYS),
      dusk: fields.number('dusk', 0, 24),
      dawn: fields.number('dawn', 0, 24),
      plain: plainOf(fields.value('plain')),
      each: fields.truth('each'),
    };
    const next = withCalls(pbx, { asked, since: now.getTime() });
    return { status: 202, json: showCalls(next, now), pbx: next, details: { from, to, before: asked.before } };
  },
};

const cancel: Write = {
  fields: [],
  run({ pbx, now }) {
    const next = withCalls(pbx, { asked: null });
    return { status: 202, json: showCalls(next, now), pbx: next, details: {} };
  },
};

const utc = (time: string): number => Date.parse(`${time.replace(' ', 'T')}Z`);

function timeOf(fields: Fields, name: string): string {
  const text = fields.value(name);
  const isTime =
    typeof text === 'string' && TIME.test(text) && new Date(utc(text)).toISOString().slice(0, 10) === text.slice(0, 10);
  if (!isTime) throw invalid(name);
  return text;
}

function plainOf(value: unknown): CallsAsked['plain'] {
  if (!Array.isArray(value) || value.length > 100) throw invalid('plain');
  return value.map((each: unknown, place) => {
    const { provider, ranges } = Object(each) as { readonly provider?: unknown; readonly ranges?: unknown };
    const isSound = typeof provider === 'string' && Array.isArray(ranges) && ranges.length <= 1000;
    if (!isSound || !ranges.every(isRange)) throw invalid(`plain[${place}].ranges`);
    return { provider, ranges };
  });
}

function isRange(range: unknown): range is string {
  const [, low = '', high = '', size = ''] = (typeof range === 'string' ? RANGE.exec(range) : null) ?? [];
  const fits = low !== '' && low.length === high.length && low <= high;
  return fits && Number(size) >= low.length && Number(size) <= MOST_DIGITS;
}

export const CALLS_WRITES: ReadonlyMap<string, Write> = new Map([
  ['calls/start', start],
  ['calls/cancel', cancel],
]);

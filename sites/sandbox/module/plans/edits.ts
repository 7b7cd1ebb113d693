/** What a person changes by hand while a plan watches: Lib/Plan/Edits. What is saved here is in force at once. */
import { is2024, isNewest, type Pbx } from '../../pbx.ts';
import type { Kept, PlanRecord, States } from './memory.ts';
import { stateOf } from './objects.ts';

const ORDER = 'rule-order';
const SWITCHES = ['setting:PBXFirewallEnabled', 'setting:PBXFail2BanEnabled'];
const MODE = 'setting:PBXSecurityMode';

const NEW: unknown = { there: false };

export const isWatching = ({ steps }: Pick<PlanRecord, 'steps'>): boolean =>
  steps?.some(({ kind }) => kind === 'edits.watch') ?? false;

const rulesIn = ({ filters }: Kept): readonly string[] => filters.map(({ id }) => `rule:${id}`);

/** Keys of all that is kept when it begins. */
export const everythingIn = (pbx: Pbx): readonly string[] => [
  ...(is2024(pbx) ? [] : [ORDER]),
  'fail2ban',
  ...(isNewest(pbx) ? [MODE] : []),
  ...SWITCHES,
  ...rulesIn(pbx),
];

/** With the rules that came since, which are put back last. */
export function withNew(record: PlanRecord, pbx: Pbx): PlanRecord {
  const fresh = rulesIn(pbx).filter((key) => !record.objects.includes(key));
  const before = Object.fromEntries(fresh.map((key) => [key, NEW]));
  return { ...record, objects: [...fresh, ...record.objects], before: { ...record.before, ...before } };
}

/** Whatever was changed asks for a connection, or a sign-in, of after it. */
export function noticed(record: PlanRecord, pbx: Pbx, newest: number, now: Date): PlanRecord {
  if (!isWatching(record) || record.phase !== 'waiting') return record;
  const grown = withNew(record, pbx);
  const after = Object.fromEntries(grown.objects.map((key) => [key, stateOf(pbx, key, {})]));
  if (grown.objects.every((key) => textOf(after[key]) === textOf(record.after[key]))) return record;
  const signInAfter = record.signInAfter === null ? null : now.getTime();
  return { ...grown, after, reference: newest, signInAfter };
}

const textOf = (state: unknown): string => JSON.stringify([state]);

/** What each object that is other than at the beginning meant then, and means now. */
export function editedIn({ objects, before, after }: PlanRecord): { readonly before: States; readonly after: States } {
  const isEdited = (key: string) =>
    key === ORDER ? hasMoved(before[key], after[key]) : textOf(before[key]) !== textOf(after[key]);
  const keys = objects.filter(isEdited);
  const of = (states: States): States => Object.fromEntries(keys.map((key) => [key, states[key]]));
  return { before: of(before), after: of(after) };
}

/** A rule that came or went is told by itself. */
function hasMoved(was: unknown, is: unknown): boolean {
  const [earlier, now] = [was, is].map((order) => new Map<string, unknown>(Object.entries(order ?? {})));
  return [...(earlier ?? [])].some(([id, place]) => now?.has(id) === true && now.get(id) !== place);
}

/** It is confirmed: the rest is nothing of this plan. */
export function settled(record: PlanRecord): PlanRecord {
  if (!isWatching(record)) return record;
  const { before, after } = editedIn(record);
  return { ...record, objects: Object.keys(after), before, after };
}

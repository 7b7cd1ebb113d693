/**
 * A break-in that is being dealt with: what persons said of it, kept by the module as confirmations. Nothing else is kept of how far
 * somebody is.
 */
import type { Attestation, Parts } from '../facts/types.ts';
import { BREAK_IN } from './said.ts';

/** It is about the past. */
export const MARK_DAYS = 3650;

/** What is said once, each with who said so and when. `begun`: we were broken into. `since`: its answer is the time from which on. */
export type MarkId = 'begun' | 'since' | 'closed' | 'calls' | 'traces' | 'provider' | 'authority' | 'end';
export type Subject = MarkId | `changed-${string}`;
export type Mark = Pick<Attestation, 'by' | 'at' | 'answer' | 'note'>;

/** What somebody did by hand. */
export interface Note {
  readonly subject: string;
  /** When, in the local time of the PBX: `2026-11-30T23:15`. */
  readonly at: string;
  readonly by: string;
  readonly text: string;
}

export interface Incident {
  /** `none`: nobody said so. `unreadable`: nobody can tell what was said. */
  readonly state: 'none' | 'open' | 'over' | 'unreadable';
  /** In ms: from then on what was done counts; a day before somebody said so. */
  readonly from: number;
  /** Local time of the PBX, `2026-11-16T00:00`: since when strangers may have been inside. */
  readonly since: string;
  readonly marks: ReadonlyMap<string, Mark>;
  readonly notes: readonly Note[];
}

const DAY = 86_400_000;
const FORTNIGHT = 14;
export const NOTE = 'note-';
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/;

type IncidentFacts = { readonly parts: Pick<Parts, 'attestations' | 'system'>; readonly readAt: string };

/** Now, as the clock of the PBX has it: `2026-11-30T23:15`. */
export const localNow = ({ parts: { system }, readAt }: IncidentFacts): string =>
  (system.state === 'known' ? system.data.now : readAt).slice(0, 16);

export function incidentIn(facts: IncidentFacts): Incident {
  const { attestations, system } = facts.parts;
  const now = Date.parse(system.state === 'known' ? system.data.now : facts.readAt);
  const nothing = { since: fortnightBefore(localNow(facts)), marks: new Map<string, Mark>(), notes: [] };
  if (attestations.state === 'unknown') return { ...nothing, state: 'unreadable', from: now - DAY };
  const said = attestations.data.filter(({ item }) => item === BREAK_IN);
  const begun = said.find(({ subject }) => subject === 'begun');
  if (begun === undefined) return { ...nothing, state: 'none', from: now - DAY };
  const from = Date.parse(begun.at) - DAY;
  // What was said of one before is about that one.
  const ours = said.filter(({ at }) => Date.parse(at) >= Date.parse(begun.at));
  const marks = new Map(ours.filter(({ subject }) => !subject.startsWith(NOTE)).map((one) => [one.subject, one]));
  const since = marks.get('since')?.answer ?? '';
  return {
    state: marks.has('end') ? 'over' : 'open',
    from,
    since: LOCAL.test(since) ? since : fortnightBefore(begun.answer),
    marks,
    notes: ours
      .filter(({ subject }) => subject.startsWith(NOTE))
      .map(({ subject, answer, by, note }) => ({ subject, at: answer, by, text: note }))
      .sort((one, other) => (one.at < other.at ? -1 : 1)),
  };
}

/** Midnight of the first of the last fourteen days. */
function fortnightBefore(local: string): string {
  const day = Date.parse(`${local.slice(0, 10)}T00:00Z`);
  return Number.isFinite(day) ? new Date(day - (FORTNIGHT - 1) * DAY).toISOString().slice(0, 16) : local;
}

/** Said of doors that the PBX itself cannot see: a router, the host of a container, a cable that was pulled. */
export const ELSEWHERE = 'elsewhere';

/** What stands open whatever was said, and whether the PBX lets one person in alone meanwhile. */
export interface Doors {
  readonly open: readonly unknown[];
  readonly isSealed: boolean;
}

/** Somebody said that it is closed, and no door is open here. */
export function isClosed({ marks }: Incident, { open, isSealed }: Doors): boolean {
  const mark = marks.get('closed');
  return mark !== undefined && (mark.answer === ELSEWHERE || isSealed || open.length === 0);
}

/** In ms. Until somebody says that it is closed, nothing was changed to any avail. */
export function closedSince({ marks }: Pick<Incident, 'marks'>, rotation: Parts['rotation']): number {
  const closed = marks.get('closed');
  if (closed === undefined) return Infinity;
  const hole = rotation.state === 'known' && rotation.data.holeClosedAt !== null ? rotation.data.holeClosedAt : null;
  return Math.max(Date.parse(closed.at), hole === null ? 0 : Date.parse(hole));
}

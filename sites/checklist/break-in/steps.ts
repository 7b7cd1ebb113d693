/** The day of a break-in, step by step (guide: What to Do If a Breach Has Already Occurred). Each is read from facts and from what persons said. */
import type { Facts } from '../facts/types.ts';
import { holeOf, type Hole } from '../hole.ts';
import { say, type Message } from '../message.ts';
import { EVIDENCE_SAVED } from '../path/evidence.ts';
import { JUDGED_BY, type State } from '../path/path.ts';
import { parseRelease, type Release } from '../release.ts';
import { standingOf } from '../report/order.ts';
import type { Report, Result } from '../report/types.ts';
import { changesIn, isRowDone, type Changes, type Ended } from './changes.ts';
import { incidentIn, isClosed, type Incident, type Mark } from './incident.ts';

export type RoomStepId = 'isolate' | 'evidence' | 'change' | 'look' | 'tell' | 'end';

export interface RoomStep {
  readonly id: RoomStepId;
  readonly state: State;
  /** Where it stands. */
  readonly says: readonly Message[];
}

export interface Room {
  readonly incident: Incident;
  readonly release: Release;
  readonly hole: Hole;
  /** Doors that stand open, whatever was said. */
  readonly doors: readonly Result[];
  /** The PBX lets one person in alone, doors or not. */
  readonly isSealed: boolean;
  readonly changes: Changes;
  readonly steps: readonly RoomStep[];
}

/** A step before it is known whether it is the next. */
type Judged = Omit<RoomStep, 'state'> & { readonly state: Exclude<State, 'now'> };

export function roomOf(report: Report, facts: Facts, isSealed: boolean, ended: readonly Ended[] = []): Room {
  const incident = incidentIn(facts);
  const { parts } = facts;
  const release = parseRelease(parts.system.state === 'known' ? parts.system.data.release : '');
  const hole = holeOf(release, parts.patch);
  const doors = report.results.filter((result) => JUDGED_BY.close.includes(result.id) && standingOf(result) === 'fail');
  const changes = changesIn(parts, { incident, release, hole, doors: { open: doors, isSealed }, ended });
  const judged = [
    closed(incident, doors, isSealed),
    evidence(facts, incident),
    changed(changes),
    looked(incident),
    told(incident),
    through(incident),
  ];
  const next = judged.findIndex(({ state }) => state === 'todo');
  return {
    incident,
    release,
    hole,
    doors,
    isSealed,
    changes,
    steps: judged.map((step, place) => (place === next ? { ...step, state: 'now' } : step)),
  };
}

const given = ({ by, at }: Pick<Mark, 'by' | 'at'>) => ({ by, at: at.slice(0, 10) });

function closed(incident: Incident, doors: readonly Result[], isSealed: boolean): Judged {
  const mark = incident.marks.get('closed');
  if (mark === undefined) return { id: 'isolate', state: 'todo', says: [say('room.isolate.why')] };
  return isClosed(incident, { open: doors, isSealed })
    ? { id: 'isolate', state: 'done', says: [say('room.said', given(mark))] }
    : {
        id: 'isolate',
        state: 'todo',
        says: [say('room.isolate.again', { ...given(mark), what: doors.map(({ title }) => title) })],
      };
}

function evidence({ parts: { attestations } }: Facts, { from }: Incident): Judged {
  if (attestations.state === 'unknown')
    return { id: 'evidence', state: 'not-known', says: [say('path.evidence.unread')] };
  const saved = attestations.data.find(({ item, at }) => item === EVIDENCE_SAVED && Date.parse(at) >= from);
  if (saved === undefined) return { id: 'evidence', state: 'todo', says: [say('room.evidence.why')] };
  const says =
    saved.answer === 'saved' ? say('path.evidence.saved', given(saved)) : say('path.evidence.without', given(saved));
  return { id: 'evidence', state: 'done', says: [says] };
}

function changed({ locked, rows }: Changes): Judged {
  const left = rows.filter((row) => !isRowDone(row));
  const state = left.length === 0 && locked === null ? 'done' : 'todo';
  return {
    id: 'change',
    state,
    says: [locked ?? say('room.change.count', { done: rows.length - left.length, of: rows.length })],
  };
}

/** Both are to be looked at by a person: nobody else knows what is theirs. */
const LOOKED = ['traces', 'calls'] as const;
const TOLD = ['provider', 'authority'] as const;

const looked = (incident: Incident): Judged => both('look', incident, LOOKED);
const told = (incident: Incident): Judged => both('tell', incident, TOLD);

function both(id: 'look' | 'tell', { marks }: Incident, ids: typeof LOOKED | typeof TOLD): Judged {
  const there = ids.map((one) => [one, marks.get(one)] as const);
  const isDone = there.every(([, mark]) => mark !== undefined);
  const says = there.map(([one, mark]) =>
    mark === undefined ? say(`room.${one}.todo`) : say(`room.${one}.done`, given(mark)),
  );
  return { id, state: isDone ? 'done' : 'todo', says };
}

function through({ marks }: Incident): Judged {
  const mark = marks.get('end');
  return mark === undefined
    ? { id: 'end', state: 'todo', says: [say('room.end.why')] }
    : { id: 'end', state: 'done', says: [say('room.end.done', given(mark))] };
}

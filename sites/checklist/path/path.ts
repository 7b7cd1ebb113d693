/**
 * The way out of the hole of 2024.1.114, in the one order in which nothing is done in vain: close, save, patch, change, upgrade.
 * Nothing is kept of how far somebody is: each step is read from the report and from what persons confirmed (docs/upgrade.md).
 */
import { attestedIn } from '../actions/attested.ts';
import { aidsIn, type Aid } from '../check.ts';
import type { Facts, Parts } from '../facts/types.ts';
import { hasPatch, isBetween, type Hole } from '../hole.ts';
import { say, type Message } from '../message.ts';
import type { Release } from '../release.ts';
import { standingOf } from '../report/order.ts';
import type { Question, Report, Result } from '../report/types.ts';
import { evidenceQuestion, EVIDENCE_SAVED } from './evidence.ts';
import { pathGround } from './on-path.ts';

export type StepId = 'close' | 'evidence' | 'patch' | 'passwords' | 'upgrade';
/** `now`: the first that is still to do. */
export type State = 'done' | 'now' | 'todo' | 'not-known';

export interface PathStep {
  readonly id: StepId;
  readonly state: State;
  /** Where it stands. */
  readonly says: Message;
  /** What it is judged by and is not in order. */
  readonly open: readonly Result[];
  /** What only a person can answer. */
  readonly questions: readonly Question[];
}

export interface Path {
  readonly release: Release;
  readonly hole: Hole;
  readonly steps: readonly PathStep[];
  /** About the whole of it. */
  readonly notes: readonly Message[];
}

/** By which items each of the guide's measures is judged. */
export const JUDGED_BY: Readonly<Record<Aid, readonly string[]>> = {
  close: ['firewall-enabled', 'web-cti-closed', 'firewall-trusted-subnets', 'docker-exposure'],
  patch: ['security-patch'],
  passwords: ['secrets-rotated', 'sip-passwords', 'web-password'],
  update: ['pbx-version'],
};
const STEPS: Readonly<Record<Aid, Exclude<StepId, 'evidence'>>> = {
  close: 'close',
  patch: 'patch',
  passwords: 'passwords',
  update: 'upgrade',
};

/** A step before it is known whether it is the next. */
type Judged = Omit<PathStep, 'state'> & { readonly state: Exclude<State, 'now'> };

/** null: there is nothing of it to go here. */
export function pathOf(report: Report, facts: Facts): Path | null {
  const ground = pathGround(facts, report.results);
  if (ground === null) return null;
  const { release, hole } = ground;
  const judged = aidsIn(release).flatMap((aid): Judged[] => {
    if (aid === 'patch' && !hasPatch(release)) return [];
    const step = judgedBy(aid, report, hole);
    return aid === 'close' ? [step, evidence(facts.parts)] : [step];
  });
  const next = judged.findIndex(({ state }) => state === 'todo');
  return {
    release,
    hole,
    steps: judged.map((step, place) => (place === next ? { ...step, state: 'now' } : step)),
    notes: notesOf(release, hole),
  };
}

/** What is to be done now; null: nothing is left that can be told. */
export const nextOf = ({ steps }: Path): PathStep | null => steps.find(({ state }) => state === 'now') ?? null;

function judgedBy(aid: Aid, { results, first }: Report, hole: Hole): Judged {
  // What the report would have done first stands first here, too.
  const order = [...first.map(({ check }) => check), ...results.map(({ id }) => id)];
  const about = results
    .filter(({ id }) => JUDGED_BY[aid].includes(id))
    .sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
  const open = about.filter(isOpen);
  const isLeft = open.some((result) => standingOf(result) !== 'unknown');
  // Whatever is new can be stolen like the old.
  const isInVain = aid === 'passwords' && hole === 'open';
  const state = isLeft || isInVain ? 'todo' : open.length > 0 ? 'not-known' : 'done';
  return {
    id: STEPS[aid],
    state,
    says: isInVain ? say('path.passwords.wait') : saysOf(aid, about, leading(open)),
    open,
    questions: open.flatMap(({ verdict, questions }) => (verdict === 'manual' ? questions : [])),
  };
}

const OPEN: ReadonlySet<string> = new Set(['fail', 'manual', 'unknown']);
const isOpen = (result: Result): boolean => OPEN.has(standingOf(result));

/** What may have been stolen is what the step is about. */
const leading = (open: readonly Result[]): readonly Result[] => {
  const stolen = open.filter(({ id }) => id === 'secrets-rotated');
  return stolen.length > 0 ? stolen : open;
};

function saysOf(aid: Aid, about: readonly Result[], [first]: readonly Result[]): Message {
  if (first !== undefined) return first.says;
  const accepted = about.find((result) => standingOf(result) === 'accepted');
  if (accepted !== undefined) return say('path.accepted', { what: accepted.title });
  return aid === 'close' ? say('path.close.done') : (about[0]?.says ?? say('path.close.done'));
}

/** Nobody but a person knows whether it lies elsewhere. */
function evidence(parts: Pick<Parts, 'attestations' | 'system'>): Judged {
  const none = { id: 'evidence', open: [] } as const;
  const attested = attestedIn(parts)(EVIDENCE_SAVED);
  switch (attested.state) {
    case 'valid': {
      const { by, at, answer } = attested.attestation;
      const given = { by, at: at.slice(0, 10) };
      const says = answer === 'saved' ? say('path.evidence.saved', given) : say('path.evidence.without', given);
      // A newer answer takes its place.
      return { ...none, state: 'done', says, questions: [evidenceQuestion] };
    }
    case 'unreadable':
      return { ...none, state: 'not-known', says: say('path.evidence.unread'), questions: [] };
    case 'none':
    case 'expired':
      return { ...none, state: 'todo', says: say('path.evidence.why'), questions: [evidenceQuestion] };
  }
}

function notesOf(release: Release, hole: Hole): readonly Message[] {
  if (isBetween(release)) return [say('path.between', { release: release.text })];
  return hole === 'open' && !hasPatch(release) ? [say('path.no-patch')] : [];
}

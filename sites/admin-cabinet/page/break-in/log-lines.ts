/** What was done since then, dated: the journal's changes, what persons said here, and what they did by hand and wrote down. */
import { localNow, type Incident } from '../../../checklist/break-in/incident.ts';
import { BREAK_IN } from '../../../checklist/break-in/said.ts';
import type { ChangeId } from '../../../checklist/break-in/changes.ts';
import type { Facts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';
import { EVIDENCE_SAVED } from '../../../checklist/path/evidence.ts';
import { printable } from '../../../checklist/printable.ts';
import type { Speak } from '../../../checklist/speak.ts';
import type { JournalEntry } from '../../../pbx/module-api.ts';
import { changesOf, type Change } from '../plan/changes.ts';
import { commentOf, tell, textIn, titleOf } from '../plan/journal-words.ts';

export interface LogLine {
  /** In the local time of the PBX: `2026-11-30 23:15`. */
  readonly at: string;
  /** '': the module by itself. */
  readonly by: string;
  readonly says: readonly Message[];
  /** Of what was written down by hand. */
  readonly note: string | null;
}

/** The oldest first. `entries`: the newest first, as the PBX gives them. */
export function logLines(entries: readonly JournalEntry[], facts: Facts, incident: Incident): readonly LogLine[] {
  const local = localOf(facts);
  const done = changesOf(entries.filter(({ at }) => Date.parse(at) >= incident.from)).flatMap((change): LogLine[] => {
    const says = saysOf(change, facts);
    const { at, person } = change.told;
    return says === null ? [] : [{ at: local(at), by: person, says, note: null }];
  });
  const notes = incident.notes.map(({ subject, at, by, text }): LogLine => ({
    at: at.replace('T', ' '),
    by,
    says: [say('page.room.log.text', { text: printable(text) })],
    note: subject,
  }));
  return [...done.reverse(), ...notes].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

/** null: told elsewhere in the log. */
function saysOf({ told, rows }: Change, { parts }: Facts): readonly Message[] | null {
  const { action, details } = told;
  const [item, subject, answer] = ['item', 'subject', 'answer'].map((name) => textIn(details, name));
  const isWithdrawn = action === 'attestations/withdraw';
  if (action === 'attestations' || isWithdrawn) {
    if (item === BREAK_IN) {
      const what = whatOf(subject ?? '', answer ?? '');
      return what === null ? null : [isWithdrawn ? say('page.room.log.withdrawn', { what }) : what];
    }
    if (item === EVIDENCE_SAVED && !isWithdrawn)
      return [
        say(answer === 'saved' ? 'page.room.log.evidence' : 'page.room.log.no-evidence'),
        ...noteOf(textIn(details, 'note')),
      ];
  }
  const title = titleOf(rows);
  const comment = commentOf(rows);
  const { says, more } = tell(told, parts);
  return [...(title === null ? [] : [title]), says, ...(comment === null ? [] : [comment]), ...more];
}

const noteOf = (note: string): readonly Message[] =>
  note === '' ? [] : [say('page.room.log.text', { text: printable(note) })];

/** What was said in the room; null: a note, which the log has itself, or the beginning of all, which comes with the first thing that is said. */
function whatOf(subject: string, answer: string): Message | null {
  switch (subject) {
    case 'begun':
      return say('page.room.log.begun');
    case 'since':
      return say('page.room.log.since', { since: answer.replace('T', ' ') });
    case 'closed':
      return say(answer === 'elsewhere' ? 'page.room.log.closed.elsewhere' : 'page.room.log.closed');
    case 'traces':
    case 'calls':
    case 'provider':
    case 'authority':
    case 'end':
      return say(`page.room.log.${subject}`);
    default:
      return changeOf(subject);
  }
}

const BY_HAND: ReadonlySet<string> = new Set<ChangeId>([
  'ssh-keys',
  'api-keys',
  'passkeys',
  'sessions',
  'modules',
  'mail',
  'providers',
  'backup',
]);
const isByHand = (id: string): id is Exclude<ChangeId, 'extensions' | 'lines' | 'programs' | 'web' | 'ssh'> =>
  BY_HAND.has(id);
const GROUPS: ReadonlySet<string> = new Set<ChangeId>(['extensions', 'lines', 'programs', 'web', 'ssh']);
const isGroup = (id: string): id is 'extensions' | 'lines' | 'programs' | 'web' | 'ssh' => GROUPS.has(id);

function changeOf(subject: string): Message | null {
  const id = subject.replace(/^changed-/, '');
  if (id === subject) return null;
  if (isGroup(id)) return say('page.room.log.changed', { what: say(`path.group.${id}`) });
  return isByHand(id) ? say('page.room.log.changed', { what: say(`page.room.log.what.${id}`) }) : null;
}

/** By the offset that the PBX has now. */
function localOf(facts: Facts): (iso: string) => string {
  const now = facts.parts.system.state === 'known' ? facts.parts.system.data.now : facts.readAt;
  const offset = Date.parse(`${localNow(facts)}Z`) - Math.floor(Date.parse(now) / MINUTE) * MINUTE;
  return (iso) => {
    const time = Date.parse(iso);
    return Number.isFinite(time) ? new Date(time + offset).toISOString().slice(0, 16).replace('T', ' ') : iso;
  };
}
const MINUTE = 60_000;

/** As it leaves the page. */
export const logText = (lines: readonly LogLine[], speak: Speak): string =>
  lines
    .map(
      ({ at, by, says }) =>
        `${at}  ${by === '' ? speak(say('page.history.module')) : printable(by)}: ${says.map(speak).join(' · ')}`,
    )
    .join('\n');

import { describe, expect, it } from 'vitest';
import { endedIn } from '../../../../sites/admin-cabinet/page/break-in/journal.ts';
import type { JournalEntry } from '../../../../sites/pbx/module-api.ts';

let id = 0;
const row = (action: string, details: JournalEntry['details'], hour: number): JournalEntry => ({
  id: ++id,
  at: `2026-11-20T${String(hour).padStart(2, '0')}:00:00+00:00`,
  person: 'anna',
  address: '192.0.2.1',
  action,
  details,
});
const step = (plan: string, kind: string, place: number) => row('plan/step', { plan, kind, step: place }, 10);

describe('what the journal tells to have ended', () => {
  it('is what a plan that is done has ended', () => {
    const rows = [step('a', 'account.secret', 1), step('a', 'passkeys.end', 2), step('a', 'sessions.end', 3)];
    expect(endedIn([...rows, row('plan/done', { plan: 'a' }, 11)])).toEqual([
      { id: 'passkeys', at: '2026-11-20T11:00:00+00:00' },
      { id: 'sessions', at: '2026-11-20T11:00:00+00:00' },
    ]);
  });
  it('is nothing of a plan that went back, or of a step that did not work out', () => {
    expect(endedIn([step('a', 'sessions.end', 1), row('plan/undone', { plan: 'a' }, 11)])).toEqual([]);
    const missed = row('plan/done', { plan: 'a', missed: { 2: 'sessions.end: 3' } }, 11);
    expect(endedIn([step('a', 'ssh.remove-keys', 1), step('a', 'sessions.end', 2), missed])).toEqual([
      { id: 'ssh-keys', at: '2026-11-20T11:00:00+00:00' },
    ]);
  });
  it('is nothing of what an undo puts back', () => {
    const first = [step('a', 'ssh.remove-keys', 1), step('a', 'sessions.end', 2), row('plan/done', { plan: 'a' }, 11)];
    const undo = row('plan/step', { plan: 'b', kind: 'undo', object: 'setting:SSHAuthorizedKeys', step: 1 }, 12);
    expect(endedIn([...first, undo, row('plan/done', { plan: 'b', undoes: 'a' }, 12)])).toEqual([
      { id: 'sessions', at: '2026-11-20T11:00:00+00:00' },
    ]);
  });
});

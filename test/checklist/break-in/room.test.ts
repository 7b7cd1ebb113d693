import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import { isRowDone, type ChangeId } from '../../../sites/checklist/break-in/changes.ts';
import { incidentIn } from '../../../sites/checklist/break-in/incident.ts';
import { roomOf, type Room } from '../../../sites/checklist/break-in/steps.ts';
import type { Attestation, Facts } from '../../../sites/checklist/facts/types.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type Pbx } from '../../../sites/sandbox/index.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const TOOL = { name: 'test', version: '0' };
const BROKEN = SCENARIOS['breached-2024'](NOON);
const SAFE = SCENARIOS['hardened-2026'](NOON);
const speak = speaker(LOCALES.en);
const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00+00:00`;

const facts = (pbx: Pbx): Facts => factsOf(pbx, 'http://pbx', NOON);
function roomIn(pbx: Pbx, isSealed = false): Room {
  const read = facts(pbx);
  return roomOf(audit(read, { tool: TOOL }), read, isSealed);
}
const statesIn = (pbx: Pbx) => roomIn(pbx).steps.map(({ id, state }) => `${id} ${state}`);
const rowOf = (pbx: Pbx, id: ChangeId) => roomIn(pbx).changes.rows.find((row) => row.id === id);

const said = (subject: string, hour: number, answer = 'yes', note = ''): Attestation => ({
  item: 'break-in',
  subject,
  answer,
  note,
  by: 'anna',
  at: at(hour),
  expiresAt: '2036-11-01T00:00:00+00:00',
});
const saved = (hour: number): Attestation => ({ ...said('', hour, 'saved'), item: 'evidence-saved' });
const BEGUN = said('begun', 8, '2026-11-20T08:00');
const withSaid = (pbx: Pbx, ...attestations: readonly Attestation[]): Pbx => ({ ...pbx, attestations });
const owners = (pbx: Pbx): readonly string[] => {
  const { rotation } = facts(pbx).parts;
  return rotation.state === 'known' ? rotation.data.secrets.map(({ owner }) => owner) : [];
};
const changed = (pbx: Pbx, hour: number): Pbx => ({
  ...pbx,
  rotation: {
    ...pbx.rotation,
    firstReadingAt: '2026-11-01T00:00:00+00:00',
    changedAt: Object.fromEntries(owners(pbx).map((owner) => [owner, at(hour)])),
  },
});

describe('the day of a break-in', () => {
  it('begins with shutting everybody out, whatever the PBX', () => {
    for (const name of SCENARIO_NAMES) {
      const room = roomIn({ ...SCENARIOS[name](NOON), attestations: [] });
      expect(room.incident.state, name).toBe('none');
      expect(room.steps[0], name).toMatchObject({ id: 'isolate', state: 'now' });
      expect(room.changes.locked, name).not.toBeNull();
    }
  });

  it('goes on from what was said and from what is read', () => {
    const pbx = { ...SAFE, attestations: [] };
    const close = [BEGUN, said('closed', 9)];
    expect(statesIn(withSaid(pbx, ...close)).slice(0, 3)).toEqual(['isolate done', 'evidence now', 'change todo']);
    const evidence = [...close, saved(10)];
    expect(statesIn(withSaid(pbx, ...evidence)).slice(1, 3)).toEqual(['evidence done', 'change now']);
    const told = [...evidence, ...['traces', 'calls', 'provider', 'authority'].map((subject) => said(subject, 11))];
    expect(statesIn(withSaid(pbx, ...told)).slice(3)).toEqual(['look done', 'tell done', 'end todo']);
    expect(roomIn(withSaid(pbx, ...told, said('end', 12))).incident.state).toBe('over');
  });

  it('a door that opens again is told, and nothing is changed before it is closed', () => {
    const pbx = withSaid(BROKEN, BEGUN, said('closed', 9));
    expect(statesIn(pbx)[0]).toBe('isolate now');
    expect(roomIn(pbx).steps[0]?.says.map(speak).join(' ')).toMatch(/open again/);
    // Of a router or a pulled cable the PBX knows nothing.
    expect(statesIn(withSaid(BROKEN, BEGUN, said('closed', 9, 'elsewhere')))[0]).toBe('isolate done');
  });

  it('where the PBX lets one person in alone, doors behind that do not count, until that ends', () => {
    const pbx = withSaid({ ...BROKEN, release: '2026.1.223' }, BEGUN, said('closed', 9));
    expect(roomIn(pbx).changes.locked?.key).toBe('room.change.locked.doors');
    expect(roomIn(pbx, true).changes.locked).toBeNull();
    expect(roomIn(pbx, true).steps[0]?.state).toBe('done');
    expect(roomIn(withSaid({ ...BROKEN, release: '2026.1.223' }, BEGUN), true).changes.locked).not.toBeNull();
  });

  it('while the hole is open, nothing is to be changed, however closed it is', () => {
    const { changes } = roomIn(withSaid(BROKEN, BEGUN, said('closed', 9, 'elsewhere')));
    expect(changes.locked?.key).toBe('room.change.locked.hole');
  });

  it('what was changed before it was closed has to be changed once more', () => {
    const closed = withSaid(SAFE, BEGUN, said('closed', 9));
    expect(rowOf(changed(closed, 8), 'extensions')).toMatchObject({ state: 'todo', action: 'rotate-sip-passwords' });
    expect(roomIn(changed(closed, 8)).changes.early.length).toBeGreaterThan(2);
    const then = rowOf(changed(closed, 10), 'extensions');
    expect(then).toMatchObject({ state: 'done', action: null });
    expect(roomIn(changed(closed, 10)).changes.early).toEqual([]);
  });

  it('what a person said before it was closed does not count either', () => {
    const mail = (hour: number) => rowOf(withSaid(SAFE, BEGUN, said('closed', 9), said('changed-mail', hour)), 'mail');
    expect(mail(8)?.mark).toBeNull();
    expect(mail(10)?.mark).not.toBeNull();
  });

  it('keys of programs and of SSH, and modules, are named', () => {
    expect(rowOf(withSaid(SAFE, BEGUN), 'ssh-keys')?.names.length).toBeGreaterThan(0);
    expect(rowOf(withSaid(BROKEN, BEGUN), 'modules')?.names).toEqual(['CTI client 4.0']);
    expect(rowOf(withSaid(BROKEN, BEGUN), 'providers')?.names).toEqual(['City line (sip.cityline.example)']);
    expect(rowOf(withSaid(BROKEN, BEGUN), 'passkeys')).toBeUndefined();
    expect(rowOf(withSaid(SAFE, BEGUN), 'passkeys')).toBeDefined();
  });

  it('what was said of another break-in is about that one', () => {
    const before = [said('closed', 5), said('end', 6), said('note-1', 6, '2026-11-20T06:00', 'old')];
    const incident = incidentIn(facts(withSaid(SAFE, ...before, BEGUN)));
    expect([...incident.marks.keys()]).toEqual(['begun']);
    expect(incident.notes).toEqual([]);
    expect(incident.since).toBe('2026-11-07T00:00');
  });

  it('nobody can tell where confirmations cannot be read', () => {
    const read = facts(SAFE);
    const { attestations } = read.parts;
    const unread: Facts = {
      ...read,
      parts: {
        ...read.parts,
        attestations: { state: 'unknown', reason: 'failed', readAt: attestations.readAt, source: attestations.source },
      },
    };
    expect(roomOf(audit(unread, { tool: TOOL }), unread, false).incident.state).toBe('unreadable');
  });

  it('whatever was said and changed, in any order: never unlocked before it is closed, and one step is next at most', () => {
    const subjects = ['begun', 'closed', 'calls', 'traces', 'provider', 'authority', 'end', 'changed-mail', 'since'];
    const anything = fc.record({
      pbx: fc.constantFrom(BROKEN, SAFE),
      said: fc.array(
        fc.record({
          subject: fc.constantFrom(...subjects),
          hour: fc.integer({ min: 0, max: 11 }),
          answer: fc.constantFrom('yes', 'elsewhere', '2026-11-01T00:00', 'x'),
        }),
        { maxLength: 10 },
      ),
      hour: fc.integer({ min: 0, max: 11 }),
    });
    fc.assert(
      fc.property(anything, ({ pbx, said: all, hour }) => {
        const given = new Map(all.map(({ subject, hour: when, answer }) => [subject, said(subject, when, answer)]));
        const room = roomIn(changed(withSaid(pbx, ...given.values()), hour));
        const now = room.steps.filter(({ state }) => state === 'now');
        expect(now.length).toBeLessThanOrEqual(1);
        if (room.changes.locked === null) {
          expect(room.incident.marks.has('closed')).toBe(true);
          expect(room.hole).not.toBe('open');
        }
        const closed = room.incident.marks.get('closed');
        for (const row of room.changes.rows.filter(isRowDone)) {
          // Nothing that a password opens is done before it was closed.
          if (row.id === 'extensions') {
            expect(closed).toBeDefined();
            expect(Date.parse(at(hour))).toBeGreaterThan(Date.parse(closed?.at ?? ''));
          }
        }
        for (const step of room.steps) expect(step.says.map(speak).join(' ')).not.toBe('');
      }),
      { numRuns: 60 },
    );
  });
});

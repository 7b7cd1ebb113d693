import { expect, it } from 'vitest';
import { logLines, logText } from '../../../../sites/admin-cabinet/page/break-in/log-lines.ts';
import { incidentIn } from '../../../../sites/checklist/break-in/incident.ts';
import type { Attestation } from '../../../../sites/checklist/facts/types.ts';
import { speaker } from '../../../../sites/checklist/speak.ts';
import type { JournalEntry } from '../../../../sites/pbx/module-api.ts';
import { LOCALES } from '../../../../sites/locales/index.ts';
import { factsOf, SCENARIOS } from '../../../../sites/sandbox/index.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const speak = speaker(LOCALES.en);
const said = (subject: string, at: string, answer = 'yes', note = ''): Attestation => ({
  item: 'break-in',
  subject,
  answer,
  note,
  by: 'anna',
  at,
  expiresAt: '2036-11-01T00:00:00+00:00',
});
const row = (id: number, at: string, action: string, details: JournalEntry['details']): JournalEntry => ({
  id,
  at,
  person: 'anna',
  address: '192.168.1.20',
  action,
  details,
});

function textOf(attestations: readonly Attestation[], entries: readonly JournalEntry[]): readonly string[] {
  const facts = factsOf({ ...SCENARIOS['hardened-2026'](NOON), attestations }, 'http://pbx', NOON);
  return logText(logLines([...entries].reverse(), facts, incidentIn(facts)), speak).split('\n');
}

it('what was done and what was written down, in order, by the clock of the PBX', () => {
  const begun = said('begun', '2026-11-20T08:00:00+00:00', '2026-11-20T09:00');
  const note = said('note-1', '2026-11-20T09:30:00+00:00', '2026-11-20T05:00', 'Called the provider\u202e <b>now</b>');
  const lines = textOf(
    [begun, note],
    [
      row(1, '2026-11-10T08:00:00+00:00', 'attestations', { item: 'x', subject: '', answer: 'yes' }),
      row(2, '2026-11-20T08:00:00+00:00', 'attestations', { item: 'break-in', subject: 'begun', answer: 'x' }),
      row(3, '2026-11-20T08:01:00+00:00', 'attestations', { item: 'break-in', subject: 'closed', answer: 'elsewhere' }),
      row(4, '2026-11-20T08:02:00+00:00', 'evidence/collected', { sha256: 'abcdef0123456789' }),
      row(5, '2026-11-20T08:03:00+00:00', 'attestations', { item: 'break-in', subject: 'changed-mail', answer: 'yes' }),
      row(6, '2026-11-20T08:04:00+00:00', 'attestations/withdraw', { item: 'break-in', subject: 'changed-mail' }),
      row(7, '2026-11-20T08:05:00+00:00', 'attestations', { item: 'break-in', subject: 'note-1', note: 'twice' }),
      row(8, '2026-11-20T08:06:00+00:00', 'attestations', {
        item: 'evidence-saved',
        answer: 'saved',
        note: 'SHA-256 ff',
      }),
    ],
  );
  expect(lines[1]).toMatch(/^2026-11-20 \d\d:00 /);
  expect(lines.map((line) => line.slice(16))).toEqual([
    lines[0]?.slice(16),
    '  anna: Said that strangers got into the PBX',
    '  anna: Said that it is closed elsewhere (router, host, cable)',
    '  anna: the evidence is collected (SHA-256 abcdef01)',
    '  anna: Changed by hand: password of the mailbox',
    '  anna: Taken back: Changed by hand: password of the mailbox',
    '  anna: Evidence is kept elsewhere · SHA-256 ff',
  ]);
  expect(lines[0]).toMatch(/^2026-11-20 05:00 {2}anna: Called the provider.* <b>now<\/b>$/);
  // What turns text around is shown, not done.
  expect(lines[0]).not.toContain('\u202e');
});

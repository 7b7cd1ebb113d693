/** What rests on addresses calms nobody while an address hides who comes through it. */
import { expect, it } from 'vitest';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import type { Outcome } from '../../../sites/checklist/check.ts';
import { besideHiddenSources } from '../../../sites/checklist/exposure/hidden-sources.ts';
import { say } from '../../../sites/checklist/message.ts';
import { attest } from '../../support/judge.ts';
import { NOW, partsWith } from '../../support/facts.ts';

const ROUTER = '192.168.1.1';
const devices = ['201', '202'].map((account) => ({ account, address: ROUTER, userAgent: `Phone of ${account}` }));
const note = say('exposure.who.everybody');
const passed: Outcome = { verdict: 'pass', says: say('checks.nat-vpn.ask'), notes: [note] };
const beside = (outcome: Outcome, ...answers: string[]) =>
  besideHiddenSources(
    outcome,
    partsWith({ devices }),
    attestationLookup(
      answers.map((answer) => attest('shared-address', answer, ROUTER)),
      Date.parse(NOW),
    ),
  );
const hidden = say('exposure.hidden', {
  addresses: [ROUTER],
  check: say('checks.registered-devices.title'),
});

it('a pass becomes a warning that asks whose address it is, and keeps what it said', () => {
  expect(beside(passed)).toMatchObject({
    verdict: 'warn',
    severity: 'medium',
    says: hidden,
    findings: [{ id: 'see:registered-devices' }],
    notes: [say('exposure.otherwise', { says: passed.says }), note],
    questions: [{ item: 'shared-address', subject: ROUTER }],
  });
});

it('any other verdict has one more note', () => {
  const unknown: Outcome = { verdict: 'unknown', says: passed.says, reason: 'timeout' };
  expect(beside(unknown)).toEqual({ ...unknown, notes: [hidden] });
  expect(beside({ ...unknown, notes: [note] })).toEqual({ ...unknown, notes: [note, hidden] });
});

it('stays as it is where a person knows the address as ours, and where there is nothing to judge', () => {
  expect(beside(passed, 'ours')).toBe(passed);
  const none: Outcome = { verdict: 'not-applicable', says: passed.says };
  expect(beside(none)).toBe(none);
});

/**
 * What rests on source addresses must not calm while an address hides who comes through it: rules and bans then take
 * strangers for staff. The check of registered devices owns the problem.
 */
import type { AttestationLookup } from '../attestations.ts';
import type { Outcome } from '../check.ts';
import { askSharedAddress, BEHIND_ONE, hiddenBehindOne } from '../devices/behind-one.ts';
import type { PartName, Parts } from '../facts/types.ts';
import { say } from '../message.ts';
import type { Finding } from '../report/types.ts';

export const HIDDEN_SOURCES = [...BEHIND_ONE, 'attestations'] as const satisfies readonly PartName[];

/** A pass becomes a warning, and asks; any other verdict has a note. */
export function besideHiddenSources(
  outcome: Outcome,
  parts: Pick<Parts, (typeof BEHIND_ONE)[number]>,
  attested: AttestationLookup,
): Outcome {
  const hidden = hiddenBehindOne(parts, attested);
  if (hidden.length === 0 || outcome.verdict === 'not-applicable') return outcome;
  const addresses = hidden.map(({ address }) => address);
  const says = say('exposure.hidden', { addresses, check: say('checks.registered-devices.title') });
  const notes = outcome.notes ?? [];
  if (outcome.verdict !== 'pass') return { ...outcome, notes: [...notes, says] };
  const finding: Finding = {
    id: 'see:registered-devices',
    severity: 'medium',
    says,
    subject: { kind: 'setting', id: 'registered-devices', label: '' },
    page: { page: 'network' },
  };
  return {
    ...outcome,
    verdict: 'warn',
    severity: 'medium',
    says,
    findings: [finding],
    action: null,
    notes: [say('exposure.otherwise', { says: outcome.says }), ...notes],
    questions: [...(outcome.questions ?? []), ...addresses.map(askSharedAddress)],
  };
}

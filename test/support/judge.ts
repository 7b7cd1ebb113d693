/** Runs one check on hand-made facts. */
import { attestationLookup } from '../../sites/checklist/attestations.ts';
import type { Check, Outcome } from '../../sites/checklist/check.ts';
import type { Attestation, PartData, PartName, UnknownReason } from '../../sites/checklist/facts/types.ts';
import { parseRelease } from '../../sites/checklist/release.ts';
import { CLEAN, NOW, partsWith } from './facts.ts';

export function judgeWith(
  check: Check,
  changes: Partial<PartData> = {},
  lost: Partial<Record<PartName, UnknownReason>> = {},
): Outcome {
  const release = parseRelease((changes.system ?? CLEAN.system).release);
  const now = Date.parse(NOW);
  return check.judge(partsWith(changes, lost), {
    now,
    release,
    attested: attestationLookup(changes.attestations ?? [], now),
  });
}

/** A confirmation that holds today. */
export const attest = (item: string, answer: string, subject = ''): Attestation => ({
  item,
  subject,
  answer,
  by: 'admin',
  at: '2026-11-01T00:00:00+00:00',
  expiresAt: '2027-05-01T00:00:00+00:00',
  note: '',
});

/** What people confirmed, as of the clock of the PBX. */
import { attestationLookup, type AttestationLookup } from '../attestations.ts';
import type { Parts } from '../facts/types.ts';

export function attestedIn({ attestations, system }: Pick<Parts, 'attestations' | 'system'>): AttestationLookup {
  const now = system.state === 'known' ? Date.parse(system.data.now) : Number.NaN;
  return attestationLookup(
    attestations.state === 'known' ? attestations.data : null,
    Number.isFinite(now) ? now : null,
  );
}

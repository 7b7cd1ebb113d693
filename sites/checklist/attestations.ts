/** Which confirmations of a person still hold. */
import type { Attestation } from './facts/types.ts';
import { hasBegun } from './since.ts';

/** The newest confirmation of an item, if any. `unreadable`: nobody can tell (part unknown, or the clock is off). */
export type Attested =
  | { readonly state: 'valid'; readonly attestation: Attestation }
  | { readonly state: 'expired'; readonly attestation: Attestation }
  | { readonly state: 'none' }
  | { readonly state: 'unreadable' };

export type AttestationLookup = (item: string, subject?: string) => Attested;

/** `attestations` null: the part is unknown. `now` in ms; null: the PBX's clock cannot be trusted. */
export function attestationLookup(attestations: readonly Attestation[] | null, now: number | null): AttestationLookup {
  const newest = new Map<string, Attestation>();
  const keyOf = (item: string, subject: string) => `${item}\n${subject}`;
  for (const attestation of attestations ?? []) {
    const key = keyOf(attestation.item, attestation.subject);
    const earlier = newest.get(key);
    if (earlier === undefined || Date.parse(attestation.at) >= Date.parse(earlier.at)) newest.set(key, attestation);
  }
  return (item, subject = '') => {
    if (attestations === null) return { state: 'unreadable' };
    const attestation = newest.get(keyOf(item, subject));
    if (attestation === undefined) return { state: 'none' };
    if (now === null) return { state: 'unreadable' };
    // An unreadable date compares false: it never counts as valid.
    const valid = hasBegun(attestation.at, now) && now < Date.parse(attestation.expiresAt);
    return { state: valid ? 'valid' : 'expired', attestation };
  };
}

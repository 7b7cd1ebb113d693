/** Providers who send a bill for calls, as far as is known. */
import type { AttestationLookup } from './attestations.ts';
import type { Provider } from './facts/types.ts';

export const SPENDING_LIMIT = 'spending-limit';
/** A branch's PBX, or a gateway of one's own: nobody sends a bill for calls to it. */
export const OWN = 'own';

/** In use, and calls go out through them. */
export const inUse = (providers: readonly Provider[]): readonly Provider[] =>
  providers.filter(({ disabled, demo, registration }) => !disabled && !demo && registration !== 'inbound');

/** Somebody said that it is their own. */
export function isOwn({ id }: Provider, attested: AttestationLookup): boolean {
  const answer = attested(SPENDING_LIMIT, id);
  return answer.state === 'valid' && answer.attestation.answer === OWN;
}

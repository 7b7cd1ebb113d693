/** When secrets were last changed, seen from the hole of 2024.1.114: what is older than its closing may be known to strangers. */
import type { AttestationLookup } from '../attestations.ts';
import type { PartData, Parts } from '../facts/types.ts';
import { holeOf } from '../hole.ts';
import { isAtLeast, parseRelease, type Release } from '../release.ts';
import type { Owner } from './owners.ts';

/** Did this PBX ever run 2024.1.114 or older while it could be reached? Asked once: it is about the past. */
export const EVER_EXPOSED = 'ever-exposed';

/** First release that stores the web password as SHA-512 crypt when it is saved. */
const SHA512_SINCE = '2026.1.1';

export const storesAnew = ({ system }: Pick<Parts, 'system'>): boolean =>
  system.state === 'known' && isAtLeast(parseRelease(system.data.release), SHA512_SINCE) === true;

/** How the web password is stored once it is saved anew. */
export const storedAnew = (
  parts: Pick<Parts, 'system'>,
  { storage }: Pick<PartData['webLogin'], 'storage'>,
): PartData['webLogin']['storage'] => (storesAnew(parts) ? 'sha512' : storage);

/** `asked`: only a person knows; `unread`: no reading holds it. */
export type Age = 'changed' | 'too-early' | 'not-changed' | 'since-2024' | 'asked' | 'unread';
export type Overdue = 'too-early' | 'not-changed' | 'since-2024';

const OVERDUE: ReadonlySet<Age> = new Set(['too-early', 'not-changed', 'since-2024']);
export const isOverdue = (age: Age): age is Overdue => OVERDUE.has(age);

/** `answer`: of the person who was asked; null: nobody answered. */
export function agesIn(
  { rotation, webLogin }: Pick<Parts, 'rotation' | 'webLogin'>,
  release: Release,
  answer: string | null,
): (owner: Pick<Owner, 'id'>) => Age {
  const { holeClosedAt, newerSince, secrets } =
    rotation.state === 'known' ? rotation.data : ({ holeClosedAt: null, newerSince: null, secrets: [] } as const);
  const changes = new Map(secrets.map(({ owner, changedAt }) => [owner, changedAt]));
  const isBcrypt = webLogin.state === 'known' && webLogin.data.storage === 'bcrypt';
  const isOfOldForm = isBcrypt && isAtLeast(release, SHA512_SINCE) === true;
  return ({ id }) => {
    const changedAt = changes.get(id);
    // The old form is made on an old release only: what came in it later is older than it looks (a restored copy).
    if (id === 'web' && isOfOldForm && !isBefore(changedAt, newerSince)) return 'since-2024';
    if (changedAt === undefined) return answer === 'rotated' && holeClosedAt === null ? 'changed' : 'unread';
    if (holeClosedAt !== null) {
      if (changedAt === null) return 'not-changed';
      return Date.parse(changedAt) > Date.parse(holeClosedAt) ? 'changed' : 'too-early';
    }
    // The first reading found the hole closed: what changed since then changed after it.
    if (changedAt !== null || answer === 'rotated') return 'changed';
    return answer === 'yes' ? 'not-changed' : 'asked';
  };
}

/** A time that is missing or none is before nothing. */
const isBefore = (time: string | null | undefined, then: string | null | undefined): boolean =>
  Date.parse(time ?? '') < Date.parse(then ?? '');

/** Whose secrets may be known to strangers; nobody's while the hole is open, as new ones would be, too. */
export function overdueIn(
  parts: Pick<Parts, 'rotation' | 'webLogin' | 'patch'>,
  release: Release,
  attested: AttestationLookup,
): (owner: Pick<Owner, 'id'>) => boolean {
  const attestation = attested(EVER_EXPOSED);
  const answer = attestation.state === 'valid' ? attestation.attestation.answer : null;
  if (answer === 'no' || holeOf(release, parts.patch) === 'open') return () => false;
  const ageOf = agesIn(parts, release, answer);
  return (owner) => isOverdue(ageOf(owner));
}

/** As long as a registration stays listed at most after it was made: what Asterisk grants. */
const LISTED_MS = 7_200_000;

/** Whose secret was changed so lately that whoever is registered with the earlier one may still be listed. */
export function changedLately({
  rotation,
  system,
}: Pick<Parts, 'rotation' | 'system'>): (owner: Pick<Owner, 'id'>) => boolean {
  if (rotation.state === 'unknown' || system.state === 'unknown') return () => false;
  const since = Date.parse(system.data.now) - LISTED_MS;
  const changed = new Set(
    rotation.data.secrets.filter(({ changedAt }) => Date.parse(changedAt ?? '') > since).map(({ owner }) => owner),
  );
  return ({ id }) => changed.has(id);
}

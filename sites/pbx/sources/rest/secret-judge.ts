/**
 * Secrets become features the moment they are read, and are forgotten. To find equal ones, a keyed fingerprint is kept
 * until the reading ends; its key is made anew each time and never leaves the memory.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PartData, SecretFeatures } from '../../../checklist/facts/types.ts';
import type { Dictionary } from '../../../checklist/secrets/dictionary.ts';
import { featuresOf, type About } from '../../../checklist/secrets/features.ts';

export interface JudgedSecret {
  readonly owner: string;
  readonly features: SecretFeatures;
  readonly fingerprint: string;
}
export type SecretJudge = (owner: string, secret: string, about: About) => JudgedSecret;

export function secretJudge(dictionary: Dictionary): SecretJudge {
  const key = bytesToHex(crypto.getRandomValues(new Uint8Array(32)));
  return (owner, secret, about) => ({
    owner,
    features: featuresOf(secret, about, dictionary, 0),
    fingerprint: bytesToHex(sha256(utf8ToBytes(`${key}${secret}`))),
  });
}

/** The part: features by owner, each with the number of others that have the same secret. */
export function shareOut(judged: readonly JudgedSecret[]): PartData['secrets'] {
  const users = new Map<string, number>();
  for (const { fingerprint } of judged) users.set(fingerprint, (users.get(fingerprint) ?? 0) + 1);
  return judged.map(({ owner, features, fingerprint }) => ({
    owner,
    features: { ...features, shared: (users.get(fingerprint) ?? 1) - 1 },
  }));
}

/** Keys of the REST API that may do less, with what is suggested for each. */
import { idleDays, unlimited, UNUSED_DAYS } from '../../exposure/key-use.ts';
import type { PartData, Parts } from '../../facts/types.ts';
import { releaseOf } from '../preview.ts';

type ApiKey = PartData['apiKeys'][number];
/** What a key may do: as it is, what programs about calls and people need, nothing. */
export type Rights = 'stay' | 'telephony' | 'none';

export interface LimitableKey {
  readonly key: ApiKey;
  /** May do everything, from anywhere. */
  readonly isOpen: boolean;
  /** Not used for so many days, or not since it was made; null: it is used, or nobody can tell. */
  readonly idle: number | null;
  /** No request can name it. */
  readonly isOdd: boolean;
}

const ID = /^[1-9]\d{0,9}$/;

/** Those that the checklist complains of, in the order of the cabinet. */
export function limitableKeys(parts: Parts): readonly LimitableKey[] {
  const { apiKeys, firewall, system } = parts;
  if (apiKeys.state === 'unknown') return [];
  const release = releaseOf(parts);
  const now = system.state === 'known' ? Date.parse(system.data.now) : null;
  return apiKeys.data.flatMap((key): LimitableKey[] => {
    if (key.noRights === true) return [];
    const days = idleDays(key, now);
    const idle = days !== null && days >= UNUSED_DAYS ? days : null;
    const isOpen = key.fullPermissions && unlimited(key, firewall, release) !== null;
    return isOpen || idle !== null ? [{ key, isOpen, idle, isOdd: !ID.test(key.id) }] : [];
  });
}

/** What nobody uses loses its rights; what a program needs only a person knows. */
export const suggestedRights = ({ idle }: Pick<LimitableKey, 'idle'>): Rights => (idle === null ? 'stay' : 'none');

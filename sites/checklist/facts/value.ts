/** A value inside a part may be unknown although the part is known: see `UnknownValue`. */
import type { PartName, Parts, UnknownValue } from './types.ts';

/** Was this value read? `{ unknown: reason }` stands for one that was not. */
export function isRead<T>(value: T | UnknownValue): value is T {
  return typeof value !== 'object' || value === null || !('unknown' in value);
}

/** Core makes its rules anew and starts Fail2Ban after each change: for seconds neither can be read. */
export const unsettledIn = ({ runningRules, fail2ban }: Parts): readonly PartName[] => [
  ...(runningRules.state === 'unknown' && runningRules.reason === 'timeout' ? (['runningRules'] as const) : []),
  ...(fail2ban.state === 'known' && fail2ban.data.banningUnknown === 'timeout' ? (['fail2ban'] as const) : []),
];

import type { Parts } from '../../../checklist/facts/types.ts';
import type { Draft } from '../mark.ts';
import { withData } from './part.ts';

/** Attempts and times as the form has them. */
export function fail2ban(parts: Parts, draft: Extract<Draft, { kind: 'fail2ban' }>): Parts {
  const part = parts.fail2ban;
  if (part.state === 'unknown') return parts;
  const { maxretry, findtime, bantime } = draft;
  return { ...parts, fail2ban: withData(part, { ...part.data, maxretry, findtime, bantime }) };
}

import { SECURITY_MODES } from '../../../checklist/facts/security-modes.ts';
import type { Parts } from '../../../checklist/facts/types.ts';
import type { Draft } from '../mark.ts';
import { withData } from './part.ts';

/** Attempts, times and the security mode as the form has them. */
export function fail2ban(parts: Parts, draft: Extract<Draft, { kind: 'fail2ban' }>): Parts {
  const part = parts.fail2ban;
  if (part.state === 'unknown') return parts;
  const { maxretry, findtime, bantime } = draft;
  const securityMode = SECURITY_MODES.find((mode) => mode === draft.mode);
  const mode = securityMode === undefined ? {} : { securityMode };
  return { ...parts, fail2ban: withData(part, { ...part.data, maxretry, findtime, bantime, ...mode }) };
}

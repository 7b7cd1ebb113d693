import type { Parts } from '../../../checklist/facts/types.ts';
import type { Draft } from '../mark.ts';
import { withData } from './part.ts';

/** General settings as the form has them; null: not on this page. */
export function settings(parts: Parts, draft: Extract<Draft, { kind: 'settings' }>): Parts {
  const { sip, ari, ssh } = parts;
  const { authSuffix, ariOrigins, guestCalls, sshPasswords } = draft;
  return {
    ...parts,
    sip:
      sip.state === 'known'
        ? withData(sip, {
            authSuffix: authSuffix ?? sip.data.authSuffix,
            guestCalls: guestCalls ?? sip.data.guestCalls,
          })
        : sip,
    ari: ari.state === 'known' && ariOrigins !== null ? withData(ari, { ...ari.data, origins: ariOrigins }) : ari,
    ssh:
      ssh.state === 'known' && sshPasswords !== null
        ? withData(ssh, { ...ssh.data, passwordLogins: sshPasswords })
        : ssh,
  };
}

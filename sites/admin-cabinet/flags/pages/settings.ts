/** General settings: passwords of cabinet and SSH, SIP login names, calls without a password, ARI, and the ports of what is open. */
import { fieldSpot, inputNamed, isChecked, secretIn, valueOf, type FlagPage } from '../page.ts';
import type { Field } from '../selectors.ts';

/** The field that holds the port of a service. */
const PORTS: Readonly<Record<string, Field>> = {
  WEB: 'WEBPort',
  SSH: 'SSHPort',
  SIP: 'SIPPort',
  AMI: 'AMIPort',
  AJAM: 'AJAMPort',
};
const SETTINGS = ['SIPAuthPrefix', 'ARIAllowedOrigins', 'PBXAllowGuestCalls'] as const satisfies readonly Field[];

export const page: FlagPage = {
  name: 'settings',
  path: /^general-settings(?:\/(?:index|modify))?$/,
  checks: [
    'web-password',
    'ssh-access',
    'auth-username',
    'guest-calls',
    'ami-ari-access',
    'web-cti-closed',
    'firewall-trusted-subnets',
  ],
  spots:
    (view) =>
    ({ subject, services }) => {
      if (subject.kind === 'setting')
        return SETTINGS.filter((name) => name === subject.id).flatMap((name) => fieldSpot(view, name));
      if (subject.kind === 'login') return fieldSpot(view, subject.id === 'web' ? 'WebAdminPassword' : 'SSHPassword');
      return services.flatMap((service) => {
        const port = PORTS[service];
        return port === undefined ? [] : fieldSpot(view, port);
      });
    },
  drafts(view) {
    const isOff = isChecked(view, 'SSHDisablePasswordLogins');
    const held = (name: Field) => (inputNamed(view.root, name) === null ? null : valueOf(view, name));
    const secretOf = (owner: 'web' | 'ssh', field: Field, login: Field) => {
      const secret = secretIn(view, field);
      const about = { login: valueOf(view, login) };
      return secret === null ? [] : [{ kind: 'secret', owner, pageId: '', secret, about } as const];
    };
    return [
      ...secretOf('web', 'WebAdminPassword', 'WebAdminLogin'),
      ...secretOf('ssh', 'SSHPassword', 'SSHLogin'),
      {
        kind: 'settings',
        authSuffix: held('SIPAuthPrefix'),
        ariOrigins: held('ARIAllowedOrigins'),
        guestCalls: isChecked(view, 'PBXAllowGuestCalls'),
        sshPasswords: isOff === null ? null : !isOff,
      },
    ];
  },
};

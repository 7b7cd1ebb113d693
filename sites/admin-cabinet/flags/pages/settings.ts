/** General settings: passwords of cabinet and SSH, SIP login names, ARI, and the ports of what is open. */
import { fieldSpot, inputNamed, isChecked, secretIn, valueOf, type FlagPage } from '../page.ts';

/** The field that holds the port of a service. */
const PORTS: Readonly<Record<string, string>> = {
  WEB: 'WEBPort',
  SSH: 'SSHPort',
  SIP: 'SIPPort',
  AMI: 'AMIPort',
  AJAM: 'AJAMPort',
};
const SETTINGS: ReadonlySet<string> = new Set(['SIPAuthPrefix', 'ARIAllowedOrigins']);

export const page: FlagPage = {
  name: 'settings',
  path: /^general-settings(?:\/(?:index|modify))?$/,
  checks: [
    'web-password',
    'ssh-access',
    'auth-username',
    'ami-ari-access',
    'web-cti-closed',
    'firewall-trusted-subnets',
  ],
  spots:
    (view) =>
    ({ subject, services }) => {
      if (subject.kind === 'setting') return SETTINGS.has(subject.id) ? fieldSpot(view, subject.id) : [];
      if (subject.kind === 'login') return fieldSpot(view, subject.id === 'web' ? 'WebAdminPassword' : 'SSHPassword');
      return services.flatMap((service) => fieldSpot(view, PORTS[service] ?? ''));
    },
  drafts(view) {
    const isOff = isChecked(view, 'SSHDisablePasswordLogins');
    const held = (name: string) => (inputNamed(view.root, name) === null ? null : valueOf(view, name));
    const secretOf = (owner: 'web' | 'ssh', field: string, login: string) => {
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
        sshPasswords: isOff === null ? null : !isOff,
      },
    ];
  },
};

// @vitest-environment jsdom
/** What stands in Core's forms becomes drafts: on the recorded pages of both Cores. */
import { expect, it } from 'vitest';
import type { Draft } from '../../../sites/admin-cabinet/flags/mark.ts';
import { PAGES } from '../../../sites/admin-cabinet/flags/pages/index.ts';
import { describeRecorded } from '../../support/recorded.ts';
import { outline, RELEASES, showOutline, type Release } from './outline.ts';
import { visited } from './places.ts';

const OLD = '2024.1.114';
const NEW = '2026.1.223';

/** The drafts of a recorded page once its fields hold these values. */
function drafts(release: Release, name: string, values: Readonly<Record<string, string | boolean>> = {}) {
  const shown = outline(release, name);
  showOutline(shown);
  for (const [field, value] of Object.entries(values)) fill(field, value);
  const found = visited(shown.path);
  return found?.page.drafts?.(found.view) ?? [];
}

function fill(name: string, value: string | boolean): void {
  const input = document.querySelector(`[name="${name}"]`);
  if (input instanceof HTMLInputElement && typeof value === 'boolean') input.checked = value;
  else if (input instanceof HTMLSelectElement) {
    input.append(new Option(String(value), String(value), true, true));
  } else if (input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement) input.value = String(value);
  else throw new Error(`no field ${name}`);
}

describeRecorded('drafts of recorded forms', () => {
  it.each<[Release, string, string]>([
    [OLD, '180', '204'],
    [NEW, '113', '207'],
  ])('%s extension', (release, pageId, number) => {
    const values = {
      number,
      user_username: 'Weak Person',
      mobile_number: '89161111111',
      user_email: 'weak@example.org',
      sip_secret: ' 1234 ',
    };
    expect(drafts(release, 'extensions-modify', values)).toEqual<Draft[]>([
      {
        kind: 'secret',
        owner: `sip:${number}`,
        pageId,
        secret: ' 1234 ',
        about: { number, name: 'Weak Person', mobile: '89161111111', email: 'weak@example.org' },
      },
    ]);
  });

  it.each(['', '***', '********', '••••••', 'xxxxxxx', 'xxxxxxxx'])('"%s" is no new password', (stored) => {
    for (const release of RELEASES) {
      expect(drafts(release, 'extensions-modify', { sip_secret: stored })).toEqual([]);
      expect(drafts(release, 'providers-modifysip', { registration_type: 'inbound', secret: stored })).toEqual([]);
      const kinds = (name: string, values: Readonly<Record<string, string>>) =>
        drafts(release, name, values).map(({ kind }) => kind);
      expect(kinds('asterisk-managers-modify', { secret: stored })).toEqual(['ami-user']);
      const settings = release === OLD ? 'general-settings-modify' : 'general-settings';
      expect(kinds(settings, { WebAdminPassword: stored, SSHPassword: stored })).toEqual(['settings']);
    }
  });

  it('firewall rule, 2024', () => {
    expect(drafts(OLD, 'firewall-modify', { network: '0.0.0.0', subnet: '0', rule_WEB: false })).toEqual<Draft[]>([
      {
        kind: 'firewall-rule',
        id: '6',
        name: 'Office LAN',
        permit: '0.0.0.0/0',
        boxes: { SIP: true, WEB: false, SSH: true, AMI: true, AJAM: true, ICMP: true },
        neverBlock: true,
      },
    ]);
  });

  it('firewall rule, 2026', () => {
    const values = { description: 'All', ipv4_network: '10.0.0.0', ipv4_subnet: '8', rule_IAX: false };
    expect(drafts(NEW, 'firewall-modify', values)).toEqual<Draft[]>([
      {
        kind: 'firewall-rule',
        id: '5',
        name: 'All',
        permit: '10.0.0.0/8',
        boxes: { SIP: true, IAX: false, WEB: true, SSH: true, AMI: true, AJAM: true, ICMP: true },
        neverBlock: false,
      },
    ]);
  });

  it('a firewall rule without a network is none yet', () => {
    expect(drafts(OLD, 'firewall-modify', { network: '' })).toEqual([]);
    expect(drafts(NEW, 'firewall-modify', { ipv4_network: '' })).toEqual([]);
  });

  it('intrusion protection', () => {
    const numbers = { maxretry: '7', findtime: '600', bantime: '3600' };
    for (const release of RELEASES) {
      expect(drafts(release, 'fail2-ban-index', numbers)).toEqual<Draft[]>([
        { kind: 'fail2ban', maxretry: 7, findtime: 600, bantime: 3600, mode: '' },
      ]);
      expect(drafts(release, 'fail2-ban-index', { ...numbers, findtime: '' })).toEqual([]);
    }
  });

  it.each<[Release, string, string]>([
    [OLD, '22', 'SIP-PROVIDER-BENCH0002'],
    [NEW, '21', 'SIP-TRUNK-34F7CAFE'],
  ])('%s outbound route', (release, id, providerid) => {
    const values = {
      rulename: 'Abroad',
      numberbeginswith: '00',
      restnumbers: '9',
      trimfrombegin: '2',
      prepend: '011',
      providerid,
    };
    const route = {
      kind: 'outbound-route',
      id,
      name: 'Abroad',
      pattern: '00',
      rest: 9,
      trim: 2,
      prepend: '011',
      providerId: providerid,
    } as const;
    expect(drafts(release, 'outbound-routes-modify', values)).toEqual<Draft[]>([route]);
    const open = { ...values, restnumbers: '-1', trimfrombegin: '' };
    expect(drafts(release, 'outbound-routes-modify', open)).toEqual<Draft[]>([{ ...route, rest: null, trim: 0 }]);
    expect(drafts(release, 'outbound-routes-modify', { ...open, restnumbers: '' })).toEqual([
      { ...route, rest: null, trim: 0 },
    ]);
  });

  it('provider: only where it registers here', () => {
    for (const release of RELEASES) {
      const values = { description: 'Trunk', username: 'gw', secret: 'gw' };
      const id = visited(outline(release, 'providers-modifysip').path)?.view.id ?? '';
      const about = { name: 'Trunk', login: 'gw' };
      const named = { ...values, registration_type: 'inbound' };
      expect(drafts(release, 'providers-modifysip', named)).toEqual<Draft[]>([
        { kind: 'secret', owner: `provider:${id}`, pageId: id, secret: 'gw', about },
      ]);
      for (const registration_type of ['outbound', 'none']) {
        expect(drafts(release, 'providers-modifysip', { ...values, registration_type })).toEqual([]);
      }
    }
  });

  it('AMI user', () => {
    for (const release of RELEASES) {
      const user = { kind: 'ami-user', id: '4', username: 'crm' } as const;
      const open = { username: 'crm', secret: '***', networkfilterid: 'none' };
      expect(drafts(release, 'asterisk-managers-modify', open)).toEqual<Draft[]>([{ ...user, filterId: null }]);
      expect(drafts(release, 'asterisk-managers-modify', { ...open, secret: 'crm1', networkfilterid: '6' })).toEqual<
        Draft[]
      >([
        { ...user, filterId: '6' },
        { kind: 'secret', owner: 'ami:crm', pageId: '4', secret: 'crm1', about: { login: 'crm' } },
      ]);
    }
  });

  it('settings, 2024', () => {
    const values = {
      WebAdminPassword: 'admin1',
      SSHPassword: 'root1',
      SSHDisablePasswordLogins: false,
      PBXAllowGuestCalls: true,
    };
    expect(drafts(OLD, 'general-settings-modify', values)).toEqual<Draft[]>([
      { kind: 'secret', owner: 'web', pageId: '', secret: 'admin1', about: { login: 'admin' } },
      { kind: 'secret', owner: 'ssh', pageId: '', secret: 'root1', about: { login: 'root' } },
      { kind: 'settings', authSuffix: null, ariOrigins: null, guestCalls: true, sshPasswords: true },
    ]);
  });

  it('settings, 2026', () => {
    const values = {
      SIPAuthPrefix: ' zebra ',
      ARIAllowedOrigins: '',
      PBXAllowGuestCalls: false,
      SSHDisablePasswordLogins: true,
    };
    expect(drafts(NEW, 'general-settings', values)).toEqual<Draft[]>([
      { kind: 'settings', authSuffix: 'zebra', ariOrigins: '', guestCalls: false, sshPasswords: false },
    ]);
  });

  it('a form that nobody knows gives no draft of a value that it has not', () => {
    document.body.innerHTML = '<form></form>';
    const view = { root: document, id: '1' };
    const all = PAGES.flatMap((page) => page.drafts?.(view) ?? []);
    expect(all).toEqual([
      { kind: 'settings', authSuffix: null, ariOrigins: null, guestCalls: null, sshPasswords: null },
    ]);
  });
});

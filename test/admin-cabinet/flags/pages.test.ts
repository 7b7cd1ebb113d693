// @vitest-environment jsdom
/** Every page with marks, against the recorded pages of both Cores: each problem lies where it belongs, and nowhere else. */
import { afterEach, expect, it } from 'vitest';
import { PAGES, pageAt } from '../../../sites/admin-cabinet/flags/pages/index.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, rule, strong } from '../../support/facts.ts';
import { describeRecorded } from '../../support/recorded.ts';
import { outline, outlinesOf, showOutline, type Release, RELEASES } from './outline.ts';
import { marksFor, placesOf, visited } from './places.ts';
import { riskyFacts, weak } from './risky.ts';

interface Case {
  readonly release: Release;
  readonly outline: string;
  readonly page: string;
  readonly changes?: Partial<PartData>;
  /** By check and finding; a mark that is not here has no place on this page. */
  readonly places: Readonly<Record<string, string>>;
}

const OLD = '2024.1.114';
const NEW = '2026.1.223';
const SWITCHED_OFF = { firewall: { ...CLEAN.firewall, enabled: false } };

const CASES: readonly Case[] = [
  {
    release: OLD,
    outline: 'extensions-index',
    page: 'extensions',
    places: {
      'sip-passwords sip:202': 'row 146 #5',
      'sip-passwords sip:210': 'row 187 #5',
      'auth-username setting': 'text Employee',
    },
  },
  {
    release: NEW,
    outline: 'extensions-index',
    page: 'extensions',
    places: {
      'sip-passwords sip:202': 'row 111 #5',
      'sip-passwords sip:210': 'row 119 #5',
      'auth-username sip:202': 'row 111 #5',
    },
  },
  {
    release: OLD,
    outline: 'extensions-modify',
    page: 'extension',
    places: { 'sip-passwords sip:204': 'field "Password for SIP"' },
  },
  {
    release: OLD,
    outline: 'extensions-modify',
    page: 'extension',
    changes: {
      accounts: CLEAN.accounts.map((account) => ({ ...account, number: '204', page: '180', authUsername: '204' })),
    },
    places: {
      'sip-passwords sip:204': 'field "Password for SIP"',
      'auth-username sip:204': 'field around sip_manualattributes',
    },
  },
  {
    release: NEW,
    outline: 'extensions-modify',
    page: 'extension',
    places: {
      'sip-passwords sip:207': 'field "Password for SIP"',
      'auth-username sip:207': 'field "Additional PJSIP attributes"',
    },
  },
  {
    release: OLD,
    outline: 'firewall-index',
    page: 'firewall',
    places: {
      'firewall-trusted-subnets SSH+AMI:rule-6:8.0.0.0/8': 'cell 6 SSH, cell 6 AMI',
      'firewall-trusted-subnets SIP:rule-6:8.0.0.0/8': 'cell 6 SIP & RTP',
      'firewall-trusted-subnets ICMP:rule-6:8.0.0.0/8': 'cell 6 ICMP',
      'firewall-trusted-subnets SSH:rule-4:0.0.0.0/0': 'cell 4 SSH',
      'firewall-trusted-subnets ICMP:rule-4:0.0.0.0/0': 'cell 4 ICMP',
      'firewall-trusted-subnets never-block:6:8.0.0.0/8': 'text 6 #0',
      'web-cti-closed WEB+AJAM:rule-4:0.0.0.0/0': 'cell 4 WEB, cell 4 AJAM',
      'web-cti-closed AJAM:rule-6:8.0.0.0/8': 'cell 6 AJAM',
    },
  },
  {
    release: NEW,
    outline: 'firewall-index',
    page: 'firewall',
    places: {
      'firewall-trusted-subnets SSH+AMI:rule-5:8.0.0.0/8': 'cell 5 SSH, cell 5 AMI',
      'firewall-trusted-subnets SIP+IAX:rule-5:8.0.0.0/8': 'cell 5 SIP & RTP, cell 5 IAX',
      'firewall-trusted-subnets ICMP:rule-5:8.0.0.0/8': 'cell 5 ICMP',
      'firewall-trusted-subnets SIP:rule-6:0.0.0.0/0': 'cell 6 SIP & RTP',
      'firewall-trusted-subnets never-block:5:8.0.0.0/8': 'text 5 #1',
      'web-cti-closed WEB:rule-7:0.0.0.0/0': 'cell 7 WEB',
      'web-cti-closed AJAM:rule-5:8.0.0.0/8': 'cell 5 AJAM,WebRTC,ARI',
      'web-cti-closed AJAM:rule-6:0.0.0.0/0': 'cell 6 AJAM,WebRTC,ARI',
    },
  },
  ...RELEASES.map((release) => ({
    release,
    outline: 'firewall-index',
    page: 'firewall',
    changes: SWITCHED_OFF,
    places: { 'firewall-enabled off': 'text around status-toggle' },
  })),
  {
    release: OLD,
    outline: 'firewall-modify',
    page: 'firewall-rule',
    places: {
      'firewall-trusted-subnets SSH+AMI:rule-6:8.0.0.0/8':
        'field "SSH - root system access", field "AMI - access to asterisk manager api via"',
      'firewall-trusted-subnets SIP:rule-6:8.0.0.0/8': 'field "SIP & RTP - phone registration and voice"',
      'firewall-trusted-subnets ICMP:rule-6:8.0.0.0/8': 'field "ICMP - ping command"',
      'firewall-trusted-subnets never-block:6:8.0.0.0/8': 'field "Never block addresses from this network,"',
      'web-cti-closed AJAM:rule-6:8.0.0.0/8': 'field "AJAM - access to asterisk manager api vi"',
    },
  },
  {
    release: NEW,
    outline: 'firewall-modify',
    page: 'firewall-rule',
    places: {
      'firewall-trusted-subnets SSH+AMI:rule-5:8.0.0.0/8':
        'field "SSH - root access to system console", field "AMI - access to Asterisk manager via tel"',
      'firewall-trusted-subnets SIP+IAX:rule-5:8.0.0.0/8':
        'field "SIP & RTP - phones and IP telephony prov", field "IAX - IP telephony providers"',
      'firewall-trusted-subnets ICMP:rule-5:8.0.0.0/8': 'field "ICMP - ping connectivity check"',
      'firewall-trusted-subnets never-block:5:8.0.0.0/8': 'field "Never block addresses from this network,"',
      'web-cti-closed AJAM:rule-5:8.0.0.0/8': 'field "Asterisk HTTP/HTTPS: AJAM, WebRTC, ARI"',
    },
  },
  {
    release: OLD,
    outline: 'fail2-ban-index',
    page: 'fail2ban',
    changes: { firewall: CLEAN.firewall },
    places: {
      'fail2ban level': 'field "Number of attempts before blocking"',
      'fail2ban whitelist:0.0.0.0/1': 'field "List of addresses that are never blocked"',
    },
  },
  {
    release: NEW,
    outline: 'fail2-ban-index',
    page: 'fail2ban',
    changes: { firewall: CLEAN.firewall },
    places: {
      'fail2ban level': 'field "Attack protection level"',
      'fail2ban whitelist:0.0.0.0/1': 'field "List of addresses and subnets that are n"',
    },
  },
  {
    release: NEW,
    outline: 'fail2-ban-index',
    page: 'fail2ban',
    changes: {
      system: { ...CLEAN.system, release: '2026.9.5' },
      firewall: { ...CLEAN.firewall, rules: [rule('1', '45.83.12.0/23', { WEB: true })] },
      fail2ban: { ...CLEAN.fail2ban, securityMode: 'relaxed' },
    },
    places: { 'fail2ban mode': 'field "Attack protection level"' },
  },
  {
    release: OLD,
    outline: 'general-settings-modify',
    page: 'settings',
    places: {
      'firewall-trusted-subnets SSH+AMI:rule-6:8.0.0.0/8': 'field "SSH port", field "AMI port"',
      'firewall-trusted-subnets SIP:rule-6:8.0.0.0/8': 'field "SIP port for phone registration at this"',
      'firewall-trusted-subnets SSH:rule-4:0.0.0.0/0': 'field "SSH port"',
      'web-cti-closed WEB+AJAM:rule-4:0.0.0.0/0': 'field "HTTP port", field "AJAM port"',
      'web-cti-closed AJAM:rule-6:8.0.0.0/8': 'field "AJAM port"',
      'web-password default': 'field "Password"',
      'ssh-access password': 'field "SSH password"',
    },
  },
  {
    release: NEW,
    outline: 'general-settings',
    page: 'settings',
    places: {
      'firewall-trusted-subnets SSH+AMI:rule-5:8.0.0.0/8': 'field "SSH port", field "AMI port"',
      'firewall-trusted-subnets SIP+IAX:rule-5:8.0.0.0/8': 'field "SIP port for registering phones on this"',
      'firewall-trusted-subnets SIP:rule-6:0.0.0.0/0': 'field "SIP port for registering phones on this"',
      'web-cti-closed WEB:rule-7:0.0.0.0/0': 'field "HTTP port"',
      'web-cti-closed AJAM:rule-5:8.0.0.0/8': 'field "HTTP port (AJAM and ARI)"',
      'web-cti-closed AJAM:rule-6:0.0.0.0/0': 'field "HTTP port (AJAM and ARI)"',
      'web-password default': 'field "Password"',
      'auth-username setting': 'field "Auth Username prefix for authorization."',
      'ssh-access password': 'field "SSH password"',
      'ami-ari-access origins': 'field "CORS allowed origins"',
    },
  },
  ...RELEASES.map((release) => ({
    release,
    outline: 'network-modify',
    page: 'network',
    places: {
      'nat-vpn public:eth0:5.6.7.8': 'text #eth-interfaces-menu',
      'nat-vpn external-address': 'field "External IP address of your router"',
    },
  })),
  {
    release: OLD,
    outline: 'network-modify',
    page: 'network',
    changes: {
      network: CLEAN.network,
      attestations: [
        {
          item: 'forwarded-ports',
          subject: '',
          answer: 'SSH,WEB',
          by: 'admin',
          at: '2026-11-01T00:00:00+00:00',
          expiresAt: '2027-05-01T00:00:00+00:00',
          note: '',
        },
      ],
    },
    places: { 'nat-vpn forwarded': 'field "This PBX is located behind the NAT route"' },
  },
  {
    release: OLD,
    outline: 'outbound-routes-index',
    page: 'outbound-routes',
    places: {
      'international-blocked premium:21': 'row 21 #5',
      'international-blocked abroad:22': 'row 22 #5',
      'international-blocked premium:22': 'row 22 #5',
      'international-blocked abroad:23': 'row 23 #5',
      'international-blocked premium:23': 'row 23 #5',
    },
  },
  {
    release: NEW,
    outline: 'outbound-routes-index',
    page: 'outbound-routes',
    places: { 'international-blocked abroad:21': 'row 21 #4', 'international-blocked premium:21': 'row 21 #4' },
  },
  {
    release: OLD,
    outline: 'outbound-routes-modify',
    page: 'outbound-route',
    places: {
      'international-blocked abroad:22': 'field "Number begins with"',
      'international-blocked premium:22': 'field "Number begins with"',
    },
  },
  {
    release: NEW,
    outline: 'outbound-routes-modify',
    page: 'outbound-route',
    places: {
      'international-blocked abroad:21': 'field "Number begins with"',
      'international-blocked premium:21': 'field "Number begins with"',
    },
  },
  {
    release: OLD,
    outline: 'providers-index',
    page: 'providers',
    places: {
      'sip-passwords provider:SIP-PROVIDER-BENCH0001': 'row SIP-PROVIDER-BENCH0001 #6',
      'sip-passwords provider:SIP-PROVIDER-BENCH0002': 'row SIP-PROVIDER-BENCH0002 #6',
    },
  },
  {
    release: NEW,
    outline: 'providers-index',
    page: 'providers',
    places: {
      'sip-passwords provider:SIP-TRUNK-34F7CAFE': 'row SIP-TRUNK-34F7CAFE #5',
      'sip-passwords provider:SIP-TRUNK-AB8696D2': 'row SIP-TRUNK-AB8696D2 #5',
    },
  },
  {
    release: OLD,
    outline: 'providers-modifysip',
    page: 'provider',
    places: { 'sip-passwords provider:SIP-PROVIDER-BENCH0001': 'field "Password"' },
  },
  {
    release: NEW,
    outline: 'providers-modifysip',
    page: 'provider',
    places: { 'sip-passwords provider:SIP-TRUNK-34F7CAFE': 'field "Password"' },
  },
  {
    release: OLD,
    outline: 'asterisk-managers-index',
    page: 'ami-users',
    places: { 'ami-ari-access network:ami:1cami': 'row 3 #5', 'ami-ari-access password:ami:crm': 'row 4 #5' },
  },
  {
    release: NEW,
    outline: 'asterisk-managers-index',
    page: 'ami-users',
    places: { 'ami-ari-access network:ami:1cami': 'row 3 #14', 'ami-ari-access password:ami:crm': 'row 4 #14' },
  },
  ...RELEASES.map((release) => ({
    release,
    outline: 'asterisk-managers-modify',
    page: 'ami-user',
    changes: {
      ami: { enabled: true, users: [{ id: '4', username: 'crm', name: '', filterId: null, system: false }] },
    },
    places: {
      'ami-ari-access network:ami:crm': 'field "Network filter"',
      'ami-ari-access password:ami:crm': 'field "Password"',
    },
  })),
  {
    release: NEW,
    outline: 'api-keys-index',
    page: 'api-keys',
    places: { 'api-keys open:1': 'row 1 #4', 'api-keys unused:3': 'row 3 #4' },
  },
];

/** Recorded, and with nothing to mark. */
const WITHOUT = ['pbx-extension-modules-index', 'module-template-index'];

afterEach(() => {
  document.body.innerHTML = '';
});

function open({ release, outline: name }: Pick<Case, 'release' | 'outline'>) {
  const shown = outline(release, name);
  showOutline(shown);
  const found = visited(shown.path);
  if (found === null) throw new Error(`no page at ${shown.path}`);
  return found;
}

describeRecorded('marks on recorded pages', () => {
  it.each(CASES)('$release $outline', ({ changes, places, ...of }) => {
    const { page, view } = open(of);
    expect(page.name).toBe(of.page);
    expect(placesOf(page, view, marksFor(page, riskyFacts(of.release, changes)))).toEqual(places);
  });

  it.each(CASES)('$release $outline: without what it is known by, nothing is marked', ({ changes, ...of }) => {
    const { page, view } = open(of);
    const marks = marksFor(page, riskyFacts(of.release, changes));
    expect(marks.length).toBeGreaterThan(0);
    const broken = {
      'an empty page': () => (document.body.innerHTML = ''),
      'other names': () => {
        for (const named of document.querySelectorAll('[id], [name]')) {
          named.removeAttribute('id');
          named.removeAttribute('name');
        }
      },
    };
    for (const [what, breaks] of Object.entries(broken)) {
      showOutline(outline(of.release, of.outline));
      breaks();
      expect([what, placesOf(page, view, marks)]).toEqual([what, {}]);
    }
  });

  it('a list of rules without its header: the rule is marked, not a box that may be another', () => {
    const { page, view } = open({ release: OLD, outline: 'firewall-index' });
    document.querySelector('#firewall-table thead')?.remove();
    const places = Object.values(placesOf(page, view, marksFor(page, riskyFacts(OLD))));
    expect(places.length).toBeGreaterThan(0);
    for (const place of places) expect(place).toMatch(/^text [46] /);
  });

  it('every page has its test, and every recorded page has one or is known to have no marks', () => {
    expect(PAGES.map(({ name }) => name).filter((name) => !CASES.some(({ page }) => page === name))).toEqual([]);
    const tested = (release: Release, name: string) =>
      WITHOUT.includes(name) || CASES.some((one) => one.release === release && one.outline === name);
    for (const release of RELEASES) {
      expect(outlinesOf(release).filter((name) => !tested(release, name))).toEqual([]);
      for (const name of outlinesOf(release).filter((one) => WITHOUT.includes(one))) {
        expect(visited(outline(release, name).path)).toBeNull();
      }
    }
  });
});

it.each([
  ['extensions', 'extensions', ''],
  ['firewall/index', 'firewall', ''],
  ['firewall/modify', 'firewall-rule', ''],
  ['extensions/modify/12', 'extension', '12'],
  ['providers/modifyiax/IAX-1', 'provider', 'IAX-1'],
  ['general-settings/modify', 'settings', ''],
  ['network', 'network', ''],
])('%s is the page %s of "%s"', (path, name, id) => {
  const found = pageAt(path);
  expect([found?.page.name, found?.id]).toEqual([name, id]);
});

it.each(['', 'extensions/bulkupload', 'firewall/modify/1/2', 'my/firewall/index', 'call-queues/modify/1'])(
  '"%s" is none',
  (path) => {
    expect(pageAt(path)).toBeNull();
  },
);

it('a form of something new: an account that has no page of its own is not what is made there', () => {
  document.body.innerHTML = '<div class="field"><label>Password</label><input name="sip_secret"></div>';
  const found = visited('extensions/modify');
  if (found === null) throw new Error('no page');
  const lost = CLEAN.accounts.map((account) => ({ ...account, page: '' }));
  const secrets = lost.map(({ number }) => ({ owner: `sip:${number}`, features: weak }));
  const marks = marksFor(found.page, riskyFacts(OLD, { accounts: lost, secrets }));
  expect(marks.filter(({ check }) => check === 'sip-passwords')).not.toEqual([]);
  expect(Object.keys(placesOf(found.page, found.view, marks))).toEqual([]);
  document.body.replaceChildren();
});

it('passwords that are strong enough are no risk to mark', () => {
  showOutline(outline(OLD, 'extensions-index'));
  const found = visited('extensions/index');
  if (found === null) throw new Error('no page');
  const made: typeof strong = { ...strong, missing: ['special'], generated: true };
  const accounts = CLEAN.accounts.map((account) => ({ ...account, secretOverridden: false }));
  const secrets = accounts.map(({ number }) => ({ owner: `sip:${number}`, features: made }));
  const marks = marksFor(found.page, riskyFacts(OLD, { accounts, secrets, providers: [] }));
  expect(marks.map(({ finding }) => finding)).toContain('generated');
  expect(Object.keys(placesOf(found.page, found.view, marks))).not.toContain('sip-passwords generated');
  document.body.replaceChildren();
});

/** REST v3 without the module, on what the real Core 2026.1.223 answered. */
import { afterEach, expect, it } from 'vitest';
import { PART_NAMES } from '../../../sites/checklist/facts/decode.ts';
import type { Facts } from '../../../sites/checklist/facts/types.ts';
import { dictionaryOf } from '../../../sites/checklist/secrets/dictionary.ts';
import type { Progress, ReadOptions } from '../../../sites/pbx/read.ts';
import { restSource } from '../../../sites/pbx/sources/rest.ts';
import { refusal } from '../../support/refusals.ts';
import { API, at, replay, type ReplayOptions } from '../../support/replay.ts';
import { describeRecorded, recorded } from '../../support/recorded.ts';
import type { Served } from '../../support/serve.ts';
import { clientOf, dataOf, factsOf, KEY } from '../support.ts';
import { expectOwnDigests } from '../../support/digests.ts';

let pbx: Served | undefined;
afterEach(() => pbx?.close());

/** Made up for the records of employees that were not recorded. */
const SIP_SECRETS = {
  '202': 'k4Hs8Vn2Jd6Wq9Xz',
  '203': 'k4Hs8Vn2Jd6Wq9Xz',
  '204': '204',
  '205': '1234',
  '206': 'password',
  '208': 'x9Yq6Wd2Jn4Vs8Hk',
  '209': 'Abc12e!',
  '210': 'w3Rt6Yu8Io9Pa2Sd',
};

async function read(options: Partial<ReplayOptions> = {}, how: ReadOptions = {}): Promise<Facts> {
  pbx = await replay({ set: 'seeded', key: KEY, sipSecrets: SIP_SECRETS, ...options });
  const dictionary = dictionaryOf(['password', '1234']);
  return factsOf(restSource(clientOf(pbx.url), { dictionary }), how);
}
const requests = (): string[] => (pbx?.asked ?? []).map(({ method, path }) => `${method} ${path}`);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];
const body = (name: string, ...keys: string[]): unknown =>
  at(recorded(`rest-read/${name}.json`), 'body', 'data', ...keys);
const setting = (name: string, key: string): unknown => body(name, 'settings', key);

/** Everything that may be asked without consent to secrets. */
const OPEN = [
  'system:ping',
  'system:checkIfNewReleaseAvailable',
  'system:datetime',
  'sysinfo:getHypervisorInfo',
  'time-settings',
  'firewall',
  'fail2ban',
  'network:getConfig',
  'advice',
  'custom-files',
  'providers?includeDisabled=true',
  'outbound-routes',
  'employees',
  'sip:getStatuses',
  'asterisk-managers',
  'asterisk-rest-users?limit=100&offset=0',
  'api-keys',
  ...[
    'Name',
    'PBXLanguage',
    'WEBPort',
    'WEBHTTPSPort',
    'SSHPort',
    'SIPPort',
    'TLS_PORT',
    'RTPPortFrom',
    'RTPPortTo',
    'IAXPort',
    'AMIPort',
    'AJAMPort',
    'AJAMPortTLS',
    'SIPAuthPrefix',
    'PBXAllowGuestCalls',
    'WebAdminLogin',
    'SSHLogin',
    'SSHDisablePasswordLogins',
    'SSHAuthorizedKeys',
    'AMIEnabled',
    'ARIEnabled',
    'ARIAllowedOrigins',
  ].map((key) => `general-settings/${key}`),
];
const SIGN_IN_PAGE = 'GET /admin-cabinet/session/index';

describeRecorded('REST v3 on the recordings of 2026.1.223', () => {
  for (const set of ['default', 'seeded'] as const) {
    const name = (file: string) => (set === 'default' ? `default-${file}` : file);

    it(`${set}: says what the recordings say, part by part`, async () => {
      const facts = await read({ set });
      expect(facts.pbx).toEqual({ address: pbx?.url, name: setting(name('general-settings'), 'Name') });
      expect(dataOf(facts, 'system')).toEqual({
        release: '2026.1.223', // the release server was out of reach: from the sign-in page
        name: setting(name('general-settings'), 'Name'),
        now: new Date(Number(body(name('system-datetime'), 'timestamp')) * 1000).toISOString(),
        bootedAt: null,
        language: setting(name('general-settings'), 'PBXLanguage'),
        timeZone: body(name('time-settings'), 'PBXTimezone'),
        container: { kind: 'none' },
      });
      expect(dataOf(facts, 'updates')).toEqual({ latest: null, checkedAt: null });
      expect(dataOf(facts, 'ports')).toEqual({
        web: setting(name('general-settings'), 'WEBPort'),
        webTls: setting(name('general-settings'), 'WEBHTTPSPort'),
        ssh: setting(name('general-settings'), 'SSHPort'),
        sip: setting(name('general-settings'), 'SIPPort'),
        sipTls: setting(name('general-settings'), 'TLS_PORT'),
        rtpFrom: setting(name('general-settings'), 'RTPPortFrom'),
        rtpTo: setting(name('general-settings'), 'RTPPortTo'),
        iax: setting(name('general-settings'), 'IAXPort'),
        ami: setting(name('general-settings'), 'AMIPort'),
        ajam: setting(name('general-settings'), 'AJAMPort'),
        ajamTls: setting(name('general-settings'), 'AJAMPortTLS'),
      });

      const rules = list(body(name('firewall'), 'items'));
      expect(rules.length).toBeGreaterThan(0);
      expect(dataOf(facts, 'firewall')).toMatchObject({
        enabled: body(name('firewall'), 'firewallEnabled') === '1',
        maxRequestsPerSecond: Number(body(name('fail2ban'), 'PBXFirewallMaxReqSec')),
        rules: rules.map((rule) => ({
          id: String(at(rule, 'id')),
          name: at(rule, 'description'),
          permit: at(rule, 'permit'),
          priority: at(rule, 'priority'),
          neverBlock: at(rule, 'newer_block_ip'),
          localNetwork: at(rule, 'local_network'),
          permanent: at(rule, 'permanent'),
          services: entries(at(rule, 'rules')).map(([category, service]) => ({
            category,
            allow: at(service, 'action'),
          })),
        })),
      });
      expect(at(dataOf(facts, 'firewall'), 'rules', 0, 'services', 0)).toEqual({
        category: 'SIP',
        allow: true,
        ports: [
          { protocol: 'udp', from: 5060, to: 5060 },
          { protocol: 'tcp', from: 5060, to: 5060 },
          { protocol: 'tcp', from: 5061, to: 5061 },
          { protocol: 'udp', from: 10000, to: 10800 },
        ],
      });
      expect(dataOf(facts, 'fail2ban')).toEqual({
        enabled: body(name('firewall'), 'fail2banEnabled') === '1',
        banning: null,
        maxretry: body(name('fail2ban'), 'maxretry'),
        findtime: body(name('fail2ban'), 'findtime'),
        bantime: body(name('fail2ban'), 'bantime'),
        whitelist: String(body(name('fail2ban'), 'whitelist'))
          .split(' ')
          .filter(Boolean),
        whitelistText: body(name('fail2ban'), 'whitelist'),
        // A setting of later releases.
        securityMode: { unknown: 'not-supported' },
      });
      const card = at(body(name('network-getConfig'), 'interfaces'), 0);
      expect(dataOf(facts, 'network')).toEqual({
        interfaces: [
          {
            name: at(card, 'interface'),
            addresses: [
              `${String(at(card, 'currentIpaddr'))}/${String(at(card, 'currentSubnet'))}`,
              `${String(at(card, 'currentIpv6addr'))}/${String(at(card, 'currentIpv6_subnet'))}`,
            ],
            internet: true,
            vpn: false,
          },
        ],
        routes: [],
        gateways: [at(card, 'currentGateway'), at(card, 'currentIpv6_gateway')],
        topology: at(card, 'topology'),
        externalAddress: '',
        externalHost: '',
      });
      expect(dataOf(facts, 'outboundRoutes')).toEqual(
        list(body(name('outbound-routes'))).map((route) => ({
          id: at(route, 'id'),
          name: at(route, 'rulename'),
          priority: at(route, 'priority'),
          pattern: at(route, 'numberbeginswith'),
          rest: at(route, 'restnumbers'),
          trim: at(route, 'trimfrombegin'),
          prepend: at(route, 'prepend'),
          providerId: at(route, 'providerid'),
          providerDisabled: at(route, 'provider_disabled'),
        })),
      );
      expect(dataOf(facts, 'sip')).toEqual({ authSuffix: '', guestCalls: false });
      expect(dataOf(facts, 'webLogin')).toMatchObject(
        list(body(name('advice'), 'advice', 'needUpdate')).includes('WebAdminPassword')
          ? { login: 'admin', storage: 'plain', guess: { state: 'match', which: 'default' } }
          : { login: 'admin', storage: 'unknown', guess: { state: 'not-run' } },
      );
      expect(dataOf(facts, 'ssh')).toMatchObject({
        passwordLogins: setting(name('general-settings'), 'SSHDisablePasswordLogins') !== true,
        password: { login: 'root', storage: 'unknown', guess: { state: 'not-run' } },
        authorizedKeys: [],
      });
      expect(dataOf(facts, 'ami')).toEqual({
        enabled: true,
        users: list(body(name('asterisk-managers'))).map((user) => ({
          id: at(user, 'id'),
          username: at(user, 'username'),
          name: at(user, 'description'),
          filterId: null,
          system: at(user, 'isSystem'),
        })),
      });
      expect(dataOf(facts, 'ari')).toEqual({ enabled: false, origins: '*', users: [] });
      expect(dataOf(facts, 'apiKeys')).toEqual(
        list(body(name('api-keys'))).map((key) => ({
          id: at(key, 'id'),
          name: at(key, 'description'),
          fullPermissions: at(key, 'full_permissions'),
          noRights: at(key, 'full_permissions') === false && at(key, 'allowed_paths_count') === 0,
          networkFilter: at(key, 'has_network_filter'),
          createdAt: `${String(at(key, 'created_at')).replace(' ', 'T')}+00:00`,
          lastUsedAt: null,
        })),
      );
      expect(dataOf(facts, 'devices')).toEqual([]);
      expect(dataOf(facts, 'extraRules')).toEqual({
        firewallAdditional: false,
        modules: { unknown: 'needs-module' },
        customFiles: [],
      });
    });

    it(`${set}: without consent, accounts and providers are known as far as no secret is asked for`, async () => {
      const facts = await read({ set });
      const notAsked = { unknown: 'not-asked' };
      const employees = list(body(name('employees'), 'data'));
      expect(employees.length).toBeGreaterThan(2);
      expect(dataOf(facts, 'accounts')).toEqual(
        employees.map((employee) => ({
          number: at(employee, 'number'),
          name: at(employee, 'user_username'),
          page: String(at(employee, 'id')),
          disabled: at(employee, 'disabled'),
          filterId: notAsked,
          authUsername: notAsked,
          secretOverridden: notAsked,
          demo: ['201', '202', '203'].includes(String(at(employee, 'number'))),
        })),
      );
      const masked = (provider: unknown) => at(provider, 'registration_type') === 'outbound';
      const [demo, ...others] = list(body(name('providers')));
      expect(at(dataOf(facts, 'providers'), 0)).toEqual({
        id: at(demo, 'id'),
        name: 'Demo provider',
        kind: 'sip',
        registration: 'outbound',
        host: at(demo, 'host'),
        hosts: [at(body(name('sip-providers-record'), 'additionalHosts'), 0, 'address')],
        disabled: false,
        filterId: null,
        demo: true,
      });
      expect(list(dataOf(facts, 'providers')).slice(1)).toEqual(
        others.map((provider) => ({
          id: at(provider, 'id'),
          name: String(at(provider, 'represent')).replace(/^.*SIP: /, ''),
          kind: 'sip',
          registration: at(provider, 'registration_type'),
          host: at(provider, 'host'),
          hosts: masked(provider) ? [] : notAsked,
          disabled: false,
          filterId: masked(provider) ? null : notAsked,
          demo: false,
        })),
      );
      expect(dataOf(facts, 'secrets')).toBe('not-asked');
    });

    it(`${set}: asks for nothing but the allowed, once each, and never for a secret`, async () => {
      await read({ set });
      const outbound = list(body(name('providers')))
        .filter((provider) => at(provider, 'registration_type') === 'outbound')
        .map((provider) => `sip-providers/${String(at(provider, 'id'))}`);
      const allowed = [...OPEN, ...outbound].map((path) => `GET ${API}${path}`);
      expect(requests().sort()).toEqual([...allowed, SIGN_IN_PAGE].sort());
    });
  }

  it('what only the module can tell is unknown for that reason', async () => {
    const facts = await read();
    for (const part of ['patch', 'runningRules', 'modules', 'rotation', 'attestations', 'waivers'] as const) {
      expect(facts.parts[part]).toMatchObject({ state: 'unknown', source: 'rest', reason: 'needs-module' });
    }
  });

  it('every known part carries the digest of its data, and the same answers give the same digests', async () => {
    const [first, second] = [await read(), await read()];
    expectOwnDigests(first.parts);
    for (const part of PART_NAMES) {
      const [one, other] = [first.parts[part], second.parts[part]];
      if (one.state === 'known') {
        expect(other).toMatchObject({ digest: one.digest });
      }
    }
  });

  it('the key goes to the PBX in a header, never to the ping or the public page', async () => {
    await read();
    for (const { path, headers } of pbx?.asked ?? []) {
      const isPublic = path.endsWith('system:ping') || path.startsWith('/admin-cabinet/');
      expect(headers.authorization).toBe(isPublic ? undefined : `Bearer ${KEY}`);
      expect(path).not.toContain(KEY);
    }
  });

  it('with consent, secrets become features and nothing of them stays', async () => {
    const seen: Progress[] = [];
    const facts = await read({}, { secrets: true, onProgress: (progress) => seen.push(progress) });
    const features = new Map(list(dataOf(facts, 'secrets')).map((one) => [at(one, 'owner'), at(one, 'features')]));
    expect([...features.keys()].sort()).toEqual([
      'ami:1cami',
      'ami:crm',
      'provider:SIP-TRUNK-AB8696D2',
      ...['201', '202', '203', '204', '205', '206', '207', '208', '209', '210'].map((number) => `sip:${number}`),
    ]);
    expect(features.get('sip:201')).toMatchObject({ length: '12+', missing: ['special'], generated: true, shared: 0 });
    expect(features.get('sip:204')).toMatchObject({ length: 'lt8', digitsOnly: true, contains: ['number'] });
    expect(features.get('sip:205')).toMatchObject({ dictionary: true, digitsOnly: true });
    expect(features.get('sip:206')).toMatchObject({ dictionary: true });
    expect(features.get('sip:209')).toMatchObject({ length: 'lt8' });
    // Two accounts were given the same secret.
    expect(features.get('sip:202')).toMatchObject({ shared: 1 });
    expect(features.get('sip:203')).toMatchObject({ shared: 1 });
    expect(features.get('provider:SIP-TRUNK-AB8696D2')).toMatchObject({ length: 'lt8', contains: ['login'] });
    expect(at(dataOf(facts, 'accounts'), 4)).toMatchObject({
      number: '201',
      filterId: null,
      authUsername: null,
      secretOverridden: false,
    });
    expect(list(dataOf(facts, 'providers')).map((provider) => at(provider, 'hosts'))).toEqual([
      ['demo.askozia.ru'],
      [],
      [],
      [],
    ]);
    expect(seen).toContainEqual({ kind: 'records', part: 'accounts', done: 10, total: 10 });
    expect(seen).toContainEqual({ kind: 'part', part: 'waivers', done: PART_NAMES.length, total: PART_NAMES.length });

    const said = texts([facts, seen]);
    const secrets = [...secretsOfRecordings(), KEY];
    expect(secrets.length).toBeGreaterThan(10);
    expect(secrets.filter((secret) => said.includes(secret))).toEqual([]);
    // "password" and "Bench" are also words of the sample data's names.
    const telling = secrets.filter((secret) => /\d/.test(secret) && secret.length >= 6);
    expect(telling.filter((secret) => said.some((text) => text.includes(secret)))).toEqual([]);
  });

  it('with consent, it additionally asks for the records that hold secrets, once each', async () => {
    await read({}, { secrets: true });
    const employees = list(body('employees', 'data')).map((one) => `employees/${String(at(one, 'id'))}`);
    const providers = list(body('providers')).map((one) => `sip-providers/${String(at(one, 'id'))}`);
    const managers = list(body('asterisk-managers')).map((one) => `asterisk-managers/${String(at(one, 'id'))}`);
    const allowed = new Set([...OPEN, ...employees, ...providers, ...managers].map((path) => `GET ${API}${path}`));
    const asked = requests().filter((request) => request !== SIGN_IN_PAGE);
    expect(asked.filter((request) => !allowed.has(request))).toEqual([]);
    expect(asked.filter((request) => /employees\/|sip-providers\//.test(request)).sort()).toEqual(
      [...employees, ...providers].map((path) => `GET ${API}${path}`).sort(),
    );
  });

  it('a key with rights to firewall and extensions only: these parts stand, the rest is forbidden', async () => {
    const facts = await read({
      instead: ({ path }) =>
        /v3\/(?:firewall|extensions|system:ping)$/.test(path) || !path.startsWith(API) ? null : refusal(401),
    });
    expect(facts.parts.firewall.state).toBe('known');
    for (const part of ['system', 'ports', 'accounts', 'fail2ban', 'network', 'sip', 'ami', 'apiKeys'] as const) {
      expect(facts.parts[part]).toMatchObject({ state: 'unknown', reason: 'forbidden' });
    }
  });
});

/** Every secret in the recordings that the reading may come across. */
function secretsOfRecordings(): string[] {
  const flows = list(at(recorded('write-flows.json'), 'flows')).map((flow) => at(flow, 'responseBody', 'data'));
  const records = ['employees-record', 'default-employees-record', 'sip-getSecret'].map((name) => body(name));
  const found = [...flows, ...records].flatMap((data) =>
    ['secret', 'sip_secret', 'password'].map((key) => at(data, key)),
  );
  const real = found.filter((secret) => typeof secret === 'string' && !/^(?:X+|\*+|)$/.test(secret)).map(String);
  // Some are the extension or the user name itself, which stands in the facts as such.
  const names = new Set(['204', 'gw500']);
  return [...new Set([...real, ...Object.values(SIP_SECRETS)])].filter((secret) => !names.has(secret));
}

/** Every text in a value, at any depth. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}

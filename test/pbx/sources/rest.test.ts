/** REST v3 on a small PBX made by hand: what the recordings do not show. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeFacts } from '../../../sites/checklist/facts/decode.ts';
import { withKey, withLogin } from '../../../sites/pbx/auth.ts';
import { createClient } from '../../../sites/pbx/client.ts';
import { unpaced } from '../../../sites/pbx/pace.ts';
import type { FetchPort } from '../../../sites/pbx/port.ts';
import { readFacts, type ReadOptions } from '../../../sites/pbx/read.ts';
import { restSource } from '../../../sites/pbx/sources/rest.ts';
import { refusal } from '../../support/refusals.ts';
import { json, type Served } from '../../support/serve.ts';
import { envelope, SECRETS, SMALL, smallPbx, type Answers } from '../small-pbx.ts';
import { clientOf, dataOf, factsOf, KEY } from '../support.ts';

let pbx: Served | undefined;
afterEach(async () => pbx?.close());
type Instead = Parameters<typeof smallPbx>[1];

async function read(changes: Answers = {}, how: ReadOptions = {}, instead?: Instead) {
  pbx = await smallPbx(changes, instead);
  return factsOf(restSource(clientOf(pbx.url)), how);
}
async function attempt(how: ReadOptions = {}, instead?: Instead) {
  pbx = await smallPbx({}, instead);
  return readFacts(restSource(clientOf(pbx.url)), how);
}
/** Data of the small PBX, to change a field of. */
const fields = (name: string): object => {
  const data = SMALL[name];
  return typeof data === 'object' && data !== null ? data : {};
};
const asked = () => (pbx?.asked ?? []).map(({ path }) => path.replace('/pbxcore/api/v3/', ''));

describe('what Core says, understood', () => {
  it('release, update, clock and zone from their own answers', async () => {
    const facts = await read();
    expect(dataOf(facts, 'system')).toMatchObject({ release: '2026.9.5', name: 'Small PBX', language: 'ru-ru' });
    expect(dataOf(facts, 'updates')).toEqual({ latest: '2026.10.1', checkedAt: '2026-11-23T14:59:00+03:00' });
    expect(asked()).not.toContain('/admin-cabinet/session/index');
  });
  it('an unknown future release is read like any other', async () => {
    const release = { ...fields('system:checkIfNewReleaseAvailable'), currentVersion: '2031.12.7-dev' };
    expect(dataOf(await read({ 'system:checkIfNewReleaseAvailable': release }), 'system')).toMatchObject({
      release: '2031.12.7-dev',
    });
  });
  it('a clock ten years off is told as it is', async () => {
    const facts = await read({ 'system:datetime': { timestamp: 1_479_902_400 } });
    expect(dataOf(facts, 'system')).toMatchObject({ now: '2016-11-23T12:00:00.000Z' });
  });
  it('Docker by the answer of the firewall; its network is not to be seen', async () => {
    const facts = await read({ firewall: { ...fields('firewall'), isDocker: true } });
    expect(dataOf(facts, 'system')).toMatchObject({ container: { kind: 'docker', network: 'unknown', bouncer: null } });
    expect(asked()).not.toContain('sysinfo:getHypervisorInfo');
  });
  it('Docker, since 2026.2.118, by its own words: how it is connected, and whether who asks is seen', async () => {
    const container = async (more: object) => {
      const facts = await read({ firewall: { ...fields('firewall'), isDocker: true, ...more } });
      await pbx?.close();
      return dataOf(facts, 'system');
    };
    const bridge = { kind: 'docker', network: 'bridge', bouncer: null };
    const asker = { dockerNetworkMode: 'bridge', clientIp: '87.49.45.10', clientIpVisible: true };
    expect(await container(asker)).toMatchObject({ container: { ...bridge, seesClients: true } });
    for (const more of [{ clientIp: '' }, { clientIpVisible: false }, { clientIpVisible: 'odd', clientIp: [] }]) {
      expect(await container({ ...asker, ...more }), JSON.stringify(more)).toHaveProperty('container', bridge);
    }
    expect(await container({ dockerNetworkMode: 'native' })).toHaveProperty('container.network', 'unknown');
  });
  it('LXC by the environment; whether it may manage a firewall is not to be seen', async () => {
    const facts = await read({ 'sysinfo:getHypervisorInfo': { environment_type: 'lxc' } });
    expect(dataOf(facts, 'system')).toMatchObject({ container: { kind: 'lxc', managesFirewall: null } });
  });
  it('rules that exist on the page only are no rules', async () => {
    const proposal = {
      id: '',
      description: '',
      permit: '0.0.0.0/0',
      newer_block_ip: '0',
      local_network: '0',
      permanent: true,
      rules: { SIP: { action: 'block' } },
    };
    const facts = await read({ firewall: { ...fields('firewall'), items: [proposal] } });
    expect(dataOf(facts, 'firewall')).toMatchObject({ enabled: true, rules: [] });
  });
  it('addresses: of VLANs, with masks, running before configured; routes and NAT', async () => {
    expect(dataOf(await read(), 'network')).toEqual({
      interfaces: [
        { name: 'eth0', addresses: ['192.168.1.2/24'], internet: true, vpn: false },
        { name: 'vlan7', addresses: ['10.7.0.2/24'], internet: false, vpn: false },
      ],
      routes: ['10.9.0.0/16'],
      gateways: ['192.168.1.1'],
      topology: 'private',
      externalAddress: '198.51.100.7',
      externalHost: 'pbx.example',
    });
  });
  it('files changed by hand', async () => {
    expect(dataOf(await read(), 'extraRules')).toEqual({
      firewallAdditional: true,
      modules: { unknown: 'needs-module' },
      customFiles: ['/etc/asterisk/pjsip.conf'],
    });
  });
  it('routes in the order in which Core tries them', async () => {
    expect(dataOf(await read(), 'outboundRoutes')).toMatchObject([{ id: '1' }, { id: '2', rest: -1 }]);
  });
  it('phones with what they call themselves, kept as text', async () => {
    expect(dataOf(await read(), 'devices')).toEqual([
      { account: '101', address: '192.168.1.50', userAgent: 'Phone/1.0 <b>' },
    ]);
  });
  it('ARI users page by page', async () => {
    const users = Array.from({ length: 230 }, (_, i) => ({ id: String(i), username: `ari${i}` }));
    const facts = await read({}, {}, ({ path }) => {
      const offset = /asterisk-rest-users\?limit=100&offset=(\d+)$/.exec(path)?.[1];
      const from = Number(offset);
      return offset === undefined ? null : json(envelope({ items: users.slice(from, from + 100), total: 230 }));
    });
    expect(dataOf(facts, 'ari')).toMatchObject({ enabled: true, users });
  });
  it('default passwords, where Core advises to change them', async () => {
    const facts = await read({ advice: { advice: { error: [{}], needUpdate: ['WebAdminPassword', 'SSHPassword'] } } });
    expect(dataOf(facts, 'webLogin')).toMatchObject({ login: 'root', guess: { state: 'match', which: 'default' } });
    expect(dataOf(facts, 'ssh')).toMatchObject({ passwordLogins: true, password: { guess: { state: 'match' } } });
  });
  it('warnings that Core gives; none says nothing, as it may not have looked', async () => {
    const warned = { warning: [{ messageTpl: 'adv_SystemBroken' }], error: [{ messageTpl: 'adv_SecurityLogGrowth' }] };
    expect(dataOf(await read({ advice: { advice: warned } }), 'updates')).toMatchObject({
      warnings: { securityLog: 'flood', sshPassword: null, files: true },
    });
    expect(dataOf(await read({ advice: { advice: [] } }), 'updates')).not.toHaveProperty('warnings');
  });
  it('interfaces: a name makes no tunnel', async () => {
    const facts = await read({
      'network:getConfig': { ...fields('network:getConfig'), interfaces: [{ interface: 'tun0', internet: '0' }] },
    });
    expect(dataOf(facts, 'network')).toMatchObject({ interfaces: [{ name: 'tun0', vpn: false }] });
  });
  it('no employees: an empty part, not an unknown one', async () => {
    const facts = await read({ employees: { data: [] } }, { secrets: true });
    expect(dataOf(facts, 'accounts')).toEqual([]);
  });
});

describe('with consent to secrets', () => {
  it('records give filter, own user name and the password in force, and keep none of the secrets', async () => {
    const facts = await read({}, { secrets: true });
    expect(dataOf(facts, 'accounts')).toMatchObject([
      { number: '101', filterId: null, authUsername: null, secretOverridden: false },
      { number: '102', filterId: '1', authUsername: 'bob-auth', secretOverridden: true, disabled: true },
    ]);
    expect(dataOf(facts, 'providers')).toMatchObject([
      { id: 'SIP-1', name: 'Inbound', disabled: true, hosts: ['203.0.113.9'], filterId: '1' },
      { id: 'IAX-2', kind: 'iax', hosts: [], filterId: null },
    ]);
    // The password in force of 102 is that of its manual attributes, and 101 has the same.
    expect(dataOf(facts, 'secrets')).toMatchObject([
      { owner: 'sip:101', features: { length: '12+', shared: 1 } },
      { owner: 'sip:102', features: { length: '12+', shared: 1 } },
      { owner: 'ami:crm' },
      { owner: 'ari:ari' },
      { owner: 'provider:SIP-1' },
    ]);
    for (const secret of SECRETS) expect(JSON.stringify(facts).includes(secret)).toBe(false);
  });
  it('without it no such request is sent, and the name of a provider comes from the list', async () => {
    const facts = await read();
    expect(asked().filter((path) => /^(?:employees|sip-providers|asterisk-\w+)\/./.test(path))).toEqual([]);
    expect(dataOf(facts, 'providers')).toMatchObject([
      { name: 'Inbound', hosts: { unknown: 'not-asked' }, filterId: { unknown: 'not-asked' } },
      { name: 'Out', hosts: [] },
    ]);
  });
  it('one record that fails for good: its values and the strength of passwords are unknown, the rest stands', async () => {
    const broken: Instead = ({ path }) =>
      path.endsWith('employees/12') ? json({ result: false, messages: ['oops'] }, 500) : null;
    const facts = await read({}, { secrets: true }, broken);
    expect(dataOf(facts, 'accounts')).toMatchObject([
      { number: '101', authUsername: null },
      { number: '102', authUsername: { unknown: 'failed', detail: expect.stringContaining('oops') as unknown } },
    ]);
    expect(facts.parts.secrets).toMatchObject({ state: 'unknown', reason: 'failed' });
    expect(facts.parts.firewall.state).toBe('known');
  });
  it('one record that fails once is asked again', async () => {
    let times = 0;
    const facts = await read({}, { secrets: true }, ({ path }) =>
      path.endsWith('employees/12') && times++ === 0 ? json({ result: false, messages: [] }, 500) : null,
    );
    expect(facts.parts.secrets.state).toBe('known');
  });
  it('an employee who is deleted meanwhile is gone from the facts', async () => {
    let lists = 0;
    const facts = await read({}, { secrets: true }, ({ path }) => {
      if (path.endsWith('employees/12')) return json({ result: false, messages: { error: ['not found'] } }, 422);
      if (!path.endsWith('/employees') || lists++ === 0) return null;
      return json(envelope({ data: [{ id: 11, number: '101', user_username: 'Ann', disabled: false }] }));
    });
    expect(dataOf(facts, 'accounts')).toMatchObject([{ number: '101' }]);
    expect(facts.parts.secrets.state).toBe('known');
  });
  it('cancelled in the middle of many records: what is known stands, nothing more is asked', async () => {
    const many = Array.from({ length: 500 }, (_, i) => ({
      id: 1000 + i,
      number: String(1000 + i),
      user_username: 'N',
      disabled: false,
    }));
    const stop = new AbortController();
    const seen: number[] = [];
    const facts = await read(
      { employees: { data: many } },
      {
        secrets: true,
        signal: stop.signal,
        onProgress: (progress) => {
          if (progress.kind !== 'records') return;
          seen.push(progress.done);
          if (progress.done === 20) stop.abort();
        },
      },
      ({ path }) => (/employees\/1\d{3}$/.test(path) ? json(envelope({ sip_secret: 'x' })) : null),
    );
    expect(seen.slice(0, 3)).toEqual([1, 2, 3]);
    expect(asked().filter((path) => path.startsWith('employees/')).length).toBeLessThan(25);
    expect(facts.parts.firewall.state).toBe('known');
    expect(facts.parts.secrets).toMatchObject({ state: 'unknown', reason: 'not-asked' });
    expect(facts.parts.waivers).toMatchObject({ state: 'unknown', reason: 'needs-module' });
  });
});

describe('one broken part never spoils the rest', () => {
  it.each([
    [
      'firewall',
      'firewall',
      { items: 'none', firewallEnabled: '1', fail2banEnabled: '1', isDocker: false },
      '/items must be a list',
    ],
    [
      'firewall',
      'firewall',
      { items: [{ id: 1 }], firewallEnabled: '1', fail2banEnabled: '1', isDocker: false },
      '/items/0/permit must be text',
    ],
    ['fail2ban', 'fail2ban', { maxretry: 'many' }, '/maxretry must be a number'],
    ['ports', 'general-settings/WEBPort', { WEBPort: true }, '/WEBPort must be a number'],
    ['ports', 'general-settings/WEBPort', { WEBPort: 70000 }, '/web must be <= 65535'],
    ['network', 'network:getConfig', [], '/ must be an object'],
    ['providers', 'providers', [{ id: 'x', type: 'SMS', disabled: false }], '/0/type must be one of SIP, IAX'],
    ['outboundRoutes', 'outbound-routes', { items: [] }, '/ must be a list'],
    ['accounts', 'employees', { data: [{ id: {}, disabled: false }] }, '/data/0/id must be text'],
    ['sip', 'general-settings/SIPAuthPrefix', {}, '/SIPAuthPrefix must be text'],
    ['ami', 'asterisk-managers', [{ id: '1' }], '/0/username must be text'],
    ['devices', 'sip:getStatuses', { '101': {} }, '/101/devices must be a list'],
    ['system', 'system:datetime', { timestamp: 1e300 }, '/timestamp'],
  ] as const)('%s with a wrong answer to %s', async (part, path, answer, place) => {
    const facts = await read({ [path]: answer });
    expect(facts.parts[part]).toMatchObject({
      state: 'unknown',
      reason: 'mistyped',
      detail: expect.stringContaining(place) as unknown,
    });
    const lost = Object.values(facts.parts).filter((one) => one.state === 'unknown' && one.reason === 'mistyped');
    expect(lost).toHaveLength(1);
  });
  it.each([
    ['failed', () => json({ result: false, data: [], messages: { error: ['no'] } }, 422)],
    ['failed', () => ({ status: 500 })],
    ['forbidden', () => refusal(401)],
    ['forbidden', () => refusal(403)],
    ['timeout', () => ({ end: 'hang' as const })],
    ['unreachable', () => ({ end: 'cut' as const })],
    ['mistyped', () => ({ body: '{"result":true,"data":{"maxretry":5' })],
    ['not-supported', () => json({ success: false, messages: { error: ['Endpoint not found'] } }, 404)],
  ] as const)('fail2ban unknown: %s', async (reason, said) => {
    pbx = await smallPbx({}, ({ path }) => (path.endsWith('/fail2ban') ? said() : null));
    const facts = await factsOf(restSource(clientOf(pbx.url, withKey(KEY), { timeout: 300 })));
    expect(facts.parts.fail2ban).toMatchObject({
      state: 'unknown',
      reason,
      detail: expect.stringContaining('fail2ban') as unknown,
    });
    expect(facts.parts.firewall).toMatchObject({ state: 'known', data: { maxRequestsPerSecond: null } });
  });
});

describe('nothing can be read', () => {
  it('a wrong key: one error instead of a list of unknowns, after a few requests', async () => {
    const answer = await attempt({}, ({ path }) => (path.endsWith('system:ping') ? null : refusal(401)));
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unauthorized', mode: 'key' } });
    expect(asked().filter((path) => path !== 'system:ping' && !path.startsWith('/')).length).toBeLessThanOrEqual(3);
  });
  it('a wrong password: sent once', async () => {
    pbx = await smallPbx({}, ({ path }) => (path.endsWith('auth:login') ? refusal(401) : null));
    const answer = await readFacts(restSource(clientOf(pbx.url, withLogin('admin', 'wrong'))));
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unauthorized', mode: 'login' } });
    expect(asked().filter((path) => path === 'auth:login')).toHaveLength(1);
  });
  it('not a PBX: found out before the key is shown', async () => {
    const page = { headers: { 'Content-Type': 'text/html' }, body: '<html></html>' };
    expect(await attempt({}, () => page)).toMatchObject({ ok: false, error: { kind: 'not-a-pbx' } });
    expect(pbx?.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });
  it('a release without REST v3 (2024)', async () => {
    const answer = await attempt({}, () => json({ jsonapi: { version: '1.0' }, errors: ['404 (Not Found)'] }, 404));
    expect(answer).toMatchObject({ ok: false, error: { kind: 'not-found', said: '404 (Not Found)' } });
  });
  it('unreachable', async () => {
    pbx = await smallPbx();
    const client = clientOf(pbx.url);
    await pbx.close();
    expect(await readFacts(restSource(client))).toMatchObject({
      ok: false,
      error: { kind: 'unreachable', why: 'refused' },
    });
  });
  it('cancelled before it began', async () => {
    expect(await attempt({ signal: AbortSignal.abort() })).toMatchObject({ ok: false, error: { kind: 'cancelled' } });
    expect(asked()).toEqual([]);
  });
});

it.each([
  ['strict', 'strict'],
  ['paranoid', 'paranoid'],
  ['lenient', 'balanced'],
  ['', 'balanced'],
  [undefined, { unknown: 'not-supported' }],
])('the security mode as it is in force: %o is %o', async (PBXSecurityMode, securityMode) => {
  const fail2ban = { maxretry: 5, findtime: 21600, bantime: 604800, whitelist: '' };
  const facts = await read({ fail2ban: PBXSecurityMode === undefined ? fail2ban : { ...fail2ban, PBXSecurityMode } });
  expect(facts.parts.fail2ban).toMatchObject({ state: 'known', data: { securityMode } });
});

it('asked for some parts only, it asks for nothing else', async () => {
  const facts = await read({}, { parts: ['fail2ban'] });
  expect(facts.parts.fail2ban.state).toBe('known');
  expect(facts.parts.ports).toMatchObject({ state: 'unknown', reason: 'not-asked' });
  expect(asked().sort()).toEqual(['fail2ban', 'firewall', 'system:ping']);
});

describe('garbage', () => {
  const address = { base: 'https://pbx.example', https: true, host: 'pbx.example' };
  const answering = (text: (path: string) => string, status = 200): FetchPort => {
    return (url) =>
      Promise.resolve({
        status,
        headers: { get: () => null },
        text: () => Promise.resolve(text(url.slice(address.base.length))),
      });
  };
  const clientWith = (fetch: FetchPort) =>
    createClient({ address, auth: withKey(KEY), fetch, backOff: 0, paced: unpaced });

  it('as data of any answer never throws, and what is known fits the contract', async () => {
    const paths = Object.keys(SMALL).filter((path) => path !== 'system:ping');
    await fc.assert(
      fc.asyncProperty(fc.subarray(paths, { minLength: 1 }), fc.jsonValue(), async (broken, garbage) => {
        const text = (path: string) => {
          const name = path.split('?', 1).join('').replace('/pbxcore/api/v3/', '');
          return JSON.stringify(envelope(broken.includes(name) ? garbage : (SMALL[name] ?? null)));
        };
        const facts = await factsOf(restSource(clientWith(answering(text))), { secrets: true });
        const decoded = decodeFacts(JSON.parse(JSON.stringify(facts)));
        expect(decoded).toEqual({ ok: true, facts });
      }),
      { numRuns: 60 },
    );
  });
  it('as a whole answer never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.integer({ min: 100, max: 599 }), async (text, status) => {
        const answer = await readFacts(restSource(clientWith(answering(() => text, status))));
        expect(answer.ok).toBe(false);
      }),
    );
  });
});

/** What the newest releases do otherwise: shapes, web filter, bans, limits by security mode, HTTP/2. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { afterEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { CLIENT_HEADER } from '../../sites/sandbox/http/incoming.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sites/sandbox/index.ts';
import { withSettings } from '../../sites/sandbox/settings.ts';

const pem = (name: string) => readFileSync(new URL(`../support/tls/${name}`, import.meta.url), 'utf8');

let sandbox: Sandbox;
afterEach(() => sandbox.close());
const open = async (options: Partial<SandboxOptions> = {}) => {
  sandbox = await startSandbox({ scenario: 'newest-2026', rateLimit: false, ...options });
};

interface Ask {
  readonly method?: string;
  readonly body?: string;
  readonly from?: string;
}
async function ask(path: string, { method = 'GET', body, from }: Ask = {}) {
  const answer = await fetch(sandbox.url + path, {
    method,
    headers: {
      Authorization: `Bearer ${sandbox.apiKey}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(from === undefined ? {} : { [CLIENT_HEADER]: from }),
    },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, text: await answer.text() };
}
const dataOf = ({ text }: { readonly text: string }) => (JSON.parse(text) as { readonly data: unknown }).data;

describe('shapes', () => {
  it('bans come with countries, under items beside a _meta', async () => {
    await open();
    expect(dataOf(await ask('/pbxcore/api/v3/firewall:getBannedIps'))).toMatchObject({
      items: { '45.134.26.9': { bans: [{ jail: 'asterisk_v2' }] } },
      _meta: {},
    });
  });

  it('the firewall says who asks, where that is a public address', async () => {
    await open();
    const list = '/pbxcore/api/v3/firewall';
    expect(dataOf(await ask(list))).toMatchObject({ clientIp: '', clientIpVisible: true, dockerNetworkMode: 'native' });
    const carrier = await ask(list, { from: '203.0.113.20' });
    expect(dataOf(carrier), 'documentation addresses are none').toMatchObject({ clientIp: '' });
    expect(dataOf(await ask(list, { from: '87.49.45.10' }))).toMatchObject({
      clientIp: '87.49.45.10',
      clientIpRuleId: '',
    });
  });

  it('earlier releases do neither', async () => {
    await open({ scenario: 'factory-2026' });
    expect(dataOf(await ask('/pbxcore/api/v3/firewall:getBannedIps'))).toEqual([]);
    expect(dataOf(await ask('/pbxcore/api/v3/firewall'))).not.toHaveProperty('clientIp');
  });
});

describe('a key of the API', () => {
  const V3 = '/pbxcore/api/v3/firewall';
  const status = async (headers: Record<string, string>, path = V3) =>
    (await fetch(sandbox.url + path, { headers: { [CLIENT_HEADER]: '87.49.45.10', ...headers } })).status;

  it('may come as X-Api-Key; the module lets it read as any key, and write nothing', async () => {
    await open();
    const key = { 'X-Api-Key': sandbox.apiKey };
    expect(await status(key)).toBe(200);
    expect(await status({ 'X-Api-Key': 'wrong' })).toBe(401);
    expect(await status({ 'X-Api-Key': 'wrong', [CLIENT_HEADER]: '127.0.0.1' }), 'not even from the PBX').toBe(401);
    expect(await status(key, '/pbxcore/api/module-security-checklist/facts?parts=system')).toBe(200);
    expect(await status(key, '/pbxcore/api/module-security-checklist/page-token')).toBe(403);
  });

  it('earlier releases do not know that header', async () => {
    await open({ scenario: 'factory-2026' });
    expect(await status({ 'X-Api-Key': sandbox.apiKey })).toBe(401);
    expect(await status({ Authorization: `Bearer ${sandbox.apiKey}` })).toBe(200);
  });
});

describe('the security mode', () => {
  const PATH = '/pbxcore/api/v3/fail2ban';
  const patch = (body: object) => ask(PATH, { method: 'PATCH', body: JSON.stringify(body) });

  it('is read, and patched alone: what is not said stays', async () => {
    await open();
    const before = dataOf(await ask(PATH));
    expect(before).toMatchObject({ PBXSecurityMode: 'balanced', maxretry: 10 });
    expect((await patch({ PBXSecurityMode: 'strict' })).status).toBe(200);
    expect(dataOf(await ask(PATH))).toEqual({ ...(before as object), PBXSecurityMode: 'strict' });
    await patch({ maxretry: 7 });
    expect(dataOf(await ask(PATH))).toMatchObject({ PBXSecurityMode: 'strict', maxretry: 7 });
    await patch({ PBXSecurityMode: 'lenient' });
    expect(dataOf(await ask(PATH))).toMatchObject({ PBXSecurityMode: 'balanced' });
  });

  it('earlier releases have none', async () => {
    await open({ scenario: 'factory-2026' });
    expect((await patch({ PBXSecurityMode: 'strict' })).status).toBe(200);
    expect(dataOf(await ask(PATH))).not.toHaveProperty('PBXSecurityMode');
    expect(sandbox.pbx().settings).not.toHaveProperty('PBXSecurityMode');
  });
});

describe('before PHP', () => {
  const PATH = '/pbxcore/api/v3/firewall';
  const SQL = { method: 'POST', body: '{"description":"select a provider from the list"}' };

  it('the web filter searches bodies, paths and queries; not in the mode "relaxed", and not on loopback', async () => {
    await open();
    expect(await ask(PATH, SQL)).toEqual({ status: 403, text: 'Security violation detected\n' });
    expect((await ask(`${PATH}?a=1%27%20or%20%271`)).status).toBe(403);
    expect((await ask(`${PATH}?a=a..b`)).status).toBe(403);
    expect((await ask(PATH, { ...SQL, from: '127.0.0.1' })).status).not.toBe(403);
    sandbox.change((pbx) => withSettings(pbx, { PBXSecurityMode: 'relaxed' }));
    expect((await ask(PATH, SQL)).status).not.toBe(403);
  });

  it('who is banned is refused, while the firewall is on', async () => {
    await open();
    expect(await ask(PATH, { from: '45.134.26.9' })).toEqual({ status: 403, text: 'Access denied\n' });
    sandbox.change((pbx) => withSettings(pbx, { PBXFirewallEnabled: '0' }));
    expect((await ask(PATH, { from: '45.134.26.9' })).status).toBe(200);
  });

  it.each([
    ['paranoid', 195],
    ['strict', 325],
    ['anything else', 540],
  ])('the mode "%s" lets %d calls a minute through', async (mode, most) => {
    await open({ rateLimit: true });
    sandbox.change((pbx) => withSettings(pbx, { PBXSecurityMode: mode }));
    const answers = await Promise.all(Array.from({ length: most + 1 }, () => ask('/pbxcore/api/system/ping')));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  });
});

it('over HTTP/2 requests share a connection, and a WebSocket at the door comes over another one', async () => {
  await open({ tls: { key: pem('self-signed.key'), cert: pem('self-signed.pem') }, now: () => new Date() });
  const session = connect(sandbox.url, { rejectUnauthorized: false });
  const get = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const request = session.request({ ':path': path, authorization: `Bearer ${sandbox.tokenFor('admins')}` });
      let text = '';
      request.setEncoding('utf8').on('data', (part: string) => (text += part));
      request.on('end', () => resolve(text)).on('error', reject);
      request.end();
    });
  const nonce = '/pbxcore/api/module-security-checklist/plans/nonce';
  const given = JSON.parse(await get(nonce)) as { readonly door: string };
  const opens = (door: string) =>
    new Promise<boolean>((resolve) => {
      const url = `${sandbox.url.replace('https', 'wss')}/pbxcore/api/module-security-checklist/plans/door?door=${door}`;
      const socket = new WebSocket(url, { rejectUnauthorized: false });
      socket.once('open', () => {
        socket.close();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
  expect(await opens('0'.repeat(32))).toBe(false);
  expect(await opens(given.door)).toBe(true);
  await get(nonce);
  const [first, second] = sandbox.pbx().module.plans.nonces;
  expect(second?.over).toBe(first?.over);
  expect(first?.knocked).toBeGreaterThan(first?.over ?? 0);
  session.close();
});

import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { withKey } from '../../sites/pbx/auth.ts';
import { isLocalAddress, nodePort, parseFingerprint, type NodeOptions } from '../../sites/pbx/node.ts';
import { serve, type Served } from '../support/serve.ts';
import { clientOf, KEY } from './support.ts';

const file = (name: string) => readFileSync(new URL(`../support/tls/${name}`, import.meta.url), 'utf8');
const certificate = (name: string) => ({ key: file(`${name}.key`), cert: file(`${name}.pem`) });
const fingerprintOf = (name: string) => new X509Certificate(file(`${name}.pem`)).fingerprint256;

let server: Served | undefined;
afterEach(async () => server?.close());

/** What asking comes to, and how many requests arrived. */
async function ask(name: string, options: NodeOptions) {
  server = await serve(() => ({ body: '{"result":true,"data":[]}' }), certificate(name));
  return { answer: await askAt(server.url, options), arrived: server.asked.length };
}
async function askAt(url: string, options: NodeOptions): Promise<unknown> {
  const port = nodePort(options);
  const answer = await clientOf(url, withKey(KEY), { fetch: port.fetch }).get('/pbxcore/api/v3/x');
  await port.close();
  return answer.ok ? 'fine' : answer.error;
}

describe('certificates', () => {
  it('issued by somebody trusted, for this name: fine', async () => {
    expect(await ask('trusted', { ca: file('ca.pem') })).toEqual({ answer: 'fine', arrived: 1 });
  });
  it('self-signed: refused with its fingerprint, before anything is sent', async () => {
    expect(await ask('self-signed', {})).toMatchObject({
      answer: { kind: 'tls', why: 'self-signed', fingerprint: fingerprintOf('self-signed') },
      arrived: 0,
    });
  });
  it('issued by somebody unknown: refused with its fingerprint', async () => {
    expect(await ask('trusted', {})).toMatchObject({
      answer: { kind: 'tls', why: 'untrusted', fingerprint: fingerprintOf('trusted') },
      arrived: 0,
    });
  });
  it('for another name: refused', async () => {
    expect(await ask('other-name', { ca: file('ca.pem') })).toMatchObject({
      answer: { kind: 'tls', why: 'wrong-name', fingerprint: fingerprintOf('other-name') },
      arrived: 0,
    });
  });
  it('pinned by its fingerprint, however that was typed: fine', async () => {
    const typed = fingerprintOf('self-signed').replaceAll(':', '').toLowerCase();
    const fingerprint = parseFingerprint(`  ${typed} `);
    expect(fingerprint).toBe(fingerprintOf('self-signed'));
    expect(await ask('self-signed', { fingerprint: fingerprint ?? '' })).toEqual({ answer: 'fine', arrived: 1 });
  });
  it('another one than the pinned: refused, even if it were trusted, before anything is sent', async () => {
    const options = { ca: file('ca.pem'), fingerprint: fingerprintOf('self-signed') };
    expect(await ask('trusted', options)).toMatchObject({
      answer: { kind: 'tls', why: 'pin-mismatch', fingerprint: fingerprintOf('trusted') },
      arrived: 0,
    });
  });
  it('no TLS on the other side: said', async () => {
    server = await serve(() => ({}));
    expect(await askAt(server.url.replace('http:', 'https:'), {})).toMatchObject({ kind: 'tls', why: 'no-tls' });
  });
  it('what is no fingerprint is refused', () => {
    for (const text of ['', 'AB:CD', 'x'.repeat(64), 'A'.repeat(65)]) expect(parseFingerprint(text)).toBeNull();
  });
});

describe('plain http', () => {
  it('on this machine and in private networks: fine', async () => {
    server = await serve(() => ({ body: '{"result":true,"data":[]}' }));
    expect(await askAt(server.url, {})).toBe('fine');
    expect(await askAt(server.url.replace('127.0.0.1', 'localhost'), {})).toBe('fine');
  });
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.9.9',
    '169.254.1.1',
    '::1',
    'fd00::1',
    'fe80::1',
  ])('%s is local', (address) => expect(isLocalAddress(address)).toBe(true));
  it.each(['::ffff:10.0.0.1'])('%s is local: an IPv4 address in IPv6 writing', (address) =>
    expect(isLocalAddress(address)).toBe(true),
  );
  it.each(['8.8.8.8', '172.32.0.1', '100.64.0.1', '2001:db8::1', '::ffff:8.8.8.8', '0.0.0.0'])('%s is not', (address) =>
    expect(isLocalAddress(address)).toBe(false),
  );
});

it('a port that never lets anybody in ends in time', async () => {
  const silent = createServer((socket) => socket.pause());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  expect(await askAt(`https://127.0.0.1:${port}`, { connectTimeout: 300 })).toMatchObject({ kind: 'timeout' });
  silent.close();
});

import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/nat-vpn.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';
import { findingsOf } from '../../support/outcome.ts';

const OPEN = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] };
const withAddress = (...addresses: string[]): PartData['network'] => ({
  ...CLEAN.network,
  interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }],
});

describe('nat-vpn', () => {
  it('believes a firewall outside for a single open service, too', () => {
    const firewall = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', { SSH: true })] };
    expect(judgeWith(check, { firewall, attestations: [attest('outside-firewall', 'ALL')] })).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      says: { key: 'exposure.outside' },
    });
    expect(judgeWith(check, { firewall })).toMatchObject({ verdict: 'manual' });
  });

  it('passes for private addresses closed by rules', () => {
    expect(judgeWith(check)).toMatchObject({ verdict: 'pass', says: { key: 'checks.nat-vpn.pass.rules' } });
  });

  it('asks about forwarded ports where rules are open: a private address alone proves nothing', () => {
    expect(judgeWith(check, { firewall: OPEN })).toMatchObject({
      verdict: 'manual',
      questions: [{ item: 'forwarded-ports' }],
    });
  });

  it('passes when a person confirmed that nothing is forwarded', () => {
    const none = judgeWith(check, { firewall: OPEN, attestations: [attest('forwarded-ports', 'none')] });
    expect(none).toMatchObject({ verdict: 'pass', says: { key: 'checks.nat-vpn.pass.none' } });
  });

  it.each(['5060/udp', 'SIP', 'WEB, SSH', '22', '5000-5100', 'ALL'])(
    'fails when %s is forwarded and the rules let strangers in',
    (answer) => {
      expect(judgeWith(check, { firewall: OPEN, attestations: [attest('forwarded-ports', answer)] })).toMatchObject({
        verdict: 'fail',
        says: { key: 'checks.nat-vpn.forwarded', params: { ports: answer } },
        findings: [{ id: 'forwarded', severity: 'medium' }],
      });
    },
  );

  it('passes when what is forwarded is closed by the rules', () => {
    const firewall = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', { SIP: true })] };
    const judge = (answer: string) => judgeWith(check, { firewall, attestations: [attest('forwarded-ports', answer)] });
    expect(judge('443/tcp')).toMatchObject({ verdict: 'pass', says: { key: 'checks.nat-vpn.pass.forwarded' } });
    expect(judge('443/tcp,5060')).toMatchObject({ verdict: 'fail' });
    expect(judge('the usual')).toMatchObject({
      verdict: 'warn',
      says: { key: 'checks.nat-vpn.forwarded.unjudged' },
    });
  });

  it('asks again when the answer ran out', () => {
    const expired = { ...attest('forwarded-ports', 'none'), expiresAt: '2026-11-02T00:00:00+00:00' };
    expect(judgeWith(check, { firewall: OPEN, attestations: [expired] })).toMatchObject({
      verdict: 'manual',
      questions: [{ item: 'forwarded-ports', validDays: 180 }],
    });
  });

  it('warns with the text of a firewall outside, on both sides of a router', () => {
    const attestations = [attest('outside-firewall', 'ALL')];
    const warned = { verdict: 'warn', severity: 'low', says: { key: 'exposure.outside' } };
    expect(judgeWith(check, { firewall: OPEN, attestations })).toMatchObject(warned);
    const network = withAddress('45.83.12.7/24');
    expect(judgeWith(check, { firewall: OPEN, network, attestations })).toMatchObject(warned);
    const onlyWeb = [attest('outside-firewall', 'WEB')];
    expect(judgeWith(check, { firewall: OPEN, network, attestations: onlyWeb })).toMatchObject({ verdict: 'fail' });
    expect(judgeWith(check, { firewall: OPEN, attestations: onlyWeb })).toMatchObject({ verdict: 'manual' });
  });

  it('sees that 2024 leaves a public IPv6 address open, whatever the rules say', () => {
    const network = withAddress('192.168.1.2/24', '2a01:4f8::7/64');
    const system = { ...CLEAN.system, release: '2024.1.114' };
    expect(judgeWith(check, { network, system })).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(judgeWith(check, { network })).toMatchObject({ verdict: 'pass' });
  });

  it('does not count rules of the other family: ::/0 opens nothing on a public IPv4 address', () => {
    const firewall = { ...CLEAN.firewall, rules: [rule('1', '::/0', EVERYTHING)] };
    expect(judgeWith(check, { firewall, network: withAddress('45.83.12.7/24') })).toMatchObject({ verdict: 'pass' });
    expect(judgeWith(check, { firewall, network: withAddress('2a01:4f8::7/64') })).toMatchObject({ verdict: 'fail' });
  });

  it('fails high for a public address with open rules', () => {
    const outcome = judgeWith(check, { firewall: OPEN, network: withAddress('45.83.12.7/24') });
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'high', findings: [{ id: 'public:eth0:45.83.12.7' }] });
  });

  it('passes for a public address that is closed and guarded, warns where the guard is lax or unseen', () => {
    const network = withAddress('45.83.12.7/24');
    expect(judgeWith(check, { network })).toMatchObject({ verdict: 'pass' });
    const lax = { ...CLEAN.fail2ban, maxretry: 20, findtime: 600 };
    expect(judgeWith(check, { network, fail2ban: lax })).toMatchObject({
      verdict: 'warn',
      says: { key: 'checks.nat-vpn.closed.lax' },
    });
    expect(judgeWith(check, { network }, { fail2ban: 'needs-module' })).toMatchObject({
      verdict: 'warn',
      says: { key: 'checks.nat-vpn.closed.unseen' },
    });
    // Strict, and nothing reads what the web server logs.
    const jails = ['dropbear', 'asterisk_iax', 'asterisk_security_log'].map((name) => ({ name, banned: 0 }));
    expect(judgeWith(check, { network, fail2ban: { ...CLEAN.fail2ban, jails } })).toMatchObject({
      verdict: 'warn',
      says: { key: 'checks.nat-vpn.closed.lax' },
    });
  });

  it.each([
    '100.64.1.2/10',
    '169.254.3.4/16',
    'fd00::2/64',
    'fe80::1/64',
    '192.0.2.2/24',
    '203.0.113.9/24',
    '10.0.0.2/8',
  ])('%s is not public', (address) => {
    expect(judgeWith(check, { network: withAddress(address), firewall: OPEN })).toMatchObject({ verdict: 'manual' });
  });

  it.each([
    ['192.168.5.5:5060', 'warn'],
    ['100.64.9.9', 'warn'],
    ['[fd00::1]:5060', 'warn'],
    ['45.83.12.7:5060', 'pass'],
    ['pbx.example.com', 'pass'],
    ['', 'pass'],
  ] as const)('NAT with the external address "%s": %s', (externalAddress, verdict) => {
    const network = { ...CLEAN.network, topology: 'private' as const, externalAddress };
    const outcome = judgeWith(check, { network });
    expect(outcome).toMatchObject({ verdict });
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(verdict === 'warn' ? ['external-address'] : []);
  });

  it('without NAT nobody is told an external address, whatever stands there', () => {
    const network = { ...CLEAN.network, topology: 'public' as const, externalAddress: '192.168.5.5' };
    expect(findingsOf(judgeWith(check, { network })).map(({ id }) => id)).not.toContain('external-address');
  });

  it('tells a wrong external address beside what weighs more', () => {
    const network = { ...CLEAN.network, topology: 'private' as const, externalAddress: '192.168.5.5' };
    expect(judgeWith(check, { network, firewall: OPEN })).toMatchObject({
      verdict: 'manual',
      notes: [{ key: 'checks.nat-vpn.external' }],
    });
    const exposed = { ...withAddress('45.83.12.7/24'), topology: 'private' as const, externalAddress: '192.168.5.5' };
    const outcome = judgeWith(check, { network: exposed, firewall: OPEN });
    expect(outcome).toMatchObject({ verdict: 'fail', severity: 'high' });
    expect(findingsOf(outcome).map(({ id }) => id)).toEqual(['public:eth0:45.83.12.7', 'external-address']);
  });

  it('only notes the factory state: topology public with a private address', () => {
    const outcome = judgeWith(check, { network: { ...CLEAN.network, topology: 'public' } });
    expect(outcome).toMatchObject({ verdict: 'pass', notes: [{ key: 'checks.nat-vpn.topology' }] });
  });

  it('never passes without the firewall, and says nothing without an interface', () => {
    expect(judgeWith(check, {}, { firewall: 'failed' })).toMatchObject({ verdict: 'manual' });
    const network = withAddress('45.83.12.7/24');
    expect(judgeWith(check, { network }, { firewall: 'failed' })).toMatchObject({
      verdict: 'unknown',
      reason: 'failed',
    });
    expect(judgeWith(check, { network: { ...CLEAN.network, interfaces: [] } })).toMatchObject({ verdict: 'unknown' });
    expect(judgeWith(check, { network: withAddress() })).toMatchObject({ verdict: 'unknown', reason: 'missing' });
  });

  it('never passes on rules that something else can change', () => {
    const extraRules = { firewallAdditional: true, modules: [], customFiles: [] };
    expect(judgeWith(check, { extraRules })).toMatchObject({ verdict: 'manual' });
    const outcome = judgeWith(check, { extraRules, network: withAddress('45.83.12.7/24') });
    expect(outcome).toMatchObject({ verdict: 'warn', says: { key: 'exposure.not-judged' } });
  });

  it('does not call a closed PBX guarded where a rule never blocks the internet', () => {
    const firewall = {
      ...CLEAN.firewall,
      rules: [...CLEAN.firewall.rules, rule('2', '0.0.0.0/0', {}, { neverBlock: true })],
    };
    expect(judgeWith(check, { firewall, network: withAddress('45.83.12.7/24') })).toMatchObject({ verdict: 'warn' });
  });
});

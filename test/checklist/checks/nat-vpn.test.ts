import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/nat-vpn.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';

const OPEN = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] };
const withAddress = (...addresses: string[]): PartData['network'] => ({
  ...CLEAN.network,
  interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }],
});

describe('nat-vpn', () => {
  it('passes for private addresses closed by rules', () => {
    expect(judgeWith(check)).toMatchObject({ verdict: 'pass', says: { key: 'checks.nat-vpn.pass.rules' } });
  });

  it('asks about forwarded ports where rules are open: a private address alone proves nothing', () => {
    expect(judgeWith(check, { firewall: OPEN })).toMatchObject({
      verdict: 'manual',
      questions: [{ item: 'forwarded-ports' }],
    });
  });

  it('passes when a person confirmed that nothing is forwarded, and warns with what is', () => {
    const none = judgeWith(check, { firewall: OPEN, attestations: [attest('forwarded-ports', 'none')] });
    expect(none).toMatchObject({ verdict: 'pass', says: { key: 'checks.nat-vpn.pass.none' } });
    const some = judgeWith(check, { firewall: OPEN, attestations: [attest('forwarded-ports', '5060/udp')] });
    expect(some).toMatchObject({ verdict: 'warn', says: { params: { ports: '5060/udp' } } });
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

  it('finds NAT with a private external address misconfigured', () => {
    const network = { ...CLEAN.network, topology: 'private' as const, externalAddress: '192.168.5.5:5060' };
    expect(judgeWith(check, { network })).toMatchObject({ verdict: 'warn', findings: [{ id: 'external-address' }] });
  });

  it('only notes the factory state: topology public with a private address', () => {
    const outcome = judgeWith(check, { network: { ...CLEAN.network, topology: 'public' } });
    expect(outcome).toMatchObject({ verdict: 'pass', notes: [{ key: 'checks.nat-vpn.topology' }] });
  });

  it('never passes without the firewall, and says nothing without an interface', () => {
    expect(judgeWith(check, {}, { firewall: 'failed' })).toMatchObject({ verdict: 'manual' });
    expect(judgeWith(check, { network: { ...CLEAN.network, interfaces: [] } })).toMatchObject({ verdict: 'unknown' });
  });
});

import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/web-cti-closed.ts';
import type { FirewallRule, PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { attest, judgeWith } from '../../support/judge.ts';

const LAN = rule('1', '192.168.1.0/24', EVERYTHING);
const judge = (rules: FirewallRule[], more: Partial<PartData> = {}) =>
  judgeWith(check, { firewall: { ...CLEAN.firewall, rules }, ...more });
const withModule = (base: FirewallRule, category: string, ports: readonly number[]): FirewallRule => ({
  ...base,
  services: [
    ...base.services,
    { category, allow: true, ports: ports.map((port) => ({ protocol: 'tcp' as const, from: port, to: port })) },
  ],
});

describe('web-cti-closed', () => {
  it('passes for the own network', () => {
    expect(judge([LAN])).toMatchObject({ verdict: 'pass' });
  });

  it.each([
    ['45.83.12.0/24', 'pass'],
    ['45.83.12.0/23', 'fail'],
    ['2a01:4f8:1::/64', 'pass'],
    ['2a01:4f8:1::/63', 'fail'],
  ] as const)('a public network %s: %s', (permit, verdict) => {
    expect(judge([LAN, rule('2', permit, { WEB: true })])).toMatchObject({ verdict });
  });

  it.each([
    [4, 'pass'],
    [5, 'fail'],
  ] as const)('%i narrow networks of 256 addresses in all: %s', (count, verdict) => {
    const rules = Array.from({ length: count }, (_, index) =>
      rule(String(index + 2), `45.${index}.0.0/24`, { WEB: true }),
    );
    expect(judge([LAN, ...rules])).toMatchObject({ verdict });
  });

  it('sees ports, not names: a module may open 80 and 443', () => {
    const open = withModule(rule('2', '0.0.0.0/0', {}), 'MODULEPT1CCORE', [80, 443]);
    const outcome = judge([LAN, open]);
    expect(outcome).toMatchObject({ verdict: 'fail', findings: [{ subject: { kind: 'rule', id: '2' } }] });
  });

  it('sees panels with ports of their own, and AJAM, which carries ARI', () => {
    expect(judge([LAN, withModule(rule('2', '0.0.0.0/0', {}), 'MODULECTICLIENT', [4222, 8000])])).toMatchObject({
      verdict: 'fail',
    });
    expect(judge([LAN, rule('2', '0.0.0.0/0', { AJAM: true })])).toMatchObject({ verdict: 'fail' });
  });

  it('follows custom web ports', () => {
    const moved = {
      ...rule('2', '0.0.0.0/0', {}),
      services: [{ category: 'MODULEX', allow: true, ports: [{ protocol: 'tcp' as const, from: 8080, to: 8080 }] }],
    };
    expect(judge([LAN, moved], { ports: { ...CLEAN.ports, web: 8080 } })).toMatchObject({ verdict: 'fail' });
    expect(judge([LAN, moved])).toMatchObject({ verdict: 'pass' });
  });

  it('asks once about a private network that is not on this PBX; warns low until then', () => {
    const rules = [LAN, rule('2', '10.0.0.0/8', { WEB: true })];
    expect(judge(rules)).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      questions: [{ item: 'own-network', subject: '10.0.0.0/8' }, {}],
    });
    expect(judge(rules, { attestations: [attest('own-network', 'yes', '10.0.0.0/8')] })).toMatchObject({
      verdict: 'pass',
    });
    expect(judge(rules, { attestations: [attest('own-network', 'no', '10.0.0.0/8')] })).toMatchObject({
      verdict: 'fail',
    });
  });

  it('knows networks of VPN interfaces and routes', () => {
    const network = { ...CLEAN.network, routes: ['10.20.0.0/16'] };
    expect(judge([LAN, rule('2', '10.20.30.0/24', { WEB: true })], { network })).toMatchObject({ verdict: 'pass' });
  });

  it('fails when the firewall is off: off is open', () => {
    expect(judgeWith(check, { firewall: { ...CLEAN.firewall, enabled: false } })).toMatchObject({
      verdict: 'fail',
      findings: [{ id: 'see:firewall-enabled' }],
    });
  });

  it('warns when a firewall outside closes it', () => {
    const outcome = judge([rule('1', '0.0.0.0/0', { WEB: true })], {
      attestations: [attest('outside-firewall', 'WEB,CTI')],
    });
    expect(outcome).toMatchObject({ verdict: 'warn' });
  });
});

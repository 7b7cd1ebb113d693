/** Copies of ports in the rows of rules, and what Core makes of them when it renews its rules. */
import { describe, expect, it } from 'vitest';
import type { FirewallRule } from '../../../sites/checklist/facts/types.ts';
import { coreRows, renewed, staleBoxes } from '../../../sites/checklist/reach/rows.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';

const withRows = (
  one: FirewallRule,
  category: string,
  ports: FirewallRule['services'][number]['ports'],
): FirewallRule => ({
  ...one,
  services: one.services.map((service) => (service.category === category ? { ...service, ports } : service)),
});
const rowsOf = (rules: readonly FirewallRule[], id: string, category: string) =>
  rules.find((one) => one.id === id)?.services.find((service) => service.category === category)?.ports;
const OLD_SSH = [{ protocol: 'tcp' as const, from: 2222, to: 2222 }];

describe('rows of the template', () => {
  it('are those that a rule made by Core itself holds', () => {
    const made = rule('1', '10.0.0.0/8', EVERYTHING).services.map(({ category, ports }) => [category, ports]);
    expect([...coreRows(CLEAN.ports)]).toEqual(made);
  });

  it('have no IAX where the release has none', () => {
    expect([...coreRows({ ...CLEAN.ports, iax: null }).keys()]).toEqual(['SIP', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP']);
  });
});

describe('boxes with other ports than the settings', () => {
  const fresh = rule('1', '10.0.0.0/8', EVERYTHING);
  const old = withRows(rule('2', '192.168.0.0/16', EVERYTHING), 'SSH', OLD_SSH);

  it('are stale only where they are allowed', () => {
    expect(staleBoxes([fresh, old], CLEAN.ports)).toEqual([{ rule: old, category: 'SSH' }]);
    expect(staleBoxes([withRows(rule('2', '10.0.0.0/8', { WEB: true }), 'SSH', OLD_SSH)], CLEAN.ports)).toEqual([]);
  });

  it.each([
    ['another end', { protocol: 'udp' as const, from: 10000, to: 10300 }],
    ['another beginning', { protocol: 'udp' as const, from: 9000, to: 10200 }],
    ['another protocol', { protocol: 'tcp' as const, from: 10000, to: 10200 }],
  ])('%s of a range is another port', (_, row) => {
    const changed = withRows(fresh, 'SIP', [row]);
    expect(staleBoxes([changed], CLEAN.ports)).toEqual([{ rule: changed, category: 'SIP' }]);
  });

  it('a row less, whatever numbers for ICMP, and the boxes of modules are left as they are', () => {
    const less = withRows(fresh, 'WEB', [{ protocol: 'tcp', from: 443, to: 443 }]);
    const ping = withRows(fresh, 'ICMP', [{ protocol: 'icmp', from: 0, to: 8 }]);
    const module = { ...fresh, services: [{ category: 'ModuleChat', allow: true, ports: OLD_SSH }] };
    expect(staleBoxes([less, ping, module], CLEAN.ports)).toEqual([]);
  });

  it('get the ports of the settings, and only they do', () => {
    const less = withRows(rule('3', '172.16.0.0/12', EVERYTHING), 'WEB', [{ protocol: 'tcp', from: 443, to: 443 }]);
    const asked = withRows(rule('4', '10.9.0.0/16', {}), 'SSH', OLD_SSH);
    const after = renewed([fresh, old, less, asked], CLEAN.ports);
    expect(rowsOf(after, '2', 'SSH')).toEqual([{ protocol: 'tcp', from: 22, to: 22 }]);
    expect(after.filter(({ id }) => id !== '2')).toEqual([fresh, less, asked]);
    expect(rowsOf(after, '2', 'WEB')).toEqual(rowsOf([old], '2', 'WEB'));
  });
});

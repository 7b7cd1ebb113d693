import { describe, expect, it } from 'vitest';
import { categoriesOf } from '../../../sites/checklist/actions/categories.ts';
import { boxesUsedBy, rulesByNetwork, type Gates } from '../../../sites/checklist/actions/own-network.ts';
import { thatFit } from '../../../sites/checklist/actions/proposed/own.ts';
import { wideRules } from '../../../sites/checklist/actions/wide-rules.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import type { FirewallRule } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';

const used = (network: string, rules: readonly FirewallRule[], more: Partial<Gates> = {}) => {
  const [read] = networksOf(network);
  if (read === undefined) throw new Error(`no network: ${network}`);
  const categories = categoriesOf(rules, CLEAN.ports, null);
  return [...boxesUsedBy(read, { rules, enforcement: 'rules', isOld: false, categories, ...more })].sort();
};

describe('what a network of ours uses', () => {
  it('is what any rule gives it, phones included', () => {
    const rules = [
      rule('1', '0.0.0.0/0', { SIP: true, IAX: true, ICMP: true }),
      rule('2', '192.168.1.0/24', { WEB: true, SSH: true }),
    ];
    expect(used('192.168.1.0/24', rules)).toEqual(['IAX', 'ICMP', 'SIP', 'SSH', 'WEB']);
    expect(used('10.0.0.0/8', rules)).toEqual(['IAX', 'ICMP', 'SIP']);
  });
  it('is what a part of it is given, or what may be given by a name', () => {
    expect(used('192.168.1.0/24', [rule('1', '192.168.1.7', { AMI: true })])).toEqual(['AMI']);
    expect(used('192.168.1.0/24', [rule('1', 'office.example', { SIP: true })])).toEqual(['SIP']);
    expect(used('192.168.1.0/24', [rule('1', '10.0.0.0/8', { SIP: true })])).toEqual([]);
  });
  it('is everything where everything is open, and phones and the page where nobody gets in', () => {
    const all = Object.keys(EVERYTHING).sort();
    expect(used('10.0.0.0/8', [], { enforcement: 'no-rules-open' })).toEqual(all);
    expect(used('10.0.0.0/8', [rule('1', '8.8.8.8', {})], { enforcement: 'off' })).toEqual(all);
    expect(used('10.0.0.0/8', [], { enforcement: 'no-rules-closed' })).toEqual(['IAX', 'ICMP', 'SIP', 'WEB']);
  });
});

describe('rules of one network', () => {
  it('are found by it in their order, however it is written; of several networks or none, by nothing', () => {
    const rules = [
      rule('1', '10.0.0.0/8', {}),
      rule('2', '10.0.0.0/255.0.0.0', {}),
      rule('3', '192.168.1.0/24', {}),
      rule('4', '10.1.0.0/16,10.2.0.0/16', {}),
      rule('5', 'office.example', {}),
    ];
    const ids = [...rulesByNetwork(rules, false)].map(([network, of]) => [network, of.map(({ id }) => id)]);
    expect(ids).toEqual([
      ['10.0.0.0/8', ['1', '2']],
      ['192.168.1.0/24', ['3']],
    ]);
  });
});

describe('boxes of a rule', () => {
  const ports = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ protocol: 'tcp' as const, from: 7000 + 10 * n, to: 7000 + 10 * n }));
  it("leave out a module whose ports make Core's line too long, and keep those that fit", () => {
    const categories = new Map([
      ['WEB', ports(2)],
      ['MANY', ports(16)],
      ['FEW', ports(3)],
    ]);
    expect(thatFit(['MANY', 'FEW', 'WEB'], categories)).toEqual(['WEB', 'FEW']);
    expect(thatFit(['MANY'], new Map([['MANY', ports(15)]]))).toEqual(['MANY']);
    // A range takes two.
    const ranges = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ protocol: 'tcp' as const, from: 3000 + 10 * i, to: 3005 + 10 * i }));
    expect(thatFit(['MANY'], new Map([['MANY', ranges(8)]]))).toEqual([]);
    expect(thatFit(['MANY'], new Map([['MANY', ranges(7)]]))).toEqual(['MANY']);
    expect(thatFit(['UNKNOWN', 'WEB'], categories)).toEqual(['WEB', 'UNKNOWN']);
  });
});

describe('rules that let in more than an office', () => {
  const wide = (...rules: FirewallRule[]) =>
    wideRules(partsWith({ firewall: { ...CLEAN.firewall, rules } })).map(({ rule: { id }, boxes }) => [id, boxes]);
  it('are told with the boxes that let somebody in; ping alone is none', () => {
    expect(
      wide(
        rule('1', '0.0.0.0/0', { WEB: true, ICMP: true }),
        rule('2', '8.8.0.0/16', { SIP: true, SSH: true }),
        rule('3', '0.0.0.0/0', { ICMP: true }),
        rule('4', '0.0.0.0/0', {}),
        rule('5', '45.83.12.0/24', { WEB: true }),
        rule('6', 'office.example', { WEB: true }),
      ),
    ).toEqual([
      ['1', ['WEB']],
      ['2', ['SIP', 'SSH']],
    ]);
  });
});

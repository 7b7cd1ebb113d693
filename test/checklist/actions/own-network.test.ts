import { describe, expect, it } from 'vitest';
import { categoriesOf } from '../../../sites/checklist/actions/categories.ts';
import { boxesUsedBy, type Gates } from '../../../sites/checklist/actions/own-network.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import type { FirewallRule } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';

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

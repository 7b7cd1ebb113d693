/** Boxes and their ports: what a network holds already, and what a rule of its own would give it. */
import { describe, expect, it } from 'vitest';
import { allowsAll, categoriesOf, stateOf } from '../../../sites/checklist/actions/categories.ts';
import { boxesHeldBy } from '../../../sites/checklist/actions/held.ts';
import { boxesUsedBy } from '../../../sites/checklist/actions/own-network.ts';
import type { FirewallRule } from '../../../sites/checklist/facts/types.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import { CLEAN, known, partsWith, rule } from '../../support/facts.ts';
import { inputOf } from './random.ts';

const firewall = (...rules: FirewallRule[]) =>
  inputOf(partsWith({ system: { ...CLEAN.system, release: '2026.1.223' }, firewall: { ...CLEAN.firewall, rules } }));
const held = (network: string, ...rules: FirewallRule[]) =>
  boxesHeldBy(networksOf(network), firewall(...rules), categoriesOf(rules, CLEAN.ports, null));
const withPorts = (category: string, ...ranges: (readonly [from: number, to: number])[]): FirewallRule => ({
  ...rule('9', '10.0.0.0/8', {}),
  services: [{ category, allow: true, ports: ranges.map(([from, to]) => ({ protocol: 'tcp', from, to })) }],
});
const MODULE = {
  id: 'ModuleChat',
  name: 'Chat',
  version: '1',
  enabled: true,
  firewallCategories: ['ModuleChat'],
  publicRoutes: [],
};

describe('boxes that a network holds', () => {
  it('are those of which all of it reaches every port', () => {
    const rules = [rule('1', '10.0.0.0/8', { WEB: true, ICMP: true }), rule('2', '10.1.0.0/16', { SSH: true })];
    expect(held('10.1.0.0/16', ...rules)).toEqual(['WEB', 'SSH', 'ICMP']);
    expect(held('10.0.0.0/15', ...rules)).toEqual(['WEB', 'ICMP']);
    expect(held('11.0.0.0/8', ...rules)).toEqual([]);
  });

  it('may come from several rules', () => {
    const halves = [rule('1', '10.0.0.0/9', { WEB: true }), rule('2', '10.128.0.0/9', { WEB: true })];
    expect(held('10.0.0.0/8', ...halves)).toEqual(['WEB']);
  });

  it('need the whole of each range', () => {
    expect(held('10.0.0.0/8', withPorts('WEB', [80, 443]))).toEqual(['WEB']);
    expect(held('10.0.0.0/8', withPorts('WEB', [80, 80]))).toEqual([]);
    expect(held('10.0.0.0/8', withPorts('WEB', [81, 443]))).toEqual([]);
    expect(held('10.0.0.0/8', withPorts('WEB', [80, 442]))).toEqual([]);
    expect(held('10.0.0.0/8', withPorts('WEB', [60, 79], [80, 442], [443, 500]))).toEqual(['WEB']);
  });

  it('have ping whatever ports its row says', () => {
    const ping = (from: number) => [
      { category: 'ICMP', allow: true, ports: [{ protocol: 'icmp' as const, from, to: from }] },
    ];
    expect(held('10.0.0.0/8', { ...rule('1', '10.0.0.0/8', {}), services: ping(8) })).toEqual(['ICMP']);
    expect(held('10.0.0.0/8', { ...rule('1', '10.0.0.0/8', {}), services: ping(0) })).toEqual(['ICMP']);
  });

  it('a module of which nobody knows the ports has none', () => {
    const rules = [rule('1', '10.0.0.0/8', { WEB: true })];
    const categories = categoriesOf(rules, CLEAN.ports, known([MODULE]));
    const [network] = networksOf('10.0.0.0/8');
    if (network === undefined) throw new Error('a network');
    expect(categories.get('MODULECHAT')).toEqual([]);
    expect(boxesHeldBy([network], firewall(...rules), categories)).toEqual(['WEB']);
    const used = boxesUsedBy(network, { rules, enforcement: 'off', isOld: false, categories });
    expect([...used]).not.toContain('MODULECHAT');
  });
});

describe('a box of a rule', () => {
  const mixed: FirewallRule = {
    ...rule('1', '10.0.0.0/8', { WEB: true }),
    services: [
      { category: 'WEB', allow: true, ports: [{ protocol: 'tcp', from: 80, to: 80 }] },
      { category: 'WEB', allow: false, ports: [{ protocol: 'tcp', from: 443, to: 443 }] },
    ],
  };

  it('is ticked, or not, or in part, or has no rows', () => {
    expect(stateOf(rule('1', '10.0.0.0/8', { WEB: true }), 'WEB')).toBe('allowed');
    expect(stateOf(rule('1', '10.0.0.0/8', { WEB: true }), 'SSH')).toBe('closed');
    expect(stateOf(mixed, 'WEB')).toBe('mixed');
    expect(stateOf(mixed, 'SSH')).toBe('none');
  });

  it('allows all only with every row of the box', () => {
    const all = (one: FirewallRule, box = 'WEB') => allowsAll(one, box, categoriesOf([], CLEAN.ports, null));
    expect(all(rule('1', '10.0.0.0/8', { WEB: true }))).toBe(true);
    expect(all(rule('1', '10.0.0.0/8', {}))).toBe(false);
    expect(all(mixed)).toBe(false);
    expect(all({ ...mixed, services: mixed.services.slice(0, 1) })).toBe(false);
    expect(all(mixed, 'SSH')).toBe(false);
  });

  it('of a module is known by its rows, or by the module while it is on', () => {
    const rules = [withPorts('MODULEX', [8000, 8000]), withPorts('odd box', [1, 1])];
    const keys = [...categoriesOf(rules, CLEAN.ports, known([MODULE])).keys()];
    expect(keys).toEqual(['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP', 'MODULEX', 'MODULECHAT']);
    expect(categoriesOf([], CLEAN.ports, known([{ ...MODULE, enabled: false }])).has('MODULECHAT')).toBe(false);
    expect(categoriesOf(rules, CLEAN.ports, null).get('MODULEX')).toEqual([{ protocol: 'tcp', from: 8000, to: 8000 }]);
  });
});

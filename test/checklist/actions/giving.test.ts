/** Steps that give networks what they are to have, each by itself. */
import { describe, expect, it } from 'vitest';
import { categoriesOf } from '../../../sites/checklist/actions/categories.ts';
import { givingSteps, grantsOf, isGiven, type Grant } from '../../../sites/checklist/actions/giving.ts';
import type { FirewallRule } from '../../../sites/checklist/facts/types.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import { CLEAN, EVERYTHING, known, partsWith, rule } from '../../support/facts.ts';

const grant = (network: string, services: readonly string[], name?: string): Grant[] =>
  networksOf(network).map((one) => ({ network: one, services, name }));
const factsOf = (rules: readonly FirewallRule[], release = '2026.1.223') => {
  const [system, ports, firewall] = [
    known({ ...CLEAN.system, release }),
    known(CLEAN.ports),
    known({ ...CLEAN.firewall, rules: [...rules] }),
  ];
  if (system.state !== 'known' || ports.state !== 'known' || firewall.state !== 'known') throw new Error('known');
  return { ...partsWith(), system, ports, firewall };
};
const steps = (rules: readonly FirewallRule[], grants: readonly Grant[], release?: string) =>
  givingSteps(factsOf(rules, release), grants, [], 'Ours');

describe('grants', () => {
  it('of one network are one, with all services, by the name of the first', () => {
    expect(
      grantsOf([
        ...grant('10.8.0.0/24', ['WEB'], 'Staff'),
        ...grant('10.9.0.0/24', ['SIP']),
        ...grant('10.8.0.0/24', ['SSH', 'WEB'], 'Others'),
        ...grant('10.9.0.0/24', ['IAX'], 'Late'),
      ]),
    ).toMatchObject([
      { services: ['WEB', 'SSH'], name: 'Staff' },
      { services: ['SIP', 'IAX'], name: undefined },
    ]);
  });
});

describe('steps', () => {
  it('make a rule that holds what is missing and is neither marked nor a local network', () => {
    expect(steps([], grant('10.8.0.0/24', ['WEB', 'SSH'], 'Staff'))).toMatchObject([
      {
        kind: 'firewall.create',
        description: 'Staff',
        network: '10.8.0.0',
        subnet: 24,
        newer_block_ip: false,
        local_network: false,
        currentRules: { WEB: true, SSH: true, SIP: false, ICMP: false },
      },
    ]);
    expect(steps([], grant('10.8.0.0/24', ['WEB']))).toMatchObject([{ description: 'Ours' }]);
  });

  it('open in the rule of exactly that network what it lacks, and keep its mark', () => {
    for (const neverBlock of [true, false]) {
      const own = rule('5', '10.8.0.0/24', { SIP: true }, { neverBlock });
      expect(steps([own], grant('10.8.0.0/24', ['WEB', 'SIP']))).toMatchObject([
        {
          kind: 'firewall.patch',
          id: 5,
          newer_block_ip: neverBlock,
          currentRules: { SIP: true, WEB: true, SSH: false },
        },
      ]);
      expect(steps([own], grant('10.8.0.0/24', ['SIP']))).toEqual([]);
    }
  });

  it('make a second rule beside one that lacks rows, or that no request can say', () => {
    const old = rule('5', '10.8.0.0/24', { SIP: true });
    const lacking = { ...old, services: old.services.filter(({ category }) => category !== 'AJAM') };
    const wanted = grant('10.8.0.0/24', ['AJAM']);
    expect(steps([lacking], wanted)).toMatchObject([{ kind: 'firewall.create' }]);
    expect(steps([lacking], wanted, '2024.1.114')).toMatchObject([{ kind: 'firewall.patch', id: 5 }]);
    const web = { category: 'WEB', allow: true, ports: [{ protocol: 'tcp' as const, from: 443, to: 443 }] };
    const mixed = { ...old, services: [...old.services, web] };
    expect(steps([mixed], wanted)).toMatchObject([{ kind: 'firewall.create' }]);
    expect(steps([mixed], grant('10.8.0.0/24', ['WEB']))).toMatchObject([
      { kind: 'firewall.patch', currentRules: { WEB: true } },
    ]);
  });

  it('refuse a box that nothing is known of, and a rule without a number, with the name of each', () => {
    expect(steps([], grant('10.8.0.0/24', ['WEB', 'odd box']))).toEqual({
      kind: 'odd-box',
      rule: '10.8.0.0/24',
      box: 'odd box',
    });
    expect(steps([], grant('10.8.0.0/24', ['MODULEX']))).toMatchObject({ kind: 'odd-box', box: 'MODULEX' });
    const own = rule('', '10.8.0.0/24', {}, { name: 'Office' });
    expect(steps([own], grant('10.8.0.0/24', ['WEB']))).toEqual({ kind: 'no-row', rule: 'Office' });
  });

  it('close boxes after all that opens, and count what closes as missing', () => {
    const wide = rule('7', '0.0.0.0/0', EVERYTHING, { neverBlock: true });
    const made = givingSteps(
      factsOf([wide]),
      grant('10.8.0.0/24', ['WEB', 'SIP']),
      [{ rule: wide, boxes: ['WEB'] }],
      '',
    );
    expect(made).toMatchObject([
      { kind: 'firewall.create', currentRules: { WEB: true, SIP: false } },
      { kind: 'firewall.patch', id: 7, newer_block_ip: true, currentRules: { WEB: false, SIP: true } },
    ]);
    // What another rule goes on giving is not missing.
    const office = rule('8', '10.8.0.0/24', { WEB: true });
    const closing = [{ rule: wide, boxes: ['WEB'] }];
    expect(givingSteps(factsOf([wide, office]), grant('10.8.0.0/24', ['WEB', 'SIP']), closing, '')).toMatchObject([
      { kind: 'firewall.patch', id: 7 },
    ]);
    const shown = { ...wide, id: '' };
    expect(givingSteps(factsOf([shown]), [], [{ rule: shown, boxes: ['WEB'] }], '')).toMatchObject({ kind: 'no-row' });
  });
});

describe('what was to be given', () => {
  const given = (rules: readonly FirewallRule[], grants: readonly Grant[]) => {
    const { system, ports, firewall, providers } = factsOf(rules);
    const input = { system: system.data, ports: ports.data, firewall: firewall.data, providers };
    return isGiven(grants, input, categoriesOf(rules, ports.data, null));
  };

  it('is held against what lets in, port by port', () => {
    const rules = [rule('1', '10.8.0.0/24', { WEB: true, ICMP: true })];
    expect(given(rules, grant('10.8.0.0/25', ['WEB', 'ICMP']))).toBeNull();
    expect(given(rules, grant('10.8.0.0/23', ['WEB']))).toEqual({
      kind: 'would-close',
      protocol: 'tcp',
      port: 80,
      address: '10.8.0.0',
    });
    expect(given(rules, grant('10.8.0.0/25', ['SSH']))).toMatchObject({ kind: 'would-close', port: 22 });
    expect(given(rules, grant('10.9.0.0/24', ['ICMP']))).toMatchObject({ kind: 'would-close', protocol: 'icmp' });
  });

  it('but ping over IPv6, whose line the real tool refuses', () => {
    const rules = [rule('1', 'fd00:8::/64', { WEB: true })];
    expect(given(rules, grant('fd00:8::/64', ['WEB', 'ICMP']))).toBeNull();
    expect(given(rules, grant('fd00:8::/64', ['SSH']))).toMatchObject({
      kind: 'would-close',
      protocol: 'tcp',
      port: 22,
    });
  });

  it('names the line that iptables refuses whole: of that network and protocol', () => {
    const many = (protocol: 'tcp' | 'udp') => ({
      category: 'MODULEX',
      allow: true,
      ports: Array.from({ length: 16 }, (_, i) => ({ protocol, from: 2000 + 2 * i, to: 2000 + 2 * i })),
    });
    const full = (id: string, network: string, protocol: 'tcp' | 'udp') => {
      const own = rule(id, network, { WEB: true, SIP: true });
      return { ...own, services: [...own.services, many(protocol)] };
    };
    const rules = [full('1', '10.7.0.0/24', 'tcp'), full('2', '10.8.0.0/24', 'udp'), full('3', '10.9.0.0/24', 'tcp')];
    const line = (network: string, protocol: string) => ({ kind: 'line-refused', network, protocol });
    expect(given(rules, grant('10.9.0.0/24', ['WEB']))).toMatchObject(line('10.9.0.0/24', 'tcp'));
    expect(given(rules, grant('10.8.0.0/24', ['SIP']))).toMatchObject(line('10.8.0.0/24', 'udp'));
    expect(given(rules, grant('10.8.0.0/24', ['WEB']))).toBeNull();
    expect(given(rules, grant('10.8.0.0/24', ['SSH']))).toMatchObject({ kind: 'would-close', port: 22 });
  });
});

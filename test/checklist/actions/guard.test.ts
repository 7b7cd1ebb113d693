/** What must hold of every plan, each condition by itself: nothing that a plan makes today leads to most of these. */
import { describe, expect, it } from 'vitest';
import {
  closesNothing,
  isUnderstood,
  keepsAsker,
  namedKeep,
  opensNothing,
  oursKeep,
  renewsNoPorts,
} from '../../../sites/checklist/actions/guard.ts';
import type { FirewallRule } from '../../../sites/checklist/facts/types.ts';
import { networksOf, parseAddress } from '../../../sites/checklist/reach/networks.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import type { ReachInput } from '../../../sites/checklist/reach/types.ts';
import { CLEAN, EVERYTHING, known, partsWith, rule, unknown } from '../../support/facts.ts';
import { inputOf } from './random.ts';

const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
const withRules = (...rules: FirewallRule[]): ReachInput =>
  inputOf(partsWith({ system: SYSTEM, firewall: { ...CLEAN.firewall, rules } }));
const LAN = '192.168.1.0/24';
const OPEN = rule('7', '0.0.0.0/0', EVERYTHING);
const lan = (allow: Partial<Record<string, boolean>>) => rule('1', LAN, allow);

describe('opensNothing', () => {
  it('names the port and an address that gets in, but none of ours', () => {
    const before = withRules(lan({ SIP: true }));
    const after = withRules(lan({ SIP: true, WEB: true }));
    expect(opensNothing(before, after, networksOf(LAN))).toBeNull();
    expect(opensNothing(before, after, networksOf('192.168.1.0/25'))).toEqual({
      kind: 'would-open',
      protocol: 'tcp',
      port: 80,
      address: '192.168.1.128',
    });
    expect(opensNothing(after, before, [])).toBeNull();
  });

  it('looks at the last port, too', () => {
    const last = (allow: boolean): FirewallRule => ({
      ...lan({}),
      services: [{ category: 'MODULEX', allow, ports: [{ protocol: 'udp', from: 65_535, to: 65_535 }] }],
    });
    expect(opensNothing(withRules(last(false)), withRules(last(true)), [])).toMatchObject({ port: 65_535 });
  });
});

describe('closesNothing and oursKeep', () => {
  const before = withRules(OPEN, lan(EVERYTHING));

  it('name who is cut off', () => {
    const after = withRules(rule('7', '0.0.0.0/0', { ...EVERYTHING, SSH: false }), lan(EVERYTHING));
    expect(closesNothing(before, after)).toMatchObject({ kind: 'would-close', protocol: 'tcp', port: 22 });
    expect(closesNothing(after, before)).toBeNull();
    expect(oursKeep(before, after, networksOf(LAN))).toBeNull();
    expect(oursKeep(before, after, networksOf('203.0.113.0/24'))).toEqual({
      kind: 'would-close',
      protocol: 'tcp',
      port: 22,
      address: '203.0.113.0',
    });
  });

  it('a port that no service has is no loss of ours', () => {
    const old = { ...OPEN, services: [{ category: 'SSH', allow: true, ports: [tcp(2222)] }] };
    const closed = { ...OPEN, services: [{ category: 'SSH', allow: false, ports: [tcp(2222)] }] };
    expect(oursKeep(withRules(old), withRules(closed), networksOf(LAN))).toBeNull();
    expect(closesNothing(withRules(old), withRules(closed))).toMatchObject({ port: 2222 });
  });
});

const tcp = (port: number) => ({ protocol: 'tcp' as const, from: port, to: port });

describe('what is named for others than ours', () => {
  const HOST = '203.0.113.7/32';
  const [network] = networksOf(HOST);
  if (network === undefined) throw new Error('no network');
  const sip = { network, ports: [{ protocol: 'udp' as const, from: 5060, to: 5060 }] };
  const closed = withRules(lan(EVERYTHING));
  const open = withRules(lan(EVERYTHING), rule('2', HOST, { SIP: true }));

  it('may open, port by port', () => {
    const all = CLEAN.firewall.rules[0]?.services.find(({ category }) => category === 'SIP')?.ports ?? [];
    expect(opensNothing(closed, open, [], [{ network, ports: all }])).toBeNull();
    expect(opensNothing(closed, open, [], [sip])).toEqual({
      kind: 'would-open',
      protocol: 'tcp',
      port: 5060,
      address: '203.0.113.7',
    });
  });

  it('keeps what is named, port by port', () => {
    const udp = { ...rule('2', HOST, {}), services: [{ category: 'SIP', allow: true, ports: [...sip.ports] }] };
    const some = withRules(lan(EVERYTHING), udp);
    expect(namedKeep(open, some, [sip])).toBeNull();
    expect(namedKeep(open, closed, [sip])).toMatchObject({ kind: 'would-close', port: 5060, address: '203.0.113.7' });
    expect(namedKeep(open, closed, [])).toBeNull();
  });
});

describe('stretches of ports', () => {
  it('end where a service begins: a wide range of a module hides no loss of ours', () => {
    const wide = (allow: boolean): FirewallRule => ({
      ...lan({}),
      services: [{ category: 'MODULEX', allow, ports: [{ protocol: 'udp', from: 4000, to: 6000 }] }],
    });
    expect(oursKeep(withRules(wide(true)), withRules(wide(false)), networksOf(LAN))).toMatchObject({
      kind: 'would-close',
      protocol: 'udp',
    });
    const named = { ports: [{ protocol: 'udp' as const, from: 5060, to: 5060 }], network: networksOf(LAN)[0] };
    if (named.network === undefined) throw new Error('no network');
    const sip = { network: named.network, ports: named.ports };
    expect(namedKeep(withRules(wide(true)), withRules(wide(false)), [sip])).toMatchObject({ port: 5060 });
  });
});

describe('renewsNoPorts and isUnderstood', () => {
  const old = (permit: string) =>
    withRules({ ...rule('2', permit, {}), services: [{ category: 'SSH', allow: true, ports: [tcp(2222)] }] });

  it('old ports of a rule that iptables refuses open nothing', () => {
    expect(renewsNoPorts(old('10.0.0.0/8'))).toEqual({ kind: 'stale-ports', rule: 'Rule 2', box: 'SSH' });
    expect(renewsNoPorts(old('10.0.0.0/33'))).toBeNull();
    expect(renewsNoPorts(withRules(OPEN))).toBeNull();
  });

  it('a release that nobody tried has to show its rules', () => {
    const later = inputOf(partsWith({ system: { ...CLEAN.system, release: '2031.1.1' } }));
    const untested = { kind: 'untested', release: '2031.1.1' };
    expect(isUnderstood(later, unknown())).toEqual({ ...untested, rules: 'not-known' });
    expect(isUnderstood(later, known({ v4: ['-P INPUT ACCEPT'], v6: ['-P INPUT ACCEPT'] }))).toEqual({
      ...untested,
      rules: 'differ',
    });
    expect(isUnderstood(withRules(OPEN), unknown())).toBeNull();
  });
});

describe('keepsAsker', () => {
  const text = '192.168.1.50';
  const address = parseAddress(text);
  if (address === null) throw new Error('no address');
  const kept = (before: ReachInput, after: ReachInput) =>
    keepsAsker(reachOf(before), reachOf(after), after, { address, asker: text });
  const web = (allow: boolean, ...ports: number[]): FirewallRule['services'][number] => ({
    category: 'WEB',
    allow,
    ports: ports.map(tcp),
  });
  const withWeb = (...services: FirewallRule['services']) => withRules({ ...lan({}), services: [...services] });

  it('keeps each port of the web interface that they had', () => {
    expect(kept(withWeb(web(true, 80, 443)), withWeb(web(true, 80, 443)))).toBeNull();
    expect(kept(withWeb(web(true, 80, 443)), withWeb(web(true, 80)))).toMatchObject({ port: 443 });
    expect(kept(withWeb(web(true, 80, 443)), withWeb(web(true, 443)))).toMatchObject({ port: 80 });
    // One that they never had is not missed.
    expect(kept(withWeb(web(true, 443)), withWeb(web(true, 443)))).toBeNull();
  });

  it('wants an allowed box WEB that holds their address, as the PBX looks for', () => {
    const byModule = (allow: boolean) =>
      withWeb(web(allow, 80, 443), { category: 'MODULEX', allow: true, ports: [tcp(80), tcp(443)] });
    expect(kept(byModule(true), byModule(true))).toBeNull();
    expect(kept(byModule(false), byModule(false))).toMatchObject({ kind: 'locked-out', port: 443 });
    const elsewhere = withRules(rule('2', '10.0.0.0/8', { WEB: true }), {
      ...lan({}),
      services: [{ category: 'MODULEX', allow: true, ports: [tcp(80), tcp(443)] }],
    });
    expect(kept(elsewhere, elsewhere)).toMatchObject({ kind: 'locked-out' });
  });

  it('wants the web interface to answer: a box with other ports opens none', () => {
    const stale = withWeb(web(true, 8080));
    expect(kept(stale, stale)).toMatchObject({ kind: 'locked-out', port: 443 });
  });
});

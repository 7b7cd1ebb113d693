/** A provider's name that stands for another address than before, seen at the check of who can connect. */
import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/firewall-trusted-subnets.ts';
import type { FirewallRule, PartData } from '../../../sites/checklist/facts/types.ts';
import { follow } from '../../../sites/checklist/steps/play.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';

const [PROVIDER] = CLEAN.providers;
if (PROVIDER === undefined) throw new Error('no provider');
const HOST = 'sip.carrier.example';
const LAN = rule('1', '192.168.1.0/24', EVERYTHING);
const CARRIER = rule('2', '80.81.82.83/32', { SIP: true });
const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T12:00:00+00:00`;
const seen = (address: string, first: number, last: number) => ({
  address,
  target: HOST,
  firstSeen: at(first),
  lastSeen: at(last),
});
const answer = (...addresses: PartData['providerHosts'][number]['addresses']): PartData['providerHosts'] => [
  { host: HOST, resolvedAt: at(20), failed: null, addresses },
];
const MOVED = answer(seen('80.81.82.83', 1, 15), seen('91.92.93.94', 16, 20));

interface Case {
  readonly rules?: FirewallRule[];
  readonly hosts?: PartData['providerHosts'];
  readonly provider?: Partial<PartData['providers'][number]>;
  readonly release?: string;
}
const factsOf = ({ rules = [LAN, CARRIER], hosts = MOVED, provider = {}, release = '2026.9.5' }: Case) => ({
  system: { ...CLEAN.system, release },
  firewall: { ...CLEAN.firewall, rules },
  providers: [{ ...PROVIDER, host: HOST, hosts: [], ...provider }],
  providerHosts: hosts,
});
const judge = (one: Case = {}) => judgeWith(check, factsOf(one));
const moved = (one?: Case) => {
  const outcome = judge(one);
  return 'findings' in outcome ? outcome.findings.filter(({ id }) => id.startsWith('moved:')) : [];
};

describe('an address that changed', () => {
  it('is a problem where rules still let in the earlier one alone, and names both', () => {
    expect(judge()).toMatchObject({ verdict: 'warn', severity: 'medium' });
    expect(moved()).toMatchObject([
      {
        id: `moved:${PROVIDER.id}:${HOST}`,
        severity: 'medium',
        says: { params: { host: HOST, now: ['91.92.93.94'], before: ['80.81.82.83'] } },
        page: { page: 'provider-sip', id: PROVIDER.id },
      },
    ]);
  });

  it('is mended by the steps', () => {
    const facts = partsWith(factsOf({}));
    const after = follow(facts, judge().steps ?? [], { network: null });
    const rules = after.firewall.state === 'known' ? after.firewall.data.rules : [];
    expect(rules.map(({ permit }) => permit)).toContain('91.92.93.94/32');
    expect(moved({ rules: [...rules] })).toEqual([]);
  });

  it.each<[string, Case]>([
    ['both are let in', { rules: [LAN, CARRIER, rule('3', '91.92.93.94', { SIP: true })] }],
    ['a wider rule holds both', { rules: [LAN, rule('2', '0.0.0.0/0', { SIP: true })] }],
    ['no rule was made for the earlier one', { rules: [LAN] }],
    ['the earlier one is of another service', { rules: [LAN, rule('2', '80.81.82.83', { SSH: true })] }],
    ['there is no earlier one', { hosts: answer(seen('91.92.93.94', 16, 20)) }],
    ['answers come in turns', { hosts: answer(seen('80.81.82.83', 1, 20), seen('80.81.82.84', 1, 20)) }],
    [
      'the new one was in no answer of the last day',
      { hosts: answer(seen('80.81.82.83', 1, 20), seen('91.92.93.94', 16, 18)) },
    ],
    ['nobody was told yet', { hosts: [{ host: HOST, resolvedAt: null, failed: null, addresses: [] }] }],
    [
      'it is of IPv6, and the PBX is not to be reached by it',
      { hosts: answer(seen('80.81.82.83', 1, 15), seen('2a01:4f8::5', 16, 20)) },
    ],
    ['the provider is switched off', { provider: { disabled: true } }],
    ['the firewall of the release takes the name itself', { provider: { hosts: [HOST] }, release: '2026.1.223' }],
  ])('is none where %s', (_, one) => {
    expect(moved(one)).toEqual([]);
  });

  it('is one again where the release passes over names', () => {
    expect(moved({ provider: { hosts: [HOST] } })).toHaveLength(1);
  });

  it('of IAX is looked for at IAX', () => {
    const rules = [LAN, rule('2', '80.81.82.83', { IAX: true })];
    expect(moved({ rules, provider: { kind: 'iax' } })).toMatchObject([{ page: { page: 'provider-iax' } }]);
    expect(moved({ rules })).toEqual([]);
  });
});

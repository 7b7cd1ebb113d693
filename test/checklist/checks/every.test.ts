/** What holds of each check alike. */
import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import type { PartData, PartName } from '../../../sites/checklist/facts/types.ts';
import { PART_NAMES } from '../../../sites/checklist/facts/decode.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import { CLEAN, EVERYTHING, factsWith, rule } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';

/** Without one of these nothing may be said, good or bad. */
const NOTHING_WITHOUT: Readonly<Record<string, readonly PartName[]>> = {
  'ami-ari-access': ['ami'],
  'api-keys': [],
  'auth-username': ['accounts', 'sip'],
  'core-warnings': ['updates'],
  'docker-exposure': ['system'],
  'extension-networks': ['accounts', 'firewall'],
  fail2ban: ['fail2ban'],
  'firewall-enabled': ['system', 'ports', 'firewall'],
  'firewall-trusted-subnets': ['system', 'ports', 'firewall'],
  'guest-calls': ['sip'],
  'international-blocked': ['outboundRoutes'],
  'module-routes': ['modules'],
  'nat-vpn': ['network'],
  'no-excess-balance': ['providers'],
  'pbx-version': ['system'],
  'provider-spending-limit': ['providers'],
  'registered-devices': ['devices'],
  'secrets-rotated': ['system', 'rotation'],
  'security-patch': ['system', 'patch'],
  'sip-passwords': ['accounts'],
  'ssh-access': ['ssh'],
  'web-cti-closed': ['system', 'ports', 'firewall'],
  'web-password': ['webLogin'],
};
/** New logins for phones, or the PBX starts anew. */
const PHONES_STOP = [
  'auth-username',
  'docker-exposure',
  'pbx-version',
  'registered-devices',
  'secrets-rotated',
  'sip-passwords',
];
/** Minutes to set aside, and those for each problem: what the list promises a person who plans an evening. */
const TAKES: Readonly<Record<string, readonly [minutes: number, each?: number]>> = {
  'ami-ari-access': [5, 5],
  'api-keys': [2, 3],
  'auth-username': [10, 2],
  'core-warnings': [30],
  'docker-exposure': [30],
  'extension-networks': [2, 2],
  fail2ban: [2],
  'firewall-enabled': [10],
  'firewall-trusted-subnets': [10, 5],
  'guest-calls': [2],
  'international-blocked': [5, 5],
  'module-routes': [5, 5],
  'nat-vpn': [30],
  'no-excess-balance': [5],
  'pbx-version': [30],
  'provider-spending-limit': [5, 10],
  'registered-devices': [10, 5],
  'secrets-rotated': [10, 2],
  'security-patch': [5],
  'sip-passwords': [5, 2],
  'ssh-access': [5],
  'web-cti-closed': [5, 2],
  'web-password': [3],
};

const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
const inDocker = (network: 'host' | 'bridge') => ({ kind: 'docker' as const, network, bouncer: null });
const [ANNA] = CLEAN.accounts;
const [TRUNK] = CLEAN.providers;
if (ANNA === undefined || TRUNK === undefined) throw new Error('the clean PBX has an account and a provider');
const WIDE_OPEN: Partial<PartData> = {
  system: SYSTEM,
  firewall: { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] },
  fail2ban: { ...CLEAN.fail2ban, maxretry: 20 },
  accounts: [{ ...ANNA, filterId: '9' }],
  secrets: [],
  devices: [{ account: '201', address: '203.0.113.9', userAgent: 'friendly-scanner' }],
  ami: { enabled: true, users: [{ id: '1', username: 'crm', name: 'CRM', filterId: '9', system: false }] },
  ari: { enabled: true, origins: '*', users: [{ id: '1', username: 'app' }] },
  ssh: { passwordLogins: true, password: null, authorizedKeys: [] },
  patch: {
    ...CLEAN.patch,
    markers: CLEAN.patch.markers.map((marker) => ({ ...marker, state: 'unpatched' as const })),
  },
  extraRules: { firewallAdditional: true, modules: [], customFiles: [] },
};
/** Of all kinds: well kept, wide open, old, in containers, with nothing to judge. */
const STATES: readonly (readonly [what: string, changes: Partial<PartData>])[] = [
  ['well kept', {}],
  ['wide open', WIDE_OPEN],
  ['old', { ...WIDE_OPEN, system: { ...SYSTEM, release: '2024.1.114' } }],
  ['in a bridge', { ...WIDE_OPEN, system: { ...SYSTEM, container: inDocker('bridge') } }],
  ['in Docker as the host', { ...WIDE_OPEN, system: { ...SYSTEM, container: inDocker('host') } }],
  ['off', { ...WIDE_OPEN, firewall: { ...CLEAN.firewall, enabled: false } }],
  ['empty', { accounts: [], providers: [], outboundRoutes: [], secrets: [], devices: [] }],
];

const checks = CHECKS.map((check) => [check.id, check] as const);

describe.each(checks)('%s', (id, check) => {
  it('says nothing while a part is missing that all rests on, but why', () => {
    const parts = NOTHING_WITHOUT[id];
    if (parts === undefined) throw new Error(`which parts does ${id} rest on?`);
    for (const part of parts) {
      const outcome = judgeWith(check, {}, { [part]: 'forbidden' });
      expect(outcome, part).toMatchObject({ verdict: 'unknown', reason: 'forbidden' });
      expect(JSON.stringify(outcome.says), part).toContain(`"part.${part}"`);
      expect(JSON.stringify(outcome.says), part).toContain('"reason.forbidden"');
    }
  });

  it('says how long it takes', () => {
    const { minutes, each } = check.effort;
    expect(each === undefined ? [minutes] : [minutes, each]).toEqual(TAKES[id]);
  });

  it.each(STATES)('rests on the parts that it names, and on no other: %s', (_, changes) => {
    const others = PART_NAMES.filter((name) => !check.parts.includes(name));
    const lost = Object.fromEntries(others.map((name) => [name, 'failed' as const]));
    expect(judgeWith(check, changes, lost)).toEqual(judgeWith(check, changes));
  });

  it('says whether phones stop', () => {
    expect(check.effort.phonesStop).toBe(PHONES_STOP.includes(id));
  });
});

it('items of a section stand as the guide tells them', () => {
  const results = audit(factsWith(), { tool: { name: '', version: '' } }).results.map(({ section, id }) => [
    section,
    id,
  ]);
  const of = (section: string) => results.filter(([one]) => one === section).map(([, id]) => id);
  expect(of('firewall')).toEqual(['firewall-enabled', 'firewall-trusted-subnets']);
  expect(of('passwords')).toEqual(['sip-passwords', 'web-password', 'secrets-rotated', 'extension-networks']);
  expect(of('money')).toEqual(['provider-spending-limit', 'international-blocked', 'no-excess-balance']);
  expect(of('update')).toEqual(['pbx-version', 'security-patch']);
  expect(of('web-access')).toEqual(['web-cti-closed', 'module-routes']);
  expect(of('other-ways-in')).toEqual([
    'registered-devices',
    'ssh-access',
    'ami-ari-access',
    'api-keys',
    'core-warnings',
    'guest-calls',
  ]);
});

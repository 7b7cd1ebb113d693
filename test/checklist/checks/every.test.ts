/** What holds of each check alike. */
import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import type { PartName } from '../../../sites/checklist/facts/types.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import { factsWith } from '../../support/facts.ts';
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
  ]);
});

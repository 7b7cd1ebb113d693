/** The IPv6 network that the PBX itself is in, up to a /48, is one customer's: for every check and plan alike. */
import { expect, it } from 'vitest';
import { ACTIONS } from '../../../sites/checklist/actions/index.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, factsWith, partsWith, rule } from '../../support/facts.ts';

const OWN = '2a02:8070:a1::/48';
const NEIGHBOURS = '2a02:8070:a0::/47';
const lan = rule('1', '192.168.1.0/24', EVERYTHING);
const pbx = (permit: string, more: Partial<PartData> = {}): Partial<PartData> => ({
  network: {
    ...CLEAN.network,
    interfaces: [{ name: 'eth0', addresses: ['192.168.1.2/24', '2a02:8070:a1::5/64'], internet: true, vpn: false }],
  },
  firewall: { ...CLEAN.firewall, rules: [lan, rule('2', permit, EVERYTHING, { neverBlock: true })] },
  ami: { enabled: true, users: [{ id: '1', username: 'crm', name: 'CRM', filterId: '2', system: false }] },
  fail2ban: { ...CLEAN.fail2ban, whitelist: [permit], whitelistText: permit },
  ...more,
});
const CHECKS = ['firewall-trusted-subnets', 'web-cti-closed', 'fail2ban', 'nat-vpn', 'ami-ari-access'];
function verdicts(permit: string) {
  const { results } = audit(factsWith(pbx(permit)), { tool: { name: 'test', version: '0' } });
  return Object.fromEntries(results.filter(({ id }) => CHECKS.includes(id)).map(({ id, verdict }) => [id, verdict]));
}

it('its /48 holds no strangers', () => {
  expect(verdicts(OWN)).toEqual(Object.fromEntries(CHECKS.map((id) => [id, 'pass'])));
});

it('a wider one does', () => {
  expect(Object.values(verdicts(NEIGHBOURS))).not.toContain('pass');
});

it('may be called ours', () => {
  const wide = rule('3', '::/0', EVERYTHING);
  const system = { ...CLEAN.system, release: '2026.1.223' };
  const parts = partsWith(pbx(OWN, { system, firewall: { ...CLEAN.firewall, rules: [lan, wide] } }));
  const asker = { address: '2a02:8070:a1:7::9', seen: 'direct', networks: [] } as const;
  const planned = (ours: string) =>
    ACTIONS['close-web-cti'].plan(parts, { ours: [ours], keeps: [], ruleName: 'x' }, asker);
  expect(planned(OWN)).toMatchObject({ accepted: true });
  expect(planned(NEIGHBOURS)).toMatchObject({ refusal: { kind: 'too-wide' } });
});

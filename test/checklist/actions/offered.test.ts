/** Whether a fix is offered: only where it can be played here and makes the item better. */
import { describe, expect, it } from 'vitest';
import { ownerOf } from '../../../sites/checklist/actions/fixes.ts';
import { offerOf, safeCount, withOffers } from '../../../sites/checklist/actions/offered.ts';
import { isBetter } from '../../../sites/checklist/actions/offered/offering.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import type { Facts, PartData, PartName } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import { CLEAN, EVERYTHING, factsWith, rule } from '../../support/facts.ts';

const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
const TOOL = { name: 'test', version: '0' };
const WEAK = { enabled: true, banning: true, maxretry: 20, findtime: 600, bantime: 600, whitelist: [] };
const OPEN = { ...CLEAN.firewall, rules: [rule('7', '0.0.0.0/0', EVERYTHING)] };
const PUBLIC = {
  firewall: { ...CLEAN.firewall, rules: [rule('7', '0.0.0.0/0', { SIP: true })] },
  network: {
    ...CLEAN.network,
    interfaces: [{ name: 'eth0', addresses: ['8.8.8.8/24'], internet: true, vpn: false }],
  },
};
const factsOf = (more: Partial<PartData> = {}, lost: Partial<Record<PartName, 'forbidden'>> = {}): Facts =>
  factsWith({ system: SYSTEM, ...more }, lost);

function offered(check: string, facts: Facts) {
  const result = audit(facts, { tool: TOOL }).results.find(({ id }) => id === check);
  if (result === undefined) throw new Error(check);
  return { verdict: result.verdict, ...offerOf(result, facts) };
}

describe('a fix', () => {
  it('is offered where it makes the item better', () => {
    expect(offered('web-cti-closed', factsOf({ firewall: OPEN }))).toEqual({
      verdict: 'fail',
      kind: 'fix',
      action: 'close-web-cti',
    });
    expect(offered('fail2ban', factsOf({ ...PUBLIC, fail2ban: WEAK }))).toMatchObject({
      kind: 'fix',
      action: 'set-fail2ban-level',
    });
    expect(offered('fail2ban', factsOf({ fail2ban: { ...WEAK, enabled: false, banning: false } })).kind).toBe('fix');
  });

  it('is offered for a web password that was not changed since 2024, which a newer release stores otherwise', () => {
    const rotation = {
      firstReadingAt: '2026-10-01T00:00:00+00:00',
      holeClosedAt: '2026-11-01T00:00:00+00:00',
      secrets: ['sip:201', 'ami:crm', 'web'].map((owner) => ({ owner, changedAt: '2026-11-10T00:00:00+00:00' })),
    };
    const facts = factsOf({ rotation, webLogin: { ...CLEAN.webLogin, storage: 'bcrypt' } });
    expect(offered('secrets-rotated', facts)).toEqual({ verdict: 'fail', kind: 'fix', action: 'change-web-password' });
  });

  it('is not offered where nothing is wrong; a level may be chosen all the same', () => {
    expect(offered('web-cti-closed', factsOf())).toEqual({ verdict: 'pass', kind: 'none' });
    expect(offered('fail2ban', factsOf())).toEqual({
      verdict: 'pass',
      kind: 'choose',
      action: 'set-fail2ban-level',
    });
    expect(offered('ssh-access', factsOf()).kind).toBe('none');
  });

  it('says why it cannot be played here', () => {
    const off = offered('web-cti-closed', factsOf({ firewall: { ...OPEN, enabled: false } }));
    expect(off).toMatchObject({ kind: 'refused', action: 'close-web-cti', refusal: { kind: 'firewall-off' } });
    const container = { kind: 'docker', network: 'host', bouncer: null } as const;
    const docker = offered('web-cti-closed', factsOf({ firewall: OPEN, system: { ...SYSTEM, container } }));
    expect(docker.kind === 'refused' ? docker.refusal.kind : docker.kind).toBe('container');
  });

  it('is for somebody in the network of this PBX, or elsewhere where that is not known', () => {
    const at = (facts: Facts) => {
      const offer = offered('web-cti-closed', facts);
      return offer.kind === 'refused' && offer.refusal.kind === 'container' ? offer.refusal.commands : [];
    };
    const container = { kind: 'docker', network: 'host', bouncer: null } as const;
    const docker = { firewall: OPEN, system: { ...SYSTEM, container } };
    expect(at(factsOf(docker)).filter((line) => line.includes('-s '))).toEqual([
      'iptables -A PBX-CLOSED -s 192.168.1.0/24 -j RETURN',
      'ip6tables -A PBX-CLOSED -s fe80::/10 -j RETURN',
    ]);
    expect(at(factsOf(docker, { network: 'forbidden' }))).toContain('iptables -A PBX-CLOSED -s 192.0.2.9/32 -j RETURN');
    const interfaces = [{ name: 'eth0', addresses: ['fd12::2/64', '192.168.9.2/24'], internet: true, vpn: false }];
    expect(at(factsOf({ ...docker, network: { ...CLEAN.network, interfaces } }))).toContain(
      'iptables -A PBX-CLOSED -s 192.168.9.0/24 -j RETURN',
    );
  });

  it('is no offer where the level is right and what is wrong stays: "never block" for everybody', () => {
    const rules = [rule('7', '0.0.0.0/0', EVERYTHING, { neverBlock: true })];
    const facts = factsOf({ firewall: { ...CLEAN.firewall, rules } });
    expect(offered('fail2ban', facts)).toMatchObject({ verdict: 'fail', kind: 'choose' });
  });
});

describe('an item is better', () => {
  const says = say('actions.refused.nothing-to-do');
  type Judged = Parameters<typeof isBetter>[0];
  const judged = (
    verdict: Judged['verdict'],
    severity: Judged['severity'],
    ...found: Judged['severity'][]
  ): Judged => ({
    verdict,
    severity,
    findings: found.map((one, i) => ({
      id: String(i),
      severity: one,
      says,
      subject: { kind: 'setting', id: '', label: '' },
      page: null,
    })),
  });

  it('where nothing wrong is left, or something milder, or less of it', () => {
    const was = judged('fail', 'high', 'high', 'medium');
    expect(isBetter(was, judged('pass', 'high'))).toBe(true);
    expect(isBetter(was, judged('unknown', 'high'))).toBe(true);
    expect(isBetter(was, judged('warn', 'high', 'high', 'medium'))).toBe(true);
    expect(isBetter(was, judged('fail', 'medium', 'high', 'medium'))).toBe(true);
    expect(isBetter(was, judged('fail', 'high', 'high'))).toBe(true);
    expect(isBetter(was, judged('fail', 'high', 'high', 'low'))).toBe(true);
  });

  it('not where it is as it was, or worse, or was not judged again', () => {
    const was = judged('warn', 'medium', 'medium');
    expect(isBetter(was, was)).toBe(false);
    expect(isBetter(was, judged('fail', 'medium', 'low'))).toBe(false);
    expect(isBetter(was, judged('warn', 'high', 'low'))).toBe(false);
    expect(isBetter(was, judged('warn', 'medium', 'medium', 'low'))).toBe(false);
    expect(isBetter(was, null)).toBe(false);
  });
});

it('how many actions "fix all that is safe" would play', () => {
  const person = { address: '192.168.1.50', seen: 'direct' } as const;
  expect(safeCount(factsOf(), person)).toBe(0);
  expect(safeCount(factsOf({ fail2ban: WEAK }), person)).toBe(1);
  expect(safeCount(factsOf({ fail2ban: WEAK, firewall: OPEN }), person)).toBe(2);
  // One that is refused is none.
  expect(safeCount(factsOf({ fail2ban: WEAK, firewall: { ...OPEN, enabled: false } }), person)).toBe(1);
});

describe('a report that leaves the page', () => {
  it('names the fixes that are offered, and no others', () => {
    const facts = factsOf({ ...PUBLIC, firewall: OPEN, fail2ban: CLEAN.fail2ban });
    const report = withOffers(audit(facts, { tool: TOOL }), facts);
    const actions = report.results.flatMap(({ id, action }) => (action === null ? [] : [[id, action]]));
    expect(actions).toContainEqual(['web-cti-closed', 'close-web-cti']);
    expect(actions.map(([id]) => id)).not.toContain('fail2ban');
    expect(report.score).toEqual(audit(facts, { tool: TOOL }).score);
    expect(report.results).toHaveLength(audit(facts, { tool: TOOL }).results.length);
  });
});

describe('whose action it is', () => {
  const says = say('actions.refused.nothing-to-do');
  const owner = (id: string, ...findings: string[]) =>
    ownerOf({
      id,
      findings: findings.map((one) => ({
        id: one,
        severity: 'high',
        says,
        subject: { kind: 'setting', id: '', label: '' },
        page: null,
      })),
    });

  it('is the one of the check, or of the first that it mentions', () => {
    expect(owner('fail2ban')).toBe('set-fail2ban-level');
    expect(owner('web-cti-closed', 'see:fail2ban')).toBe('close-web-cti');
    expect(owner('core-warnings', 'open', 'see:web-cti-closed')).toBe('close-web-cti');
    expect(owner('core-warnings', 'see:unknown', 'see:fail2ban')).toBe('set-fail2ban-level');
    // SSH has two of its own, whoever gets to the port.
    expect(owner('ssh-access', 'open', 'see:web-cti-closed')).toBe('ssh-keys-only');
    expect(owner('nat-vpn', 'fail2ban', 'x see:fail2ban', 'see:fail2ban\nx', 'see:')).toBeNull();
    expect(owner('ssh-access', 'fail2ban', 'x see:fail2ban', 'see:fail2ban\nx', 'see:')).toBe('ssh-keys-only');
    // Whoever gets to the port: first a password that nobody guesses.
    expect(owner('ssh-access', 'password', 'see:firewall-trusted-subnets')).toBe('change-ssh-password');
    expect(owner('ssh-access', 'open')).toBe('ssh-keys-only');
    expect(owner('secrets-rotated', 'web', 'ssh')).toBe('change-web-password');
    expect(owner('secrets-rotated', 'ssh')).toBe('change-ssh-password');
    expect(owner('secrets-rotated', 'ssh', 'ami:crm')).toBe('rotate-ami-ari');
    expect(owner('secrets-rotated', 'web:admin', 'sip:201', 'ami:crm')).toBe('rotate-sip-passwords');
    expect(owner('secrets-rotated', 'ami:crm', 'web:admin')).toBe('rotate-ami-ari');
    expect(owner('secrets-rotated', 'web:admin', 'ari:app')).toBe('rotate-ami-ari');
    expect(owner('secrets-rotated', 'web:admin')).toBeNull();
  });
});

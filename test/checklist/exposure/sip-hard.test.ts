import { describe, expect, it } from 'vitest';
import { isSipHard, SIP_HARD_USES } from '../../../sites/checklist/exposure/sip-hard.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import { sceneOf } from '../../../sites/checklist/exposure/scene.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { CLEAN, partsWith, rule, strong } from '../../support/facts.ts';

const SIP_OPEN = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', { SIP: true })] };
function judgeParts(parts: Parts): boolean {
  const { firewall, ports, system } = partsWith({ firewall: SIP_OPEN });
  if (firewall.state === 'unknown' || ports.state === 'unknown' || system.state === 'unknown')
    throw new Error('made known');
  const known = { firewall, ports, system };
  const seen = {
    firewall: parts.firewall.state === 'known' ? parts.firewall : known.firewall,
    ports: parts.ports.state === 'known' ? parts.ports : known.ports,
    system: parts.system.state === 'known' ? parts.system : known.system,
  };
  const context = { now: null, release: parseRelease(seen.system.data.release), attested: attestationLookup([], null) };
  return isSipHard(parts, sceneOf({ ...parts, ...seen }, context));
}
const judge = (changes: Partial<PartData> = {}) => judgeParts(partsWith({ firewall: SIP_OPEN, ...changes }));
const account = (more: Partial<PartData['accounts'][number]>) => CLEAN.accounts.map((one) => ({ ...one, ...more }));

describe('open SIP where guessing is hopeless', () => {
  it('has strong passwords, hidden names and strict protection', () => expect(judge()).toBe(true));

  it.each(SIP_HARD_USES)('is not believed without %s', (part) => {
    expect(judgeParts(partsWith({}, { [part]: 'forbidden' }))).toBe(false);
  });

  it('needs a strong password of every account, switched off or not', () => {
    expect(judge({ secrets: [{ owner: 'sip:201', features: { ...strong, length: '8-11', strong: false } }] })).toBe(
      false,
    );
    expect(judge({ accounts: [...CLEAN.accounts, ...account({ number: '202', disabled: true })] })).toBe(false);
    expect(
      judge({ secrets: [{ owner: 'sip:201', features: { ...strong, missing: ['special'], generated: true } }] }),
    ).toBe(true);
  });

  it('needs one of every provider that registers here', () => {
    const providers = CLEAN.providers.map((one) => ({ ...one, registration: 'inbound' as const }));
    expect(judge({ providers })).toBe(false);
    const secrets = [...CLEAN.secrets, { owner: 'provider:SIP-TRUNK-1', features: strong }];
    expect(judge({ providers, secrets })).toBe(true);
  });

  it.each([
    ['', false],
    ['MIKO', false],
    ['ab', false],
    ['   ', false],
    ['123', false],
    ['miko2024', false],
    ['quokka', true],
  ])('the suffix "%s": %s', (authSuffix, hard) => expect(judge({ sip: { authSuffix, guestCalls: false } })).toBe(hard));

  it.each([
    ['201', false],
    ['555', false],
    ['201MIKO', false],
    ['2014829173', false],
    ['admin', false],
    ['201-zebra', true],
  ])("an extension's own name %s: %s", (authUsername, hard) => {
    const sip = { authSuffix: null, guestCalls: false };
    expect(judge({ accounts: account({ authUsername }), sip })).toBe(hard);
  });

  it('does not believe a name that could not be read', () => {
    expect(judge({ accounts: account({ authUsername: { unknown: 'forbidden' } }) })).toBe(false);
  });

  it('needs protection that really bans, and is Strong', () => {
    expect(judge({ fail2ban: { ...CLEAN.fail2ban, banning: null } })).toBe(false);
    expect(judge({ fail2ban: { ...CLEAN.fail2ban, maxretry: 10, findtime: 3600 } })).toBe(false);
  });

  it('is not hard where nobody needs a password', () => {
    expect(judge({ sip: { authSuffix: 'quokka', guestCalls: true } })).toBe(false);
    expect(judge({ sip: { authSuffix: 'quokka', guestCalls: null } })).toBe(false);
  });

  it.each([
    ['0.0.0.0/0', false],
    ['45.83.0.0/16', false],
    ['45.83.12.0/24', true],
    ['10.0.0.0/8', true],
  ])('is not hard for whom a rule never blocks, or the list trusts: %s: %s', (network, hard) => {
    const rules = [...SIP_OPEN.rules, rule('2', network, {}, { neverBlock: true })];
    expect(judge({ firewall: { ...SIP_OPEN, rules } })).toBe(hard);
    expect(judge({ fail2ban: { ...CLEAN.fail2ban, whitelist: [network] } })).toBe(hard);
  });

  const ACCEPTS = ['-P INPUT ACCEPT', '-A INPUT -p udp -m multiport --dports 5060 -j ACCEPT', '-A INPUT -j DROP'];
  const JUMPS = ['udp', 'tcp'].map(
    (p) => `-A INPUT -p ${p} -m multiport --dports 5060,5061,4569,10000:10200 -j f2b-ASTERISK`,
  );
  it.each([
    ['without a jump', ACCEPTS, false],
    ['with jumps', [...JUMPS, ...ACCEPTS], true],
    ['with one for another protocol only', [...JUMPS.slice(1), ...ACCEPTS], false],
    ['with jumps behind the line that lets everybody in', [...ACCEPTS, ...JUMPS], false],
  ])('needs bans that are in force: %s', (_, v4, hard) => {
    expect(judge({ runningRules: { v4, v6: null } })).toBe(hard);
  });

  it('knows that a jail without a ban has no jump yet, and that one without a jail has no guard', () => {
    const jails = (banned: number | null, name = 'asterisk_security_log') => ({
      runningRules: { v4: ACCEPTS, v6: null },
      fail2ban: { ...CLEAN.fail2ban, jails: [{ name, banned }] },
    });
    expect(judge(jails(0))).toBe(true);
    expect(judge(jails(1))).toBe(false);
    expect(judge(jails(null))).toBe(false);
    expect(judge(jails(0, 'dropbear'))).toBe(false);
  });

  it('is not hard in a container whose bans no endpoint refers to', () => {
    const container = { kind: 'lxc', managesFirewall: false } as const;
    expect(judge({ system: { ...CLEAN.system, container, release: '2026.1.223' } })).toBe(false);
    expect(judge({ system: { ...CLEAN.system, container, release: '2026.2.118' } })).toBe(true);
  });
});

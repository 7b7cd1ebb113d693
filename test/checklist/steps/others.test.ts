import { describe, expect, it } from 'vitest';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import type { Check, Outcome } from '../../../sites/checklist/check.ts';
import { check as fail2ban } from '../../../sites/checklist/checks/fail2ban.ts';
import { check as patch } from '../../../sites/checklist/checks/security-patch.ts';
import { check as ssh } from '../../../sites/checklist/checks/ssh-access.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { follow } from '../../../sites/checklist/steps/play.ts';
import { CLEAN, EVERYTHING, NOW, partsWith, rule } from '../../support/facts.ts';
import { inputOf } from '../actions/random.ts';
import { harmOf, readAgain } from './harm.ts';

const judge = (check: Check, facts: Parts): Outcome =>
  check.judge(facts, {
    now: Date.parse(NOW),
    release: parseRelease(inputOf(facts).system.release),
    attested: attestationLookup([], null),
  });

/** What a check says after its own steps, and whom they shut out. */
function followed(check: Check, changes: Partial<PartData>) {
  const facts = readAgain(partsWith(changes));
  const before = judge(check, facts);
  const steps = before.steps ?? [];
  const then = readAgain(follow(facts, steps, { network: null }));
  return {
    before: before.verdict,
    after: judge(check, then),
    then,
    harm: harmOf(facts, steps, '192.168.1.44'),
    keys: steps.map(({ says }) => says.key),
  };
}

const at = (release: string) => ({ ...CLEAN.system, release });
const BANS = CLEAN.fail2ban;

describe('intrusion protection', () => {
  it.each(['2024.1.114', '2026.1.223', '2026.9.5'])(
    '%s: the office is exempt before the level gets strict',
    (release) => {
      const laxly = { ...BANS, maxretry: 50, findtime: 60 };
      const { before, after, harm, keys } = followed(fail2ban, { fail2ban: laxly, system: at(release) });
      expect({ before, after: after.verdict, harm }).toMatchObject({ before: 'fail', harm: [] });
      expect(after.verdict).not.toBe('fail');
      expect(keys[0]).toBe(release === '2026.9.5' ? 'steps.bans.trust' : 'steps.bans.rule');
    },
  );
  it('takes out what is trusted too widely, and leaves the level', () => {
    const whitelist = ['0.0.0.0/0', '203.0.113.5'];
    const { then, after, keys } = followed(fail2ban, { fail2ban: { ...BANS, whitelist }, system: at('2026.9.5') });
    expect(keys.at(-1)).toBe('steps.bans.untrust');
    expect(after.verdict).not.toBe('fail');
    const left = then.fail2ban.state === 'known' ? then.fail2ban.data : null;
    expect(left).toMatchObject({ maxretry: 5, whitelist: ['203.0.113.5', '192.168.1.0/24'] });
  });
  it('starts with the switch that it shares with the firewall, and never makes the level laxer', () => {
    const off = { ...BANS, enabled: false, banning: null, maxretry: 3, findtime: 86_400, bantime: 2_592_000 };
    const { then, harm, keys } = followed(fail2ban, { fail2ban: off, system: at('2026.1.223') });
    expect(keys).toContain('steps.bans.start');
    expect(harm).toEqual([]);
    expect(then.fail2ban).toMatchObject({ data: { enabled: true, maxretry: 3 } });
  });
});

it('closes SSH to strangers, and brings a key before passwords go', () => {
  const rules = [rule('1', '0.0.0.0/0', EVERYTHING)];
  const password = { ...CLEAN.webLogin, guess: { state: 'match', which: 'common' } as const, proven: null };
  const { before, after, harm, keys } = followed(ssh, {
    firewall: { ...CLEAN.firewall, rules },
    ssh: { passwordLogins: true, password, authorizedKeys: [] },
  });
  expect({ before, after: after.verdict, harm }).toEqual({ before: 'fail', after: 'pass', harm: [] });
  expect(keys.indexOf('checks.ssh-access.step.key')).toBeLessThan(keys.indexOf('checks.ssh-access.step.off'));
});

describe('the patch', () => {
  const unpatched = {
    ...CLEAN.patch,
    markers: CLEAN.patch.markers.map((one) => ({ ...one, state: 'unpatched' as const })),
  };
  const of = (login: Partial<PartData['ssh']>, rules = CLEAN.firewall.rules) =>
    followed(patch, {
      patch: unpatched,
      system: at('2024.1.114'),
      ssh: { ...CLEAN.ssh, ...login },
      firewall: { ...CLEAN.firewall, rules },
    });
  it('begins with a key where nobody can log in', () => {
    const { after, keys } = of({});
    expect(after.verdict).toBe('pass');
    expect(keys.slice(1, 4)).toEqual([
      'checks.ssh-access.step.key',
      'steps.cli.key',
      'checks.security-patch.step.console',
    ]);
  });
  it('goes by the console where SSH is closed, and by SSH where a password works', () => {
    expect(of({}, [rule('1', '192.168.1.0/24', { WEB: true })]).keys).toContain('steps.cli.console');
    expect(of({ passwordLogins: true }).keys).toContain('steps.cli.ssh');
  });
});

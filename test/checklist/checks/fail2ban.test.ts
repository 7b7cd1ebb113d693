import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/fail2ban.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';

const LEVELS = {
  weak: { maxretry: 20, findtime: 600, bantime: 600 },
  normal: { maxretry: 10, findtime: 3600, bantime: 86_400 },
  strong: { maxretry: 5, findtime: 21_600, bantime: 604_800 },
  paranoid: { maxretry: 3, findtime: 86_400, bantime: 2_592_000 },
} as const;
const OPEN: Partial<PartData> = { firewall: { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] } };
const NARROW: Partial<PartData> = {
  firewall: { ...CLEAN.firewall, rules: [rule('1', '45.83.12.0/24', { SIP: true })] },
};
const judge = (numbers: Partial<PartData['fail2ban']>, more: Partial<PartData> = {}) =>
  judgeWith(check, { ...more, fail2ban: { ...CLEAN.fail2ban, ...numbers } });

describe('fail2ban', () => {
  it.each([
    ['weak', 'warn', 2736],
    ['normal', 'pass', 216],
    ['strong', 'pass', 16],
    ['paranoid', 'pass', 2],
  ] as const)('closed PBX, %s: %s (%i guesses a day)', (level, verdict, guesses) => {
    expect(judge(LEVELS[level])).toMatchObject({ verdict, says: { params: { guesses } } });
  });

  it.each([
    ['weak', 'fail'],
    ['normal', 'fail'],
    ['strong', 'pass'],
    ['paranoid', 'pass'],
  ] as const)('open to the internet, %s: %s', (level, verdict) => {
    expect(judge(LEVELS[level], OPEN)).toMatchObject({ verdict });
  });

  it('allows weak inside private networks only: with a public one it fails', () => {
    expect(judge(LEVELS.weak, NARROW)).toMatchObject({ verdict: 'fail' });
    expect(judge(LEVELS.normal, NARROW)).toMatchObject({ verdict: 'pass' });
  });

  it('never lets a longer ban make up for more guesses', () => {
    expect(judge({ ...LEVELS.weak, bantime: 31_536_000 }, OPEN)).toMatchObject({ verdict: 'fail' });
  });

  it.each([{ maxretry: 0 }, { maxretry: -1 }, { findtime: 0 }, { findtime: -5 }])(
    'fails for numbers without sense: %j',
    (numbers) => {
      expect(judge(numbers)).toMatchObject({ verdict: 'fail', findings: [{ id: 'numbers' }] });
    },
  );

  it('fails when off, and when its server does not run', () => {
    expect(judge({ enabled: false })).toMatchObject({ verdict: 'fail', findings: [{ id: 'off' }] });
    expect(judge({ banning: false })).toMatchObject({ verdict: 'fail', findings: [{ id: 'not-banning' }] });
  });

  it('does not pass where nobody can see whether it bans', () => {
    expect(judge({ banning: null })).toMatchObject({ verdict: 'unknown', reason: 'needs-module' });
  });

  it('names networks in the whitelist, which this release drops', () => {
    expect(judge({ whitelist: ['192.168.1.5', '10.8.0.0/24'] })).toMatchObject({
      verdict: 'warn',
      findings: [{ id: 'whitelist:10.8.0.0/24' }],
    });
  });

  it('names what is no address in the whitelist', () => {
    expect(judge({ whitelist: ['hello;'] })).toMatchObject({
      verdict: 'warn',
      findings: [{ says: { key: 'checks.fail2ban.no-address' } }],
    });
  });

  it('asks for the stricter level while the firewall is not known', () => {
    const fail2ban = { ...CLEAN.fail2ban, ...LEVELS.normal };
    expect(judgeWith(check, { fail2ban }, { firewall: 'forbidden' })).toMatchObject({ verdict: 'fail' });
  });

  it('says every time that it replaces no passwords', () => {
    expect(judge({})).toMatchObject({ verdict: 'pass', notes: [{ key: 'checks.fail2ban.not-passwords' }] });
  });
});

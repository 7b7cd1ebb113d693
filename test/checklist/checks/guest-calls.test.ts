import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/guest-calls.ts';
import { follow } from '../../../sites/checklist/steps/play.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';

const guests = { sip: { authSuffix: 'quokka', guestCalls: true } };
const OPEN = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] };

describe('guest-calls', () => {
  it('passes as delivered, whatever is open', () => {
    expect(judgeWith(check, {})).toMatchObject({ verdict: 'pass' });
    expect(judgeWith(check, { firewall: OPEN })).toMatchObject({ verdict: 'pass' });
  });

  it('fails where the internet reaches SIP, and names setting and place', () => {
    expect(judgeWith(check, { ...guests, firewall: OPEN })).toMatchObject({
      verdict: 'fail',
      severity: 'medium',
      says: { key: 'checks.guest-calls.everybody' },
      findings: [
        { id: 'guests', subject: { kind: 'setting', id: 'PBXAllowGuestCalls' }, page: { page: 'settings-main' } },
      ],
    });
  });

  it('warns where only own networks do', () => {
    expect(judgeWith(check, guests)).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      says: { key: 'checks.guest-calls.inside' },
    });
    const web = { ...CLEAN.firewall, rules: [...CLEAN.firewall.rules, rule('9', '0.0.0.0/0', { WEB: true })] };
    expect(judgeWith(check, { ...guests, firewall: web })).toMatchObject({ verdict: 'warn', severity: 'low' });
  });

  it('takes the worse where the rules are not known, and says nothing where the setting is not', () => {
    expect(judgeWith(check, guests, { firewall: 'forbidden' })).toMatchObject({ verdict: 'fail', severity: 'medium' });
    expect(judgeWith(check, { sip: { authSuffix: '', guestCalls: null } })).toMatchObject({ verdict: 'unknown' });
    expect(judgeWith(check, {}, { sip: 'forbidden' })).toMatchObject({ verdict: 'unknown', reason: 'forbidden' });
  });

  it('is in order after its step', () => {
    const { steps = [] } = judgeWith(check, { ...guests, firewall: OPEN });
    const then = follow(partsWith({ ...guests, firewall: OPEN }), steps, { network: null });
    expect(then.sip).toMatchObject({ data: { authSuffix: 'quokka', guestCalls: false } });
  });
});

/** The way back, as it is shown and tried. */
import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../sites/checklist/actions/action.ts';
import { closeWebCti } from '../../../sites/checklist/actions/close-web-cti.ts';
import { setFail2banLevel } from '../../../sites/checklist/actions/set-fail2ban-level.ts';
import { play } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { keep, putBack, undoOf } from '../../../sites/checklist/actions/undo.ts';
import type { Part, Parts } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';

const ASKER: Asker = { address: '192.168.1.50', seen: 'direct', networks: ['192.168.1.0/24'] };
const OPEN = rule('7', '0.0.0.0/0', EVERYTHING);
const before = (release: string, fail2ban = CLEAN.fail2ban): Parts =>
  partsWith({ system: { ...CLEAN.system, release }, firewall: { ...CLEAN.firewall, rules: [OPEN] }, fail2ban });
const ofClosing = (facts: Parts): Plan => {
  const planned = closeWebCti.plan(facts, { ours: [] }, ASKER);
  if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
  return planned.plan;
};
const ofBans = (facts: Parts): Plan => {
  const planned = setFail2banLevel.plan(facts, { level: 'strong', ours: ['10.8.0.0/24', '203.0.113.7'] }, ASKER);
  if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
  return planned.plan;
};
const OFF = { enabled: false, banning: false, maxretry: 20, findtime: 600, bantime: 600, whitelist: ['10.0.0.9'] };

const dataOf = (part: Part<unknown>) => (part.state === 'known' ? part.data : null);

describe('putting back', () => {
  it.each([
    ['closing, 2026', before('2026.1.223'), ofClosing],
    ['closing, 2024', before('2024.1.114'), ofClosing],
    ['bans that were off', before('2026.1.223', OFF), ofBans],
    ['bans that were on', before('2026.1.223', { ...OFF, enabled: true, banning: true }), ofBans],
  ] as const)('%s: all is as it was', (_, facts, planOf) => {
    const plan = planOf(facts);
    const { facts: then, made } = play(facts, plan);
    const back = putBack(then, keep(facts, plan.undo), made);
    expect(then.firewall).not.toEqual(facts.firewall);
    expect(dataOf(back.firewall)).toEqual(dataOf(facts.firewall));
    expect(dataOf(back.fail2ban)).toEqual(dataOf(facts.fail2ban));
  });

  it('what somebody else did meanwhile stays', () => {
    const facts = before('2026.1.223');
    const plan = ofClosing(facts);
    const { facts: then, made } = play(facts, plan);
    if (then.firewall.state === 'unknown' || then.fail2ban.state === 'unknown') throw new Error('known before');
    const other = rule('50', '203.0.113.0/24', { SIP: true });
    const meanwhile: Parts = {
      ...then,
      firewall: {
        ...then.firewall,
        data: { ...then.firewall.data, enabled: false, rules: [...then.firewall.data.rules, other] },
      },
      fail2ban: { ...then.fail2ban, data: { ...then.fail2ban.data, maxretry: 1, enabled: false } },
    };
    const back = putBack(meanwhile, keep(facts, plan.undo), made);
    expect(back.firewall).toMatchObject({ data: { enabled: false, rules: [{ id: '7' }, { id: '50' }] } });
    expect(back.fail2ban).toBe(meanwhile.fail2ban);
  });

  it('the switch of the firewall, where a plan turned it', () => {
    const facts = before('2026.1.223');
    const says = say('actions.step.fail2ban.on');
    const steps = [{ kind: 'firewall.switch' as const, says, enabled: false }];
    const undo = undoOf(steps, '2026.1.223');
    expect(undo).toEqual([{ kind: 'setting', key: 'PBXFirewallEnabled' }]);
    const { facts: then, made } = play(facts, { steps });
    expect(then.firewall).toMatchObject({ data: { enabled: false } });
    expect(dataOf(putBack(then, keep(facts, undo), made).firewall)).toEqual(dataOf(facts.firewall));
  });

  it('the security mode, and only where a plan set it', () => {
    const facts = before('2026.9.5', { ...OFF, enabled: true, securityMode: 'balanced' });
    const plan = ofBans(facts);
    const { facts: then, made } = play(facts, plan);
    expect(then.fail2ban).toMatchObject({ data: { securityMode: 'strict' } });
    expect(dataOf(putBack(then, keep(facts, plan.undo), made).fail2ban)).toEqual(dataOf(facts.fail2ban));
    const numbers = plan.undo.filter(({ kind }) => kind === 'fail2ban');
    expect(putBack(then, keep(facts, numbers), made).fail2ban).toMatchObject({
      data: { maxretry: 20, securityMode: 'strict' },
    });
    const mode = plan.undo.filter(({ kind }) => kind === 'setting');
    expect(putBack(then, keep(facts, mode), made).fail2ban).toMatchObject({
      data: { maxretry: 5, securityMode: 'balanced' },
    });
  });

  it('nothing is made of what was not read', () => {
    const facts = partsWith({}, { firewall: 'forbidden', fail2ban: 'forbidden' });
    expect(putBack(facts, keep(facts, [{ kind: 'fail2ban' }, { kind: 'rule', id: 1 }]), new Map())).toEqual(facts);
  });
});

describe('rows that are kept', () => {
  const says = say('actions.step.fail2ban.on');

  it('are each there once, new rules first', () => {
    const patch = (id: number) => ({
      kind: 'firewall.patch' as const,
      says,
      id,
      newer_block_ip: false,
      currentRules: {},
    });
    const create = {
      kind: 'firewall.create' as const,
      says,
      description: 'x',
      network: '10.0.0.0',
      subnet: 8,
      newer_block_ip: false,
      local_network: false,
      currentRules: {},
    };
    const made = { kind: 'new-rule', id: { $from: 'step3.id' } };
    expect(undoOf([patch(1), patch(1), create, patch(2)], '2026.1.223')).toEqual([
      made,
      { kind: 'rule', id: 1 },
      { kind: 'rule-order' },
      { kind: 'rule', id: 2 },
    ]);
    expect(undoOf([patch(1), patch(1), create, patch(2)], '2024.1.114')).toEqual([
      made,
      { kind: 'rule', id: 1 },
      { kind: 'rule', id: 2 },
    ]);
  });

  it('hold the rules that are changed, and no others', () => {
    const facts = partsWith({ firewall: { ...CLEAN.firewall, rules: [rule('1', '10.0.0.0/8', {}), OPEN] } });
    expect(keep(facts, [{ kind: 'rule', id: 7 }]).rules).toEqual([OPEN]);
    expect(keep(facts, [{ kind: 'fail2ban' }]).rules).toEqual([]);
  });
});

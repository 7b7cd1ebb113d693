/** One plan of several: what a later one changes at a rule that an earlier one makes is said by placeholder. */
import { describe, expect, it } from 'vitest';
import type { Planned } from '../../../sites/checklist/actions/action.ts';
import { closeWebCti } from '../../../sites/checklist/actions/close-web-cti.ts';
import { ACTIONS } from '../../../sites/checklist/actions/index.ts';
import { safeParts } from '../../../sites/checklist/actions/safe.ts';
import { setFail2banLevel } from '../../../sites/checklist/actions/set-fail2ban-level.ts';
import { simulate } from '../../../sites/checklist/actions/simulate.ts';
import { together } from '../../../sites/checklist/actions/together.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';

const PERSON = { address: '192.168.1.50', seen: 'direct' } as const;
const ASKER = { ...PERSON, networks: ['192.168.1.0/24'] };
const FACTS = partsWith({
  system: { ...CLEAN.system, release: '2026.1.223' },
  firewall: { ...CLEAN.firewall, rules: [rule('7', '0.0.0.0/0', EVERYTHING, { name: 'Internet' })] },
  fail2ban: { ...CLEAN.fail2ban, maxretry: 20, findtime: 600, bantime: 600 },
});
function of(planned: Planned): Plan {
  if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
  return planned.plan;
}
const close = (facts: Parts, services: readonly string[]) => of(closeWebCti.plan(facts, { ours: [], services }, ASKER));

describe('several plans as one', () => {
  it('say by placeholder what they change at a rule that is made before', () => {
    const first = close(FACTS, ['WEB']);
    const made = first.steps.findIndex(({ kind }) => kind === 'firewall.create');
    expect(made).toBeGreaterThanOrEqual(0);
    const second = of(setFail2banLevel.plan(simulate(FACTS, first), { level: 'strong', ours: [] }, ASKER));
    expect(second.steps[0]).toMatchObject({ kind: 'firewall.patch', id: 8, newer_block_ip: true });
    const { steps } = together(FACTS, [first, second], 'fix-safe');
    expect(steps).toHaveLength(first.steps.length + second.steps.length);
    const patched = steps.flatMap((step) => (step.kind === 'firewall.patch' ? [step.id] : []));
    expect(patched).toEqual([7, { $from: expect.stringContaining(`step${made + 1}`) as unknown }]);
  });

  it('are confirmed for the reason that matters most, as long as the longest', () => {
    const reach = close(FACTS, ['WEB']);
    const bans = of(setFail2banLevel.plan(FACTS, { level: 'strong', ours: [] }, ASKER));
    const seconds = (plan: Plan, count: number): Plan => ({
      ...plan,
      confirm: plan.confirm === null ? null : { ...plan.confirm, seconds: count },
    });
    expect([reach.confirm?.because, bans.confirm?.because]).toEqual(['reach', 'bans']);
    for (const [one, other] of [
      [seconds(reach, 60), seconds(bans, 300)],
      [seconds(bans, 300), seconds(reach, 60)],
    ] as const) {
      expect(together(FACTS, [one, other], 'fix-safe').confirm).toEqual({ seconds: 300, because: 'reach' });
    }
    expect(together(FACTS, [seconds(bans, 90)], 'fix-safe').confirm).toEqual({ seconds: 90, because: 'bans' });
    expect(together(FACTS, [{ ...bans, confirm: null }], 'fix-safe').confirm).toBeNull();
  });
});

describe('whom several plans affect', () => {
  type Affected = Plan['affected'][number];
  const place = (address: string, services: readonly string[], says = say('actions.ours.attached')): Affected => ({
    ...{ kind: 'place', id: address, label: address, address, maker: null, services: [...services] },
    says,
  });
  const plan = (...affected: Affected[]): Plan => ({ ...close(FACTS, ['WEB']), affected });

  it('is told once, with all that they lose', () => {
    const first = plan(place('46.4.8.15', ['WEB', 'SSH']), place('46.4.8.16', ['WEB']));
    const second = plan(place('46.4.8.15', ['SSH', 'SIP']), place('46.4.8.16', ['SIP'], say('actions.ours.confirmed')));
    expect(
      together(FACTS, [first, second], 'fix-safe').affected.map(({ address, services }) => [address, services]),
    ).toEqual([
      ['46.4.8.15', ['WEB', 'SSH', 'SIP']],
      ['46.4.8.16', ['WEB']],
      ['46.4.8.16', ['SIP']],
    ]);
  });
});

describe('what is safe', () => {
  it('closes nothing while nobody knows which phones there are', () => {
    const unread = partsWith({}, { devices: 'timeout' }).devices;
    const parts = safeParts({ ...FACTS, devices: unread }, PERSON, [], 'Own');
    const closing = parts.filter(({ kind }) => kind !== 'safe');
    expect(closing).toContainEqual({
      action: 'close-web-cti',
      kind: 'refused',
      refusal: { kind: 'unknown', missing: [{ part: 'devices', reason: 'timeout' }] },
    });
    expect(safeParts(FACTS, PERSON, [], 'Own').map(({ kind }) => kind)).toContain('safe');
  });
});

it('no part is named twice that an action is made from', () => {
  for (const { id, parts } of Object.values(ACTIONS)) expect(new Set(parts).size, id).toBe(parts.length);
});

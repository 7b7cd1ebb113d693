import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../sites/checklist/actions/action.ts';
import { watchEditsChoices } from '../../../sites/checklist/actions/choices/watch-edits.ts';
import { simulate, withData } from '../../../sites/checklist/actions/simulate.ts';
import { watchEdits } from '../../../sites/checklist/actions/watch-edits.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const partsOf = (name: ScenarioName) => factsOf(SCENARIOS[name](NOW), 'http://pbx', NOW).parts;
const PERSON: Asker = { address: '192.168.10.50', seen: 'direct', networks: [] };

const planFor = (parts: Parts, asker: Asker = PERSON) => watchEdits.plan(parts, { confirmSeconds: 900 }, asker);
const refusalOf = (parts: Parts, asker: Asker = PERSON) => {
  const planned = planFor(parts, asker);
  return planned.accepted ? 'accepted' : planned.refusal.kind;
};
function withFirewall(parts: Parts, change: (firewall: PartData['firewall']) => PartData['firewall']): Parts {
  const { firewall } = parts;
  return firewall.state === 'unknown'
    ? parts
    : { ...parts, firewall: withData('firewall', firewall, change(firewall.data)) };
}
const factory = partsOf('factory-2026');
const closed = (parts: Parts) =>
  withFirewall(parts, (firewall) => ({
    ...firewall,
    enabled: true,
    rules: firewall.rules.map((rule) => ({
      ...rule,
      services: rule.services.map((service) => ({ ...service, allow: service.category !== 'WEB' })),
    })),
  }));

describe('changing by hand, watched', () => {
  it('plans nothing but to watch, and is confirmed', () => {
    const planned = planFor(factory);
    if (!planned.accepted) throw new Error(planned.refusal.kind);
    const { steps, undo, confirm, changes, reach } = planned.plan;
    expect(steps.map(({ says: _, ...step }) => step)).toEqual([{ kind: 'edits.watch' }]);
    expect(undo).toEqual([{ kind: 'edits' }]);
    expect(confirm).toEqual({ seconds: 900, because: 'reach' });
    expect([changes, reach]).toEqual([[], []]);
    expect(simulate(factory, planned.plan)).toEqual(factory);
  });

  it('is for five, fifteen or thirty minutes', () => {
    const first = watchEditsChoices.first(factory, PERSON);
    for (const minutes of [5, 15, 30] as const) {
      const planned = watchEditsChoices.plan(factory, { ...first, minutes }, PERSON, '');
      expect(planned.accepted && planned.plan.confirm?.seconds).toBe(minutes * 60);
    }
  });

  it('begins only where what goes back lets the person in', () => {
    expect(refusalOf(closed(factory))).toBe('locked-out');
    expect(refusalOf(withFirewall(closed(factory), (is) => ({ ...is, enabled: false })))).toBe('accepted');
    expect(refusalOf(withFirewall(closed(factory), (is) => ({ ...is, rules: [] })))).toBe('accepted');
  });

  it('is refused where a new connection of the person shows nothing', () => {
    expect(refusalOf(factory, { ...PERSON, seen: 'proxy' })).toBe('not-a-person');
    expect(refusalOf(factory, { ...PERSON, seen: 'proxy', signsIn: true })).toBe('accepted');
    expect(refusalOf(factory, { ...PERSON, seen: 'unknown' })).toBe('not-a-person');
  });

  it('is refused in a container, and on a release that was not tried where the rules in force differ', () => {
    expect(refusalOf(partsOf('docker-bridge'))).toBe('container');
    const { system } = factory;
    if (system.state === 'unknown') throw new Error('not known');
    const untried = withData('system', system, { ...system.data, release: '2031.1.1' });
    expect(
      refusalOf({
        ...factory,
        system: untried,
        runningRules: { ...factory.runningRules, state: 'unknown', reason: 'not-asked' },
      }),
    ).toBe('untested');
  });

  it.each(SCENARIO_NAMES)('%s: a plan, or a refusal with its reason', (name) => {
    expect(['accepted', 'container', 'locked-out', 'not-a-person', 'unknown']).toContain(refusalOf(partsOf(name)));
  });
});

import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { brakeSpending } from '../../../sites/checklist/actions/brake-spending.ts';
import { brakeSpendingChoices, rulesOf } from '../../../sites/checklist/actions/choices/brake-spending.ts';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { withData } from '../../../sites/checklist/actions/simulate.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS } from '../../../sites/sandbox/index.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);
const NOON = new Date('2026-11-20T12:00:00Z');
const PARTS = SCENARIO_NAMES.map((name) => factsOf(SCENARIOS[name](NOON), 'http://pbx', NOON).parts);
const PERSON = { address: '192.168.10.50', seen: 'direct' } as const;
const plan = (parts: Parts) => brakeSpendingChoices.plan(parts, brakeSpendingChoices.first(parts, PERSON), PERSON, '');

describe('a brake for calls abroad', () => {
  it('is planned on every PBX that has a way out and stands in a country that is known; else it is said why not', () => {
    let planned = 0;
    for (const parts of PARTS) {
      const answer = plan(parts);
      if (!answer.accepted) {
        expect(['asked', 'nothing-to-do', 'between', 'unknown']).toContain(answer.refusal.kind);
        continue;
      }
      planned++;
      expect(fits(answer.plan), JSON.stringify(fits.errors)).toBe(true);
      expect(answer.plan.steps.map(({ kind }) => kind)).toEqual(['calls.brake']);
      expect(answer.plan.undo).toEqual([{ kind: 'setting', key: 'SecurityChecklistCallsBrake' }]);
      expect(answer.plan.confirm).toBeNull();
      const [step] = answer.plan.steps;
      if (step?.kind !== 'calls.brake') throw new Error('another step');
      expect(step.numbers).toContain('112');
    }
    expect(planned).toBeGreaterThan(3);
  });

  it('is refused without a country, without a way out, and with hours that never come', () => {
    const parts = PARTS.find((each) => plan(each).accepted);
    if (parts === undefined || parts.system.state === 'unknown') throw new Error('nothing planned');
    const { system } = parts;
    const nowhere = withData('system', system, { ...system.data, timeZone: '', language: '' });
    const unsaid = { ...parts, system: nowhere, attestations: withData('attestations', parts.attestations, []) };
    expect(plan(unsaid)).toMatchObject({ accepted: false, refusal: { kind: 'asked' } });
    const closed = { ...parts, outboundRoutes: withData('outboundRoutes', parts.outboundRoutes, []) };
    expect(plan(closed)).toMatchObject({ accepted: false, refusal: { kind: 'nothing-to-do' } });
    const never = { ...rulesOf(parts, { rules: null, past: null }), hours: { days: [], from: '08:00', to: '09:00' } };
    expect(brakeSpending.plan(parts, { rules: never, past: null }, { ...PERSON, networks: [] })).toMatchObject({
      accepted: false,
      refusal: { kind: 'asked' },
    });
  });
});

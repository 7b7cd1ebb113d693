import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../sites/checklist/actions/action.ts';
import { isolatePbxChoices } from '../../../sites/checklist/actions/choices/isolate-pbx.ts';
import { emergencyNumbers, isolatePbx, type Keeps } from '../../../sites/checklist/actions/isolate-pbx.ts';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { simulate, withData } from '../../../sites/checklist/actions/simulate.ts';
import { holds } from '../../../sites/checklist/actions/space.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { COUNTRIES } from '../../../sites/checklist/dialling/countries.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { addressText, networksOf, parseAddress } from '../../../sites/checklist/reach/networks.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../../sites/sandbox/index.ts';
import { partsWith } from '../../support/facts.ts';
import { RUNS } from './random.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);
const NOON = new Date('2026-11-20T12:00:00Z');
const PARTS = new Map(SCENARIO_NAMES.map((name) => [name, factsOf(SCENARIOS[name](NOON), 'http://pbx', NOON).parts]));
function partsOf(name: ScenarioName): Parts {
  const parts = PARTS.get(name);
  if (parts === undefined) throw new Error(name);
  return parts;
}
const PERSON: Asker = { address: '192.168.10.50', seen: 'direct', networks: [] };
const breached = partsOf('breached-2024');

function planFor(parts: Parts, asker: Asker = PERSON, keeps: Keeps = 'emergency'): Plan {
  const planned = isolatePbx.plan(parts, { keeps }, asker);
  if (!planned.accepted) throw new Error(planned.refusal.kind);
  return planned.plan;
}
const refusalOf = (parts: Parts, asker: Asker) => {
  const planned = isolatePbx.plan(parts, { keeps: 'emergency' }, asker);
  return planned.accepted ? 'accepted' : planned.refusal.kind;
};
function sealIn({ steps }: Plan) {
  const [seal] = steps;
  if (seal?.kind !== 'isolation.on') throw new Error('closed first');
  return seal;
}
const numbersIn = ({ steps }: Plan) => steps.flatMap((step) => (step.kind === 'calls.stop' ? step.numbers : []));

describe('shutting everybody else out', () => {
  it('closes first, then stops calls, then ends what goes on; and all that can be is taken back', () => {
    const { steps, undo, confirm, parts } = planFor(breached);
    expect(steps.map(({ kind }) => kind)).toEqual(['isolation.on', 'calls.stop', 'calls.end', 'sessions.end']);
    expect(undo).toEqual([
      { kind: 'setting', key: 'SecurityChecklistIsolation' },
      { kind: 'setting', key: 'SecurityChecklistCallsStop' },
    ]);
    expect(confirm).toEqual({ seconds: 300, because: 'reach' });
    // On a night when everything changes, a plan is not stale for what it does not rest on.
    expect(parts).toEqual(['ports']);
  });

  it('lets in the address of the person alone, and all services of the PBX are closed', () => {
    const seal = sealIn(planFor(breached, { ...PERSON, address: '203.0.113.77' }));
    expect(seal.networks).toEqual(['203.0.113.77']);
    if (breached.ports.state === 'unknown') throw new Error('known');
    const { web, webTls, ssh, ami, sip } = breached.ports.data;
    expect(seal.services).toEqual(expect.arrayContaining([web, webTls, ssh, ami, sip]));
    const six = sealIn(planFor(breached, { ...PERSON, address: '2001:db8::7' }));
    expect(six.networks, 'over IPv6 also on a release whose rules are IPv4 only').toEqual(['2001:db8::7']);
  });

  it('keeps the phones in the house for emergencies, or none', () => {
    const parts = partsOf('hardened-2026');
    const kept = sealIn(planFor(parts, PERSON, 'emergency'));
    expect(kept.phones.length).toBeGreaterThan(0);
    expect(kept.signalling.length).toBeGreaterThan(0);
    const none = sealIn(planFor(parts, PERSON, 'nothing'));
    expect([none.phones, none.providers, none.signalling]).toEqual([[], [], []]);
  });

  it('says of each provider without an address that no emergency call goes over it', () => {
    const parts = partsWith({
      providers: [
        {
          ...{ id: 'SIP-1', name: 'Tele', kind: 'sip', registration: 'outbound', host: 'sip.example.com', hosts: [] },
          ...{ disabled: false, filterId: null, demo: false },
        },
      ],
    });
    const { warnings } = planFor(parts);
    expect(warnings.map(({ says }) => says.key)).toContain('actions.isolate.warn.provider');
    const { warnings: others } = planFor(parts, PERSON, 'nothing');
    expect(others.map(({ says }) => says.key)).not.toContain('actions.isolate.warn.provider');
  });

  it('says what it cannot close, always', () => {
    for (const name of SCENARIO_NAMES) {
      const planned = isolatePbx.plan(partsOf(name), { keeps: 'nothing' }, PERSON);
      if (!planned.accepted) continue;
      const said = planned.plan.warnings.map(({ says }) => says.key);
      expect(said).toEqual(
        expect.arrayContaining([
          'actions.isolate.warn.who',
          'actions.isolate.warn.began',
          'actions.isolate.warn.calls',
        ]),
      );
    }
  });

  it('is refused where it cannot be, with what the host can do', () => {
    const planned = isolatePbx.plan(partsOf('docker-bridge'), { keeps: 'emergency' }, PERSON);
    expect(planned.accepted ? '' : planned.refusal.kind).toBe('container');
    expect(planned.accepted || planned.refusal.kind !== 'container' ? [] : planned.refusal.commands).not.toEqual([]);
    expect(refusalOf(breached, { ...PERSON, seen: 'proxy' })).toBe('not-a-person');
    expect(refusalOf(breached, { ...PERSON, seen: 'proxy', signsIn: true })).toBe('accepted');
    expect(refusalOf(breached, { ...PERSON, seen: 'unknown' })).toBe('not-a-person');
    expect(refusalOf(breached, { ...PERSON, seen: 'gateway' })).toBe('name-network');
    expect(refusalOf(breached, { ...PERSON, networks: ['0.0.0.0/0'] })).toBe('too-wide');
    expect(refusalOf(breached, { ...PERSON, networks: ['everybody'] })).toBe('not-a-network');
  });

  it('changes nothing that facts know', () => {
    expect(simulate(breached, planFor(breached))).toEqual(breached);
  });

  it('opens with phones kept, from the address of the person', () => {
    const planned = isolatePbxChoices.suggested(partsOf('hardened-2026'), PERSON, '');
    expect(planned.accepted && sealIn(planned.plan).networks).toEqual(['192.168.10.50']);
    const choice = isolatePbxChoices.first(breached, PERSON);
    expect(choice.keeps).toBe('emergency');
    const named = isolatePbxChoices.plan(breached, { ...choice, from: '192.168.10.0/24' }, PERSON, '');
    expect(named.accepted && sealIn(named.plan).networks).toEqual(['192.168.10.0/24']);
  });
});

describe('emergency numbers', () => {
  it('are those of the country, digits only, and those that every mobile network knows', () => {
    const { system } = breached;
    if (system.state === 'unknown') throw new Error('known');
    const inZone = (timeZone: string) =>
      emergencyNumbers({ ...breached, system: withData('system', system, { ...system.data, timeZone, language: '' }) });
    expect(inZone('Europe/Berlin')).toEqual(expect.arrayContaining(['110', '112']));
    expect(inZone('Asia/Tokyo')).toEqual(expect.arrayContaining(['110', '119']));
    expect(inZone('Nowhere/Land')).toEqual(['112', '911']);
  });

  it('of every country fit into a plan', () => {
    for (const { id, emergency } of COUNTRIES) {
      expect(emergency.length, id).toBeLessThanOrEqual(30);
      for (const number of emergency) expect(number, id).toMatch(/^[0-9]{2,6}$/);
    }
  });
});

describe('whatever the PBX and whoever asks', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  const asker: fc.Arbitrary<Asker> = fc.record({
    address,
    seen: fc.constantFrom('direct', 'gateway', 'proxy', 'bridge', 'unknown'),
    networks: fc.array(fc.oneof(address, fc.constantFrom('192.168.0.0/16', '10.1.2.0/24', '0.0.0.0/0', 'x')), {
      maxLength: 3,
    }),
    signsIn: fc.boolean(),
  });

  it('never shuts out who asks, fits the contract, and lets in nobody who was not named', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SCENARIO_NAMES),
        asker,
        fc.constantFrom('emergency' as const, 'nothing' as const),
        (name, who, keeps) => {
          const planned = isolatePbx.plan(partsOf(name), { keeps }, who);
          if (!planned.accepted) return;
          const { plan } = planned;
          expect(fits(plan), JSON.stringify(fits.errors)).toBe(true);
          const seal = sealIn(plan);
          const [own, named] = [parseAddress(who.address), seal.networks.flatMap(networksOf)];
          expect(own !== null && holds(named, own)).toBe(true);
          const itself = own === null ? '' : addressText(own);
          const allowed = [itself, ...who.networks].flatMap(networksOf).map(({ cidr }) => cidr);
          expect(named.every(({ cidr }) => allowed.includes(cidr))).toBe(true);
          expect(numbersIn(plan).every((number) => /^[0-9]{2,6}$/.test(number))).toBe(true);
          expect(plan.confirm).not.toBeNull();
        },
      ),
      { numRuns: RUNS },
    );
  });
});

/** What holds of "fix all that is safe", whatever the PBX, its phones and whoever asks. */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { isIP } from 'node:net';
import { expect, it } from 'vitest';
import { fixSafeChoices } from '../../../sites/checklist/actions/choices/fix-safe.ts';
import { safeParts } from '../../../sites/checklist/actions/safe.ts';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { play, simulate } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { keep, putBack } from '../../../sites/checklist/actions/undo.ts';
import type { Parts, PartData } from '../../../sites/checklist/facts/types.ts';
import { known } from '../../support/facts.ts';
import { addressesOf, gateOf } from './outside.ts';
import { cases, inputOf, RUNS, type Case } from './random.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);

/** Phones at addresses at which this firewall changes its mind; half of the PBXs without programs behind the closed doors. */
const withPhones = cases.chain((one) =>
  fc
    .tuple(
      fc.boolean(),
      fc.uniqueArray(
        fc.constantFrom(...addressesOf(one.facts, one.ours).filter((text) => isIP(text) !== 0), '10.0.1.7'),
        {
          maxLength: 2,
        },
      ),
    )
    .map(([isAlone, addresses]) => {
      const devices = addresses.map((address, place): PartData['devices'][number] => ({
        account: String(201 + place),
        address,
        userAgent: 'Yealink SIP-T46U 108.86.0.20',
        transport: 'udp',
      }));
      const { ami, ari, modules } = one.facts;
      const programs = isAlone
        ? {
            ami: known({ enabled: false, users: [] }),
            ari: known({ enabled: false, users: [], origins: '' }),
            modules: known([]),
          }
        : { ami, ari, modules };
      return { ...one, facts: { ...one.facts, ...programs, devices: known(devices) }, addresses };
    }),
);

const bansOf = ({ fail2ban }: Parts) => (fail2ban.state === 'known' ? fail2ban.data : null);

/** The parts that are in, played one after the other. */
function oneByOne(facts: Parts, plans: readonly Plan[]): Parts {
  return plans.reduce(simulate, facts);
}

function expectNobodyLoses({ facts }: Case, after: Parts, addresses: readonly string[]): void {
  const { ports } = inputOf(facts);
  const [was, is] = [gateOf(facts), gateOf(after)];
  const lost = addresses.flatMap((address) =>
    (
      [
        ['udp', ports.sip],
        ['tcp', ports.sip],
        ['tcp', ports.sipTls],
        ['udp', ports.rtpFrom],
        ['tcp', ports.webTls],
      ] as const
    )
      .filter(([protocol, port]) => was(address, protocol, port) && !is(address, protocol, port))
      .map(([protocol, port]) => `${address} ${protocol} ${port}`),
  );
  expect(lost).toEqual([]);
}

it(
  `${RUNS} PBXs: one plan does what its parts do, takes nothing from phones that are seen, and can be undone`,
  { timeout: 3_600_000 },
  () => {
    let accepted = 0;
    let several = 0;
    let harming = 0;
    fc.assert(
      fc.property(withPhones, fc.boolean(), (one, isPart) => {
        const person = { address: one.asker.address, seen: one.asker.seen };
        const all = safeParts(one.facts, person, [], 'Own');
        harming += all.some(({ kind }) => kind === 'harms') ? 1 : 0;
        const [first] = all;
        const without = isPart && first !== undefined ? [first.action] : [];
        const parts = without.length === 0 ? all : safeParts(one.facts, person, without, 'Own');
        const planned = fixSafeChoices.plan(one.facts, { ours: null, from: null, without }, person, 'Own');
        const plans = parts.flatMap((part) => (part.kind === 'safe' && part.isIn ? [part.plan] : []));
        expect(planned.accepted).toBe(plans.length > 0);
        if (!planned.accepted) return;
        accepted++;
        several += plans.length > 1 ? 1 : 0;
        const { plan } = planned;
        expect(fits(plan), JSON.stringify(fits.errors)).toBe(true);
        expect(plan.steps).toHaveLength(plans.reduce((sum, { steps }) => sum + steps.length, 0));
        const { facts: after, made } = play(one.facts, plan);
        const then = oneByOne(one.facts, plans);
        expect(inputOf(after).firewall).toEqual(inputOf(then).firewall);
        expect(bansOf(after)).toEqual(bansOf(then));
        if (plan.confirm?.because === 'reach') expectNobodyLoses(one, after, one.addresses);
        const back = putBack(after, keep(one.facts, plan.undo), made);
        expect(inputOf(back).firewall).toEqual(inputOf(one.facts).firewall);
        expect(bansOf(back)).toEqual(bansOf(one.facts));
      }),
      { numRuns: RUNS },
    );
    // The property speaks of something; of what is rare, where there are hundreds.
    expect(accepted).toBeGreaterThan(RUNS / 10);
    expect(several).toBeGreaterThanOrEqual(Math.floor(RUNS / 200));
    expect(harming).toBeGreaterThanOrEqual(Math.floor(RUNS / 200));
  },
);

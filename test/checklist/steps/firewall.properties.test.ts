/** What holds of the printed steps, whatever the firewall, its providers and phones, and whoever follows them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import type { Check, Outcome } from '../../../sites/checklist/check.ts';
import { check as firewallEnabled } from '../../../sites/checklist/checks/firewall-enabled.ts';
import { check as trustedSubnets } from '../../../sites/checklist/checks/firewall-trusted-subnets.ts';
import { check as webClosed } from '../../../sites/checklist/checks/web-cti-closed.ts';
import type { PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { follow } from '../../../sites/checklist/steps/play.ts';
import type { Step } from '../../../sites/checklist/steps/step.ts';
import { speakIn } from '../../../sites/cli/language.ts';
import { CLEAN, known, NOW } from '../../support/facts.ts';
import { cases, inputOf, RUNS as ALL } from '../actions/random.ts';
import { harmOf, readAgain } from './harm.ts';

const interfaces = fc.constantFrom<PartData['network']['interfaces']>(
  [{ name: 'eth0', addresses: ['192.168.1.2/24'], internet: true, vpn: false }],
  [
    { name: 'eth0', addresses: ['8.8.1.3/24'], internet: true, vpn: false },
    { name: 'eth1', addresses: ['10.0.1.1/24', 'fd00:1::1/64'], internet: false, vpn: false },
    { name: 'wg0', addresses: ['10.0.2.1/24'], internet: false, vpn: true },
  ],
  [{ name: 'eth0', addresses: ['8.8.1.3/32', '2a00:1450::5/64'], internet: true, vpn: false }],
);
const phone = fc.record({
  account: fc.constantFrom('201', '202', '203-WS'),
  address: fc.constantFrom('192.168.1.44', '10.0.1.7', '8.8.2.2', '10.0.0.3', '9.9.9.9:5062'),
  userAgent: fc.constantFrom('Yealink T46', 'friendly-scanner', 'Linphone'),
});
const host = fc.constantFrom('8.8.0.4', '8.8.2.9', 'sip.example', '');

const situations = fc
  .record({ made: cases, interfaces, devices: fc.array(phone, { maxLength: 3 }), host, person: fc.nat(3) })
  // A rule without a row is saved by hand first: nobody can play that from here.
  .filter(({ made }) => inputOf(made.facts).firewall.rules.every(({ id }) => id !== ''))
  .map(({ made, interfaces: some, devices, host: own, person }) => {
    const { providers } = made.facts;
    const facts: Parts = {
      ...made.facts,
      network: known({ ...CLEAN.network, interfaces: some }),
      devices: known(devices),
      providers:
        providers.state === 'unknown' ? providers : known(providers.data.map((one) => ({ ...one, host: own }))),
    };
    return { facts, person: ['192.168.1.44', '10.0.1.20', '10.0.2.9', '203.0.113.77'][person] ?? '' };
  });

function judge(check: Check, facts: Parts): Outcome {
  const { release } = inputOf(facts).system;
  return check.judge(facts, {
    now: Date.parse(NOW),
    release: parseRelease(release),
    attested: attestationLookup([], null),
  });
}

/** Problems that stay although the steps did not say that they would. */
function leftOf(after: Outcome, steps: readonly Step[]): readonly string[] {
  if (after.verdict !== 'fail') return [];
  const said = new Set(steps.map(({ says }) => says.key));
  // Low ones ask whose network it is.
  return after.findings
    .filter(({ severity }) => severity !== 'low')
    .map(({ id }) => id)
    .filter((id) => !(said.has('steps.ipv6') && (id === 'ipv6-unmanaged' || id === 'see:firewall-trusted-subnets')));
}

/** For people who read a failure. */
function told(facts: Parts, steps: readonly Step[]): string {
  const { system, firewall } = inputOf(facts);
  const rules = firewall.rules.map(({ permit, services, neverBlock }) => {
    const open = services.filter(({ allow }) => allow).map(({ category }) => category);
    return `${permit}${neverBlock ? ' (never block)' : ''}: ${open.join(' ')}`;
  });
  const { speak } = speakIn('en');
  return [system.release, firewall.enabled ? 'on' : 'off', ...rules, ...steps.map(({ says }) => speak(says))].join(
    '\n',
  );
}

/** Each is followed step by step, so fewer do. */
const RUNS = ALL / 10;

const CHECKS: readonly Check[] = [firewallEnabled, trustedSubnets, webClosed];

describe.each(CHECKS.map((check) => [check.id, check] as const))('%s', (_, check) => {
  it(`${RUNS} firewalls: no step shuts out the person, a phone or a provider, and all of them make it pass`, () => {
    let failed = 0;
    fc.assert(
      fc.property(situations, ({ facts, person }) => {
        const before = judge(check, facts);
        if (before.verdict !== 'fail') return;
        failed++;
        const steps = before.steps ?? [];
        expect(steps.length).toBeGreaterThan(0);
        if (inputOf(facts).system.container.kind !== 'none') return;
        const [network = null] = networksOf(person);
        const after = judge(check, readAgain(follow(facts, steps, { network })));
        expect({ harm: harmOf(facts, steps, person), left: leftOf(after, steps) }, told(facts, steps)).toEqual({
          harm: [],
          left: [],
        });
      }),
      { numRuns: RUNS },
    );
    expect(failed).toBeGreaterThan(RUNS / 50);
  }, 3_600_000);
});

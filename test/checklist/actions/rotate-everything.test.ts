import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Asker } from '../../../sites/checklist/actions/action.ts';
import { rotateEverythingChoices } from '../../../sites/checklist/actions/choices/rotate-everything.ts';
import { simulateLimits } from '../../../sites/checklist/actions/limiting/limited.ts';
import { simulateRenewal } from '../../../sites/checklist/actions/renewing/renewed.ts';
import {
  EVERYTHING,
  everythingParts,
  rotateEverything,
  type RotateEverythingOptions,
} from '../../../sites/checklist/actions/rotate-everything.ts';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { withData } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan, Step } from '../../../sites/checklist/actions/types.ts';
import { undoOf } from '../../../sites/checklist/actions/undo.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type Pbx, type ScenarioName } from '../../../sites/sandbox/index.ts';
import { patchMarkers } from '../../../sites/sandbox/scenarios/base.ts';
import { RUNS } from './random.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);
const NOON = new Date('2026-11-20T12:00:00Z');
const PERSON: Asker = { address: '192.168.10.50', seen: 'direct', networks: [] };
const ALL: RotateEverythingOptions = { without: [], known: [], kept: [], unspared: [] };
const speak = speaker(LOCALES.en);
const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00+00:00`;
const said = (subject: string, hour: number) => ({
  item: 'break-in',
  subject,
  answer: 'yes',
  note: '',
  by: 'anna',
  at: at(hour),
  expiresAt: '2036-11-01T00:00:00+00:00',
});
const KEYS = [
  'AAAAC3NzaC1lZDI1NTE5AAAAIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB',
  'AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC',
].map((blob, place) => ({ type: 'ssh-ed25519', blob, comment: `key ${place}` }));
/** Strangers were inside, and by ten o'clock nobody else gets in. */
const broken = (name: ScenarioName): Pbx => ({
  ...SCENARIOS[name](NOON),
  patchMarkers: patchMarkers('fixed'),
  authorizedKeys: KEYS,
  attestations: [said('begun', 8), said('closed', 10)],
});
const partsOf = (pbx: Pbx): Parts => factsOf(pbx, 'http://pbx', NOON).parts;
const old = partsOf(broken('breached-2024'));
const newer = partsOf(broken('hardened-2026'));

function planFor(parts: Parts, options: Partial<RotateEverythingOptions> = {}): Plan {
  const planned = rotateEverything.plan(parts, { ...ALL, ...options }, PERSON);
  if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
  return planned.plan;
}
const kindsIn = ({ steps }: Plan) => [...new Set(steps.map(({ kind }) => kind))];
const printsIn = (parts: Parts) =>
  parts.ssh.state === 'known' ? parts.ssh.data.authorizedKeys.map(({ fingerprint }) => fingerprint) : [];
const keyIdsIn = (parts: Parts) => (parts.apiKeys.state === 'known' ? parts.apiKeys.data.map(({ id }) => id) : []);
const warningsIn = (plan: Plan) => plan.warnings.map(({ id }) => id);

describe('everything at once', () => {
  it('is one plan, in which sessions end last', () => {
    expect(kindsIn(planFor(newer))).toEqual(
      expect.arrayContaining(['account.secret', 'api-key.limit', 'ssh.remove-keys', 'passkeys.end', 'sessions.end']),
    );
    expect(planFor(newer).steps.at(-1)?.kind).toBe('sessions.end');
    expect(planFor(newer).confirm).toBeNull();
  });

  it('has neither keys of the API nor passkeys on 2024', () => {
    expect(kindsIn(planFor(old))).not.toEqual(expect.arrayContaining(['api-key.limit']));
    expect(kindsIn(planFor(old))).not.toContain('passkeys.end');
    expect(kindsIn(planFor(old))).toEqual(
      expect.arrayContaining(['account.secret', 'ssh.remove-keys', 'sessions.end']),
    );
  });

  it('is never made before the hole is closed, and before nobody else gets in', () => {
    const whyNot = (pbx: Pbx) => {
      const planned = rotateEverything.plan(partsOf(pbx), ALL, PERSON);
      return planned.accepted || planned.refusal.kind !== 'own-words' ? 'accepted' : speak(planned.refusal.said.says);
    };
    expect(
      whyNot({ ...broken('breached-2024'), patchMarkers: SCENARIOS['breached-2024'](NOON).patchMarkers }),
    ).toContain('the hole of 2024.1.114 is open');
    expect(whyNot({ ...broken('breached-2024'), attestations: [said('begun', 8)] })).toContain('step 1');
    // What was said of an earlier break-in is about that one.
    expect(whyNot({ ...broken('hardened-2026'), attestations: [said('closed', 7), said('begun', 8)] })).toContain(
      'step 1',
    );
  });

  it('leaves what a person knows, and says what that means', () => {
    const [first = '', second = ''] = printsIn(newer);
    const removed = (plan: Plan) =>
      plan.steps.flatMap((step) => (step.kind === 'ssh.remove-keys' ? step.fingerprints : []));
    expect(removed(planFor(newer))).toEqual([first, second]);
    expect(removed(planFor(newer, { known: [first] }))).toEqual([second]);
    expect(kindsIn(planFor(newer, { known: [first, second] }))).not.toContain('ssh.remove-keys');
    expect(keyIdsIn(newer)).not.toEqual([]);
    expect(kindsIn(planFor(newer, { kept: keyIdsIn(newer) }))).not.toContain('api-key.limit');
    const [kept] = everythingParts(newer, { ...ALL, known: [first, second] }, PERSON).filter(
      ({ id }) => id === 'ssh-keys',
    );
    expect(kept?.kind).toBe('kept');
  });

  it('says where nobody gets in over SSH any more', () => {
    const closed = {
      ...newer,
      ssh: withData(
        'ssh',
        newer.ssh,
        newer.ssh.state === 'known' ? { ...newer.ssh.data, passwordLogins: false } : null,
      ),
    };
    expect(warningsIn(planFor(closed))).toContain('no-ssh');
    expect(warningsIn(planFor(closed, { known: printsIn(closed).slice(0, 1) }))).not.toContain('no-ssh');
  });

  it('changes nothing twice that was changed since it was closed', () => {
    const pbx = broken('breached-2024');
    const { rotation } = partsOf(pbx);
    const owners = rotation.state === 'known' ? rotation.data.secrets.map(({ owner }) => owner) : [];
    const changed = (hour: number): Pbx => ({
      ...pbx,
      rotation: { ...pbx.rotation, changedAt: Object.fromEntries(owners.map((owner) => [owner, at(hour)])) },
    });
    expect(kindsIn(planFor(partsOf(changed(9))))).toContain('account.secret');
    expect(kindsIn(planFor(partsOf(changed(11))))).toEqual(['ssh.remove-keys', 'sessions.end']);
  });

  it('goes on without what could not be read, and says so', () => {
    const { readAt, source } = newer.devices;
    const blind: Parts = { ...newer, devices: { state: 'unknown', readAt, source, reason: 'failed' } };
    expect(kindsIn(planFor(blind))).not.toContain('account.secret');
    expect(kindsIn(planFor(blind))).toContain('sessions.end');
    expect(warningsIn(planFor(blind))).toContain('left:extensions');
  });

  it('fits into one plan, however many there are', () => {
    const { accounts } = old;
    if (accounts.state === 'unknown') throw new Error('accounts');
    const [one] = accounts.data;
    if (one === undefined) throw new Error('nobody');
    const many = Array.from({ length: 3000 }, (_, place) => ({ ...one, number: String(20_000 + place) }));
    const plan = planFor({ ...old, accounts: withData('accounts', accounts, many) });
    expect(plan.steps).toHaveLength(2000);
    expect(plan.steps.at(-1)?.kind).toBe('sessions.end');
    expect(warningsIn(plan)).toContain('portion');
  });

  it('opens with all of it, and is refused without any of it', () => {
    const first = rotateEverythingChoices.first(newer, PERSON);
    expect(rotateEverythingChoices.plan(newer, first, PERSON, '').accepted).toBe(true);
    const nothing = rotateEverythingChoices.plan(newer, { ...first, without: EVERYTHING }, PERSON, '');
    expect(nothing.accepted ? '' : nothing.refusal.kind).toBe('nothing-to-do');
  });
});

describe('everything at once, whatever the PBX and the choice', () => {
  /** That may stand beside what renews secrets, as root has it. */
  const BESIDE: ReadonlySet<Step['kind']> = new Set([
    ...(['fail2ban.patch', 'fail2ban.unban', 'account.secret', 'ami.secret', 'ari.secret'] as const),
    ...(['api-key.limit', 'ssh.remove-keys', 'passkeys.end', 'sessions.end'] as const),
  ]);
  // Of ten thousand extensions one plan takes its time, and changes a part of them: above.
  const FEW = 500;
  const worlds = new Map(
    SCENARIO_NAMES.map((name) => [name, partsOf(broken(name))] as const).filter(
      ([, { accounts }]) => accounts.state === 'unknown' || accounts.data.length <= FEW,
    ),
  );
  const choices = fc.record({
    name: fc.constantFrom(...worlds.keys()),
    without: fc.subarray([...EVERYTHING]),
    known: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it('is a plan that root plays, keeps what is known, undoes what it can, and leaves nothing to do of what is in it', () => {
    fc.assert(
      fc.property(choices, ({ name, without, known }) => {
        const parts = worlds.get(name) ?? newer;
        const some = <T>(all: readonly T[]) => all.slice(0, Math.round(known * all.length));
        const options = { ...ALL, without, known: some(printsIn(parts)), kept: some(keyIdsIn(parts)) };
        const planned = rotateEverything.plan(parts, options, PERSON);
        if (!planned.accepted) return;
        const { plan } = planned;
        expect(fits(plan), JSON.stringify(fits.errors)).toBe(true);
        expect(plan.steps.filter(({ kind }) => !BESIDE.has(kind))).toEqual([]);
        expect(plan.undo).toEqual(undoOf(plan.steps, plan.release));
        expect(new Set(plan.steps.map((step) => JSON.stringify(step))).size).toBe(plan.steps.length);
        // The later list of whom nobody bans holds all of the earlier one.
        const lists = plan.steps.flatMap((step) => (step.kind === 'fail2ban.patch' ? [step.whitelist ?? []] : []));
        lists.forEach((list, place) => {
          for (const earlier of lists.slice(0, place)) expect(list).toEqual(expect.arrayContaining([...earlier]));
        });
        const then = simulateLimits(simulateRenewal(parts, plan), plan);
        expect(printsIn(then)).toEqual(expect.arrayContaining(options.known));
        const left = everythingParts(then, { ...options, without: [] }, PERSON).filter(
          ({ id, kind }) => kind === 'planned' && !without.includes(id) && id !== 'passkeys' && id !== 'sessions',
        );
        expect(left.map(({ id }) => id)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

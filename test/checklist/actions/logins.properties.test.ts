/**
 * What holds of every plan about the logins of the PBX itself, whatever it is: only what was named, the typed password nowhere,
 * confirmed, twice is once, the way back covers it, nobody's only way in ends, and every refusal is true.
 */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Asker, Planned } from '../../../sites/checklist/actions/action.ts';
import { changeSshPassword } from '../../../sites/checklist/actions/change-ssh-password.ts';
import { changeWebPassword } from '../../../sites/checklist/actions/change-web-password.ts';
import { CONSOLE_WORDS } from '../../../sites/checklist/actions/console-words.ts';
import { SECRET_CHOICES } from '../../../sites/checklist/actions/offered.ts';
import { simulateRenewal } from '../../../sites/checklist/actions/renewing/renewed.ts';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { sshKeysOnly } from '../../../sites/checklist/actions/ssh-keys-only.ts';
import type { Plan, Step } from '../../../sites/checklist/actions/types.ts';
import { keep, putBack } from '../../../sites/checklist/actions/undo.ts';
import { digestOfParts } from '../../../sites/checklist/facts/digest.ts';
import type { Login, PartData, PartName, Parts } from '../../../sites/checklist/facts/types.ts';
import { factsOf, SCENARIOS } from '../../../sites/sandbox/index.ts';
import { RUNS } from './random.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);
const NOW = new Date('2026-11-20T10:00:00Z');
const HOUR = 3_600_000;
const WORLDS = ['factory-2026', 'breached-2024', 'docker-bridge'].map((name) => {
  const scenario = Object.entries(SCENARIOS).find(([id]) => id === name)?.[1];
  if (scenario === undefined) throw new Error(name);
  return factsOf(scenario(NOW), 'http://pbx', NOW).parts;
});
const dataOf = <N extends PartName>(parts: Parts, name: N): PartData[N] => {
  const part = parts[name];
  if (part.state === 'unknown') throw new Error(`${name} is made known`);
  return part.data;
};

const text = fc.string({ maxLength: 30, unit: 'grapheme' });
const guess: fc.Arbitrary<Login['guess']> = fc.oneof(
  fc.constant({ state: 'not-run' as const }),
  fc.record({ state: fc.constant('no-match' as const), tried: fc.nat(1000) }),
  fc.record({
    state: fc.constant('match' as const),
    which: fc.constantFrom('default', 'login', 'instance-id', 'common'),
  }),
);
const login: fc.Arbitrary<Login> = fc.record({
  login: text,
  storage: fc.constantFrom('plain', 'bcrypt', 'sha512', 'md5', 'unknown'),
  guess,
  features: fc.constant(null),
  proven: fc.constant(null),
});
const key = fc.record({
  type: fc.constantFrom('ssh-rsa', 'ssh-ed25519'),
  comment: text,
  fingerprint: fc.constantFrom('SHA256:a', 'SHA256:b', 'SHA256:c'),
});
const used = fc.record({
  fingerprint: fc.constantFrom('SHA256:a', 'SHA256:b', 'SHA256:c', 'SHA256:gone'),
  last: fc.integer({ min: -3 * HOUR, max: HOUR / 60 }).map((ago) => new Date(NOW.getTime() + ago).toISOString()),
});
const asker: fc.Arbitrary<Asker> = fc.oneof(
  fc.constant<Asker>({ address: '192.168.1.9', seen: 'direct', networks: [] }),
  fc.record(
    {
      address: fc.constantFrom('192.168.1.9', '203.0.113.4', '2001:db8::4', '127.0.0.1', '::1', 'nobody', ''),
      seen: fc.constantFrom('direct', 'gateway', 'proxy', 'bridge', 'unknown'),
      networks: fc.constantFrom([], ['192.168.1.0/24']),
      signsIn: fc.boolean(),
    },
    { requiredKeys: ['address', 'seen', 'networks'] },
  ),
);

interface World {
  readonly parts: Parts;
  readonly asker: Asker;
  readonly typed: string;
  readonly fits: boolean;
  readonly also: boolean;
  readonly confirmSeconds: number | undefined;
}

const unknownAs = (parts: Parts, lost: readonly PartName[]): Parts => {
  const missing = lost.map((name) => {
    const { readAt, source } = parts[name];
    return [name, { state: 'unknown', readAt, source, reason: 'failed' }] as const;
  });
  return { ...parts, ...Object.fromEntries(missing) };
};

const world: fc.Arbitrary<World> = fc
  .record({
    base: fc.constantFrom(...WORLDS),
    web: login,
    ssh: fc.record({
      passwordLogins: fc.boolean(),
      password: fc.option(login),
      authorizedKeys: fc.uniqueArray(key, { maxLength: 3, selector: ({ fingerprint }) => fingerprint }),
    }),
    sshKeys: fc.option(fc.array(used, { maxLength: 4 }), { nil: undefined }),
    lost: fc.oneof(
      { weight: 4, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.subarray(['ssh', 'webLogin', 'signIns', 'ports', 'system'] as const) },
    ),
    asker,
    typed: fc.oneof(
      text,
      fc.constantFrom('', ...CONSOLE_WORDS, ` ${CONSOLE_WORDS[0]} `, CONSOLE_WORDS[0].toLowerCase()),
    ),
    fits: fc.boolean(),
    also: fc.boolean(),
    confirmSeconds: fc.option(fc.oneof(fc.integer(), fc.double()), { nil: undefined }),
  })
  .map(({ base, web, ssh, sshKeys, lost, ...others }) => {
    const known = <N extends PartName>(name: N, data: PartData[N]) => ({
      ...base[name],
      state: 'known' as const,
      digest: 'd',
      data,
    });
    const signIns = { web: { unknown: 'failed' as const }, ssh: { unknown: 'failed' as const } };
    const parts: Parts = {
      ...base,
      webLogin: known('webLogin', web),
      ssh: known('ssh', ssh),
      signIns: known('signIns', sshKeys === undefined ? signIns : { ...signIns, sshKeys }),
    };
    return { parts: unknownAs(parts, lost), ...others };
  });

const ids = ['change-web-password', 'change-ssh-password', 'ssh-keys-only'] as const;
type Id = (typeof ids)[number];

function planFor(id: Id, { parts, asker: who, typed, fits: isFit, also, confirmSeconds }: World): Planned {
  const seconds = confirmSeconds === undefined ? {} : { confirmSeconds };
  switch (id) {
    case 'change-web-password':
      return changeWebPassword.plan(parts, { fits: isFit, also, ...seconds }, who);
    case 'change-ssh-password':
      return changeSshPassword.plan(parts, { fits: isFit, also, ...seconds }, who);
    case 'ssh-keys-only':
      return sshKeysOnly.plan(parts, { console: typed, ...seconds }, who);
  }
}

/** Somebody has signed in within the last hour with a key that is there. */
function hasUsedKey({ parts }: World): boolean {
  const { ssh, signIns } = parts;
  if (ssh.state === 'unknown' || signIns.state === 'unknown') return false;
  const there = ssh.data.authorizedKeys.map(({ fingerprint }) => fingerprint);
  return (signIns.data.sshKeys ?? []).some(
    ({ fingerprint, last }) => there.includes(fingerprint) && NOW.getTime() - Date.parse(last) <= HOUR,
  );
}

const isFactory = (one: Login | null) => one?.guess.state === 'match' && one.guess.which === 'default';

function expectTrue(id: Id, planned: Extract<Planned, { accepted: false }>, one: World): void {
  const { refusal } = planned;
  const { parts } = one;
  switch (refusal.kind) {
    case 'unknown':
      expect(refusal.missing.length).toBeGreaterThan(0);
      for (const { part } of refusal.missing) expect(parts[part].state).toBe('unknown');
      return;
    case 'bad-address':
      expect(isIP(one.asker.address)).toBe(0);
      return;
    case 'not-a-person': {
      const { container } = dataOf(parts, 'system');
      const isDirect = one.asker.seen === 'direct' || one.asker.seen === 'gateway';
      const isLocal = ['127.0.0.1', '::1'].includes(one.asker.address);
      const isBridged = container.kind === 'docker' && container.network !== 'host';
      expect(!isDirect || isLocal || isBridged).toBe(true);
      return;
    }
    case 'asked':
      if (id === 'ssh-keys-only')
        expect([hasUsedKey(one), CONSOLE_WORDS.some((words) => words === one.typed.trim())]).toEqual([false, false]);
      else expect(one.fits).toBe(false);
      return;
    case 'own-words':
      expect([id, dataOf(parts, 'ssh').passwordLogins]).toEqual(['change-ssh-password', false]);
      return;
    case 'nothing-to-do':
      expect([id, dataOf(parts, 'ssh').passwordLogins]).toEqual(['ssh-keys-only', false]);
      return;
    default:
      throw new Error(`refused as ${refusal.kind}`);
  }
}

const whichOf = (steps: readonly Step[]) =>
  steps.map((step) => (step.kind === 'login.password' ? step.which : step.kind));

function expectOnlyNamed(id: Id, { steps }: Plan, one: World): void {
  if (id === 'ssh-keys-only') {
    expect(steps).toEqual([
      expect.objectContaining({
        kind: 'ssh.keys-only',
        enabled: true,
        console: hasUsedKey(one) ? '' : one.typed.trim(),
      }),
    ]);
    return;
  }
  const [which, other] = id === 'change-web-password' ? (['web', 'ssh'] as const) : (['ssh', 'web'] as const);
  const { ssh, webLogin } = one.parts;
  const isThere =
    other === 'web'
      ? webLogin.state === 'known'
      : ssh.state === 'known' && ssh.data.passwordLogins && ssh.data.password !== null;
  expect(whichOf(steps)).toEqual(one.also && isThere ? [which, other] : [which]);
  for (const step of steps) expect(step).toMatchObject({ password: { $typed: true } });
}

function expectAllGetIn(before: Parts, after: Parts, plan: Plan, one: World): void {
  if (before.ssh.state === 'unknown') return;
  const [was, is] = [before.ssh.data, dataOf(after, 'ssh')];
  expect(is.authorizedKeys).toBe(was.authorizedKeys);
  const closes = plan.action === 'ssh-keys-only';
  expect(is.passwordLogins).toBe(was.passwordLogins && !closes);
  if (closes) expect(hasUsedKey(one) || CONSOLE_WORDS.some((words) => words === one.typed.trim())).toBe(true);
  if (!closes && whichOf(plan.steps).includes('ssh')) expect(is.passwordLogins).toBe(true);
}

describe.each(ids)('%s', (id) => {
  it('holds whatever the PBX is', () => {
    let accepted = 0;
    fc.assert(
      fc.property(world, (one) => {
        const planned = planFor(id, one);
        if (!planned.accepted) {
          expectTrue(id, planned, one);
          return;
        }
        accepted++;
        const { plan } = planned;
        const { parts } = one;
        expect(fits(JSON.parse(JSON.stringify(plan))), JSON.stringify(fits.errors)).toBe(true);
        expectOnlyNamed(id, plan, one);
        expect(plan.action).toBe(id);
        expect(plan.confirm?.because).toBe('login');
        expect(plan.confirm?.seconds).toBeGreaterThanOrEqual(60);
        expect(plan.confirm?.seconds).toBeLessThanOrEqual(3600);
        expect(plan.parts).toEqual(['ports']);
        expect(plan.factsDigest).toBe(digestOfParts(parts, ['ports']));
        expect(plan.undo).toEqual(
          plan.steps.map((step) =>
            step.kind === 'login.password'
              ? { kind: 'login', which: step.which }
              : { kind: 'setting', key: 'SSHDisablePasswordLogins' },
          ),
        );
        expect([plan.reach, plan.affected, plan.stops]).toEqual([[], [], []]);

        const after = simulateRenewal(parts, plan);
        const changed = (Object.keys(parts) as PartName[]).filter((name) => after[name] !== parts[name]);
        const mayChange: readonly PartName[] = id === 'ssh-keys-only' ? ['ssh'] : ['webLogin', 'ssh', 'rotation'];
        expect(changed.filter((name) => !mayChange.includes(name))).toEqual([]);
        expectAllGetIn(parts, after, plan, one);
        // Twice is once.
        expect(simulateRenewal(after, plan)).toEqual(after);
        const again = planFor(id, { ...one, parts: after });
        if (id === 'ssh-keys-only')
          expect(again).toMatchObject({ accepted: false, refusal: { kind: 'nothing-to-do' } });
        else if (again.accepted) expect(whichOf(again.plan.steps)).toEqual(whichOf(plan.steps));
        else throw new Error(again.refusal.kind);
        // The way back: what opens SSH is as it was; passwords are in no facts.
        const back = putBack(after, keep(parts, plan.undo), new Map());
        if (parts.ssh.state === 'known') expect(dataOf(back, 'ssh').passwordLogins).toBe(parts.ssh.data.passwordLogins);
        if (id === 'ssh-keys-only')
          expect(back).toEqual({
            ...parts,
            ssh: { ...parts.ssh, digest: back.ssh.state === 'known' ? back.ssh.digest : '' },
          });
        // Whatever is copied elsewhere by Core is said.
        const told = plan.warnings.map(({ id: warning }) => warning);
        const other =
          id === 'change-web-password' ? (parts.ssh.state === 'known' ? parts.ssh.data.password : null) : null;
        if (
          id === 'change-web-password' &&
          plan.steps.length === 1 &&
          isFactory(other) &&
          dataOf(parts, 'ssh').passwordLogins
        )
          expect(told).toContain('copied');
        if (whichOf(plan.steps).some((which) => which !== 'web')) expect(told).toContain('sessions');
      }),
      { numRuns: RUNS },
    );
    expect(accepted).toBeGreaterThan(RUNS / 50);
  });

  it('opens with what is suggested: both where the other one is known to everybody, and nothing typed', () => {
    fc.assert(
      fc.property(world, ({ parts, asker: { networks: _, ...person } }) => {
        const { first, possible } = {
          first: SECRET_CHOICES[id].first(parts, person),
          possible: SECRET_CHOICES[id].possible(parts, person),
        };
        expect(JSON.stringify(first)).not.toMatch(/"(?:typed|console)":"[^"]/);
        if (possible.accepted || possible.refusal.kind !== 'asked') return;
        throw new Error('it waits for more than a word');
      }),
      { numRuns: RUNS / 4 },
    );
  });
});

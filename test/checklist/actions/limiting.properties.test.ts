/**
 * What holds of every plan that limits programs, whatever the PBX: nobody gets in who did not, no program loses its place unnamed, no rule changes but a new one for
 * the PBX itself, the item is not worse afterwards, the way back covers all; and every refusal is true.
 */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { LIMIT_CHOICES } from '../../../sites/checklist/actions/offered.ts';
import { limitableKeys, type Rights } from '../../../sites/checklist/actions/limiting/keys.ts';
import { playLimits, simulateLimits } from '../../../sites/checklist/actions/limiting/limited.ts';
import { narrowRules } from '../../../sites/checklist/actions/limiting/narrow-rules.ts';
import { limitablesIn } from '../../../sites/checklist/actions/limiting/programs.ts';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import type { Plan } from '../../../sites/checklist/actions/types.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import type { PartData, PartName, Parts } from '../../../sites/checklist/facts/types.ts';
import { contains, networksOf, parseAddress } from '../../../sites/checklist/reach/networks.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { reachInputOf } from '../../../sites/checklist/actions/guard.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { factsWith, known, NOW, unknown } from '../../support/facts.ts';
import { RUNS } from './random.ts';
import { withSecrets, type WithSecrets } from './random-secrets.ts';

const speak = speaker(LOCALES.en);
const fits = new Ajv({ strict: false }).compile(PlanSchema);
const dataOf = <N extends PartName>(parts: Parts, name: N): PartData[N] => {
  const part = parts[name];
  if (part.state === 'unknown') throw new Error(`${name} is made known`);
  return part.data;
};

function judged(parts: Parts, id: string) {
  const checks = CHECKS.filter((check) => check.id === id);
  const [result] = audit({ ...factsWith(), parts }, { tool: { name: '', version: '' }, checks }).results;
  if (result === undefined) throw new Error(id);
  return result;
}

const wrong = (parts: Parts, id: string) => judged(parts, id).findings.filter(({ id: one }) => !one.startsWith('see:'));

/** The rest of the PBX is as it was; a new rule is of the PBX itself. */
function expectNothingElse(facts: Parts, after: Parts, plan: Plan, changed: readonly PartName[]): void {
  expect(fits(plan), JSON.stringify(fits.errors)).toBe(true);
  expect({ confirm: plan.confirm, stops: plan.stops }).toEqual({ confirm: null, stops: [] });
  for (const name of Object.keys(facts) as PartName[]) {
    if (!changed.includes(name)) expect(after[name], name).toBe(facts[name]);
  }
  if (!changed.includes('firewall') || after.firewall === facts.firewall) return;
  const [old, rules] = [dataOf(facts, 'firewall').rules, dataOf(after, 'firewall').rules];
  expect(rules.slice(old.length).map(({ permit, neverBlock }) => [permit, neverBlock])).toEqual([
    ['127.0.0.1/32', false],
  ]);
  // Rules for everybody move behind it.
  const placeless = (all: typeof old) => all.map((rule) => ({ ...rule, priority: 0 }));
  expect(placeless(rules.slice(0, old.length))).toEqual(placeless(old));
  // Nobody gets in or out by it.
  const [before, then] = [reachInputOf(facts), reachInputOf(after)];
  if (before === null || then === null) return;
  const reach = reachOf(then);
  for (const { id } of reachOf(before).services) {
    const networks = (of: typeof reach) =>
      of
        .exposure(id)
        .openings.map(({ network }) => network)
        .filter((network) => network !== '127.0.0.1/32')
        .sort();
    expect(networks(reach), id).toEqual(networks(reachOf(before)));
  }
}

const KEYS: PartData['apiKeys'] = [
  {
    id: '1',
    name: 'CRM',
    fullPermissions: true,
    noRights: false,
    networkFilter: false,
    filterId: null,
    createdAt: '2026-01-01T00:00:00+00:00',
    lastUsedAt: NOW,
  },
  {
    id: '2',
    name: 'old',
    fullPermissions: true,
    noRights: false,
    networkFilter: false,
    filterId: null,
    createdAt: '2025-01-01T00:00:00+00:00',
    lastUsedAt: null,
  },
  {
    id: '3',
    name: 'narrow',
    fullPermissions: false,
    noRights: false,
    networkFilter: false,
    filterId: null,
    createdAt: '2025-01-01T00:00:00+00:00',
    lastUsedAt: '2025-02-01T00:00:00+00:00',
  },
  {
    id: '4',
    name: 'gone',
    fullPermissions: true,
    noRights: false,
    networkFilter: true,
    filterId: '999',
    createdAt: null,
    lastUsedAt: null,
  },
  {
    id: '5',
    name: 'locked',
    fullPermissions: false,
    noRights: true,
    networkFilter: false,
    filterId: null,
    createdAt: '2025-01-01T00:00:00+00:00',
    lastUsedAt: null,
  },
  {
    id: 'odd',
    name: 'odd',
    fullPermissions: true,
    noRights: false,
    networkFilter: false,
    filterId: null,
    createdAt: '2025-01-01T00:00:00+00:00',
    lastUsedAt: null,
  },
];

interface WithLimits extends WithSecrets {
  readonly wishes: Readonly<Record<string, string>>;
  readonly rights: Readonly<Record<string, Rights>>;
  readonly origins: string | null;
}

/** Users in another case, Core's own, one that is gone; addresses that rules hold, and ones that none does. */
const seenAt = fc.record({
  last: fc.constantFrom(NOW, '2026-11-01T00:00:00+00:00'),
  count: fc.integer({ min: 1, max: 99 }),
});
const programs: fc.Arbitrary<NonNullable<PartData['signIns']['programs']>> = fc.record({
  since: fc.constantFrom(null, '2026-10-24T12:00:00+00:00', NOW),
  users: fc.uniqueArray(
    fc.record({
      user: fc.constantFrom('1CAMI', 'phpagi', 'local', 'cticlient', 'odd', 'gone'),
      pbx: fc.option(seenAt),
      addresses: fc.uniqueArray(
        seenAt.chain((at) =>
          fc
            .constantFrom('192.168.1.20', '192.168.1.200', '10.8.0.7', '8.8.8.8', '2001:db8::5', 'nonsense')
            .map((address) => ({ address, ...at })),
        ),
        { selector: ({ address }) => address, maxLength: 3 },
      ),
      complete: fc.boolean(),
    }),
    { selector: ({ user }) => user },
  ),
  complete: fc.boolean(),
});

/** Each user with the addresses that its new network does not hold. */
function shutOut(facts: Parts, plan: Plan, made: ReadonlyMap<string, string>, rules: PartData['firewall']['rules']) {
  const seen = facts.signIns.state === 'known' ? facts.signIns.data.programs : undefined;
  if ((seen?.since ?? null) === null || facts.system.state === 'unknown') return [];
  return plan.steps.flatMap((step) => {
    if (step.kind !== 'ami.network') return [];
    const name = dataOf(facts, 'ami').users.find(({ id }) => id === String(step.id))?.username ?? '';
    const filterId = typeof step.network === 'number' ? String(step.network) : made.get(step.network.$from);
    const permit = networksOf(rules.find(({ id }) => id === filterId)?.permit ?? '');
    const user = seen?.users.find((one) => one.user.toLowerCase() === name.toLowerCase());
    const all = [
      ...(user?.addresses ?? []).map(({ address }) => address),
      ...((user?.pbx ?? null) === null ? [] : ['127.0.0.1']),
    ];
    const lost = all.filter((text) => {
      const address = parseAddress(text);
      return address !== null && !permit.some((network) => contains(network, address));
    });
    return lost.map((address) => ({ name, address }));
  });
}

const withLimits: fc.Arbitrary<WithLimits> = fc
  .record({
    one: withSecrets,
    programs: fc.option(programs, { nil: undefined }),
    wish: fc.array(fc.constantFrom('', 'pbx', '1', '2', '3', '77'), { minLength: 5, maxLength: 5 }),
    some: fc.subarray(KEYS),
    rights: fc.array(fc.constantFrom<Rights>('stay', 'telephony', 'none'), { minLength: 6, maxLength: 6 }),
    origins: fc.constantFrom(
      null,
      'https://crm.example.com',
      'https://a.example http://192.168.1.2:8088/',
      '',
      '*',
      'crm',
    ),
    hasKeys: fc.boolean(),
  })
  .map(({ one, programs: seen, wish, some, rights, origins, hasKeys }) => ({
    ...one,
    facts: {
      ...one.facts,
      signIns:
        one.facts.signIns.state === 'known' && seen !== undefined
          ? known({ ...one.facts.signIns.data, programs: seen })
          : one.facts.signIns,
      apiKeys: hasKeys ? known(some) : unknown('not-supported'),
    },
    wishes: Object.fromEntries(['3', '4', '5', '6', 'odd'].map((id, place) => [id, wish[place] ?? ''])),
    rights: Object.fromEntries(KEYS.map(({ id }, place) => [id, rights[place] ?? 'stay'])),
    origins,
  }));

const person = ({ asker }: WithSecrets) => ({ address: asker.address, seen: 'direct' }) as const;
const isAddress = ({ asker }: WithSecrets) => isIP(asker.address.replace(/^::ffff:/, '')) !== 0;
const NONE = { ours: null, from: null } as const;

describe('limits of programs', () => {
  it('restrict-ami-ari', { timeout: 3_600_000 }, () => {
    let accepted = 0;
    let shut = 0;
    const kinds = new Set<string>();
    fc.assert(
      fc.property(withLimits, fc.boolean(), (one, isSuggested) => {
        const { facts, wishes, origins } = one;
        const choices = LIMIT_CHOICES['restrict-ami-ari'];
        const planned = isSuggested
          ? choices.suggested(facts, person(one), '')
          : choices.plan(facts, { ...NONE, networks: wishes, origins }, person(one), '');
        const open = facts.ami.state === 'known' ? limitablesIn(facts).filter(({ bar }) => bar === null) : [];
        if (!planned.accepted) {
          const { kind } = planned.refusal;
          kinds.add(kind);
          if (kind === 'bad-address') expect(isAddress(one)).toBe(false);
          else if (kind === 'unknown')
            expect(planned.refusal.missing.every(({ part }) => facts[part].state === 'unknown')).toBe(true);
          else expect(['nothing-to-do', 'asked', 'not-limited']).toContain(kind);
          if (kind === 'nothing-to-do')
            expect(wrong(facts, 'ami-ari-access').filter(({ id }) => /^(?:network:|origins)/.test(id))).toEqual([]);
          if (kind === 'not-limited' && open.length > 0) expect(narrowRules(facts)).toEqual([]);
          return;
        }
        accepted++;
        const { plan } = planned;
        const { facts: after, made } = playLimits(facts, plan);
        expectNothingElse(facts, after, plan, ['ami', 'ari', 'firewall', 'runningRules']);
        // Whoever is limited had no network, and is called like no module.
        const limited = plan.steps.flatMap((step) => (step.kind === 'ami.network' ? [step] : []));
        const names = open.map(({ id }) => id);
        for (const { id, network } of limited) {
          expect(names).toContain(String(id));
          const filterId = typeof network === 'number' ? String(network) : made.get(network.$from);
          const rule = dataOf(after, 'firewall').rules.find((rule) => rule.id === filterId);
          expect(rule, String(id)).toBeDefined();
        }
        expect(plan.steps.filter(({ kind }) => kind === 'firewall.create').length).toBeLessThanOrEqual(1);
        // Each of them is no problem any more, and nothing else became one.
        const [was, is] = [wrong(facts, 'ami-ari-access'), wrong(after, 'ami-ari-access')];
        const users = dataOf(facts, 'ami').users;
        for (const { id } of limited) {
          const name = users.find((user) => user.id === String(id))?.username ?? '';
          expect(is.map((finding) => finding.id)).not.toContain(`network:ami:${name}`);
        }
        if (plan.steps.some(({ kind }) => kind === 'ari.origins'))
          expect(is.map(({ id }) => id)).not.toContain('origins');
        const before = was.map(({ id }) => id);
        expect(is.filter(({ id }) => !before.includes(id))).toEqual([]);
        // No user loses an address that it was seen to sign in from without being named; by what is suggested none does.
        const lost = shutOut(facts, plan, made, dataOf(after, 'firewall').rules);
        for (const { name, address } of lost) {
          const named = plan.affected.find(({ kind, id }) => kind === 'ami-user' && id === name);
          expect(named === undefined ? '' : speak(named.says), address).toContain(
            address === '127.0.0.1' ? 'this PBX itself' : address,
          );
        }
        expect(plan.affected.filter(({ kind }) => kind === 'ami-user')).toHaveLength(
          new Set(lost.map(({ name }) => name)).size,
        );
        if (isSuggested) expect(lost).toEqual([]);
        shut += lost.length;
        // The way back.
        expect(plan.undo.map(({ kind }) => kind).filter((kind) => kind === 'ami-network')).toHaveLength(limited.length);
        expect(plan.changes.filter(({ object }) => object === 'ami-network')).toHaveLength(limited.length);
      }),
      { numRuns: RUNS },
    );
    expect(accepted).toBeGreaterThan(RUNS / 10);
    expect(shut).toBeGreaterThan(0);
    if (RUNS >= 2000)
      expect([...kinds].sort()).toEqual(expect.arrayContaining(['asked', 'bad-address', 'nothing-to-do']));
  });

  it('restrict-api-keys', { timeout: 3_600_000 }, () => {
    let accepted = 0;
    fc.assert(
      fc.property(withLimits, fc.boolean(), (one, isSuggested) => {
        const { facts, rights } = one;
        const choices = LIMIT_CHOICES['restrict-api-keys'];
        const planned = isSuggested
          ? choices.suggested(facts, person(one), '')
          : choices.plan(facts, { ...NONE, rights }, person(one), '');
        if (!planned.accepted) {
          const { kind } = planned.refusal;
          if (kind === 'bad-address') expect(isAddress(one)).toBe(false);
          else if (kind === 'unknown') expect(facts.apiKeys.state).toBe('unknown');
          else if (kind === 'nothing-to-do') expect(wrong(facts, 'api-keys')).toEqual([]);
          else expect(kind).toBe('asked');
          return;
        }
        accepted++;
        const { plan } = planned;
        const after = simulateLimits(facts, plan);
        expectNothingElse(facts, after, plan, ['apiKeys']);
        const all = limitableKeys(facts);
        for (const key of dataOf(after, 'apiKeys')) {
          const was = dataOf(facts, 'apiKeys').find(({ id }) => id === key.id);
          const step = plan.steps.find((step) => step.kind === 'api-key.limit' && String(step.id) === key.id);
          if (was === undefined || step === undefined) {
            expect(key).toEqual(was);
            continue;
          }
          // Never more than it could.
          expect(key.fullPermissions).toBe(false);
          expect(was.fullPermissions || key.noRights).toBe(true);
          expect(all.some((one) => one.key.id === key.id && !one.isOdd)).toBe(true);
          // Whatever is used is left unless a person says otherwise.
          if (isSuggested) expect(all.find((one) => one.key.id === key.id)?.idle).not.toBeNull();
        }
        expect(wrong(after, 'api-keys').length).toBeLessThanOrEqual(wrong(facts, 'api-keys').length);
        expect(plan.undo).toHaveLength(plan.steps.length);
        expect(plan.changes).toHaveLength(plan.steps.length);
      }),
      { numRuns: RUNS },
    );
    expect(accepted).toBeGreaterThan(RUNS / 10);
  });
});

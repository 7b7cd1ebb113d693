/**
 * What holds of every plan that renews secrets, whatever the PBX: those that were named and nobody else's, nothing opens or
 * closes, nobody is banned sooner, the item is not worse afterwards, the way back covers all; and every refusal is true.
 */
import { Ajv } from 'ajv';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';
import { describe, expect, it } from 'vitest';
import { SECRET_CHOICES } from '../../../sites/checklist/actions/offered.ts';
import { exemptNow } from '../../../sites/checklist/actions/exempting.ts';
import type { Planned } from '../../../sites/checklist/actions/action.ts';
import type { Refusal } from '../../../sites/checklist/actions/refusals.ts';
import { simulateRenewal } from '../../../sites/checklist/actions/renewing/renewed.ts';
import { PlanSchema } from '../../../sites/checklist/actions/schema.ts';
import { play } from '../../../sites/checklist/actions/simulate.ts';
import type { Plan, Step } from '../../../sites/checklist/actions/types.ts';
import { keep, putBack } from '../../../sites/checklist/actions/undo.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import { scannerKind } from '../../../sites/checklist/devices/scanners.ts';
import type { Account, PartData, PartName, Parts } from '../../../sites/checklist/facts/types.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import { isAtLeast, parseRelease } from '../../../sites/checklist/release.ts';
import { factsWith } from '../../support/facts.ts';
import { inside } from './outside.ts';
import { RUNS } from './random.ts';
import { withSecrets, type WithSecrets } from './random-secrets.ts';

const fits = new Ajv({ strict: false }).compile(PlanSchema);
const dataOf = <N extends PartName>(parts: Parts, name: N): PartData[N] => {
  const part = parts[name];
  if (part.state === 'unknown') throw new Error(`${name} is made known`);
  return part.data;
};

type Renewing = Extract<Step, { kind: 'account.secret' | 'ami.secret' | 'ari.secret' }>;
const isRenewing = (step: Step): step is Renewing => step.kind.endsWith('.secret');
const ownerOf = (step: Renewing): string =>
  step.kind === 'account.secret' ? `account ${step.number}` : `${step.kind} ${step.id}`;

/** Whose stored password is surely the one in force, and the only one of that number. */
const canBeRenewed = (account: Account, all: readonly Account[]): boolean =>
  account.number.length >= 2 &&
  account.secretHashed !== true &&
  account.secretOverridden === false &&
  all.filter(({ number }) => number === account.number).length === 1;

/** A word of the list by itself; what stands there is not judged here. */
const wordsOf = ({ whitelist, whitelistText }: PartData['fail2ban']) =>
  (whitelistText ?? whitelist.join(' ')).split(/[\s,;]+/).filter((word) => word !== '');

/** The words that Core surely reads one by one: older releases take single blanks for the only separator, and older facts do not tell them. */
const readBefore = (release: string, { whitelist, whitelistText }: PartData['fail2ban']): readonly string[] =>
  whitelistText === undefined
    ? whitelist.length > 1 && isAtLeast(parseRelease(release), '2026.2.118') !== true
      ? []
      : whitelist
    : whitelistText.split(' ');

function expectBansOnlySpare({ facts, unspared }: WithSecrets, after: Parts, accounts: ReadonlySet<string>): void {
  const [was, is] = [dataOf(facts, 'fail2ban'), dataOf(after, 'fail2ban')];
  if (was === is) return;
  expect({ ...is, whitelist: 0, whitelistText: 0, bantime: 0 }).toEqual({
    ...was,
    whitelist: 0,
    whitelistText: 0,
    bantime: 0,
  });
  // A request takes no ban for ever, and no longer one than it was.
  expect(was.bantime < 0 ? is.bantime === 31_536_000 : is.bantime === Math.min(was.bantime, 31_536_000)).toBe(true);
  expect(is.whitelist.length).toBeLessThanOrEqual(100);
  expect(is.whitelist.join(' ').length).toBeLessThanOrEqual(500);
  const before = readBefore(dataOf(facts, 'system').release, was);
  expect(is.whitelist.filter((word) => !before.includes(word)).length).toBeGreaterThan(0);
  const added = is.whitelist.filter((word) => !wordsOf(was).includes(word));
  const devices = facts.devices.state === 'known' ? facts.devices.data : [];
  const connections = facts.connections.state === 'known' ? facts.connections.data.rows : [];
  const theirs = [
    ...devices
      .filter(({ account, userAgent }) => accounts.has(account.replace(/-WS$/, '')) && scannerKind(userAgent) === null)
      .map(({ address }) => address),
    ...(accounts.size === 0 ? connections.map(({ address }) => address) : []),
  ];
  for (const word of added) {
    const isTheirs = theirs.some((address) => address === word || (isIP(address) !== 0 && inside([word])(address)));
    expect(isTheirs, word).toBe(true);
    expect(accounts.size > 0 && unspared.includes(word), word).toBe(false);
    expect(word.includes('/') && !networksOf('192.168.1.0/24').some(({ cidr }) => cidr === word)).toBe(false);
  }
}

function judged(parts: Parts, id: string) {
  const checks = CHECKS.filter((check) => check.id === id);
  const [result] = audit({ ...factsWith(), parts }, { tool: { name: '', version: '' }, checks }).results;
  if (result === undefined) throw new Error(id);
  return result;
}

function expectNotWorse(facts: Parts, after: Parts, id: string): void {
  const [was, is] = [judged(facts, id), judged(after, id)];
  if (was.verdict !== 'fail') expect(is.verdict).not.toBe('fail');
  const bad = ({ findings }: typeof was) => findings.filter(({ severity }) => severity !== 'low').length;
  expect(bad(is)).toBeLessThanOrEqual(bad(was));
}

/** Parts that a plan may change. */
const CHANGED: ReadonlySet<PartName> = new Set(['fail2ban', 'secrets', 'rotation', 'sip', 'devices']);

/** A program for break-ins is out with the password that it found, and nobody else is. */
function expectThievesOut(facts: Parts, after: Parts, renewed: ReadonlySet<string>): void {
  if (facts.devices.state === 'unknown') {
    expect(after.devices).toBe(facts.devices);
    return;
  }
  const isThief = ({ account, userAgent }: PartData['devices'][number]) =>
    ['attack', 'tool'].includes(scannerKind(userAgent) ?? '') && renewed.has(account.replace(/-(WS|TLS)$/, ''));
  const stay = facts.devices.data.filter((device) => !isThief(device));
  if (stay.length === facts.devices.data.length) expect(after.devices).toBe(facts.devices);
  else expect(dataOf(after, 'devices')).toEqual(stay);
}

function expectSound(one: WithSecrets, plan: Plan, check: string): Parts {
  const { facts } = one;
  expect(fits(plan), JSON.stringify(fits.errors)).toBe(true);
  expect({ confirm: plan.confirm, reach: plan.reach, stops: plan.stops }).toEqual({
    confirm: null,
    reach: [],
    stops: [],
  });
  const after = simulateRenewal(facts, plan);
  for (const name of Object.keys(facts) as PartName[]) {
    if (!CHANGED.has(name)) expect(after[name], name).toBe(facts[name]);
  }
  const renewed = plan.steps.filter(isRenewing);
  expectThievesOut(facts, after, new Set(renewed.flatMap((step) => ('number' in step ? [step.number] : []))));
  // What else there is comes first, and is about bans alone.
  const first = plan.steps.length - renewed.length;
  expect(plan.steps.slice(first)).toEqual(renewed);
  expect(
    plan.steps.slice(0, first).filter(({ kind }) => !['fail2ban.patch', 'fail2ban.unban', 'sip.suffix'].includes(kind)),
  ).toEqual([]);
  const patched = plan.steps.findIndex(({ kind }) => kind === 'fail2ban.patch');
  expect(patched).toBeLessThanOrEqual(0);
  // The way back.
  const { facts: then, made } = play(facts, plan);
  const back = putBack(then, keep(facts, plan.undo), made);
  expect(dataOf(back, 'fail2ban')).toEqual(dataOf(facts, 'fail2ban'));
  expect(dataOf(back, 'firewall')).toEqual(dataOf(facts, 'firewall'));
  const kept = plan.undo.map((row) =>
    row.kind === 'account'
      ? `account ${row.number}`
      : row.kind === 'ami-user'
        ? `ami.secret ${row.id}`
        : row.kind === 'ari-user'
          ? `ari.secret ${row.id}`
          : row.kind,
  );
  expect(renewed.map(ownerOf).filter((owner) => !kept.includes(owner))).toEqual([]);
  expect(kept.includes('fail2ban')).toBe(patched === 0);
  expectNotWorse(facts, after, check);
  return after;
}

/** Is it true, seen without the code that said it? */
function claimHolds(
  refusal: Refusal,
  { facts, asker, suffix }: WithSecrets,
  wanted: { readonly suffix: boolean; readonly open: number; readonly named: number },
): boolean {
  switch (refusal.kind) {
    case 'bad-address':
      return isIP(asker.address.replace(/^::ffff:/, '')) === 0;
    case 'unknown':
      return refusal.missing.length > 0 && refusal.missing.every(({ part }) => facts[part].state === 'unknown');
    case 'nothing-to-do':
      return wanted.suffix && dataOf(facts, 'sip').authSuffix === suffix;
    case 'asked':
      return wanted.suffix ? suffix === '' : wanted.named === 0;
    case 'not-renewed':
      switch (refusal.reason.because) {
        case 'barred':
          return !wanted.suffix && wanted.named > 0 && wanted.open === 0;
        case 'no-setting':
          return dataOf(facts, 'sip').authSuffix === null && dataOf(facts, 'system').release.startsWith('2024');
        case 'letters':
          return !/^[a-zA-Z]*$/.test(suffix);
        case 'guessable':
          return ['miko', 'ab', 'TestPBX'].includes(suffix);
        case 'own-names':
          return dataOf(facts, 'accounts').every(({ authUsername }) => typeof authUsername === 'string');
        case 'nobody':
        case 'no-suffix':
          return false;
      }
      break;
    default:
      return false;
  }
  return false;
}

const STEPS: Readonly<Record<string, string>> = {
  'ami:1cami': 'ami.secret 3',
  'ami:local': 'ami.secret 5',
  'ari:app': 'ari.secret 1',
};
const NONE = { ours: null, from: null } as const;
const person = ({ asker }: WithSecrets) => ({ address: asker.address, seen: 'direct' }) as const;

/** What is accepted, and in which ways it is refused. */
class Tally {
  accepted = 0;
  spared = 0;
  readonly refused = new Set<string>();
  refuse(refusal: Refusal): void {
    this.refused.add(refusal.kind === 'not-renewed' ? refusal.reason.because : refusal.kind);
  }
  accept({ steps }: Plan): void {
    this.accepted++;
    if (steps.some(({ kind }) => kind === 'fail2ban.patch')) this.spared++;
  }
}

const numbersIn = ({ steps }: Plan) => steps.flatMap((step) => (step.kind === 'account.secret' ? [step.number] : []));
const byNumber = (a: string, b: string) => Number(a) - Number(b);

describe(`${RUNS} PBXs`, () => {
  it(
    'rotate-sip-passwords: those that are ticked, those that the checklist complains of, or all',
    { timeout: 3_600_000 },
    () => {
      const tally = new Tally();
      fc.assert(
        fc.property(withSecrets, fc.constantFrom('due', 'all', 'chosen'), fc.boolean(), (one, which, both) => {
          const { facts, ticked, suffix, unspared } = one;
          const accounts = dataOf(facts, 'accounts');
          const choice = { ...NONE, which, chosen: ticked, unspared, suffix: both ? suffix : null } as const;
          const planned: Planned = SECRET_CHOICES['rotate-sip-passwords'].plan(facts, choice, person(one), '');
          const open = accounts.filter((account) => canBeRenewed(account, accounts)).map(({ number }) => number);
          const named = accounts.filter(
            ({ number }) => which === 'all' || (which === 'chosen' && ticked.includes(number)),
          );
          if (!planned.accepted) {
            tally.refuse(planned.refusal);
            const meant = named.filter(({ number }) => open.includes(number)).length;
            const wanted = {
              suffix: both,
              open: meant,
              named: which === 'due' ? Number(planned.refusal.kind !== 'asked') : named.length,
            };
            expect(claimHolds(planned.refusal, one, wanted), JSON.stringify(planned.refusal)).toBe(true);
            return;
          }
          const { plan } = planned;
          tally.accept(plan);
          const after = expectSound(one, plan, 'sip-passwords');
          const renewed = numbersIn(plan);
          expect(renewed.filter((number) => !open.includes(number))).toEqual([]);
          if (which !== 'due') {
            const expected = open.filter((number) => which === 'all' || ticked.includes(number)).sort(byNumber);
            expect(renewed).toEqual(expected);
          }
          const following = accounts.filter(({ authUsername }) => typeof authUsername !== 'string');
          const touched = new Set([...renewed, ...(both ? following.map(({ number }) => number) : [])]);
          expectBansOnlySpare(one, after, touched);
          // All others keep theirs.
          const others = (parts: Parts) =>
            dataOf(parts, 'secrets').filter(({ owner }) => !renewed.includes(owner.slice(4)));
          expect(others(after)).toEqual(others(facts));
          expect(dataOf(after, 'sip').authSuffix).toBe(both ? suffix : dataOf(facts, 'sip').authSuffix);
          if (both)
            expect(JSON.stringify({ ...plan, steps: plan.steps.map(({ says }) => says) })).not.toContain(suffix);
          // Nothing complains of them any more; they may be renewed again all the same.
          const again = SECRET_CHOICES['rotate-sip-passwords'].plan(
            after,
            { ...choice, suffix: null, which: 'chosen', chosen: renewed },
            person(one),
            '',
          );
          if (renewed.length > 0) expect(again.accepted && numbersIn(again.plan)).toEqual(renewed);
          const due = SECRET_CHOICES['rotate-sip-passwords'].plan(
            after,
            { ...choice, suffix: null, which: 'due' },
            person(one),
            '',
          );
          if (due.accepted) expect(numbersIn(due.plan).filter((number) => renewed.includes(number))).toEqual([]);
        }),
        { numRuns: RUNS },
      );
      expect(tally.accepted).toBeGreaterThan(RUNS / 5);
      expect(tally.spared).toBeGreaterThan(RUNS / 200);
      if (RUNS >= 2000)
        expect([...tally.refused].sort()).toEqual([
          'asked',
          'bad-address',
          'barred',
          'guessable',
          'letters',
          'no-setting',
          'nothing-to-do',
          'unknown',
        ]);
    },
  );

  it('set-auth-username: login names, and passwords with them', { timeout: 3_600_000 }, () => {
    const tally = new Tally();
    fc.assert(
      fc.property(withSecrets, fc.boolean(), (one, withPasswords) => {
        const { facts, ticked, suffix, unspared } = one;
        const accounts = dataOf(facts, 'accounts');
        const choice = { ...NONE, suffix, withPasswords, which: 'chosen', chosen: ticked, unspared } as const;
        const planned: Planned = SECRET_CHOICES['set-auth-username'].plan(facts, choice, person(one), '');
        if (!planned.accepted) {
          tally.refuse(planned.refusal);
          expect(
            claimHolds(planned.refusal, one, { suffix: true, open: 1, named: 1 }),
            JSON.stringify(planned.refusal),
          ).toBe(true);
          return;
        }
        const { plan } = planned;
        tally.accept(plan);
        const after = expectSound(one, plan, 'auth-username');
        expect(plan.steps.filter(({ kind }) => kind === 'sip.suffix')).toHaveLength(1);
        expect(dataOf(after, 'sip')).toEqual({ ...dataOf(facts, 'sip'), authSuffix: suffix });
        const open = accounts.filter((account) => canBeRenewed(account, accounts)).map(({ number }) => number);
        const expected = withPasswords ? open.filter((number) => ticked.includes(number)).sort(byNumber) : [];
        expect(numbersIn(plan)).toEqual(expected);
        const following = accounts.filter(({ authUsername }) => typeof authUsername !== 'string');
        expectBansOnlySpare(one, after, new Set([...expected, ...following.map(({ number }) => number)]));
        expect(plan.undo).toContainEqual({ kind: 'setting', key: 'SIPAuthPrefix' });
        expect(JSON.stringify({ ...plan, steps: plan.steps.map(({ says }) => says) })).not.toContain(suffix);
        const again = SECRET_CHOICES['set-auth-username'].plan(
          after,
          { ...choice, withPasswords: false },
          person(one),
          '',
        );
        expect(!again.accepted && again.refusal.kind).toBe('nothing-to-do');
      }),
      { numRuns: RUNS },
    );
    expect(tally.accepted).toBeGreaterThan(RUNS / 10);
    if (RUNS >= 2000)
      expect([...tally.refused].sort()).toEqual([
        'asked',
        'bad-address',
        'guessable',
        'letters',
        'no-setting',
        'nothing-to-do',
        'own-names',
        'unknown',
      ]);
  });

  it('rotate-ami-ari: never what the PBX or a module signs in with', { timeout: 3_600_000 }, () => {
    const tally = new Tally();
    fc.assert(
      fc.property(withSecrets, (one) => {
        const { facts, programs } = one;
        const planned: Planned = SECRET_CHOICES['rotate-ami-ari'].plan(
          facts,
          { ...NONE, chosen: programs, isLocalKnown: false },
          person(one),
          '',
        );
        const isOn = (owner: string) =>
          owner.startsWith('ami:')
            ? dataOf(facts, 'ami').enabled
            : facts.ari.state === 'known' && facts.ari.data.enabled;
        const open = ['ami:1cami', 'ami:local', 'ari:app'].filter((owner) => programs.includes(owner) && isOn(owner));
        const named = programs.filter((owner) => owner !== 'ami:gone' && isOn(owner));
        if (!planned.accepted) {
          tally.refuse(planned.refusal);
          expect(
            claimHolds(planned.refusal, one, { suffix: false, open: open.length, named: named.length }),
            JSON.stringify(planned.refusal),
          ).toBe(true);
          return;
        }
        tally.accept(planned.plan);
        const after = expectSound(one, planned.plan, 'ami-ari-access');
        const renewed = planned.plan.steps.filter(isRenewing).map(ownerOf);
        expect(renewed).toEqual(open.map((owner) => STEPS[owner]));
        expectBansOnlySpare(one, after, new Set());
        // Strangers from elsewhere are not spared.
        const release = parseRelease(dataOf(facts, 'system').release);
        const exempt = (parts: Parts) =>
          exemptNow(parts.firewall, dataOf(parts, 'fail2ban'), release).map(({ cidr }) => cidr);
        const before = new Set(exempt(facts));
        const rules = dataOf(facts, 'firewall').rules.flatMap(({ permit }) => permit.split(','));
        const grown = exempt(after).filter(
          (cidr) =>
            !before.has(cidr) && !wordsOf(dataOf(facts, 'fail2ban')).includes(cidr.replace(/\/(?:32|128)$/, '')),
        );
        for (const cidr of grown) {
          const address = cidr.replace(/\/\d+$/, '');
          const isPrivate = ipaddr.parse(address).range() !== 'unicast';
          const isRuled = rules.some((permit) => isIP(address) !== 0 && inside([permit])(address));
          expect(isPrivate || isRuled, cidr).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
    expect(tally.accepted).toBeGreaterThan(RUNS / 10);
    if (RUNS >= 2000) expect([...tally.refused].sort()).toEqual(['asked', 'bad-address', 'barred']);
  });
});

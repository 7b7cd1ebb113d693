/** What holds of every printed step, whatever it is about: followed one by one, nobody is cut off without being told. */
import type { Check, Outcome } from '../../../sites/checklist/check.ts';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import { covers } from '../../../sites/checklist/actions/space.ts';
import { phonesOf } from '../../../sites/checklist/devices/phones.ts';
import { scannerKind } from '../../../sites/checklist/devices/scanners.ts';
import { Automaton } from '../../../sites/checklist/dialling/automaton.ts';
import { homeOf } from '../../../sites/checklist/dialling/home.ts';
import { readPattern } from '../../../sites/checklist/dialling/pattern.ts';
import { exemptNetworks } from '../../../sites/checklist/fail2ban/exempt.ts';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { coreManagesFirewall } from '../../../sites/checklist/reach/enforcement.ts';
import { isWithin, networksOf } from '../../../sites/checklist/reach/networks.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { follow, type Follower } from '../../../sites/checklist/steps/play.ts';
import type { Effect, Step } from '../../../sites/checklist/steps/step.ts';
import { harmOf, readAgain } from './harm.ts';
import { hostHarmOf } from './host-harm.ts';

export function judge(check: Check, facts: Parts): Outcome {
  const { system, attestations } = facts;
  const now = system.state === 'known' ? Date.parse(system.data.now) : null;
  const release = parseRelease(system.state === 'known' ? system.data.release : '');
  const told = attestations.state === 'known' ? attestations.data : [];
  return check.judge(facts, { now, release, attested: attestationLookup(told, now) });
}

/** Where Core makes rules, they are read again. */
function settled(then: Parts, was: Parts): Parts {
  const { system, ports, firewall } = then;
  if (system.state === 'unknown' || ports.state === 'unknown' || firewall.state === 'unknown') return then;
  if (!coreManagesFirewall(system.data.container)) return then;
  return then.runningRules === was.runningRules ? then : readAgain(then, was);
}

export interface Followed {
  readonly verdict: Outcome['verdict'];
  /** Problems that stay although no step said that they would. */
  readonly left: readonly string[];
  readonly harm: readonly string[];
}

/** `person`: address of whoever follows them. */
export function followed(check: Check, facts: Parts, steps: readonly Step[], person: string): Followed {
  const [network = null] = networksOf(person);
  const follower: Follower = { network, areaCodes: areaCodesOf(facts) };
  const before = judge(check, facts);
  const after = judge(check, settled(follow(facts, steps, follower), facts));
  const leaves = steps.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'elsewhere' ? effect.leaves : [])),
  );
  const stays = after.verdict === 'fail' ? after.findings.filter(({ severity }) => severity !== 'low') : [];
  const left = stays.map(({ id }) => id).filter((id) => !leaves.some((said) => id.startsWith(said)));
  // Who was found to be a stranger is not spared.
  const found = before.verdict === 'fail' || before.verdict === 'warn' ? before.findings.map(({ id }) => id) : [];
  return { verdict: after.verdict, left, harm: harms(facts, steps, follower, { person, found }) };
}

interface Who {
  readonly person: string;
  /** Problems before. */
  readonly found: readonly string[];
}

function harms(
  facts: Parts,
  steps: readonly Step[],
  follower: Follower,
  { person, found: known }: Who,
): readonly string[] {
  const states = steps.map((_, count) => follow(facts, steps.slice(0, count), follower));
  const last = follow(facts, steps, follower);
  const each = steps.flatMap((step, at) => {
    const [before = facts, then = last] = [states[at], states[at + 1]];
    const found = [
      ...step.effects.flatMap((effect) => [
        ...ofLogin(effect, before, steps[at + 1], known),
        ...ofFilter(effect, before),
      ]),
      ...(then.outboundRoutes === before.outboundRoutes ? [] : ofRoutes(facts, then)),
      ...(isShutOut(then) && !isShutOut(facts) ? ['nobody can log in over SSH'] : []),
    ];
    return found.map((text) => `step ${at + 1}: ${text}`);
  });
  return [...ofNetwork(facts, steps, person), ...each, ...ofGrace(facts, last, steps)];
}

/** The lines that Core writes, where it writes any. */
function ofNetwork(facts: Parts, steps: readonly Step[], person: string): readonly string[] {
  const { system, ports, firewall } = facts;
  if (system.state === 'known' && !coreManagesFirewall(system.data.container)) return hostHarmOf(facts, steps, person);
  const isTouched = steps.some(({ effects }) =>
    effects.some(({ kind }) => /^(firewall|own-lines|provider|update)/.test(kind)),
  );
  if (!isTouched || system.state === 'unknown' || ports.state === 'unknown' || firewall.state === 'unknown') return [];
  return harmOf(facts, steps, person);
}

type OwnersOf = { readonly accounts: ReadonlySet<string>; readonly told: 'phones' | 'provider' | 'program' } | null;

/** Whose login this changes, and where it has to be entered again. */
function loginsIn(effect: Effect, facts: Parts): OwnersOf {
  const all = facts.accounts.state === 'known' ? facts.accounts.data : [];
  switch (effect.kind) {
    case 'secrets': {
      const ids = (prefix: string) =>
        effect.owners.flatMap((owner) => (owner.startsWith(prefix) ? [owner.slice(prefix.length)] : []));
      const [sip, lines] = [ids('sip:'), ids('provider:')];
      if (sip.length > 0) return { accounts: new Set(sip), told: 'phones' };
      if (lines.length > 0) return { accounts: new Set(lines), told: 'provider' };
      return ids('ami:').length + ids('ari:').length > 0 ? { accounts: new Set(), told: 'program' } : null;
    }
    case 'sip.suffix':
      return {
        accounts: new Set(all.filter((one) => one.authUsername === null).map((one) => one.number)),
        told: 'phones',
      };
    case 'sip.usernames':
      return { accounts: new Set(effect.numbers), told: 'phones' };
    default:
      return null;
  }
}

/** Phones that go on with the old login get nobody banned, and the next steps say where the new one is entered. */
function ofLogin(effect: Effect, facts: Parts, next: Step | undefined, known: readonly string[]): readonly string[] {
  const logins = loginsIn(effect, facts);
  if (logins === null) return [];
  const isTold =
    effect.kind === 'sip.suffix' ||
    next?.effects.some(({ kind, ...more }) => kind === 'elsewhere' && 'where' in more && more.where === logins.told) ===
      true;
  return [...(isTold ? [] : [`nobody is told to enter it: ${logins.told}`]), ...banned(logins.accounts, facts, known)];
}

function banned(
  accounts: ReadonlySet<string>,
  { fail2ban, firewall, devices, system }: Parts,
  known: readonly string[],
): readonly string[] {
  if (fail2ban.state === 'unknown' || devices.state === 'unknown' || system.state === 'unknown') return [];
  if (!fail2ban.data.enabled) return [];
  const rules = firewall.state === 'known' ? firewall.data.rules : [];
  const exempt = exemptNetworks(rules, fail2ban.data, parseRelease(system.data.release));
  return phonesOf(devices.data).flatMap(({ account, address, userAgent }) => {
    if (address === null || address.startsWith('127.') || !accounts.has(account) || scannerKind(userAgent) !== null)
      return [];
    if (known.some((id) => id.endsWith(`:${account}:${address}`))) return [];
    return covers(exempt, networksOf(address)) ? [] : [`phone ${account} gets ${address} banned`];
  });
}

/** Nobody stays exempt because passwords were changed. */
function ofGrace(was: Parts, then: Parts, steps: readonly Step[]): readonly string[] {
  const isGrace = steps.some(({ says }) => says.key.startsWith('steps.spare'));
  if (!isGrace || was.fail2ban.state === 'unknown' || then.fail2ban.state === 'unknown') return [];
  const exempt = ({ firewall, fail2ban, system }: Parts) =>
    exemptNetworks(
      firewall.state === 'known' ? firewall.data.rules : [],
      fail2ban.state === 'known' ? fail2ban.data : { whitelist: [] },
      parseRelease(system.state === 'known' ? system.data.release : ''),
    );
  const before = exempt(was);
  return exempt(then)
    .filter((network) => !covers(before, [network]))
    .map(({ cidr }) => `${cidr} stays exempt from bans`);
}

/** A phone is never bound to a rule that does not hold it. */
function ofFilter(effect: Effect, { devices }: Parts): readonly string[] {
  if (effect.kind !== 'account.filter' || effect.network === null || devices.state === 'unknown') return [];
  const rule = networksOf(effect.network);
  return phonesOf(devices.data)
    .filter(({ account, address }) => address !== null && effect.numbers.includes(account))
    .filter(({ address }) => !networksOf(address ?? '').every((one) => rule.some((outer) => isWithin(one, outer))))
    .map(({ account, address }) => `phone ${account} at ${address ?? ''} is cut off`);
}

/** Emergency numbers, and numbers at home as people dial them, get out as before. */
function ofRoutes(was: Parts, then: Parts): readonly string[] {
  const { country } = homeOf(
    attestationLookup(was.attestations.state === 'known' ? was.attestations.data : [], Date.parse(was.system.readAt)),
    was.system.state === 'known' ? was.system.data : null,
  );
  if (country === null) return [];
  const { emergency, examples, nationalPrefix } = country;
  const isNorthAmerica = country.callingCode === '1';
  const numbers = [...emergency, ...(isNorthAmerica ? [] : examples.map((number) => nationalPrefix + number))];
  return numbers
    .filter((number) => getsOut(was, number) && !getsOut(then, number))
    .map((number) => `${number} cannot be called`);
}

/** With whatever has to be dialled before it. */
function getsOut({ outboundRoutes }: Parts, number: string): boolean {
  const routes = outboundRoutes.state === 'known' ? outboundRoutes.data : [];
  return routes
    .filter(({ providerDisabled, providerId }) => !providerDisabled && providerId !== '')
    .some(({ pattern, rest, trim, prepend }) => {
      const read = readPattern(pattern, rest);
      const left = number.startsWith(prepend) ? number.slice(prepend.length) : number;
      return (
        read.ok && [number, pattern.slice(0, trim) + left].some((text) => new Automaton(read.pattern).matches(text))
      );
    });
}

/** Passwords are off, and there is no key. */
const isShutOut = ({ ssh }: Parts): boolean =>
  ssh.state === 'known' && !ssh.data.passwordLogins && ssh.data.authorizedKeys.length === 0;

/** What somebody in North America would type: the area code of their own number. */
function areaCodesOf({ system, attestations }: Parts): string | null {
  const { country } = homeOf(
    attestationLookup(attestations.state === 'known' ? attestations.data : [], Date.parse(system.readAt)),
    system.state === 'known' ? system.data : null,
  );
  return country === null ? null : `1${country.examples[0]?.slice(0, 3) ?? ''}`;
}

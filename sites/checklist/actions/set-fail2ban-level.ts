/**
 * Sets one of the four levels of intrusion protection, switches it on, exempts our networks and ends their bans
 * (guide: Enable Brute-Force Protection). Our networks come first, or the stricter numbers ban the office.
 */
import { ownPublicOf } from '../exposure/facing.ts';
import { isOpenAtLarge, viewIfKnown } from '../exposure/view.ts';
import { isExemptAtLarge } from '../fail2ban/exempt.ts';
import {
  guessesPerDay,
  isExactly,
  LEVEL_NUMBERS,
  levelName,
  levelOf,
  reaches,
  type BanNumbers,
  type Level,
} from '../fail2ban/levels.ts';
import { isStricterMode, MODE_OF, modeLine, modeOf, type SecurityMode } from '../fail2ban/modes.ts';
import type { Parts, PartData } from '../facts/types.ts';
import { duration } from '../duration.ts';
import { say, type Message } from '../message.ts';
import { addressText, networksOf, type Network } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import { staleBoxes } from '../reach/rows.ts';
import type { Release } from '../release.ts';
import {
  confirmWithin,
  defineAction,
  madeFrom,
  refuse,
  type Asker,
  type CommonOptions,
  type Known,
  type Planned,
} from './action.ts';
import { asAffected, phonesIn } from './affected.ts';
import { exempt, exemptNow, wideEntries, type NewList } from './exempting.ts';
import { closesNothing, isUnderstood, nameOf, opensNothing, reachInputOf, renewsNoPorts } from './guard.ts';
import { readNetworks, tooWide, whoAsks } from './ours.ts';
import { changesBetween, reachLines, releaseOf } from './preview.ts';
import type { Refusal } from './refusals.ts';
import { play } from './simulate.ts';
import { covers, overlap } from './space.ts';
import { TITLES } from './titles.ts';
import type { Affected, Plan, Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';

export interface SetFail2banLevelOptions extends CommonOptions {
  /** null: attempts, time and ban stay as they are. */
  readonly level: Level | null;
  /** What is stricter now than the level stays so. */
  readonly keepsStricter?: boolean;
  /** Takes out of the list of trusted addresses what exempts strangers, or nobody. */
  readonly tidies?: boolean;
}

type Facts = Known<'system' | 'fail2ban'>;
type Fail2ban = PartData['fail2ban'];

/** Can anybody be banned by these numbers who was not before? The server reads its logs again when it starts. */
export function isStricter(was: Fail2ban, numbers: BanNumbers): boolean {
  const lastsLonger = was.bantime >= 0 && numbers.bantime > was.bantime;
  return !was.enabled || numbers.maxretry < was.maxretry || numbers.findtime > was.findtime || lastsLonger;
}

/** Of a request, in seconds; for ever cannot be said in one. */
const SHORTEST = 60;
const LONGEST = 31_536_000;
const MOST_ATTEMPTS = 100;

const between = (least: number, number: number, most: number) => Math.min(most, Math.max(least, number));

/** What a request can say of these numbers, none of them laxer but for a ban for ever, which becomes a year. */
function sayable({ maxretry, findtime, bantime }: BanNumbers): BanNumbers {
  return {
    maxretry: between(1, maxretry, MOST_ATTEMPTS),
    findtime: between(SHORTEST, findtime, LONGEST),
    bantime: bantime < 0 ? LONGEST : between(SHORTEST, bantime, LONGEST),
  };
}

/** The numbers to set. */
export function numbersFor(was: BanNumbers, level: Level | null, keepsStricter = false): BanNumbers {
  const now = sayable(was);
  if (level === null) return now;
  const wanted = LEVEL_NUMBERS[level];
  // Attempts below one ban nobody, so they are no stricter.
  if (!keepsStricter || guessesPerDay(was) === null) return wanted;
  return {
    maxretry: Math.min(wanted.maxretry, now.maxretry),
    findtime: Math.max(wanted.findtime, now.findtime),
    bantime: Math.max(wanted.bantime, now.bantime),
  };
}

/** The security mode to set, as Core's page sets it with the level; null: it stays, or the release has none. */
export function modeFor(was: Fail2ban, level: Level | null, keepsStricter = false): SecurityMode | null {
  const now = modeOf(was);
  if (now === null || level === null) return null;
  const wanted = MODE_OF[level];
  return wanted === now || (keepsStricter && isStricterMode(now, wanted)) ? null : wanted;
}

/** Is anybody shut out of the web interface by it sooner than before? */
function limitsSooner(was: Fail2ban, mode: SecurityMode | null): boolean {
  const now = modeOf(was);
  return mode !== null && now !== null && isStricterMode(mode, now);
}

const isSame = (a: BanNumbers, b: BanNumbers): boolean =>
  a.maxretry === b.maxretry && a.findtime === b.findtime && a.bantime === b.bantime;

/** To exempt what stands for everybody would be to switch the protection off. */
function exemptsEverybody({ address, seen }: Asker, facts: Facts, networks: readonly Network[]): Refusal | null {
  const really = whoAsks({ address, seen, networks: [] }, facts.system.data);
  if (!('kind' in really) || really.kind !== 'not-a-person') return null;
  const through = networksOf(really.address);
  const exempted = networks.find((network) => overlap([network], through));
  return exempted === undefined ? null : { kind: 'cannot-exempt', network: exempted.cidr, because: 'everybody' };
}

/** Is anybody locked out sooner than now by these options? */
export function bansSooner(
  parts: Parts,
  { level, keepsStricter, tidies }: Omit<SetFail2banLevelOptions, 'ours'>,
): boolean {
  const { fail2ban } = parts;
  if (fail2ban.state === 'unknown') return false;
  const numbers = numbersFor(fail2ban.data, level, keepsStricter);
  const home = ownPublicOf(parts.network);
  const exemptsFewer = tidies === true && wideEntries(fail2ban.data, releaseOf(parts), home).length > 0;
  const isLimited = limitsSooner(fail2ban.data, modeFor(fail2ban.data, level, keepsStricter));
  return isStricter(fail2ban.data, numbers) || isLimited || exemptsFewer;
}

/** Whatever else it does, a plan about bans leaves it alone who can connect. */
function leavesReachAlone(facts: Facts, then: Parts): Refusal | null {
  const before = reachInputOf(facts);
  const after = reachInputOf(then);
  if (before === null || after === null) return null;
  return (
    isUnderstood(before, facts.runningRules) ??
    renewsNoPorts(after) ??
    opensNothing(before, after, []) ??
    closesNothing(before, after)
  );
}

interface Wanted {
  /** null: they stay. */
  readonly numbers: BanNumbers | null;
  readonly level: Level | null;
  /** null: it stays. */
  readonly mode: SecurityMode | null;
  readonly tidies: boolean;
  readonly ruleName: string | undefined;
}

function stepsOf(facts: Facts, networks: readonly Network[], wanted: Wanted): readonly Step[] | Refusal {
  const fail2ban = facts.fail2ban.data;
  const { numbers, mode } = wanted;
  const exempting = exempt(networks, facts, releaseOf(facts), wanted);
  if ('kind' in exempting) return exempting;
  const { list } = exempting;
  const steps: Step[] = [...exempting.steps];
  if (numbers !== null || list !== null) {
    const says = sayPatch(numbers, wanted.level, list, releaseOf(facts));
    const whitelist = list === null ? null : [...list.entries];
    steps.push({ kind: 'fail2ban.patch', says, ...(numbers ?? sayable(fail2ban)), whitelist });
  }
  if (mode !== null) {
    steps.push({ kind: 'fail2ban.mode', says: say('actions.step.fail2ban.mode', { mode: modeLine(mode) }), mode });
  }
  if (!fail2ban.enabled) steps.push({ kind: 'fail2ban.switch', says: say('actions.step.fail2ban.on'), enabled: true });
  if (steps.length > 0 && networks.length > 0) {
    const cidrs = networks.map(({ cidr }) => cidr);
    steps.push({ kind: 'fail2ban.unban', says: say('actions.step.unban', { networks: cidrs }), networks: cidrs });
  }
  return steps;
}

/** One step, as the server starts anew with each. */
function sayPatch(numbers: BanNumbers | null, level: Level | null, list: NewList | null, release: Release): Message {
  const name = level === null || numbers === null ? null : nameOfNumbers(numbers, level, release);
  const parts = [
    ...(numbers === null || name === null ? [] : [stepLine(name, numbers)]),
    ...(list === null || list.removed.length === 0
      ? []
      : [say('actions.step.fail2ban.remove', { entries: list.removed })]),
    ...(list === null || list.added.length === 0 ? [] : [say('actions.step.fail2ban.add', { entries: list.added })]),
    ...(list !== null && list.added.length + list.removed.length === 0
      ? [say('actions.step.fail2ban.anew', { entries: list.entries })]
      : []),
  ];
  return parts.reduce((first, then) => say('actions.step.together', { first, then }));
}

const stepLine = (level: Message, { maxretry, findtime, bantime }: BanNumbers): Message =>
  say('actions.step.fail2ban', { level, maxretry, findtime: duration(findtime), bantime: duration(bantime) });

const nameOfNumbers = (numbers: BanNumbers, level: Level, release: Release): Message =>
  isExactly(numbers, level)
    ? levelName(level, release)
    : say('fail2ban.level.own', { like: levelName(level, release) });

interface Warned {
  readonly numbers: BanNumbers;
  readonly level: Level | null;
  readonly mode: SecurityMode | null;
  readonly address: string;
  readonly exempted: readonly Network[];
  readonly steps: readonly Step[];
}

function warningsOf(facts: Facts, { numbers, level, mode, address, exempted, steps }: Warned) {
  const warn = (id: string, says: Warning['says']): Warning => ({ id, says, commands: [] });
  const { firewall, ports } = facts;
  const fail2ban = facts.fail2ban.data;
  const release = releaseOf(facts);
  const warnings: Warning[] = [];
  const rules = firewall.state === 'known' ? firewall.data.rules : [];
  if (!covers(exempted, networksOf(address)))
    warnings.push(warn('not-exempt', say('actions.warn.not-exempt', { address })));
  if (isExemptAtLarge(rules)) {
    const names = rules.filter(({ neverBlock }) => neverBlock).map(nameOf);
    warnings.push(warn('exempt-at-large', say('actions.warn.exempt-at-large', { rules: names })));
  }
  const guesses = guessesPerDay(fail2ban) ?? Number.POSITIVE_INFINITY;
  if (level !== null && fail2ban.enabled && (guessesPerDay(numbers) ?? 0) > guesses) {
    warnings.push(warn('laxer', say('actions.warn.laxer', { level: nameOfNumbers(numbers, level, release) })));
  }
  if (mode !== null && limitsSooner(fail2ban, mode)) warnings.push(warn('mode', say('actions.warn.mode')));
  if (fail2ban.bantime < 0 && steps.some(({ kind }) => kind === 'fail2ban.patch')) {
    warnings.push(warn('for-ever', say('actions.warn.for-ever', { bantime: duration(numbers.bantime) })));
  }
  const view = viewIfKnown(facts);
  if (view !== null && isOpenAtLarge(view) && !reaches(levelOf(numbers), 'strong')) {
    warnings.push(warn('too-lax', say('actions.warn.too-lax', { level: levelName('strong', release) })));
  }
  // What is off bans as soon as it is on.
  if (fail2ban.enabled && fail2ban.banning === false)
    warnings.push(warn('not-banning', say('actions.warn.not-banning')));
  const touchesRules = steps.some(({ kind }) => kind.startsWith('firewall.'));
  const [stale] = ports.state === 'known' && !touchesRules ? staleBoxes(rules, ports.data) : [];
  if (stale !== undefined) {
    const { rule, category } = stale;
    warnings.push(warn('stale-ports', say('actions.warn.stale-ports', { rule: nameOf(rule), box: category })));
  }
  warnings.push(warn('reload', say('actions.warn.reload')));
  return warnings;
}

/** Phones that are banned sooner than before, for an old password for instance. A ban is one of the address, with all there. */
function sooner(facts: Facts, exempted: readonly Network[]): Affected[] {
  const phones = phonesIn(facts);
  return phones.flatMap((phone): Affected[] => {
    const { account, address, contact } = phone;
    if (address === null) return [asAffected(phone, say('actions.affected.bans.name', { account, contact }), [])];
    if (covers(exempted, networksOf(address))) return [];
    const count = phones.filter((other) => other.address === address).length;
    const says =
      count > 1
        ? say('actions.affected.bans.shared', { account, address, count })
        : say('actions.affected.bans', { account, address });
    return [asAffected(phone, says, [])];
  });
}

const USES = ['ports', 'firewall', 'providers', 'modules', 'runningRules', 'extraRules', 'network', 'devices'] as const;

export const setFail2banLevel = defineAction<SetFail2banLevelOptions, 'system' | 'fail2ban'>({
  id: 'set-fail2ban-level',
  needs: ['system', 'fail2ban'],
  uses: USES,

  plan(facts, { level, keepsStricter, tidies = false, ours, confirmSeconds, ruleName }, asker): Planned {
    const { system, fail2ban } = facts;
    const release = releaseOf(facts);
    const numbers = numbersFor(fail2ban.data, level, keepsStricter);
    const mode = modeFor(fail2ban.data, level, keepsStricter);
    const stricter = bansSooner(facts, { level, tidies, keepsStricter: keepsStricter ?? false });
    const person = whoAsks(asker, system.data);
    if ('kind' in person && (stricter || person.kind === 'bad-address')) return refuse(person);
    const networks = readNetworks([...asker.networks, ...ours], system.data);
    if ('kind' in networks) return refuse(networks);
    const unfit = tooWide(networks, ownPublicOf(facts.network)) ?? exemptsEverybody(asker, facts, networks);
    if (unfit !== null) return refuse(unfit);
    const changes = level === null || isSame(fail2ban.data, numbers) ? null : numbers;
    const steps = stepsOf(facts, networks, { numbers: changes, level, mode, ruleName, tidies });
    if ('kind' in steps) return refuse(steps);
    if (steps.length === 0) return refuse({ kind: 'nothing-to-do' });
    const { facts: then, made } = play(facts, { steps });
    const changed = then.firewall === facts.firewall ? null : leavesReachAlone(facts, then);
    if (changed !== null) return refuse(changed);
    const before = reachInputOf(facts);
    const after = reachInputOf(then);
    const exempted = then.fail2ban.state === 'known' ? exemptNow(then.firewall, then.fail2ban.data, release) : [];
    const address = 'kind' in person ? asker.address : addressText(person);
    const plan: Plan = {
      version: 1,
      action: 'set-fail2ban-level',
      title: TITLES['set-fail2ban-level'],
      release: system.data.release,
      ...madeFrom(facts, ['fail2ban', 'ports', 'firewall', 'providers', 'modules']),
      asker: { address, networks: networks.map(({ cidr }) => cidr) },
      steps: [...steps],
      undo: [...undoOf(steps, system.data.release)],
      changes: [...changesBetween(facts, then, made)],
      reach: before === null || after === null ? [] : [...reachLines(reachOf(before), reachOf(after), facts, then)],
      affected: stricter ? sooner(facts, exempted) : [],
      stops: [],
      warnings: warningsOf(facts, { numbers, level, mode, address, exempted, steps }),
      confirm: stricter ? confirmWithin(confirmSeconds, 'bans') : null,
    };
    return { accepted: true, plan };
  },
});

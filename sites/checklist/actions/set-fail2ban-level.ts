/**
 * Sets one of the four levels of intrusion protection, switches it on, exempts our networks and ends their bans
 * (guide: Enable Brute-Force Protection). Our networks come first, or the stricter numbers ban the office.
 */
import { phonesOf } from '../devices/phones.ts';
import { isOpenAtLarge, viewIfKnown } from '../exposure/view.ts';
import { isExemptAtLarge } from '../fail2ban/exempt.ts';
import {
  guessesPerDay,
  isExactly,
  LEVEL_NUMBERS,
  levelName,
  reaches,
  type BanNumbers,
  type Level,
} from '../fail2ban/levels.ts';
import type { Parts, PartData } from '../facts/types.ts';
import { say } from '../message.ts';
import { addressText, networksOf, type Network } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import { staleBoxes } from '../reach/rows.ts';
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
import { exempt, exemptNow } from './exempting.ts';
import { closesNothing, isUnderstood, nameOf, opensNothing, reachInputOf, renewsNoPorts } from './guard.ts';
import { makerOf } from './makers.ts';
import { readNetworks, tooWide, whoAsks } from './ours.ts';
import { changesBetween, reachLines, releaseOf } from './preview.ts';
import type { Refusal } from './refusals.ts';
import { play } from './simulate.ts';
import { covers, overlap } from './space.ts';
import type { Affected, Plan, Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';

export interface SetFail2banLevelOptions extends CommonOptions {
  readonly level: Level;
}

type Facts = Known<'system' | 'fail2ban'>;
type Fail2ban = PartData['fail2ban'];

/** Can anybody be banned by these numbers who was not before? The server reads its logs again when it starts. */
export function isStricter(was: Fail2ban, numbers: BanNumbers): boolean {
  const lastsLonger = was.bantime >= 0 && numbers.bantime > was.bantime;
  return !was.enabled || numbers.maxretry < was.maxretry || numbers.findtime > was.findtime || lastsLonger;
}

/** To exempt what stands for everybody would be to switch the protection off. */
function exemptsEverybody({ address, seen }: Asker, facts: Facts, networks: readonly Network[]): Refusal | null {
  const really = whoAsks({ address, seen, networks: [] }, facts.system.data);
  if (!('kind' in really) || really.kind !== 'not-a-person') return null;
  const through = networksOf(really.address);
  const exempted = networks.find((network) => overlap([network], through));
  return exempted === undefined ? null : { kind: 'cannot-exempt', network: exempted.cidr, because: 'everybody' };
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

function stepsOf(facts: Facts, level: Level, networks: readonly Network[], ruleName: string | undefined) {
  const fail2ban = facts.fail2ban.data;
  const numbers = LEVEL_NUMBERS[level];
  const release = releaseOf(facts);
  const exempting = exempt(networks, facts, release, ruleName);
  if ('kind' in exempting) return exempting;
  const { whitelist } = exempting;
  const steps: Step[] = [...exempting.steps];
  if (!isExactly(fail2ban, level) || whitelist !== null) {
    const says = say('actions.step.fail2ban', { level: levelName(level, release), ...numbers });
    steps.push({ kind: 'fail2ban.patch', says, ...numbers, whitelist: whitelist === null ? null : [...whitelist] });
  }
  if (!fail2ban.enabled) steps.push({ kind: 'fail2ban.switch', says: say('actions.step.fail2ban.on'), enabled: true });
  if (steps.length > 0 && networks.length > 0) {
    const list = networks.map(({ cidr }) => cidr);
    steps.push({ kind: 'fail2ban.unban', says: say('actions.step.unban', { networks: list }), networks: list });
  }
  return steps;
}

function warningsOf(facts: Facts, level: Level, address: string, exempted: readonly Network[], steps: readonly Step[]) {
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
  if (fail2ban.enabled && (guessesPerDay(LEVEL_NUMBERS[level]) ?? 0) > guesses) {
    warnings.push(warn('laxer', say('actions.warn.laxer', { level: levelName(level, release) })));
  }
  const view = viewIfKnown(facts);
  if (view !== null && isOpenAtLarge(view) && !reaches(level, 'strong')) {
    warnings.push(warn('too-lax', say('actions.warn.too-lax', { level: levelName('strong', release) })));
  }
  if (fail2ban.banning === false) warnings.push(warn('not-banning', say('actions.warn.not-banning')));
  const touchesRules = steps.some(({ kind }) => kind.startsWith('firewall.'));
  const [stale] = ports.state === 'known' && !touchesRules ? staleBoxes(rules, ports.data) : [];
  if (stale !== undefined) {
    const { rule, category } = stale;
    warnings.push(warn('stale-ports', say('actions.warn.stale-ports', { rule: nameOf(rule), box: category })));
  }
  return warnings;
}

/** Phones that are banned sooner than before, for an old password for instance. */
function sooner(facts: Facts, exempted: readonly Network[]): Affected[] {
  const phones = facts.devices.state === 'known' ? phonesOf(facts.devices.data) : [];
  return phones.flatMap(({ account, address, userAgent }): Affected[] => {
    if (address === null || covers(exempted, networksOf(address))) return [];
    const says = say('actions.affected.bans', { account, address });
    return [{ kind: 'device', id: account, label: userAgent, address, maker: makerOf(userAgent), services: [], says }];
  });
}

const USES = ['ports', 'firewall', 'providers', 'modules', 'runningRules', 'extraRules', 'network', 'devices'] as const;

export const setFail2banLevel = defineAction<SetFail2banLevelOptions, 'system' | 'fail2ban'>({
  id: 'set-fail2ban-level',
  title: say('actions.set-fail2ban-level.title'),
  needs: ['system', 'fail2ban'],
  uses: USES,

  plan(facts, { level, ours, confirmSeconds, ruleName }, asker): Planned {
    const { system, fail2ban } = facts;
    const numbers = LEVEL_NUMBERS[level];
    const stricter = isStricter(fail2ban.data, numbers);
    const person = whoAsks(asker, system.data);
    if ('kind' in person && (stricter || person.kind === 'bad-address')) return refuse(person);
    const networks = readNetworks([...asker.networks, ...ours], system.data);
    if ('kind' in networks) return refuse(networks);
    const unfit = tooWide(networks) ?? exemptsEverybody(asker, facts, networks);
    if (unfit !== null) return refuse(unfit);
    const steps = stepsOf(facts, level, networks, ruleName);
    if ('kind' in steps) return refuse(steps);
    if (steps.length === 0) return refuse({ kind: 'nothing-to-do' });
    const { facts: then, made } = play(facts, { steps });
    const changed = then.firewall === facts.firewall ? null : leavesReachAlone(facts, then);
    if (changed !== null) return refuse(changed);
    const before = reachInputOf(facts);
    const after = reachInputOf(then);
    const exempted =
      then.fail2ban.state === 'known' ? exemptNow(then.firewall, then.fail2ban.data, releaseOf(facts)) : [];
    const address = 'kind' in person ? asker.address : addressText(person);
    const plan: Plan = {
      version: 1,
      action: 'set-fail2ban-level',
      title: say('actions.set-fail2ban-level.title'),
      release: system.data.release,
      ...madeFrom(facts, ['fail2ban', 'ports', 'firewall', 'providers', 'modules']),
      asker: { address, networks: networks.map(({ cidr }) => cidr) },
      steps: [...steps],
      undo: [...undoOf(steps, system.data.release)],
      changes: [...changesBetween(facts, then, made)],
      reach: before === null || after === null ? [] : [...reachLines(reachOf(before), reachOf(after), facts, then)],
      affected: stricter ? sooner(facts, exempted) : [],
      stops: [],
      warnings: warningsOf(facts, level, address, exempted, steps),
      confirm: stricter ? confirmWithin(confirmSeconds, 'bans') : null,
    };
    return { accepted: true, plan };
  },
});

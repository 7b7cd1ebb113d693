/** Does the PBX lock out those who guess, strictly enough for what is open? (guide: Enable Brute-Force Protection) */
import { cannotTell, defineCheck, type Context, type Outcome, type Read } from '../check.ts';
import { ownPublicOf } from '../exposure/facing.ts';
import { seeFinding } from '../exposure/findings.ts';
import { guardedDoors, isBroken, unguarded, isLoose, type GuardedDoor, type LooseDoor } from '../exposure/guards.ts';
import { isPublicOpening } from '../exposure/limits.ts';
import { menuOf } from '../exposure/menus.ts';
import { passUnless, worst } from '../exposure/offences.ts';
import { serviceName } from '../exposure/services.ts';
import { isOpenAtLarge, missingForView, viewIfKnown, VIEW_NEEDS, VIEW_USES, type View } from '../exposure/view.ts';
import { isExemptAtLarge, judgeWhitelist, wideExemptions, type WhitelistEntry } from '../fail2ban/exempt.ts';
import { closedBy, UNSEEN_WEB_GUESSES } from '../fail2ban/doors.ts';
import { protectionOf } from '../fail2ban/judge.ts';
import {
  guessesPerDay,
  isExactly,
  LEVEL_NUMBERS,
  LEVELS,
  levelName,
  levelOf,
  reaches,
  type BanNumbers,
  type Level,
} from '../fail2ban/levels.ts';
import { MODE_OF, isStricterMode, modeLine, modeOf } from '../fail2ban/modes.ts';
import { duration } from '../duration.ts';
import { say, type Message } from '../message.ts';
import { coreManagesFirewall } from '../reach/enforcement.ts';
import { isAtLeast, type Release } from '../release.ts';
import type { Finding, Severity } from '../report/types.ts';
import type { Part, PartData } from '../facts/types.ts';
import {
  exemptSteps,
  levelStep,
  listSteps,
  modeStep,
  restartStep,
  startSteps,
  unexemptSteps,
  untrustSteps,
} from '../steps/bans.ts';
import { knownFirewall } from '../steps/lack.ts';
import { narrowSteps } from '../steps/open.ts';
import { look, step, type Step } from '../steps/step.ts';

type Facts = Read<'fail2ban', (typeof VIEW_NEEDS)[number] | (typeof VIEW_USES)[number] | 'accounts' | 'devices'>;

const finding = (id: string, says: Message, severity: Severity): Finding => ({
  id,
  severity,
  says,
  subject: { kind: 'setting', id: 'fail2ban', label: '' },
  page: { page: 'fail2ban' },
});

/** What the whitelist does not do, or does too well. */
function whitelistFindings(entry: string, judged: WhitelistEntry): Finding[] {
  switch (judged) {
    case 'works':
    case 'unsure':
      return [];
    case 'too-wide':
      return [finding(`whitelist:${entry}`, say('checks.fail2ban.whitelist.wide', { network: entry }), 'high')];
    case 'dropped':
      return [finding(`whitelist:${entry}`, say('checks.fail2ban.cidr', { network: entry }), 'low')];
    case 'joined':
      return [finding(`whitelist:${entry}`, say('checks.fail2ban.whitelist.joined', { entry }), 'low')];
    case 'no-address':
      return [finding(`whitelist:${entry}`, say('checks.fail2ban.no-address', { entry }), 'low')];
  }
}

/** How far the PBX is open. Its providers do not guess passwords; ping has none. */
function opennessOf(view: View | null): 'internet' | 'some-public' | 'private' | 'unknown' {
  if (view === null) return 'unknown';
  if (isOpenAtLarge(view)) return 'internet';
  const isStranger = view.measures
    .filter(({ service }) => service !== 'ICMP')
    .some(({ openings }) => openings.some((open) => open.cause?.kind !== 'provider' && isPublicOpening(open)));
  return isStranger ? 'some-public' : 'private';
}

function nameOf(numbers: BanNumbers, level: Level | null, release: Release): Message {
  if (level === null) return say('fail2ban.level.none');
  const name = levelName(level, release);
  return isExactly(numbers, level) ? name : say('fail2ban.level.own', { like: name });
}

interface Doors {
  readonly all: readonly GuardedDoor[];
  readonly name: (door: GuardedDoor) => Message;
  /** Where the guesses that the level allows are all that an address has. */
  readonly counted: readonly Message[];
  /** Does Core's own firewall hold them? Its limit of requests is in force only there. */
  readonly hasFirewall: boolean;
}

/** No doors while it is not known who can connect. */
function doorsOf(
  { fail2ban, system, runningRules, network, modules, firewall }: Facts,
  view: View | null,
  { release, attested }: Context,
): Doors {
  const name = ({ door }: GuardedDoor) => serviceName(door, modules, release);
  if (view === null || system.state === 'unknown') return { all: [], name, counted: [], hasFirewall: false };
  const all = guardedDoors(
    { view, fail2ban: fail2ban.data, system: system.data, runningRules, network, release },
    attested,
  );
  const hasFirewall = firewall.state === 'known' && firewall.data.enabled && coreManagesFirewall(system.data.container);
  return { all, name, counted: all.filter(({ guard }) => guard === 'counted').map(name), hasFirewall };
}

/** A problem for strangers there, or because it is out of order. */
function doorFinding(found: LooseDoor, name: Message): Finding {
  const { door, guard, strangers } = found;
  const isRepair = isBroken(guard) || (guard === 'no-ban' && door === 'SIP');
  return {
    id: `door:${door}`,
    severity: isRepair ? 'high' : strangers.length > 0 ? 'medium' : 'low',
    says: doorSays(guard, [name]),
    subject: { kind: 'service', id: door, label: door },
    page: { page: isBroken(guard) ? 'fail2ban' : 'firewall' },
  };
}

/** What is not guarded but closed to strangers: one sentence for each reason. */
function elsewhereNotes(loose: readonly LooseDoor[], { name }: Doors): Message[] {
  const guards = [...new Set(loose.map(({ guard }) => guard))];
  return guards.map((guard) => doorSays(guard, loose.filter((door) => door.guard === guard).map(name)));
}

function doorSays(guard: LooseDoor['guard'], door: readonly Message[]): Message {
  if (guard === 'windows') return say('checks.fail2ban.door.windows', { door, guesses: UNSEEN_WEB_GUESSES });
  return say(`checks.fail2ban.door.${guard}`, { door });
}

/** Repair what is out of order, then close what nobody guards: no level helps there. */
function doorSteps(doors: readonly GuardedDoor[], facts: Facts, context: Context, levelSteps: readonly Step[]): Step[] {
  const { release } = context;
  const guards = doors.map(({ guard }) => guard);
  const gains = [
    ...(guards.includes('shared') ? [say('checks.fail2ban.step.upgrade.web')] : []),
    ...(doors.some(isTelephonyUnbanned) ? [say('checks.fail2ban.step.upgrade.container')] : []),
  ];
  const isMended = ({ guard, door }: GuardedDoor) =>
    guard === 'counted' || guard === 'shared' || isBroken(guard) || door === 'SIP' || door === 'IAX';
  const open = doors.filter((door) => !isMended(door)).map(({ door }) => door);
  const found = open.length === 0 ? null : knownFirewall(facts);
  return [
    ...(guards.some(isBroken)
      ? [step(say('checks.fail2ban.step.restart', { menu: menuOf('fail2ban', release) }), { kind: 'fail2ban.restart' })]
      : []),
    ...(gains.length > 0 && isAtLeast(release, GUARDED_SINCE) !== true
      ? [step(say('checks.fail2ban.step.upgrade', { gains }), { kind: 'update', release: GUARDED_SINCE })]
      : []),
    ...levelSteps,
    ...(open.length > 0 ? [look(say('checks.fail2ban.step.close'))] : []),
    ...(found === null ? [] : narrowSteps(found.facts, found.view, context, open)),
  ];
}
/** Wrong web passwords are logged with their address, and bans of telephony take effect in a container, too. */
const GUARDED_SINCE = '2026.2.118';
const isTelephonyUnbanned = ({ guard, door }: GuardedDoor) => guard === 'no-ban' && (door === 'SIP' || door === 'IAX');

/** A ban at SIP closes neither the web interface nor SSH. */
function closesNote({ all, name }: Doors, system: Part<PartData['system']>): Message[] {
  const sip = all.find(({ door, guard }) => door === 'SIP' && guard === 'counted');
  if (sip === undefined || system.state === 'unknown') return [];
  const closed = closedBy('SIP', { container: system.data.container });
  const open = all.filter(({ door }) => !closed.includes(door)).map(name);
  return open.length === 0 ? [] : [say('checks.fail2ban.closes', { door: name(sip), open })];
}

/** Core's strictest level sets so many. */
const LOWEST_LIMIT = 100;
/** With more extensions Core's page sets no limit with a level (fail-to-ban-index.js); what was set before stays in force. */
const MOST_ACCOUNTS = 200;

interface Limited {
  readonly limit: number;
  /** Accounts that are on; 0: not known. */
  readonly accounts: number;
}

/**
 * `PBXFirewallMaxReqSec` counts every new UDP packet (audio, too) and twice every new TCP connection (web, too) of an
 * address, and drops SIP above it: the port is looked at afterwards (recorded/reach-oracle.md).
 */
function limitFinding({ limit, accounts }: Limited): Finding[] {
  if (limit <= 0) return [];
  if (accounts > MOST_ACCOUNTS) {
    return [finding('limit', say('checks.fail2ban.limit.many', { limit, count: accounts }), 'low')];
  }
  return limit < LOWEST_LIMIT ? [finding('limit', say('checks.fail2ban.limit', { limit }), 'low')] : [];
}

function limitedBy({ firewall, accounts }: Facts): Limited {
  return {
    limit: firewall.state === 'known' ? (firewall.data.maxRequestsPerSecond ?? 0) : 0,
    accounts: accounts.state === 'known' ? accounts.data.filter(({ disabled }) => !disabled).length : 0,
  };
}

function limitStep({ accounts }: Limited, release: Release): Step {
  const menu = menuOf('fail2ban', release);
  const isMany = accounts > MOST_ACCOUNTS;
  return step(say(`checks.fail2ban.step.limit${isMany ? '.many' : ''}`, { menu }), {
    kind: 'fail2ban.limit',
    perSecond: isMany ? 0 : LOWEST_LIMIT,
  });
}

/**
 * The security mode, where strangers get to the web interface: none may be laxer than the level it belongs to, and the laxest
 * one lets through what looks like an attack. Elsewhere a note is enough.
 */
function modeFinding(bans: PartData['fail2ban'], view: View | null, { all }: Doors): Finding[] {
  const mode = modeOf(bans);
  if (mode === null) return [];
  const web = all.find(({ door }) => door === 'WEB');
  const isReached = web !== undefined && web.strangers.length > 0;
  const says = say('checks.fail2ban.mode.lax', { limits: say('checks.fail2ban.mode', { mode: modeLine(mode) }) });
  if (mode === 'relaxed' && (isReached || view === null)) return [finding('mode', says, isReached ? 'medium' : 'low')];
  const level = LEVELS.find((one) => isExactly(bans, one));
  const isBehind = level !== undefined && isStricterMode(MODE_OF[level], mode);
  return isReached && isBehind ? [finding('mode', says, 'low')] : [];
}

/** Said wherever it is no problem: it is set nowhere else, and nobody sees it on Core's page. */
function modeNote(bans: PartData['fail2ban'], found: readonly Finding[]): Message[] {
  const mode = modeOf(bans);
  return mode === null || found.length > 0 ? [] : [say('checks.fail2ban.mode', { mode: modeLine(mode) })];
}

export const check = defineCheck({
  id: 'fail2ban',
  section: 'brute-force',
  order: 1,
  severity: 'high',
  needs: ['fail2ban'],
  uses: [...VIEW_NEEDS, ...VIEW_USES, 'accounts', 'devices', 'attestations'],
  ownFiles: 'bans',
  bySource: true,
  title: say('checks.fail2ban.title'),
  todo: say('checks.fail2ban.todo'),
  why: say('checks.fail2ban.why'),
  guide: 'enable-brute-force-protection-fail2ban',
  manual: { en: 'manual/connectivity/fail2-ban', ru: 'manual/connectivity/fail2-ban' },
  page: { page: 'fail2ban' },
  action: 'set-fail2ban-level',
  effort: { minutes: 2, phonesStop: false },

  evaluate(facts, context): Outcome {
    const { release } = context;
    const numbers = facts.fail2ban.data;
    const view = viewIfKnown(facts);
    const home = ownPublicOf(facts.network);
    const openness = opennessOf(view);
    const wanted = openness === 'internet' || openness === 'unknown' ? 'strong' : 'normal';
    const level = levelOf(numbers);
    const guesses = guessesPerDay(numbers);
    const name = nameOf(numbers, level, release);
    const steps = [...exemptSteps(facts, context), levelStep(facts, wanted, release)];
    const whitelist = judgeWhitelist(numbers, release, home).flatMap(({ entry, judged }) =>
      whitelistFindings(entry, judged),
    );
    const rules = facts.firewall.state === 'known' ? facts.firewall.data.rules : [];
    const exempt = {
      rules: wideExemptions(rules, home).map((rule) => `${rule.name} (${rule.permit})`),
      check: say('checks.firewall-trusted-subnets.title'),
    };
    const doors = doorsOf(facts, view, context);
    const isShort = level !== null && numbers.bantime > 0 && numbers.bantime < LEVEL_NUMBERS[level].bantime;
    const loose = unguarded(doors.all);
    const elsewhere = doors.all.filter(isLoose).filter((door) => !loose.includes(door));
    const modes = modeFinding(numbers, view, doors);
    const notes = [
      say('checks.fail2ban.not-passwords'),
      ...(exempt.rules.length > 0 ? [say('checks.fail2ban.never-block.note', exempt)] : []),
      ...(isShort ? [say('checks.fail2ban.short-ban', { bantime: duration(numbers.bantime) })] : []),
      ...elsewhereNotes(elsewhere, doors),
      ...closesNote(doors, facts.system),
      ...modeNote(numbers, modes),
    ];
    const limited = limitedBy(facts);
    const limits = doors.hasFirewall ? limitFinding(limited) : [];
    const byDoor = loose.map((door) => doorFinding(door, doors.name(door)));
    const beside = [...byDoor, ...whitelist, ...limits, ...modes];
    const fail = (
      problem: Finding,
      more: Pick<Outcome, 'steps'> & { readonly action?: null } = { steps },
      others: readonly Finding[] = [],
    ): Outcome => ({
      verdict: 'fail',
      says: problem.says,
      findings: [problem, ...[...beside, ...others].filter(({ id }) => id !== problem.id)],
      offenders: { count: 1, of: 1 },
      notes,
      ...more,
    });
    const { maxretry, findtime, bantime } = numbers;

    const protection = protectionOf({ fail2ban: numbers, rules, release }, wanted);
    if (protection === 'off')
      return fail(finding('off', say('checks.fail2ban.off'), 'high'), {
        steps: [...steps, ...startSteps(facts, context)],
      });
    if (protection === 'not-banning')
      return fail(finding('not-banning', say('checks.fail2ban.not-banning'), 'high'), {
        steps: [...steps, restartStep(release)],
      });
    if (protection === 'no-ban')
      return fail(finding('numbers', say('checks.fail2ban.no-ban', { bantime: duration(bantime) }), 'high'));
    if (guesses === null) {
      return fail(
        finding('numbers', say('checks.fail2ban.senseless', { maxretry, findtime: duration(findtime) }), 'high'),
      );
    }
    if (isExemptAtLarge(rules)) {
      return fail(seeFinding('firewall-trusted-subnets', 'high', say('checks.fail2ban.never-block', exempt)), {
        steps: unexemptSteps(facts, context),
      });
    }
    const tooWide = whitelist.find(({ severity }) => severity === 'high');
    const said = {
      level: name,
      guesses: Math.round(guesses),
      wanted: levelName(wanted, release),
      doors: doors.counted.length > 0 ? doors.counted : [say('checks.fail2ban.doors.unseen')],
    };
    const [broken] = byDoor.filter(({ severity }) => severity === 'high');
    if (broken !== undefined) {
      const toDo = (levelSteps: readonly Step[]) => doorSteps(loose, facts, context, levelSteps);
      if (protection === 'too-lax') {
        return fail(broken, { steps: toDo(steps) }, [finding('level', say('checks.fail2ban.lax', said), 'high')]);
      }
      // No level mends it.
      return fail(broken, { action: null, steps: toDo([]) });
    }
    if (protection === 'too-lax') {
      if (!reaches(level, 'weak') || openness === 'some-public') {
        return fail(finding('level', say('checks.fail2ban.lax', said), 'high'));
      }
      if (openness === 'internet') return fail(finding('level', say('checks.fail2ban.lax.open', said), 'high'));
      if (openness === 'unknown') {
        return { ...cannotTell(missingForView(facts)), notes: [say('checks.fail2ban.lax.unseen', said), ...notes] };
      }
      // The guide allows Weak for trusted networks.
      const says = say('checks.fail2ban.weak-inside', said);
      const findings = [finding('level', says, 'low'), ...beside] as const;
      return { verdict: 'warn', severity: 'low', says, findings, notes, steps };
    }
    if (tooWide !== undefined) {
      const entries = judgeWhitelist(numbers, release, home).flatMap(({ entry, judged }) =>
        judged === 'too-wide' ? [entry] : [],
      );
      return fail(tooWide, { steps: untrustSteps(facts, entries, context) });
    }
    const unseen = protection === 'cannot-tell' ? [say('checks.fail2ban.unseen', { level: name })] : [];
    const [open] = byDoor;
    if (open !== undefined) {
      const severity = worst(byDoor.map((problem) => problem.severity));
      const findings = [open, ...beside.filter(({ id }) => id !== open.id)] as const;
      const says = say('checks.fail2ban.loose', { level: name, doors: loose.map(doors.name) });
      const toDo = doorSteps(loose, facts, context, []);
      return { verdict: 'warn', severity, says, findings, action: null, notes: [...unseen, ...notes], steps: toDo };
    }
    if (protection === 'cannot-tell') {
      return {
        verdict: 'unknown',
        reason: numbers.banningUnknown ?? 'needs-module',
        says: say('checks.fail2ban.unseen', { level: name }),
        notes,
      };
    }
    const [mode] = modes;
    if (mode !== undefined && whitelist.length + limits.length === 0) {
      const toDo = [...exemptSteps(facts, context), modeStep(facts, wanted, release)];
      return { verdict: 'warn', severity: mode.severity, says: mode.says, findings: [mode], notes, steps: toDo };
    }
    const [first, ...more] = [...whitelist, ...limits, ...modes];
    if (first !== undefined) {
      const toDo = [
        ...(whitelist.length > 0 ? listSteps(facts, context) : []),
        ...(limits.length > 0 ? [limitStep(limited, release)] : []),
        ...(modes.length > 0 ? [modeStep(facts, wanted, release)] : []),
      ];
      const says = whitelist.length > 0 ? say('checks.fail2ban.cidr.all') : first.says;
      return { verdict: 'warn', severity: 'low', says, findings: [first, ...more], action: null, notes, steps: toDo };
    }
    if (doors.all.length > 0 && doors.counted.length === 0) {
      const says = say('checks.fail2ban.nowhere', { level: name });
      const toDo = doorSteps(doors.all, facts, context, []);
      const findings = [finding('nowhere', says, 'low')] as const;
      return { verdict: 'warn', severity: 'low', says, findings, action: null, notes, steps: toDo };
    }
    // Strong is enough whatever is open; less only where that is certain.
    const doubt = reaches(level, 'strong') ? null : (view?.doubt ?? null);
    return passUnless(
      doubt,
      say('checks.fail2ban.pass', { level: name, guesses: said.guesses, doors: said.doors }),
      notes,
    );
  },
});

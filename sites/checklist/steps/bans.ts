/** The steps about bans: our own networks are kept from them first, then they get strict. */
import { covers } from '../actions/space.ts';
import { hiddenBehindOne, holdsHidden } from '../devices/behind-one.ts';
import { menuOf } from '../exposure/menus.ts';
import type { Context } from '../check.ts';
import { exemptNetworks, meantBy, judgeEntry } from '../fail2ban/exempt.ts';
import { LEVEL_NUMBERS, LEVELS, levelName, levelOf, type Level } from '../fail2ban/levels.ts';
import { MODE_OF, modeOf } from '../fail2ban/modes.ts';
import type { KnownPart, PartData } from '../facts/types.ts';
import { say } from '../message.ts';
import type { Release } from '../release.ts';
import { knownFirewall, nameOf, ourNetworks, ruleOf, siteOf, type FirewallParts } from './lack.ts';
import { is2024 } from './names.ts';
import { atLargeSteps, decidingSteps } from './open.ts';
import { look, step, type Effect, type Step } from './step.ts';

export type BanFacts = FirewallParts & { readonly fail2ban: KnownPart<PartData['fail2ban']> };

/**
 * Our networks that can be banned now, each made exempt the way the release takes it; and the person. Not those with an
 * address that hides strangers.
 */
export function exemptSteps(facts: BanFacts, context: Context, gone: ReadonlySet<string> = new Set()): readonly Step[] {
  const { release } = context;
  const { fail2ban } = facts;
  const person = look(say('steps.bans.person', { menu: menuOf('fail2ban', release) }));
  const found = knownFirewall(facts);
  if (found === null) return [person];
  const { rules } = found.facts.firewall.data;
  const kept = { ...fail2ban.data, whitelist: fail2ban.data.whitelist.filter((entry) => !gone.has(entry)) };
  const exempt = exemptNetworks(rules, kept, release);
  const hidden = hiddenBehindOne(facts, context.attested);
  const bannable = ourNetworks(found.facts).filter(
    (network) => !covers(exempt, [network]) && !holdsHidden(hidden, network.cidr),
  );
  const trusted = bannable
    .filter(({ cidr }) => judgeEntry(cidr, release, found.view.home) === 'works')
    .map(({ cidr }) => cidr);
  if (trusted.length > 0) {
    const entries = [...meantBy(fail2ban.data), ...trusted];
    const said = { menu: menuOf('fail2ban', release), entries: trusted };
    return [step(say('steps.bans.trust', said), { kind: 'fail2ban.whitelist', entries }), person];
  }
  const site = siteOf(found.facts, found.view);
  const byRule = bannable.flatMap((network): Step[] => {
    const own = ruleOf(network, [], site);
    if (own === null) return [];
    const effect: Effect = { kind: 'firewall.boxes', id: own.id, set: new Map(), neverBlock: true };
    return [
      step(
        say('steps.bans.rule', { menu: menuOf('firewall', release), rule: nameOf(own), network: network.cidr }),
        effect,
      ),
    ];
  });
  return [...byRule, person];
}

/** To this level; never to a laxer one than now. */
export function levelStep({ fail2ban }: BanFacts, wanted: Level, release: Release): Step {
  const level = notLaxer(fail2ban.data, wanted);
  const said = { menu: menuOf('fail2ban', release), level: levelName(level, release) };
  const numbers = LEVEL_NUMBERS[level];
  const says = is2024(release)
    ? say('checks.fail2ban.step.level.2024', { ...said, ...numbers })
    : say('checks.fail2ban.step.level', said);
  return step(says, ...slid(fail2ban.data, level));
}

/** The limits of the web interface are set with the level, and only when the slider is moved. */
export function modeStep({ fail2ban }: BanFacts, wanted: Level, release: Release): Step {
  const level = notLaxer(fail2ban.data, wanted);
  const menu = menuOf('fail2ban', release);
  return step(
    say('checks.fail2ban.step.mode', { menu, level: levelName(level, release) }),
    ...slid(fail2ban.data, level),
  );
}

function notLaxer(bans: PartData['fail2ban'], wanted: Level): Level {
  const now = levelOf(bans);
  return now !== null && LEVELS.indexOf(now) > LEVELS.indexOf(wanted) ? now : wanted;
}

/** What Core's page sets with a level: its numbers, and its security mode where the release has one. */
function slid(bans: PartData['fail2ban'], level: Level): readonly Effect[] {
  const mode = modeOf(bans);
  return [
    { kind: 'fail2ban.patch', ...LEVEL_NUMBERS[level], whitelist: null },
    ...(mode === null ? [] : [{ kind: 'fail2ban.mode' as const, mode: MODE_OF[level] }]),
  ];
}

/** Entries that exempt strangers are taken out; the level stays. */
export function untrustSteps(facts: BanFacts, entries: readonly string[], context: Context): readonly Step[] {
  const { release } = context;
  const gone = new Set(entries);
  const first = exemptSteps(facts, context, gone);
  const added = first.flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'fail2ban.whitelist' ? effect.entries : [])),
  );
  const left = (added.length > 0 ? added : meantBy(facts.fail2ban.data)).filter((entry) => !gone.has(entry));
  const says = say('steps.bans.untrust', { menu: menuOf('fail2ban', release), entries });
  return [...first, step(says, { kind: 'fail2ban.whitelist', entries: left })];
}

/** Firewall and protection share one switch: beside a firewall that decides it is turned off and on again. */
export function startSteps(facts: BanFacts, context: Context): readonly Step[] {
  const { release } = context;
  const known = knownFirewall(facts);
  if (known !== null && known.view.reach.enforcement !== 'container') {
    if (!siteOf(known.facts, known.view).inForce) return decidingSteps(known.facts, known.view, context);
  }
  const toggle = say(is2024(release) ? 'steps.switch.2024' : 'steps.switch.2026');
  return [
    step(
      say('steps.bans.start', { menu: menuOf('firewall', release), switch: toggle }),
      { kind: 'firewall.toggle', enabled: false },
      { kind: 'firewall.toggle', enabled: true },
    ),
  ];
}

/** "Never block" of rules for strangers goes. */
export function unexemptSteps(facts: BanFacts, context: Context): readonly Step[] {
  const known = knownFirewall(facts);
  return known === null ? [] : atLargeSteps(known.facts, known.view, context);
}

export const restartStep = (release: Release): Step =>
  step(say('steps.bans.restart', { menu: menuOf('fail2ban', release) }), { kind: 'fail2ban.restart' });

/** Written anew as this release reads it; networks that it does not take are exempt by their rule. */
export function listSteps(facts: BanFacts, context: Context): readonly Step[] {
  const { release } = context;
  const meant = meantBy(facts.fail2ban.data);
  const home = knownFirewall(facts)?.view.home;
  const entries = meant.filter((entry) => judgeEntry(entry, release, home) === 'works');
  const menu = menuOf('fail2ban', release);
  const says =
    entries.length === 0 ? say('steps.bans.list.empty', { menu }) : say('steps.bans.list', { menu, entries });
  return [
    ...exemptSteps(facts, context, new Set(meant.filter((entry) => !entries.includes(entry)))),
    step(says, { kind: 'fail2ban.whitelist', entries }),
    ...(entries.length < meant.length ? [look(say('checks.fail2ban.step.never-block'))] : []),
  ];
}

/**
 * What every check about reachability starts from: per service, who can connect, by the rules in force where they were
 * read and differ, else by the rules of the cabinet; and whether a pass may rest on that.
 */
import type { MissingPart } from '../check.ts';
import type { KnownPart, PartData, Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { exposureOf, type ExposureOf } from '../reach/exposure.ts';
import { networksOf } from '../reach/networks.ts';
import { publicV4, publicV6Prefix } from '../reach/public.ts';
import { reachOf } from '../reach/reach.ts';
import { compareWithRunning, type Comparison } from '../reach/running.ts';
import type { Cause, Opening, Reach, Service } from '../reach/types.ts';
import { doubtOf, notKnown, type Doubt } from './doubt.ts';
import { extraRulesNote } from './extra-rules.ts';
import { facesOf, type Faces } from './facing.ts';
import { openInForce } from './in-force.ts';

export const VIEW_NEEDS = ['system', 'ports', 'firewall'] as const;
export const VIEW_USES = ['providers', 'runningRules', 'extraRules', 'network', 'modules'] as const;
type Need = (typeof VIEW_NEEDS)[number];
type Use = (typeof VIEW_USES)[number];
export type ViewFacts = { readonly [P in Need]: KnownPart<PartData[P]> } & Pick<Parts, Use>;

/** An opening; without cause where the rules in force open what no rule of the cabinet explains. */
export type Opened = Omit<Opening, 'cause'> & { readonly cause: Cause | null };
export type Measure = ExposureOf<Opened>;

export interface View {
  readonly reach: Reach;
  readonly comparison: Comparison;
  /** One per service, in the order of reach; IPv6 that the release leaves alone is told apart, below. */
  readonly measures: readonly Measure[];
  /** 2024 leaves IPv6 as the system has it: open. */
  readonly unmanagedV6: boolean;
  readonly faces: Faces;
  readonly doubt: Doubt | null;
  readonly notes: readonly Message[];
}

/** Several checks ask about the same facts; the view is made once. */
const made = new WeakMap<ViewFacts['firewall'], { readonly facts: ViewFacts; readonly view: View }>();

export function viewOf(facts: ViewFacts): View {
  const earlier = made.get(facts.firewall);
  if (earlier !== undefined && [...VIEW_NEEDS, ...VIEW_USES].every((name) => earlier.facts[name] === facts[name])) {
    return earlier.view;
  }
  const view = makeView(facts);
  made.set(facts.firewall, { facts, view });
  return view;
}

/** For checks that can say something without it; null: a part it needs is unknown. */
export function viewIfKnown(parts: Pick<Parts, Need | Use>): View | null {
  const { system, ports, firewall } = parts;
  if (system.state === 'unknown' || ports.state === 'unknown' || firewall.state === 'unknown') return null;
  return viewOf({ ...parts, system, ports, firewall });
}

/** Why there is no view. */
export function missingForView(parts: Pick<Parts, Need>): readonly MissingPart[] {
  return VIEW_NEEDS.flatMap((name) => {
    const part = parts[name];
    return part.state === 'unknown' ? [{ part: name, reason: part.reason }] : [];
  });
}

function makeView(facts: ViewFacts): View {
  const { system, ports, firewall, providers, runningRules, extraRules, network } = facts;
  const reach = reachOf({ system: system.data, ports: ports.data, firewall: firewall.data, providers });
  const running = runningRules.state === 'known' ? runningRules.data : { v4: null, v6: null };
  const comparison = compareWithRunning(reach, running);
  const agrees = 'agrees' in comparison && comparison.agrees;
  const judged = reach.services.map((service) => {
    const { openings } = reach.exposure(service.id);
    return agrees ? { service, openings, proven: true } : judgeInForce(service, openings, running);
  });
  return {
    reach,
    comparison,
    measures: judged.map(({ service, openings }) =>
      exposureOf(
        service.id,
        openings.filter((opening) => !isUnmanaged(opening)),
      ),
    ),
    unmanagedV6: isV6Unmanaged(judged),
    faces: facesOf(network),
    doubt: judged.every(({ proven }) => proven)
      ? unseenV6(judged, network)
      : (doubtOf({ providers, extraRules, rules: firewall.data.rules, reach, comparison }) ??
        unseenV6(judged, network)),
    notes: [...malformedNotes(reach, firewall.data), ...differenceNote(comparison), ...extraRulesNote(extraRules)],
  };
}

/** By the rules in force, family by family where they were read; what the cabinet explains keeps its cause. */
function judgeInForce(service: Service, byModel: readonly Opening[], running: PartData['runningRules']) {
  const families = ([4, 6] as const).map((family) => {
    const model = byModel.filter((opening) => opening.family === family);
    const byCabinet = model.flatMap(({ network }) => networksOf(network));
    const inForce = openInForce(service, family === 4 ? running.v4 : running.v6, family, byCabinet);
    if (inForce === null) return { openings: model, proven: false };
    return {
      openings: inForce.networks.flatMap((open): readonly Opened[] => {
        const size = { publicAddresses: publicV4([open]), publicV6Prefix: publicV6Prefix([open]) };
        const explained = model.filter(({ network }) => network === open.cidr);
        return explained.length > 0 ? explained : [{ cause: null, network: open.cidr, family, ...size }];
      }),
      proven: inForce.isCertain,
    };
  });
  return {
    service,
    openings: families.flatMap(({ openings }): readonly Opened[] => openings),
    proven: families.every(({ proven }) => proven),
  };
}

interface Judged {
  readonly openings: readonly Opened[];
}
const isUnmanaged = ({ cause }: Opened) => cause?.kind === 'ipv6-unmanaged';
const isV6Unmanaged = (judged: readonly Judged[]) => judged.some(({ openings }) => openings.some(isUnmanaged));

/** IPv6 that nobody filters matters only to a public address: without the addresses nobody can say that it does not. */
function unseenV6(judged: readonly Judged[], network: ViewFacts['network']): Doubt | null {
  return isV6Unmanaged(judged) ? notKnown('network', network) : null;
}

/** Is anything to log in to open to the internet at large? Ping is not. */
export function isOpenAtLarge({ measures, unmanagedV6, faces }: View): boolean {
  return (
    (unmanagedV6 && faces[6] === 'public') || measures.some(({ service, atLarge }) => service !== 'ICMP' && atLarge)
  );
}

/**
 * The rules of the cabinet are not loaded where all services of a family are open to everybody and the cabinet does not
 * explain it. Single lines that differ are judged by the checks of what they open.
 */
export function isInForce({ measures }: View): boolean {
  const services = measures.filter(({ service }) => service !== 'ICMP');
  return !EVERYBODY.some((network) => {
    const open = services.map(({ openings }) => openings.filter((opening) => opening.network === network));
    return open.every(({ length }) => length > 0) && open.flat().some(({ cause }) => cause === null);
  });
}
const EVERYBODY = ['0.0.0.0/0', '::/0'] as const;

/** Rules whose network is none: they open nothing, whatever was meant. A name may open something: that is a doubt. */
function malformedNotes({ malformed, unresolved }: Reach, { rules }: PartData['firewall']): readonly Message[] {
  const named = new Set(unresolved.flatMap((name) => (name.kind === 'rule' ? [name.ruleId] : [])));
  return malformed
    .filter(({ ruleId }) => !named.has(ruleId))
    .map(({ ruleId, permit }) => {
      const rule = rules.find(({ id }) => id === ruleId)?.name ?? ruleId;
      return say('exposure.malformed', { rule, network: permit });
    });
}

/** The rules in force win, and the verdict says so. */
function differenceNote(comparison: Comparison): readonly Message[] {
  if (!('agrees' in comparison) || comparison.agrees) return [];
  const differences = comparison.differences
    .slice(0, EXAMPLES)
    .map(({ service, network, running }) =>
      say(running ? 'exposure.force.open' : 'exposure.force.closed', { service, network }),
    );
  return [say('exposure.force.differs', { differences })];
}
const EXAMPLES = 3;

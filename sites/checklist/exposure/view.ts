/**
 * What every check about reachability starts from: per service, who can connect, by the rules in force where they were
 * read and differ, else by the rules of the cabinet; and whether a pass may rest on that.
 */
import type { MissingPart } from '../check.ts';
import type { KnownPart, PartData, Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { exposureOf, type ExposureOf } from '../reach/exposure.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import { groundOf } from '../reach/ground.ts';
import { EVERYBODY } from '../reach/stretches.ts';
import { compareWithRunning, type Comparison } from '../reach/running.ts';
import type { Opening, Reach, Service, ServiceId } from '../reach/types.ts';
import { doubtOf, notKnown, type Doubt } from './doubt.ts';
import { extraRulesNote } from './extra-rules.ts';
import { facesOf, ownPublicOf, type Faces } from './facing.ts';
import { openInForce, type Opened } from './in-force.ts';
import { isEverybody } from './limits.ts';

export const VIEW_NEEDS = ['system', 'ports', 'firewall'] as const;
export const VIEW_USES = ['providers', 'runningRules', 'extraRules', 'network', 'modules'] as const;
type Need = (typeof VIEW_NEEDS)[number];
type Use = (typeof VIEW_USES)[number];
export type ViewFacts = { readonly [P in Need]: KnownPart<PartData[P]> } & Pick<Parts, Use>;

export type { Opened } from './in-force.ts';
export type Measure = ExposureOf<Opened>;

export interface View {
  readonly reach: Reach;
  readonly comparison: Comparison;
  /** One per service, in the order of reach; IPv6 that the release leaves alone is told apart, below. */
  readonly measures: readonly Measure[];
  /** 2024 leaves IPv6 as the system has it: open. */
  readonly unmanagedV6: boolean;
  readonly faces: Faces;
  /** Public addresses of this PBX. */
  readonly home: readonly Network[];
  /** Why a pass must not rest on what is known, for all services; what leaves one in doubt may leave others alone. */
  readonly doubt: Doubt | null;
  doubtOn(services: readonly ServiceId[]): Doubt | null;
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
  const interfaces = network.state === 'known' ? network.data : null;
  const comparison = compareWithRunning(reach, running, interfaces);
  const agrees = 'agrees' in comparison && comparison.agrees;
  const byModel = reach.services.map((service) => ({ service, openings: reach.exposure(service.id).openings }));
  const judged = agrees
    ? byModel.map((one): Judged => ({ ...one, isRead: true, unclear: [] }))
    : judgeInForce(byModel, running, interfaces);
  const doubtOn = (services: readonly ServiceId[]) => {
    const asked = judged.filter(({ service }) => services.includes(service.id));
    const open = asked.filter(({ isRead, unclear }) => !isRead || unclear.length > 0);
    const lines = [...new Set(open.flatMap(({ unclear }) => unclear))];
    const doubt =
      open.length === 0
        ? null
        : doubtOf({ providers, extraRules, runningRules, rules: firewall.data.rules, reach, lines });
    return doubt ?? unseenV6(asked, network);
  };
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
    home: ownPublicOf(network),
    doubt: doubtOn(reach.services.map(({ id }) => id)),
    doubtOn,
    notes: [
      ...malformedNotes(reach, firewall.data),
      ...differenceNote(comparison, judged),
      ...extraRulesNote(extraRules),
    ],
  };
}

/** What one service is open to, and on what that rests. */
interface Judged {
  readonly service: Service;
  readonly openings: readonly Opened[];
  /** Both families of the rules in force. */
  readonly isRead: boolean;
  /** Lines of which nobody can say whom else they let in. */
  readonly unclear: readonly string[];
}

/** By the rules in force, family by family where they were read; what the cabinet explains keeps its cause. */
function judgeInForce(
  byModel: readonly { readonly service: Service; readonly openings: readonly Opening[] }[],
  running: PartData['runningRules'],
  network: PartData['network'] | null,
): readonly Judged[] {
  const named = byModel.flatMap(({ openings }) => openings.flatMap((opening) => networksOf(opening.network)));
  const grounds = ([4, 6] as const).map(
    (family) => [family, groundOf(family === 4 ? running.v4 : running.v6, family, network, named)] as const,
  );
  return byModel.map(({ service, openings }) => {
    const families = grounds.map(([family, ground]) =>
      ground === null
        ? { openings: openings.filter((opening) => opening.family === family), unclear: [] }
        : openInForce(service, ground, openings),
    );
    return {
      service,
      openings: families.flatMap((one): readonly Opened[] => one.openings),
      isRead: grounds.every(([, ground]) => ground !== null),
      unclear: families.flatMap((one): readonly string[] => one.unclear),
    };
  });
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
 * The rules of the cabinet decide nothing where all services of a family are open to everybody and the cabinet does not
 * explain it: they are not loaded, or a line goes before them. Other lines are judged by the checks of what they open.
 */
export function pastTheRules({ measures }: View): readonly Opened[] {
  const services = measures.filter(({ service }) => service !== 'ICMP');
  return ([4, 6] as const).flatMap((family) => {
    const open = services.map(({ openings }) => openings.filter((one) => one.family === family && isEverybody(one)));
    return open.every(({ length }) => length > 0) ? open.flat().filter(({ cause }) => cause === null) : [];
  });
}

export const isInForce = (view: View): boolean => pastTheRules(view).length === 0;

/** The rules are loaded, but a line lets everybody in before they are asked. */
export const isBypassed = (view: View): boolean => pastTheRules(view).some(({ line }) => line !== undefined);

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
function differenceNote(comparison: Comparison, judged: readonly Judged[]): readonly Message[] {
  if (!('agrees' in comparison) || comparison.agrees) return [];
  const differences = comparison.differences
    .flatMap(({ service, network, running }) =>
      (running ? networksOpen(judged, service, network) : [network]).map((each) =>
        say(running ? 'exposure.force.open' : 'exposure.force.closed', { service, network: each }),
      ),
    )
    .slice(0, EXAMPLES);
  return [say('exposure.force.differs', { differences })];
}
const EXAMPLES = 3;

/** A line for everybody by one interface opens to fewer networks than it names. */
function networksOpen(judged: readonly Judged[], service: ServiceId, network: string): readonly string[] {
  const openings = judged.find((one) => one.service.id === service)?.openings ?? [];
  if (openings.some((opening) => opening.network === network)) return [network];
  const inside = openings.filter(({ cause, family }) => cause === null && EVERYBODY[family] === network);
  return inside.length === 0 ? [network] : inside.map((opening) => opening.network);
}

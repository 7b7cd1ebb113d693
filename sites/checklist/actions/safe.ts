/**
 * "Fix all that is safe": the plans that the dialogs of several actions would open with, one after the other, without those
 * by which somebody who is seen using the PBX would lose something. Each can be left out.
 */
import { serviceName } from '../exposure/services.ts';
import type { PartName, Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { ServiceId } from '../reach/types.ts';
import { USERS_PARTS } from '../users/types.ts';
import { isTried, usersOf } from '../users/users.ts';
import { lossesBetween } from './affected.ts';
import type { Person, Planned } from './action.ts';
import { refuse } from './action.ts';
import type { Choices, NetworkChoice } from './choices/choices.ts';
import { closeWebCtiChoices } from './choices/close-web-cti.ts';
import { enableFirewallChoices } from './choices/enable-firewall.ts';
import { setFail2banLevelChoices } from './choices/set-fail2ban-level.ts';
import { reachInputOf } from './guard.ts';
import { releaseOf } from './preview.ts';
import type { Refusal } from './refusals.ts';
import { simulate } from './simulate.ts';
import { together } from './together.ts';
import type { ActionId, Affected, Plan } from './types.ts';

type Suggested = Choices<NetworkChoice>['suggested'];

interface Part extends Pick<Choices<NetworkChoice>, 'id' | 'parts' | 'suggested'> {
  /** The same for fewer services; null: it is all or nothing. */
  readonly without: ((services: readonly ServiceId[]) => Suggested) | null;
}

/** What of it stays open, so that the rest can be closed. */
const closeWithout =
  (services: readonly ServiceId[]): Suggested =>
  (parts, person, ruleName) => {
    const first = closeWebCtiChoices.first(parts, person);
    const closes = first.services.filter((service) => !services.includes(service));
    return closeWebCtiChoices.plan(parts, { ...first, services: closes }, person, ruleName);
  };

/** In the order in which they are safe: who gets in first, then who is banned. */
const PARTS: readonly Part[] = [
  { ...enableFirewallChoices, without: null },
  { ...closeWebCtiChoices, without: closeWithout },
  { ...setFail2banLevelChoices, without: null },
];

/** All that the plans are made from, and that tells who is seen. */
export const SAFE_PARTS: readonly PartName[] = [...new Set([...PARTS.flatMap(({ parts }) => parts), ...USERS_PARTS])];

/** What is left as it is, and why. */
export interface LeftOpen {
  readonly services: readonly Message[];
  readonly because: readonly Message[];
}

export type SafePart =
  /** `isIn`: nobody left it out. */
  | {
      readonly action: ActionId;
      readonly kind: 'safe';
      readonly isIn: boolean;
      readonly plan: Plan;
      readonly left: LeftOpen | null;
    }
  /** Somebody who is seen would lose something, or nobody can tell. */
  | { readonly action: ActionId; readonly kind: 'harms'; readonly because: readonly Message[] }
  | { readonly action: ActionId; readonly kind: 'refused'; readonly refusal: Refusal };

/** What there is to fix, part by part. `without`: what a person left out. */
export function safeParts(
  facts: Parts,
  person: Person,
  without: readonly ActionId[],
  ruleName: string,
): readonly SafePart[] {
  let state = facts;
  return PARTS.flatMap((one): SafePart[] => {
    const part = safePart(one, state, person, ruleName);
    if (part?.kind !== 'safe') return part === null ? [] : [part];
    const isIn = !without.includes(part.action);
    if (isIn) state = simulate(state, part.plan);
    return [{ ...part, isIn }];
  });
}

function safePart(
  { id: action, suggested, ...one }: Part,
  facts: Parts,
  person: Person,
  ruleName: string,
): SafePart | null {
  const planned = suggested(facts, person, ruleName);
  if (!planned.accepted) {
    const { refusal } = planned;
    return refusal.kind === 'nothing-to-do' ? null : { action, kind: 'refused', refusal };
  }
  const { plan } = planned;
  const { devices } = facts;
  // Who is seen is not known, so that nothing that closes can be called safe.
  if (plan.confirm?.because === 'reach' && devices.state === 'unknown') {
    const missing = [{ part: 'devices', reason: devices.reason }] as const;
    return { action, kind: 'refused', refusal: { kind: 'unknown', missing } };
  }
  const harm = harmOf(plan, facts);
  if (harm === null) return { action, kind: 'safe', isIn: true, plan, left: null };
  const less = one.without?.(harm.services)(facts, person, ruleName);
  if (less?.accepted === true && harmOf(less.plan, facts) === null) {
    const release = releaseOf(facts);
    const services = harm.services.map((service) => serviceName(service, facts.modules, release));
    return { action, kind: 'safe', isIn: true, plan: less.plan, left: { services, because: harm.because } };
  }
  return { action, kind: 'harms', because: harm.because };
}

interface Harm {
  /** What must not close. */
  readonly services: readonly ServiceId[];
  readonly because: readonly Message[];
}

/** Programs that stay connected as long as they are used: whether they are is seen. */
const STAYS_CONNECTED: ReadonlySet<string> = new Set(['ami-user', 'ari-user']);
/** What stops with them. */
const SERVICE_OF: Readonly<Record<string, ServiceId>> = { ami: 'AMI', ari: 'AJAM', webrtc: 'AJAM', 'panel-1c': 'AJAM' };

/** Who loses something by it; null: nobody who is seen. */
function harmOf(plan: Plan, facts: Parts): Harm | null {
  const isIdle = (services: readonly ServiceId[]) => idleness(services, plan, facts);
  const affected = plan.affected.filter(loses(plan)).flatMap((one): Harm[] => {
    const says = STAYS_CONNECTED.has(one.kind) ? isIdle(one.services) : 'used';
    return says === 'idle'
      ? []
      : [{ services: one.services, because: says === 'used' ? [one.says] : [one.says, UNSEEN] }];
  });
  const stops = plan.stops.flatMap(({ id, seen, says }): Harm[] => {
    const service = SERVICE_OF[id] ?? 'WEB';
    const isHarm = seen && ((id !== 'ami' && id !== 'ari') || isIdle([service]) !== 'idle');
    return isHarm ? [{ services: [service], because: [says] }] : [];
  });
  const all = [...affected, ...stops, ...peopleLosing(plan, facts)];
  if (all.length === 0) return null;
  return {
    services: [...new Set(all.flatMap(({ services }) => services))],
    because: [...new Map(all.flatMap(({ because }) => because).map((says) => [JSON.stringify(says), says])).values()],
  };
}

const UNSEEN = say('actions.safe.unseen');

/** Where doors close, whoever is named loses something; where bans get stricter, only who loses a service. */
const loses =
  ({ confirm }: Plan) =>
  ({ kind, services }: Affected): boolean =>
    services.length > 0 || (kind !== 'asker' && confirm?.because === 'reach');

/** Does anybody use it at this moment from where it closes? */
function idleness(services: readonly ServiceId[], plan: Plan, facts: Parts): 'idle' | 'used' | 'not known' {
  if (facts.connections.state === 'unknown' || !facts.connections.data.complete) return 'not known';
  const isShutOut = shutOutBy(plan, facts);
  const isUsed = usersOf(facts).places.some(({ connections }) =>
    connections.some(({ address, services: used }) =>
      used.some((service) => services.includes(service) && isShutOut(address, service)),
    ),
  );
  return isUsed ? 'used' : 'idle';
}

/** People who signed in and programs that are connected; that somebody knocks at the web interface says nothing. */
function peopleLosing(plan: Plan, facts: Parts): readonly Harm[] {
  if (plan.confirm?.because !== 'reach') return [];
  const release = releaseOf(facts);
  const isShutOut = shutOutBy(plan, facts);
  return usersOf(facts).places.flatMap(({ network, signIns, connections, says: evidence }): Harm[] => {
    const lost = [
      ...signIns.filter(({ address, service }) => isShutOut(address, service)).map(({ service }) => service),
      ...connections.flatMap(({ address, services }) =>
        services.filter((service) => !isTried(service) && isShutOut(address, service)),
      ),
    ];
    const services = [...new Set(lost)];
    if (services.length === 0) return [];
    const names = services.map((service) => serviceName(service, facts.modules, release));
    return [{ services, because: [say('actions.affected.user', { network, services: names, evidence })] }];
  });
}

/** Who loses a service by the plan. */
function shutOutBy(plan: Plan, facts: Parts): (address: string, service: ServiceId) => boolean {
  const [before, after] = [reachInputOf(facts), reachInputOf(simulate(facts, plan))];
  if (before === null || after === null) return () => true;
  const losses = lossesBetween(before, after);
  return (address, service) => losses.of(address).includes(service);
}

/** The plan of the parts that are in. */
export function planOfSafe(facts: Parts, parts: readonly SafePart[]): Planned {
  const [first, ...more] = parts.flatMap((part) => (part.kind === 'safe' && part.isIn ? [part.plan] : []));
  if (first === undefined) return refuse({ kind: 'nothing-to-do' });
  return { accepted: true, plan: together(facts, [first, ...more], 'fix-safe') };
}

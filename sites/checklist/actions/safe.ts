/**
 * "Fix all that is safe": the plans that the dialogs of several actions would open with, one after the other, without those
 * by which somebody who is seen using the PBX would lose something. Each can be left out.
 */
import type { Parts } from '../facts/types.ts';
import type { Person, Planned } from './action.ts';
import { refuse } from './action.ts';
import type { Choices, NetworkChoice } from './choices/choices.ts';
import { closeWebCtiChoices } from './choices/close-web-cti.ts';
import { enableFirewallChoices } from './choices/enable-firewall.ts';
import { setFail2banLevelChoices } from './choices/set-fail2ban-level.ts';
import type { Refusal } from './refusals.ts';
import { simulate } from './simulate.ts';
import { together } from './together.ts';
import type { ActionId, Affected, Plan, Stop } from './types.ts';

/** In the order in which they are safe: who gets in first, then who is banned. */
const PARTS: readonly Pick<Choices<NetworkChoice>, 'id' | 'parts' | 'suggested'>[] = [
  enableFirewallChoices,
  closeWebCtiChoices,
  setFail2banLevelChoices,
];

/** All that the plans are made from. */
export const SAFE_PARTS = [...new Set(PARTS.flatMap(({ parts }) => parts))];

export type SafePart =
  /** `isIn`: nobody left it out. */
  | { readonly action: ActionId; readonly kind: 'safe'; readonly isIn: boolean; readonly plan: Plan }
  /** Somebody who is seen would lose something. */
  | {
      readonly action: ActionId;
      readonly kind: 'harms';
      readonly affected: readonly Affected[];
      readonly stops: readonly Stop[];
    }
  | { readonly action: ActionId; readonly kind: 'refused'; readonly refusal: Refusal };

/** What there is to fix, part by part. `without`: what a person left out. */
export function safeParts(
  facts: Parts,
  person: Person,
  without: readonly ActionId[],
  ruleName: string,
): readonly SafePart[] {
  let state = facts;
  return PARTS.flatMap(({ id: action, suggested }): SafePart[] => {
    const planned = suggested(state, person, ruleName);
    if (!planned.accepted) {
      const { refusal } = planned;
      return refusal.kind === 'nothing-to-do' ? [] : [{ action, kind: 'refused', refusal }];
    }
    const { plan } = planned;
    const { devices } = facts;
    // Who is seen is not known, so that nothing that closes can be called safe.
    if (plan.confirm?.because === 'reach' && devices.state === 'unknown') {
      const missing = [{ part: 'devices', reason: devices.reason }] as const;
      return [{ action, kind: 'refused', refusal: { kind: 'unknown', missing } }];
    }
    const [affected, stops] = [plan.affected.filter(loses(plan)), plan.stops.filter(({ seen }) => seen)];
    if (affected.length + stops.length > 0) return [{ action, kind: 'harms', affected, stops }];
    const isIn = !without.includes(action);
    if (isIn) state = simulate(state, plan);
    return [{ action, kind: 'safe', isIn, plan }];
  });
}

/** Where doors close, whoever is named loses something; where bans get stricter, only who loses a service. */
const loses =
  ({ confirm }: Plan) =>
  ({ kind, services }: Affected): boolean =>
    services.length > 0 || (kind !== 'asker' && confirm?.because === 'reach');

/** The plan of the parts that are in. */
export function planOfSafe(facts: Parts, parts: readonly SafePart[]): Planned {
  const [first, ...more] = parts.flatMap((part) => (part.kind === 'safe' && part.isIn ? [part.plan] : []));
  if (first === undefined) return refuse({ kind: 'nothing-to-do' });
  return { accepted: true, plan: together(facts, [first, ...more], 'fix-safe') };
}

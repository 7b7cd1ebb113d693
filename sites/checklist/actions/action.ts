/**
 * What a hardening action is: facts, options and the person who asks become a plan, or a refusal with its true reason.
 * To add one: a file named by its id, its title (`titles.ts`), an entry in `index.ts` and in `fixes.ts` (what it is about), what
 * can be chosen (`choices/`), its dialog (`page/plan/forms`, `page/plan/fixes.ts`), words (`actions.<id>.…`), tests, docs/actions.md.
 */
import { planDigestOf } from '../facts/digest.ts';
import type { KnownPart, PartData, PartName, Parts } from '../facts/types.ts';
import { isBetween } from '../hole.ts';
import { parseRelease } from '../release.ts';
import type { Refusal } from './refusals.ts';
import type { ActionId, Confirm, Plan } from './types.ts';

/** The person who asks, as far as the PBX can tell. */
export interface Asker {
  /** Of the connection, never of a forwarded header. */
  readonly address: string;
  /**
   * What that address is. `gateway`: a router or VPN server with others behind it. `proxy`, `bridge`: a reverse proxy
   * or the bridge of a container, which stand for everybody. `unknown` is taken for the worst.
   */
  readonly seen: 'direct' | 'gateway' | 'proxy' | 'bridge' | 'unknown';
  /** Networks that the person named as the ones they come from. */
  readonly networks: readonly string[];
  /** They can sign in anew to confirm, whatever is in between. */
  readonly signsIn?: boolean;
}

/** Who asks, before they named a network. */
export type Person = Omit<Asker, 'networks'>;

/** Options that every action has. */
export interface CommonOptions {
  /** Networks that count as ours, besides those of the person who asks. */
  readonly ours: readonly string[];
  /** Time to confirm, in seconds: 60 to 3600. */
  readonly confirmSeconds?: number;
  /** Name of new rules, in the language of the person who asks. */
  readonly ruleName?: string;
}

/** That one plan holds. */
export const MOST_STEPS = 2000;

export type Planned =
  { readonly accepted: true; readonly plan: Plan } | { readonly accepted: false; readonly refusal: Refusal };

export const refuse = (refusal: Refusal): Planned => ({ accepted: false, refusal });

/** What the parts that an action needs hold, and the others as they are. */
export type Known<N extends PartName> = Omit<Parts, N> & { readonly [P in N]: KnownPart<PartData[P]> };

export interface ActionDefinition<O, N extends PartName> {
  readonly id: ActionId;
  readonly needs: readonly N[];
  /** Parts that the preview, or the plan, is better with. */
  readonly uses: readonly PartName[];
  plan(facts: Known<N>, options: O, asker: Asker): Planned;
}

export interface Action<O> {
  readonly id: ActionId;
  readonly parts: readonly PartName[];
  plan(facts: Parts, options: O, asker: Asker): Planned;
}

/**
 * Wraps a definition: a part that could not be read is said with its reason, and nothing is planned on a guess, nor on a test
 * build of the vendor, which is neither of the two lines that actions know.
 */
export function defineAction<O, const N extends PartName>(definition: ActionDefinition<O, N>): Action<O> {
  const { needs, uses, plan, ...meta } = definition;
  const allKnown = (facts: Parts): facts is Parts & Known<N> => needs.every((name) => facts[name].state === 'known');
  return {
    ...meta,
    parts: [...needs, ...uses],
    plan(facts, options, asker) {
      const { system } = facts;
      if (system.state === 'known' && isBetween(parseRelease(system.data.release)))
        return refuse({ kind: 'between', release: system.data.release });
      if (allKnown(facts)) return plan(facts, options, asker);
      const missing = needs.flatMap((name) => {
        const part = facts[name];
        return part.state === 'unknown' ? [{ part: name, reason: part.reason }] : [];
      });
      return refuse({ kind: 'unknown', missing });
    },
  };
}

/**
 * What the steps follow from, so that a plan can be told to be stale. Not all that was read: the clock of the PBX is in
 * `system` (the plan says its release instead), and phones come and go.
 */
export function madeFrom(facts: Parts, parts: readonly PartName[]): Pick<Plan, 'parts' | 'factsDigest'> {
  return { parts: [...parts], factsDigest: planDigestOf(facts, parts) };
}

const DEFAULT_SECONDS = 300;

export function confirmWithin(seconds: number | undefined, because: Confirm['because']): Confirm {
  const wanted = Math.trunc(seconds ?? DEFAULT_SECONDS);
  const inRange = Number.isFinite(wanted) ? wanted : DEFAULT_SECONDS;
  return { seconds: Math.min(3600, Math.max(60, inRange)), because };
}

/**
 * What a check is: one item of the checklist. It names the parts of the facts it reads and judges them; it sees
 * nothing else, knows no words and no clock.
 *
 * To add one: a file in `checks/` named by its id, its words in sites/locales, its test in test/checklist/checks.
 */
import type { AttestationLookup } from './attestations.ts';
import { besideHiddenSources, HIDDEN_SOURCES } from './exposure/hidden-sources.ts';
import { besideOwnFiles } from './exposure/own-files.ts';
import type { Topic } from './exposure/own-topics.ts';
import type { KnownPart, PartData, PartName, Parts, UnknownReason } from './facts/types.ts';
import { say, type Message } from './message.ts';
import { BUILT_IN, hasPatch } from './hole.ts';
import { isAtLeast, type Release } from './release.ts';
import type { Finding, Page, Question, Section, Severity } from './report/types.ts';
import type { Step } from './steps/step.ts';

/** What a check may ask besides its parts. */
export interface Context {
  /** The PBX's own clock at reading, in ms since 1970; null where it cannot be trusted (unreadable, or days off). */
  readonly now: number | null;
  readonly release: Release;
  readonly attested: AttestationLookup;
}

/** First aid, in the guide's order: a password changed before the hole is closed is lost again. */
export const AIDS = ['close', 'patch', 'passwords', 'update'] as const;
export type Aid = (typeof AIDS)[number];

/** In this order here: where no patch closes the hole, the upgrade does, and new passwords before it are lost again. */
export const aidsIn = (release: Release): readonly Aid[] =>
  isAtLeast(release, BUILT_IN) === false && !hasPatch(release) ? ['close', 'patch', 'update', 'passwords'] : AIDS;

interface Said {
  readonly says: Message;
  /** When it differs from the check's own severity. */
  readonly severity?: Severity;
  readonly notes?: readonly Message[];
  /** What an upgrade changes for this PBX, to be known before the steps. */
  readonly before?: readonly Message[];
  /** What to do by hand, in an order in which nobody is locked out (docs/steps.md). */
  readonly steps?: readonly Step[];
  /** What to do about it in a few words, when it differs from the check's own. */
  readonly todo?: Message;
  readonly questions?: readonly Question[];
}

/** What a check found. `unknown` never counts as pass; an empty set is `not-applicable`. */
export type Outcome =
  | (Said & { readonly verdict: 'pass' })
  | (Said & {
      readonly verdict: 'fail' | 'warn';
      readonly findings: readonly [Finding, ...Finding[]];
      /** Share of offenders, for partial credit; default: all of it. */
      readonly offenders?: { readonly count: number; readonly of: number };
      /** Which action fixes it, when it differs from the check's own; null: none. */
      readonly action?: string | null;
    })
  | (Said & {
      readonly verdict: 'manual';
      readonly questions: readonly [Question, ...Question[]];
      /** Share that nobody has answered for; default: all of it. */
      readonly offenders?: { readonly count: number; readonly of: number };
    })
  | (Said & { readonly verdict: 'unknown'; readonly reason: UnknownReason })
  | (Said & { readonly verdict: 'not-applicable' });

/** The parts a check reads: those it needs are known, those it uses may be unknown. */
export type Read<N extends PartName, U extends PartName> = {
  readonly [P in N]: KnownPart<PartData[P]>;
} & Pick<Parts, U>;

interface Meta {
  readonly id: string;
  readonly section: Section;
  /** Place inside the section. */
  readonly order: number;
  readonly severity: Severity;
  /** What it is about, never what ought to be: it stands beside every verdict. */
  readonly title: Message;
  /** What to do when it fails: "Close the web interface and CTI to the internet". */
  readonly todo: Message;
  readonly why: Message;
  /** Anchor of the guide's heading. */
  readonly guide: string;
  /** Path of the manual's page, below the language's base address (Russian slugs differ). */
  readonly manual: { readonly en: string; readonly ru: string };
  readonly page: Page | null;
  /** The action that fixes it, or null. */
  readonly action: string | null;
  /** Which of the guide's first measures it is; most are none. */
  readonly aid?: Aid;
  /** For "do this first": minutes the fix takes, those for each problem of it, and whether phones stop meanwhile. */
  readonly effort: {
    readonly minutes: number;
    readonly each?: number;
    readonly phonesStop: boolean;
    /** Which of its problems, by id, that is about; where none of these is left, phones go on, and only `each` is counted. */
    readonly phones?: (finding: string) => boolean;
  };
}

/**
 * `needs`: parts without which nothing can be said (one of them unknown → verdict unknown, with the reason).
 * `uses`: parts that refine the verdict; they arrive as parts, known or not.
 */
export interface CheckDefinition<N extends PartName, U extends PartName> extends Meta {
  readonly needs: readonly N[];
  readonly uses: readonly U[];
  /** What Core's files that are changed by hand can change of it; such a file is named, and no pass rests on it. */
  readonly ownFiles?: Topic;
  /** It rests on the addresses that packets come from: no pass while one of them hides many. */
  readonly bySource?: true;
  evaluate(facts: Read<N, U>, context: Context): Outcome;
}

/** A check as the engine sees it: it may be asked about any facts. */
export interface Check extends Meta {
  readonly parts: readonly PartName[];
  judge(parts: Parts, context: Context): Outcome;
}

/** Wraps a definition: a missing need is said with its reason, never guessed. */
export function defineCheck<const N extends PartName, const U extends PartName>(
  definition: CheckDefinition<N, U>,
): Check {
  const { needs, uses, ownFiles, bySource, evaluate, ...meta } = definition;
  const allKnown = (parts: Parts): parts is Parts & Read<N, U> => needs.every((name) => parts[name].state === 'known');
  return {
    ...meta,
    parts: [
      ...new Set<PartName>([
        ...needs,
        ...uses,
        ...(ownFiles === undefined ? [] : ['extraRules' as const]),
        ...(bySource === undefined ? [] : HIDDEN_SOURCES),
      ]),
    ],
    judge(parts, context) {
      const outcome = allKnown(parts) ? evaluate(parts, context) : cannotTell(missingOf(needs, parts));
      const filed = ownFiles === undefined ? outcome : besideOwnFiles(outcome, parts.extraRules, ownFiles);
      return bySource === undefined ? filed : besideHiddenSources(filed, parts, context.attested);
    },
  };
}

/** A part that could not be read, and why. */
export interface MissingPart {
  readonly part: PartName;
  readonly reason: UnknownReason;
}

const missingOf = (needs: readonly PartName[], parts: Parts): MissingPart[] =>
  needs.flatMap((name) => {
    const part = parts[name];
    return part.state === 'known' ? [] : [{ part: name, reason: part.reason }];
  });

/** Verdict unknown: names every missing part with its reason. For a check that finds out itself what it lacks. */
export function cannotTell(missing: readonly MissingPart[]): Outcome & { readonly verdict: 'unknown' } {
  const parts = missing.map(({ part, reason }) =>
    say('verdict.unknown.part', { part: say(`part.${part}`), reason: say(`reason.${reason}`) }),
  );
  return {
    verdict: 'unknown',
    reason: missing[0]?.reason ?? 'missing',
    says: say('verdict.unknown.parts', { parts }),
  };
}

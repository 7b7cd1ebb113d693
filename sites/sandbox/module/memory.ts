/** What the module keeps besides answers and accepted risks. */
import type { UpgradedFrom } from '../../checklist/path/upgraded.ts';
import type { LastJudged } from '../../checklist/report/types.ts';
import { noEvidence, type EvidenceMemory } from './evidence.ts';
import type { JournalRow } from './journal.ts';
import { noCalls, type CallsMemory } from './calls.ts';
import { noPatch, type PatchMemory } from './patch.ts';
import { noTraces, type TracesMemory } from './traces.ts';
import { noPlans, type PlanMemory } from './plans/memory.ts';

export type { JournalRow };

export interface ModuleMemory {
  readonly enabled: boolean;
  /** Oldest first. */
  readonly journal: readonly JournalRow[];
  /** `by`: who looked. */
  readonly lastJudged: (LastJudged & { readonly by: string }) | null;
  /** On which release that was; and how it stood on the one before. */
  readonly judgedOn: string;
  readonly upgraded: UpgradedFrom | null;
  /** Times of the passwords that were tried, in ms. */
  readonly tries: readonly number[];
  readonly plans: PlanMemory;
  readonly patch: PatchMemory;
  readonly evidence: EvidenceMemory;
  readonly calls: CallsMemory;
  readonly traces: TracesMemory;
  /** Logins of who wants no marks beside settings. */
  readonly flagsOff: readonly string[];
}

export const emptyMemory: ModuleMemory = {
  enabled: true,
  journal: [],
  lastJudged: null,
  judgedOn: '',
  upgraded: null,
  tries: [],
  plans: noPlans,
  patch: noPatch,
  evidence: noEvidence,
  calls: noCalls,
  traces: noTraces,
  flagsOff: [],
};

/** What there was on another release; `at` null: nobody looked since. */
export function upgradedSince({ release, module }: { readonly release: string; readonly module: ModuleMemory }) {
  const { judgedOn, upgraded } = module;
  return judgedOn === '' || judgedOn === release ? upgraded : upgradedFrom(module, null);
}

export const upgradedFrom = ({ judgedOn, lastJudged }: ModuleMemory, at: string | null): UpgradedFrom => ({
  from: judgedOn,
  at,
  checks: (lastJudged?.checks ?? []).map(({ check, verdict }) => ({ check, verdict })),
});

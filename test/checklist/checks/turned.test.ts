/** What checks tell otherwise where one thing of a PBX is otherwise: each line that is gone, and each that came. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import type { PartName, Parts } from '../../../sites/checklist/facts/types.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { keptLines } from '../../support/kept-lines.ts';
import { outcomeLines } from '../../support/lines.ts';
import { stateOf } from '../../support/told.ts';
import { instead, turned, TURNS } from '../../support/turns/all.ts';
import type { Turn } from '../../support/turns/turn.ts';

/** Nothing wrong; open and weak, as 2026 is; the same, as 2024 is. */
const BASES = ['clean', 'sinful', 'sinful and old'] as const;

/** Known holes of releases become more by themselves. */
const KEPT = CHECKS.filter(({ id }) => id !== 'pbx-version');

/** Of those checks that look at one of these parts; the release decides what every check says. */
function linesOf(parts: Parts, names: readonly PartName[]): ReadonlyMap<string, readonly string[]> {
  const { system, attestations } = parts;
  const clock = Date.parse(system.state === 'known' ? system.data.now : '');
  const now = Number.isNaN(clock) ? null : clock;
  const context = {
    now,
    release: parseRelease(system.state === 'known' ? system.data.release : ''),
    attested: attestationLookup(attestations.state === 'known' ? attestations.data : null, now),
  };
  const asked = KEPT.filter((check) => names.some((name) => name === 'system' || check.parts.includes(name)));
  return new Map(asked.map((check) => [check.id, outcomeLines(check.judge(parts, context))]));
}

const before = new Map(BASES.map((base) => [base, linesOf(stateOf(base), ['system'])]));

function told(base: (typeof BASES)[number], turn: Turn): [place: string, lines: string[]][] {
  const { parts, names } = turned(base, turn);
  return [...linesOf(parts, names)]
    .map(([id, lines]): [string, string[]] => [`${base}: ${id}`, instead(before.get(base)?.get(id) ?? [], lines)])
    .filter(([, lines]) => lines.length > 0);
}

describe.each(Object.keys(TURNS))('what is told where one thing is otherwise: %s', (group) => {
  it.each(Object.entries(TURNS[group] ?? {}))('%s', (title, turn) => {
    const now = Object.fromEntries(BASES.flatMap((base) => told(base, turn)));
    expect(now).toEqual(keptLines(join(import.meta.dirname, 'turned.json'), `${group}: ${title}`, now));
  });
});

/** All things that may be otherwise on a made-up PBX, and the PBXs on which they are. */
import { PART_NAMES } from '../../../sites/checklist/facts/decode.ts';
import type { PartData, PartName, Parts } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, partsWith } from '../facts.ts';
import { STATES } from '../told.ts';
import { DOORS } from './doors.ts';
import { GROUND } from './ground.ts';
import { PEOPLE } from './people.ts';
import { SECRETS } from './secrets.ts';
import type { Turn, Turns } from './turn.ts';

export const TURNS: Readonly<Record<string, Turns>> = {
  doors: DOORS,
  ground: GROUND,
  people: PEOPLE,
  secrets: SECRETS,
};

export interface Turned {
  readonly parts: Parts;
  /** Those that are otherwise than before. */
  readonly names: readonly PartName[];
}

/** @param of one of the made-up PBXs of which everything was read */
export function turned(of: string, turn: Turn): Turned {
  const [data = {}] = STATES[of] ?? [];
  const before: PartData = { ...CLEAN, ...data };
  const changes = turn(before);
  return { parts: partsWith({ ...before, ...changes }), names: PART_NAMES.filter((name) => name in changes) };
}

/** What is said no more, and what is said instead. */
export const instead = (before: readonly string[], after: readonly string[]): string[] => [
  ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
  ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
];

/** Own lines of the firewall that open what no rule of the cabinet does: they are taken out where they stand. */
import type { Part, PartData } from '../facts/types.ts';
import { say } from '../message.ts';
import { step, type Step } from '../steps/step.ts';
import { isNarrow, isPublicOpening } from './limits.ts';
import { ownFilesOn } from './own-topics.ts';
import type { Scene } from './scene.ts';
import type { Measure, Opened } from './view.ts';

/** The file that holds them; null: there is none, so something else put the lines in force there. */
export function ownLinesIn(extraRules: Part<PartData['extraRules']>): string | null {
  return extraRules.state === 'known' ? (ownFilesOn(extraRules.data, 'firewall')[0] ?? null) : null;
}

/** What to do where such lines open these services, and whether that is all there is to do. */
export function ownLinesSteps(
  scene: Scene,
  open: readonly Measure[],
): { readonly steps: readonly Step[]; readonly isAll: boolean } {
  const file = ownLinesIn(scene.facts.extraRules);
  const byLines = open.filter(({ openings }) => openings.some(({ cause }) => cause === null));
  if (file === null || byLines.length === 0) return { steps: [], isAll: false };
  const services = byLines.map(({ service }) => scene.name(service));
  return {
    steps: [step(say('exposure.own-lines.step', { file, services }), { kind: 'own-lines', files: [file] })],
    isAll: open.every(({ openings }) => openings.every((opening) => opening.cause === null || !isWide(opening))),
  };
}

const isWide = (opening: Opened) => isPublicOpening(opening) && !isNarrow(opening);

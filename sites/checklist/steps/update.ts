/** The steps to another release, in a container and without. */
import { ADVISORIES } from '../data/advisories.ts';
import { menuOf } from '../exposure/menus.ts';
import type { Part, PartData } from '../facts/types.ts';
import { say } from '../message.ts';
import { compareReleases, parseRelease, type Release } from '../release.ts';
import { imageFor } from '../upgrade/image.ts';
import { look, step, type Step } from './step.ts';

/** The newest that is known: by Core's own update check, or by our table. */
export function newestKnown(updates: Part<PartData['updates']>): string {
  const told = updates.state === 'known' && updates.data.latest !== null ? [updates.data.latest] : [];
  const all = [...ADVISORIES.advisories.map(({ fixedIn }) => fixedIn), ...told].map(parseRelease);
  return all.reduce((newest, one) => ((compareReleases(one, newest) ?? 0) > 0 ? one : newest)).text;
}

export function updateSteps(
  { container }: Pick<PartData['system'], 'container'>,
  release: Release,
  to: string,
): readonly Step[] {
  const backup = look(say('checks.pbx-version.step.backup'));
  const update = { kind: 'update', release: to } as const;
  if (container.kind === 'docker') return [backup, step(say('steps.update.docker', { release: to }), update)];
  return [
    backup,
    look(imageFor(release)),
    step(say('steps.update', { menu: menuOf('update', release), release: to }), update),
  ];
}

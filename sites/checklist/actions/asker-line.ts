/** The person who asks, as a plan lists them. */
import { serviceName } from '../exposure/services.ts';
import type { Parts } from '../facts/types.ts';
import { say } from '../message.ts';
import type { Reach } from '../reach/types.ts';
import type { Ours } from './ours.ts';
import { releaseOf } from './preview.ts';
import type { Affected } from './types.ts';

/** What they keep, and what they lose with everybody else; who reached nothing gets in. */
export function askerLine(was: Reach, is: Reach, ours: Ours, facts: Parts): Affected {
  const release = releaseOf(facts);
  const reaches = (reach: Reach) =>
    reach.services.map(({ id }) => id).filter((id) => reach.ask(ours.asker, id).allowed);
  const had = reaches(was);
  const has = reaches(is);
  const lost = had.filter((id) => !has.includes(id));
  const names = (services: readonly string[]) => services.map((id) => serviceName(id, facts.modules, release));
  const says =
    had.length === 0
      ? say('actions.affected.asker.in', { address: ours.asker, services: names(has) })
      : say('actions.affected.asker', { address: ours.asker, services: names(had.filter((id) => has.includes(id))) });
  return { kind: 'asker', id: 'asker', label: '', address: ours.asker, maker: null, services: lost, says };
}

/** Parts with other data: a part that is unknown stays so. */
import { withData } from '../../actions/simulate.ts';
import type { Part, PartData, PartName, Parts } from '../../facts/types.ts';

export function changed<N extends PartName>(facts: Parts, name: N, change: (data: PartData[N]) => PartData[N]): Parts {
  const part: Part<PartData[N]> = facts[name];
  return part.state === 'unknown' ? facts : { ...facts, [name]: withData(name, part, change(part.data)) };
}

/** What runs has to be read. */
export const unread = ({ readAt, source }: Parts['runningRules']): Parts['runningRules'] => ({
  state: 'unknown',
  readAt,
  source,
  reason: 'not-asked',
});

/** What is offered of the actions about who gets in. */
import type { Facts } from '../../facts/types.ts';
import type { Result } from '../../report/types.ts';
import type { Person } from '../action.ts';
import { CHOICES } from '../choices/index.ts';
import { doorOf } from '../fixes.ts';
import { safeParts } from '../safe.ts';
import { simulate } from '../simulate.ts';
import { atHome, offerBy, type Offer } from './offering.ts';

/** `person`: who asks; left out: somebody at a computer in the network of this PBX. */
export function offerOf(result: Result, facts: Facts, person: Person = atHome(facts.parts)): Offer {
  const action = doorOf(result);
  return action === null ? { kind: 'none' } : offerBy(CHOICES[action], simulate, result, facts, person);
}

/** How many actions "fix all that is safe" would play. */
export const safeCount = ({ parts }: Facts, person: Person): number =>
  safeParts(parts, person, [], '').filter(({ kind }) => kind === 'safe').length;

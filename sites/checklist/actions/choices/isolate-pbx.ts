/** What can be chosen for `isolate-pbx`: whether phones in the house go on, for emergencies. */
import { cameFrom } from '../came-from.ts';
import { isolatePbx, type Keeps } from '../isolate-pbx.ts';
import { AS_SUGGESTED, defineChoices, type NetworkChoice } from './choices.ts';

export interface IsolateChoice extends NetworkChoice {
  readonly keeps: Keeps;
}

export const isolatePbxChoices = defineChoices<IsolateChoice>({
  id: isolatePbx.id,
  parts: isolatePbx.parts,
  first: () => ({ ...AS_SUGGESTED, keeps: 'emergency' }),
  networks: () => [],
  ours: () => [],
  // The address alone: only behind a router, where it is not theirs, or over IPv6, where it changes, the network around it.
  from: (parts, _, person) => {
    const from = cameFrom(parts, person);
    return from === null || from.because === 'vpn' ? '' : from.network;
  },
  plan: (parts, { keeps }, { asker }) => isolatePbx.plan(parts, { keeps }, asker),
});

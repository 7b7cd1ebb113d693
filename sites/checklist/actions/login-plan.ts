/** What every plan about a login of the PBX itself has in common: confirmed, and by nobody who cannot be told from others. */
import { addressText } from '../reach/networks.ts';
import type { Address } from '../reach/networks.ts';
import { confirmWithin, madeFrom, type Asker, type Known, type Planned } from './action.ts';
import type { Said } from './refusals.ts';
import { say, type Message } from '../message.ts';
import { TITLES } from './titles.ts';
import type { ActionId, Change, Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';

interface LoginPlan {
  readonly action: ActionId;
  readonly address: Address;
  readonly asker: Asker;
  readonly steps: readonly Step[];
  readonly changes: readonly Change[];
  readonly warnings: readonly Warning[];
  readonly confirmSeconds: number | undefined;
}

export function loginPlan(
  facts: Known<'system' | 'ports'>,
  { action, address, asker, steps, changes, warnings, confirmSeconds }: LoginPlan,
): Planned {
  const { release } = facts.system.data;
  return {
    accepted: true,
    plan: {
      version: 1,
      action,
      title: TITLES[action],
      release,
      // By them the person comes back to confirm. How the login stands is no matter: guesses may be running.
      ...madeFrom(facts, ['ports']),
      asker: { address: addressText(address), networks: [...asker.networks] },
      steps: [...steps],
      undo: [...undoOf(steps, release)],
      changes: [...changes],
      reach: [],
      affected: [],
      stops: [],
      warnings: [...warnings],
      confirm: confirmWithin(confirmSeconds, 'login'),
    },
  };
}

export const told = (id: string, says: Message): Warning => ({ id, says, commands: [] });
/** Core starts the server of SSH anew, whatever of it is changed. */
export const SESSIONS_END = told('sessions', say('actions.warn.ssh-sessions'));

export const sayWhy = (says: Message, ...steps: readonly Message[]): Said => ({
  says,
  steps,
  commands: [],
  first: null,
});

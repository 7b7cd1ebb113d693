/** Why nothing is limited. With their words, so that these come with the actions that say them. */
import { say, type Message } from '../../message.ts';
import { cut } from '../../steps/passwords.ts';
import { refuse, type Planned } from '../action.ts';
import type { Said } from '../refusals.ts';
import type { ActionId } from '../types.ts';
import type { Limitable } from './programs.ts';

const said = (says: Message, steps: readonly Message[], first: ActionId | null): Said => ({
  says,
  steps,
  commands: [],
  first,
});

/** It waits for a person's word. */
export const asksFor = (says: Message): Planned => refuse({ kind: 'asked', said: said(says, [], null) });

export const notLimited = (
  says: Message,
  { steps = [], first = null }: { readonly steps?: readonly Message[]; readonly first?: ActionId | null } = {},
): Planned => refuse({ kind: 'not-limited', said: said(says, steps, first) });

/** Together, by what stands against them. */
export const barredLines = (all: readonly Limitable[]): readonly Message[] =>
  (['module', 'odd'] as const).flatMap((bar) => {
    const who = all.filter((one) => one.bar === bar).map(({ owner }) => owner.name);
    return who.length === 0
      ? []
      : [say('actions.limit.barred', { who: cut(who), why: say(`actions.limit.bar.${bar}`) })];
  });

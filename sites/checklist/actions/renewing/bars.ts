/** Why a secret cannot be renewed from here, and what to do about each. */
import { say, type Message } from '../../message.ts';
import { cut } from '../../steps/passwords.ts';

/**
 * Extensions. `hashed`, `overridden`: manual attributes set another one; `unread`: nobody could read them; `twice`: two
 * extensions have this number. Programs. `system`: the PBX signs in with it; `module`: one is called so. Both. `odd`: no request can name it.
 */
export type Bar = 'hashed' | 'overridden' | 'unread' | 'twice' | 'system' | 'module' | 'odd';

export interface Barred {
  readonly bar: Bar;
  readonly who: readonly Message[];
}

interface Owned {
  readonly owner: { readonly name: Message };
  readonly bar: Bar | null;
}

/** Together, by what stands against them. */
export function barredIn(all: readonly Owned[]): readonly Barred[] {
  const by = new Map<Bar, Message[]>();
  for (const { owner, bar } of all) if (bar !== null) by.set(bar, [...(by.get(bar) ?? []), owner.name]);
  return [...by].map(([bar, who]) => ({ bar, who }));
}

export const barLine = (bar: Bar): Message => say(`actions.renew.bar.${bar}`);

export const barredLine = ({ bar, who }: Barred): Message =>
  say('actions.renew.barred', { who: cut(who), why: barLine(bar) });

export const isOpen = ({ bar }: Pick<Owned, 'bar'>): boolean => bar === null;

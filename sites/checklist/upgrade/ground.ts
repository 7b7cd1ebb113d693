/** What the changes of an upgrade are told from, and how it is said that a part of it is not known. */
import type { Parts, UnknownReason, PartName } from '../facts/types.ts';
import { say, type Message } from '../message.ts';

export const UPGRADE_PARTS = [
  'firewall',
  'accounts',
  'providers',
  'ami',
  'apiKeys',
  'fail2ban',
  'network',
  'modules',
  'webLogin',
] as const satisfies readonly PartName[];

export type Ground = Pick<Parts, (typeof UPGRADE_PARTS)[number]>;

/** What a newer release changes for this PBX; none: nothing of it concerns it. */
export type Change = (ground: Ground) => readonly Message[];

/** A part of which something was not read, and why. */
export interface Lack {
  readonly part: PartName;
  readonly reason: UnknownReason;
}

export const inWords = (lacks: readonly Lack[]): readonly Message[] =>
  lacks.map(({ part, reason }) =>
    say('verdict.unknown.part', { part: say(`part.${part}`), reason: say(`reason.${reason}`) }),
  );

const NAMED = 10;

/** The first of many: a card is no list. */
export const named = (names: readonly string[]): readonly string[] =>
  names.length > NAMED ? [...names.slice(0, NAMED), '…'] : names;

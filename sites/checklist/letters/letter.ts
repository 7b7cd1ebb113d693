/** Letters that a person sends: what only somebody else can set, with what the facts already hold filled in. */
import type { Parts } from '../facts/types.ts';
import type { Message } from '../message.ts';
import { LETTER_CHECKS } from './checks.ts';
import { providerLetters } from './provider.ts';

/** To be read, completed and sent by a person: nothing is sent from here. */
export interface Letter {
  /** Whom it is for; one of several is chosen by it. Text of strangers. */
  readonly to: string;
  readonly subject: Message;
  readonly paragraphs: readonly Message[];
}

type Write = (parts: Parts) => readonly Letter[];

const LETTERS: Readonly<Record<(typeof LETTER_CHECKS)[number], Write>> = {
  'provider-spending-limit': providerLetters,
  'no-excess-balance': providerLetters,
};

export const lettersFor = (check: string, parts: Parts): readonly Letter[] =>
  LETTER_CHECKS.flatMap((one) => (one === check ? LETTERS[one](parts) : []));

/** Letters that a person sends: what only somebody else can set, with what the facts already hold filled in. */
import type { Parts } from '../facts/types.ts';
import type { Message } from '../message.ts';
import { addresseeOf, type Addressee } from './checks.ts';
import { phoneLetters } from './phones.ts';
import { providerLetters } from './provider.ts';
import { routerLetters } from './router.ts';

/** To be read, completed and sent by a person: nothing is sent from here. */
export interface Letter {
  /** Whom it is for, where there are several to choose from. Text of strangers. */
  readonly to: string;
  readonly subject: Message;
  readonly paragraphs: readonly Message[];
}

const WRITE: Readonly<Record<Addressee, (parts: Parts) => readonly Letter[]>> = {
  provider: providerLetters,
  router: routerLetters,
  phones: phoneLetters,
};

export function lettersFor(check: string, parts: Parts): readonly Letter[] {
  const addressee = addresseeOf(check);
  return addressee === null ? [] : WRITE[addressee](parts);
}

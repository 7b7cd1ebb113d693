/** Versions and dates of the tables that verdicts rest on. Reports carry them. */
import type { Parts } from '../facts/types.ts';
import type { Report } from '../report/types.ts';
import { ADVISORIES } from './advisories.ts';
import { DIALLING } from './dialling.generated.ts';
import { DICTIONARY_VERSION } from './dictionary-version.generated.ts';

/** The dictionary counts where secrets were judged: it made their features. */
export function tablesFor(parts: Pick<Parts, 'secrets'>): Report['tables'] {
  return {
    advisories: { version: ADVISORIES.version, date: ADVISORIES.date },
    dialling: { version: DIALLING.version, date: DIALLING.date },
    dictionary: parts.secrets.state === 'known' ? DICTIONARY_VERSION : null,
  };
}

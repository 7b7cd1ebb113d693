/** Versions and dates of the tables that verdicts rest on. Reports carry them. */
import type { Report } from '../report/types.ts';
import { ADVISORIES } from './advisories.ts';
import { DIALLING } from './dialling.generated.ts';

/** `dictionary` null: no secret was judged with one here; the caller that used one says which. */
export const TABLES: Report['tables'] = {
  advisories: { version: ADVISORIES.version, date: ADVISORIES.date },
  dialling: { version: DIALLING.version, date: DIALLING.date },
  dictionary: null,
};

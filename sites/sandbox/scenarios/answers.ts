/** What persons confirmed on a described PBX: items of the checks that ask, with answers that hold for half a year. */
import type { Attestation } from '../../checklist/facts/types.ts';
import { daysBefore } from './scenario.ts';

export interface Said {
  readonly item: string;
  readonly subject?: string;
  readonly answer: string;
  readonly note?: string;
}

export const confirmed = (now: Date, said: readonly Said[], by = 'admin'): readonly Attestation[] =>
  said.map(({ item, subject = '', answer, note = '' }) => ({
    item,
    subject,
    answer,
    by,
    at: daysBefore(now, 20),
    expiresAt: daysBefore(now, -160),
    note,
  }));

/** The journal: each row holds the hash of the former one, as Lib/Store/JournalChain.php makes it. */
import { createHash } from 'node:crypto';
import type { Pbx } from '../pbx.ts';

export interface JournalRow {
  readonly id: number;
  readonly at: string;
  readonly person: string;
  readonly address: string;
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly hash: string;
}
export type Noted = Omit<JournalRow, 'id' | 'hash'>;

const BEGIN = '0'.repeat(64);

/** Lengths keep one field from running into the next. */
function hashOf(former: string, { at, person, address, action, details }: Noted): string {
  const fields = [at, person, address, action, JSON.stringify(details)];
  const text = fields.map((field) => `${Buffer.byteLength(field)}:${field}`).join('');
  return createHash('sha256').update(Buffer.from(former, 'hex')).update(text).digest('hex');
}

export function note(pbx: Pbx, row: Noted): Pbx {
  const last = pbx.module.journal.at(-1);
  const next = { id: (last?.id ?? 0) + 1, ...row, hash: hashOf(last?.hash ?? BEGIN, row) };
  return { ...pbx, module: { ...pbx.module, journal: [...pbx.module.journal, next] } };
}

/** `brokenAt`: the first row that does not fit. */
export function verdictOn(journal: readonly JournalRow[]): object {
  const broken = journal.findIndex((row, place) => row.hash !== hashOf(journal[place - 1]?.hash ?? BEGIN, row));
  const chained = broken === -1 ? journal.length : broken;
  return {
    holds: broken === -1,
    rows: broken === -1 ? journal.length : broken + 1,
    chained,
    head: journal[chained - 1]?.hash ?? null,
    brokenAt: broken === -1 ? null : (journal[broken]?.id ?? null),
  };
}

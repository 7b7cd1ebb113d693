/** What the journal tells of these days. */
import type { Ended } from '../../../checklist/break-in/changes.ts';
import type { Answer } from '../../../pbx/errors.ts';
import type { JournalEntry } from '../../../pbx/module-api.ts';
import { planOf } from '../plan/changes.ts';
import { isRecord, textIn } from '../plan/journal-words.ts';
import type { PageStore } from '../store.ts';

/** Rows of one request. */
const MOST = 500;

/** The newest first, back to that moment. */
export async function journalSince(store: PageStore, from: number): Promise<Answer<readonly JournalEntry[]>> {
  const entries: JournalEntry[] = [];
  for (let before: number | null = null; ;) {
    const asked: { limit: number; before?: number } = before === null ? { limit: MOST } : { limit: MOST, before };
    const page = await store.ask((api) => api.journal(asked));
    if (!page.ok) return page;
    entries.push(...page.value.entries);
    const oldest = page.value.entries.at(-1);
    before = page.value.next;
    if (before === null || oldest === undefined || Date.parse(oldest.at) < from) return { ok: true, value: entries };
  }
}

const ENDED: Readonly<Record<string, Ended['id']>> = {
  'passkeys.end': 'passkeys',
  'sessions.end': 'sessions',
  'ssh.remove-keys': 'ssh-keys',
};

/** What plans that were done have ended, but for steps that did not work out. */
export function endedIn(entries: readonly JournalEntry[]): readonly Ended[] {
  const done = new Map(entries.flatMap((row) => (row.action === 'plan/done' ? [[planOf(row), row] as const] : [])));
  const undone = new Set([...done.values()].map(({ details }) => textIn(details, 'undoes')));
  return entries.flatMap((row): readonly Ended[] => {
    const id = row.action === 'plan/step' ? ENDED[textIn(row.details, 'kind')] : undefined;
    const over = done.get(planOf(row));
    const missed = over?.details?.['missed'];
    const isMissed = isRecord(missed) && textIn(row.details, 'step') in missed;
    // Who was signed out stays so; keys are there again.
    const isBack = id === 'ssh-keys' && undone.has(planOf(row));
    return id === undefined || over === undefined || isMissed || isBack ? [] : [{ id, at: over.at }];
  });
}

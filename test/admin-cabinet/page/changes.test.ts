import { expect, it } from 'vitest';
import { changesOf } from '../../../sites/admin-cabinet/page/plan/changes.ts';
import { titleOf } from '../../../sites/admin-cabinet/page/plan/journal-words.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import type { JournalEntry } from '../../../sites/pbx/module-api.ts';

const row = (id: number, action: string, details: JournalEntry['details'] = {}): JournalEntry => ({
  id,
  at: '2026-11-20T10:00:00Z',
  person: 'anna',
  address: '',
  action,
  details,
});
const plan = (id: number, action: string, of: string, more = {}) => row(id, action, { plan: of, ...more });
/** The newest first, as the PBX gives them. */
const told = (...rows: readonly JournalEntry[]) =>
  changesOf([...rows].reverse()).map((change) => [change.told.action, change.rows.map(({ id }) => id)]);

it('one change for all rows of a plan, told by how it came out, none for looking', () => {
  expect(
    told(
      row(1, 'last-judged'),
      row(2, 'attestations'),
      plan(3, 'plans', 'a', { action: 'close-web-cti' }),
      plan(4, 'plan/begins', 'a'),
      row(5, 'last-judged'),
      plan(6, 'plan/step', 'a'),
      row(7, 'waivers'),
      plan(8, 'plans/confirm', 'a'),
      plan(9, 'plan/done', 'a'),
      plan(10, 'plans/undo', 'b', { undoes: 'a' }),
      row(11, 'last-judged'),
    ),
  ).toEqual([
    ['plans/undo', [10]],
    ['plan/done', [3, 4, 6, 8, 9]],
    ['waivers', [7]],
    ['attestations', [2]],
  ]);
});

it('a change that goes on is told by what the player wrote last', () => {
  expect(told(plan(1, 'plans', 'a'), plan(2, 'plan/waits', 'a'), plan(3, 'plans/confirm', 'a'))).toEqual([
    ['plan/waits', [1, 2, 3]],
  ]);
});

it('is named by what was begun; nothing is made up where that is not read yet', () => {
  const speak = speaker(LOCALES.en);
  const name = (...rows: readonly JournalEntry[]) => {
    const title = titleOf(rows);
    return title === null ? null : speak(title);
  };
  expect(name(plan(1, 'plans', 'a', { action: 'close-web-cti' }))).toBe('Close the web interface and CTI');
  expect(name(plan(1, 'plans/undo', 'b', { undoes: 'a' }))).toBe(speak({ key: 'page.plan.undo.title', params: {} }));
  expect(name(plan(2, 'plan/done', 'a'))).toBeNull();
});

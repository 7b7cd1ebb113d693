/** Where marks lie on a page, in words that a person checks against it. */
import { judge, type Answered } from '../../../sites/admin-cabinet/flags/judge.ts';
import type { Mark } from '../../../sites/admin-cabinet/flags/mark.ts';
import { decoded, type FlagPage, type View } from '../../../sites/admin-cabinet/flags/page.ts';
import { pageAt } from '../../../sites/admin-cabinet/flags/pages/index.ts';
import type { Facts } from '../../../sites/checklist/facts/types.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';

export const speak = speaker(LOCALES.en);

export const answered = (facts: Facts | null, more: Partial<Answered> = {}): Answered => ({
  on: true,
  facts,
  last: null,
  isOld: false,
  ...more,
});

/** The page at a path, and what of it is shown in this document. */
export function visited(path: string): { readonly page: FlagPage; readonly view: View } | null {
  const found = pageAt(path.replace(/\/+$/, ''));
  return found === null ? null : { page: found.page, view: { root: document, id: decoded(found.id) } };
}

export const marksFor = (page: FlagPage, facts: Facts): readonly Mark[] =>
  judge(answered(facts), page.checks, speak).marks;

/** Each mark that has a place: its check and finding, and the places. */
export function placesOf(page: FlagPage, view: View, marks: readonly Mark[]): Readonly<Record<string, string>> {
  const spotsOf = page.spots(view);
  return Object.fromEntries(
    marks.flatMap((mark) => {
      const spots = spotsOf(mark);
      return spots.length === 0
        ? []
        : [[`${mark.check} ${mark.finding}`, spots.map(({ element, at }) => `${at} ${nameOf(element)}`).join(', ')]];
    }),
  );
}

function nameOf(element: Element): string {
  if (element instanceof HTMLTableCellElement) return cellName(element);
  const label = element.matches('.field') ? element.querySelector('label') : null;
  if (label !== null) return `"${textOf(label)}"`;
  const held = element.querySelector('[name], [id]') ?? element;
  return element.id === '' ? `around ${held.getAttribute('name') ?? held.id}` : `#${element.id}`;
}

/** Its row by what is edited from there, its column by the header. */
function cellName(cell: HTMLTableCellElement): string {
  const head = cell.closest('table')?.querySelectorAll('thead th').item(cell.cellIndex);
  const column = textOf(head ?? cell) || `#${cell.cellIndex}`;
  const link = cell.closest('tr')?.querySelector('a.edit')?.getAttribute('href') ?? '';
  const row = link.slice(link.lastIndexOf('/') + 1);
  return `${row} ${column}`.trim();
}

const textOf = (element: Element) => element.textContent.trim();

/**
 * What a page with marks is. To add one: a file in `pages/`, a line in `pages/index.ts`, a line in its test.
 * Nothing here may change what Core's page does: pages are read, and marks are laid over them.
 */
import type { Message } from '../../checklist/message.ts';
import type { Draft, Mark } from './mark.ts';
import type { CheckId } from './parts.generated.ts';
import type { Field } from './selectors.ts';

export interface FlagPage {
  readonly name: string;
  /** Address below the cabinet; the first group is the id of what is edited. */
  readonly path: RegExp;
  /** Checks whose problems are marked here. */
  readonly checks: readonly CheckId[];
  /** Looks at the page as it is now; the answer says where a mark belongs. None: it has no place here. */
  spots(view: View): (mark: Mark) => readonly Spot[];
  /** A line above its table, about marks that have no place now; null: there is nothing to say. */
  line?(view: View, marks: readonly Mark[]): Line | null;
  /** What its form holds, of what the checks judge. Not given: nothing is typed here. */
  drafts?(view: View): readonly Draft[];
}

export interface View {
  readonly root: ParentNode;
  /** Of what is edited; '': a list, or something new. */
  readonly id: string;
}

/** What the facts call something that is made: a stored thing without a page of its own is not it. */
export const idOn = ({ id }: View): string => (id === '' ? 'new' : id);

/** Laid above the element, over nothing of Core's. `check`: where it leads. */
export interface Line {
  readonly above: Element;
  readonly says: Message;
  readonly check: CheckId;
}

/** `at`: where in the element the mark is laid. */
export interface Spot {
  readonly element: Element;
  readonly at: 'row' | 'buttons' | 'cell' | 'field' | 'text';
}

const NONE: readonly Spot[] = [];

/** In px: a mark in any language, beside the buttons of a row. */
const ROOM = 70;

/**
 * A row: the mark lies left of its buttons, or below the words of the cell before. In a narrow window Core hides the last
 * cells: then in the last that is seen.
 */
export function rowSpot(row: Element | undefined): readonly Spot[] {
  const cells = [...(row?.querySelectorAll(':scope > td') ?? [])].reverse();
  const seen = cells.find((cell) => getComputedStyle(cell).display !== 'none');
  if (seen === undefined) return NONE;
  if (seen !== cells[0]) return [{ element: seen, at: 'text' }];
  return [{ element: seen, at: hasRoom(seen) ? 'buttons' : 'row' }];
}

function hasRoom(cell: Element): boolean {
  const [first] = cell.children;
  return first !== undefined && first.getBoundingClientRect().left - cell.getBoundingClientRect().left >= ROOM;
}

export const cellSpots = (cells: readonly (Element | null | undefined)[]): readonly Spot[] =>
  cells.flatMap((element) => (element ? [{ element, at: 'cell' } as const] : []));

export const textSpot = (element: Element | null): readonly Spot[] =>
  element === null ? NONE : [{ element, at: 'text' }];

/**
 * The labelled field of the form around an input, by its name: Core nests fields, and where an input is alone in one,
 * anything beside it would move it. Core has forms whose `id` is hidden by an input of that name.
 */
export function fieldSpot({ root }: View, name: Field): readonly Spot[] {
  const inner = inputNamed(root, name)?.closest('.field') ?? null;
  if (inner === null) return NONE;
  return [{ element: inner.querySelector('label') === null ? (labelled(inner) ?? inner) : inner, at: 'field' }];
}

function labelled(inner: Element): Element | null {
  let field = inner.parentElement?.closest('.field') ?? null;
  while (field !== null && field.querySelector(':scope > label') === null) {
    field = field.parentElement?.closest('.field') ?? null;
  }
  return field;
}

export type Input = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export function inputNamed(root: ParentNode, name: Field): Input | null {
  return root.querySelector<Input>(`:is(input, select, textarea)[name="${name}"]`);
}

/** What an input holds; '' where there is none. */
export const valueOf = ({ root }: View, name: Field): string => inputNamed(root, name)?.value.trim() ?? '';

/** null: there is no such box. */
export function isChecked({ root }: View, name: Field): boolean | null {
  const input = inputNamed(root, name);
  return input instanceof HTMLInputElement ? input.checked : null;
}

/** A password as it was typed; null: empty, or the stars that stand for a stored one. */
export function secretIn({ root }: View, name: Field): string | null {
  const value = inputNamed(root, name)?.value ?? '';
  return /^(?:[*\u2022]*|x{7,8})$/.test(value) ? null : value;
}

/** Rows of a table by the id in their link for editing, which both releases have. */
export function rowsByLink(root: ParentNode, table: string, link: string): ReadonlyMap<string, Element> {
  const rows = new Map<string, Element>();
  for (const anchor of root.querySelectorAll(`${table} tbody a.edit[href*="/${link}/"]`)) {
    const path = (anchor.getAttribute('href') ?? '').split(/[?#]/, 1)[0] ?? '';
    const id = /([^/]+)\/?$/.exec(path)?.[1];
    const row = anchor.closest('tr');
    if (id !== undefined && row !== null) rows.set(decoded(id), row);
  }
  return rows;
}

/** Of an address; one that is no good stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Puts a mark right after the words that it is about. Where they end is known only when they are laid out, so it is looked up
 * whenever what holds them gets another size: also when its tab is opened. Where there are no words, the style sheet's place stays.
 */
import { CHIP } from './chip.ts';

const BESIDE = `${CHIP}-beside`;
/** In px, between words and mark. */
const GAP = 6;
/** What a mark must not lie on. */
const CONTROLS = 'input, textarea, select, .button, .dropdown, .label, .slider, a, i, img';

export interface Beside {
  watch(element: Element, chip: HTMLElement): void;
  /** Now, before they are seen elsewhere. */
  place(elements: readonly Element[]): void;
  forget(element: Element): void;
}

const NEVER: Beside = { watch: () => undefined, place: () => undefined, forget: () => undefined };

export function createBeside(): Beside {
  if (!('ResizeObserver' in window)) return NEVER;
  /** By the element that a mark lies on; a row is as wide as its table, a cell may stay as it is while others grow. */
  const watched = new Map<Element, { readonly chip: HTMLElement; readonly sized: Element }>();
  const place = (which: (element: Element, sized: Element) => boolean): void => {
    // First all is read, then all is written: the page is laid out once.
    const places = [...watched].flatMap(([element, { chip, sized }]) =>
      which(element, sized) ? [{ chip, place: placeFor(chip, element) }] : [],
    );
    for (const one of places) put(one.chip, one.place);
  };
  const observer = new ResizeObserver((entries) => {
    const changed = new Set(entries.map(({ target }) => target));
    place((_, sized) => changed.has(sized));
  });
  return {
    watch(element, chip) {
      const sized = element.closest('tr') ?? element;
      watched.set(element, { chip, sized });
      observer.observe(sized);
    },
    place(elements) {
      const these = new Set(elements);
      place((element) => these.has(element));
    },
    forget(element) {
      const sized = watched.get(element)?.sized;
      watched.delete(element);
      if (sized !== undefined) observer.unobserve(sized);
    },
  };
}

interface Place {
  readonly left: number;
  readonly top: number;
}

function put(chip: HTMLElement, place: Place | null): void {
  chip.classList.toggle(BESIDE, place !== null);
  chip.style.left = place === null ? '' : `${place.left}px`;
  chip.style.top = place === null ? '' : `${place.top}px`;
}

function placeFor(chip: HTMLElement, element: Element): Place | null {
  const row = element.closest('tr');
  // The first words of a row are its name.
  const holder = row === null ? element : [...row.children].find((cell) => linesOf(cell).last !== null);
  if (holder === undefined) return null;
  const size = chip.getBoundingClientRect();
  const base = element.getBoundingClientRect();
  const free = roomIn(holder, size) ?? edgeOf(holder, size);
  return free === null
    ? null
    : { left: free.left - base.left - element.clientLeft, top: free.top - base.top - element.clientTop };
}

const wordsOf = (holder: Element): Element => holder.querySelector('label') ?? holder;

/** After its words and what stands behind them, as in the window; null: there is none. */
function roomIn(holder: Element, { width, height }: DOMRect): Place | null {
  const end = linesOf(wordsOf(holder)).last;
  if (end === null) return null;
  const middle = (end.top + end.bottom) / 2;
  const behind = [...holder.querySelectorAll(CONTROLS)]
    .filter((control) => control.closest(`.${CHIP}`) === null)
    .map((control) => control.getBoundingClientRect())
    .filter(({ top, bottom, right }) => top < middle && bottom > middle && right > end.right)
    .sort((one, other) => one.left - other.left);
  let left = end.right + GAP;
  for (const { left: from, right: to } of behind) if (from < left + width && to + GAP > left) left = to + GAP;
  return left + width > holder.getBoundingClientRect().right ? null : { left, top: middle - height / 2 };
}

/** Where words fill their line: below those of a cell, above those of a field, at the right end. */
function edgeOf(holder: Element, { width, height }: DOMRect): Place | null {
  const { first, last } = linesOf(wordsOf(holder));
  if (first === null || last === null) return null;
  const box = holder.getBoundingClientRect();
  const middle = holder.matches('td, th') ? Math.min(last.bottom + 7, box.bottom - 6) : first.top - 9;
  return { left: box.right - width, top: middle - height / 2 };
}

interface Lines {
  readonly first: DOMRect | null;
  /** Its right end is that of the words. */
  readonly last: DOMRect | null;
}

/** null: there are no words, or they are not to be seen. */
function linesOf(element: Element): Lines {
  const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
    node.textContent?.trim() === '' || node.parentElement?.closest(`.${CHIP}`)
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const range = document.createRange();
  let first: DOMRect | null = null;
  let last: DOMRect | null = null;
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    range.selectNodeContents(node);
    for (const line of range.getClientRects()) {
      if (line.width === 0) continue;
      first ??= line;
      if (last === null || line.top >= last.bottom || (line.bottom > last.top && line.right > last.right)) last = line;
    }
  }
  return { first, last };
}

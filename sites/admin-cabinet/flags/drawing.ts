/** Lays marks over a page, and lays them anew whenever Core draws its page anew. */
import { createBeside } from './beside.ts';
import { byWeight, chip, CHIP } from './chip.ts';
import { createLine, LINE } from './line.ts';
import type { Judged, Mark } from './mark.ts';
import { createNearby } from './nearby.ts';
import type { FlagPage, Spot, View } from './page.ts';
import { closePopup, openPopup } from './popup.ts';
import type { Said } from './say.ts';

const ANCHOR = 'mscl-flag-anchor';
/** So many are laid at once. Of more, those near the window: each one more lets the browser lay out the table anew. */
const AT_ONCE = 100;
/** In ms after the last change of the window's size: Core first shows and hides its columns. */
const RESIZED = 400;
/** There are words of which they speak: the mark follows them. */
const WORDED: ReadonlySet<Spot['at']> = new Set<Spot['at']>(['row', 'buttons', 'field', 'text']);

export interface Drawing {
  /** `isDraft`: judged from what is typed. */
  show(marks: Judged['marks'], isDraft: boolean): void;
}

interface Place {
  readonly at: Spot['at'];
  readonly marks: Mark[];
}

interface Laid {
  readonly element: Element;
  readonly at: Spot['at'];
  /** The worst first. */
  readonly all: readonly [Mark, ...Mark[]];
  /** Of its place and everything that the chip says. */
  readonly key: string;
}

export function createDrawing(page: FlagPage, view: View, said: Said): Drawing {
  let marks: readonly Mark[] = [];
  let stored: ReadonlySet<string> = new Set();
  /** By the element that they lie on: the chip, and what it says. */
  const drawn = new Map<Element, { readonly chip: HTMLElement; readonly key: string }>();
  /** What is laid when it comes near. */
  let waiting: ReadonlyMap<Element, Laid> = new Map();
  const line = createLine(said);
  const beside = createBeside();
  let isDue = false;
  let resized: ReturnType<typeof setTimeout> | undefined;

  const observer = new MutationObserver((changes) => {
    if (!isDue && changes.some(({ addedNodes, removedNodes }) => isForeign(addedNodes) || isForeign(removedNodes))) {
      isDue = true;
      // Core's own drawing is seen first.
      requestAnimationFrame(() => setTimeout(draw));
    }
  });

  function draw(): void {
    isDue = false;
    const wanted = wantedBy(placesOf(page, view, marks));
    for (const [element, { chip: old, key }] of drawn) {
      if (wanted.get(element)?.key === key && old.parentNode === element) continue;
      if (old.getAttribute('aria-expanded') === 'true') closePopup();
      old.remove();
      beside.forget(element);
      drawn.delete(element);
      if (!wanted.has(element)) element.classList.remove(ANCHOR);
    }
    const left = new Map([...wanted].filter(([element]) => !drawn.has(element)));
    const isMany = left.size > AT_ONCE;
    waiting = isMany ? left : new Map();
    nearby.watch([...waiting.keys()]);
    line.show(page.line?.(view, marks) ?? null);
    lay(isMany ? [] : [...left.values()]);
  }

  const nearby = createNearby((elements) => {
    const near = elements.flatMap((element) => waiting.get(element) ?? []);
    lay(near);
  });

  function lay(these: readonly Laid[]): void {
    for (const one of these) {
      const made = chipFor(one);
      drawn.set(one.element, { chip: made, key: one.key });
      one.element.classList.add(ANCHOR);
      one.element.append(made);
      if (WORDED.has(one.at)) beside.watch(one.element, made);
    }
    beside.place(these.map(({ element }) => element));
    observer.takeRecords();
  }

  function chipFor({ at, all }: Laid): HTMLButtonElement {
    const made = chip(all, at, said);
    const isDraft = all.some((mark) => !stored.has(keyOf(mark)));
    made.addEventListener('click', (event) => {
      event.stopPropagation();
      openPopup(made, { marks: all, isDraft, isForm: page.drafts !== undefined }, said);
    });
    // Core opens a row by two clicks.
    for (const kind of ['dblclick', 'mousedown'] as const) made.addEventListener(kind, (e) => e.stopPropagation());
    return made;
  }

  window.addEventListener('resize', () => {
    clearTimeout(resized);
    resized = setTimeout(draw, RESIZED);
  });

  return {
    show(next, isDraft) {
      marks = next;
      if (!isDraft) stored = new Set(next.map(keyOf));
      draw();
      const root = view.root instanceof Document ? view.root.body : view.root;
      observer.observe(root, { childList: true, subtree: true });
    },
  };
}

/** The marks by the elements that they belong to. */
function placesOf(page: FlagPage, view: View, marks: readonly Mark[]): ReadonlyMap<Element, Place> {
  const places = new Map<Element, Place>();
  const spotsOf = page.spots(view);
  for (const mark of marks) {
    for (const { element, at } of spotsOf(mark)) {
      const place = places.get(element) ?? { at, marks: [] };
      place.marks.push(mark);
      places.set(element, place);
    }
  }
  return places;
}

function wantedBy(places: ReadonlyMap<Element, Place>): ReadonlyMap<Element, Laid> {
  const wanted = new Map<Element, Laid>();
  for (const [element, { at, marks }] of places) {
    const [worst, ...more] = byWeight(marks);
    if (worst === undefined) continue;
    const all = [worst, ...more] as const;
    wanted.set(element, { element, at, all, key: [at, ...all.map(keyOf)].join('\n') });
  }
  return wanted;
}

const keyOf = ({ check, finding, severity, says, accepted }: Mark): string =>
  [check, finding, severity, says, String(accepted)].join(' ');

/** Anything but our own marks. */
const isForeign = (nodes: NodeList): boolean =>
  [...nodes].some((node) => !(node instanceof Element && (node.classList.contains(CHIP) || isOurs(node))));
const isOurs = ({ classList }: Element): boolean => classList.contains('mscl-flag-popup') || classList.contains(LINE);

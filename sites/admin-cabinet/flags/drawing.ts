/** Lays marks over a page, and lays them anew whenever Core draws its page anew. */
import { byWeight, chip, CHIP } from './chip.ts';
import type { Judged, Mark } from './mark.ts';
import type { FlagPage, Spot, View } from './page.ts';
import { closePopup, openPopup } from './popup.ts';
import type { Said } from './say.ts';

const ANCHOR = 'mscl-flag-anchor';
/** Laying marks stops after so many ms and goes on in the next frame. */
const SLICE = 8;
/** In ms after the last change of the window's size: Core first shows and hides its columns. */
const RESIZED = 400;

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
  /** What is still to be laid. */
  let queue: readonly Laid[] = [];
  let isDue = false;
  let resized: ReturnType<typeof setTimeout> | undefined;

  const observer = new MutationObserver((changes) => {
    if (!isDue && changes.some(({ addedNodes, removedNodes }) => isForeign(addedNodes) || isForeign(removedNodes))) {
      isDue = true;
      requestAnimationFrame(draw);
    }
  });

  function draw(): void {
    isDue = false;
    const wanted = wantedBy(placesOf(page, view, marks));
    for (const [element, { chip: old, key }] of drawn) {
      if (wanted.get(element)?.key === key && old.parentNode === element) continue;
      if (old.getAttribute('aria-expanded') === 'true') closePopup();
      old.remove();
      drawn.delete(element);
      if (!wanted.has(element)) element.classList.remove(ANCHOR);
    }
    queue = [...wanted.values()].filter(({ element }) => !drawn.has(element));
    lay();
  }

  /** A long list goes on in the next frame, so that nobody waits for all of it. */
  function lay(): void {
    const until = performance.now() + SLICE;
    let count = 0;
    for (const one of queue) {
      if (count > 0 && performance.now() > until) break;
      count++;
      const made = chipFor(one);
      drawn.set(one.element, { chip: made, key: one.key });
      one.element.classList.add(ANCHOR);
      one.element.append(made);
    }
    queue = queue.slice(count);
    observer.takeRecords();
    if (queue.length > 0) requestAnimationFrame(() => (isDue ? undefined : lay()));
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
const isOurs = (node: Element): boolean => node.classList.contains('mscl-flag-popup');

/** Lays marks over a page, and lays them anew whenever Core draws its page anew. */
import { byWeight, chip, CHIP } from './chip.ts';
import type { Judged, Mark } from './mark.ts';
import type { FlagPage, Spot, View } from './page.ts';
import { closePopup, openPopup } from './popup.ts';
import type { Said } from './say.ts';

const ANCHOR = 'mscl-flag-anchor';
/** Laying marks stops after so many ms and goes on in the next frame. */
const SLICE = 8;

export interface Drawing {
  /** `isDraft`: judged from what is typed. */
  show(marks: Judged['marks'], isDraft: boolean): void;
}

interface Place {
  readonly at: Spot['at'];
  readonly marks: Mark[];
}

export function createDrawing(page: FlagPage, view: View, said: Said): Drawing {
  let marks: readonly Mark[] = [];
  let stored: ReadonlySet<string> = new Set();
  /** By the element that they lie on: the chip, and what it says. */
  let drawn = new Map<Element, { readonly chip: HTMLElement; readonly key: string }>();
  let isDue = false;

  const observer = new MutationObserver((changes) => {
    if (!isDue && changes.some(({ addedNodes, removedNodes }) => isForeign(addedNodes) || isForeign(removedNodes))) {
      isDue = true;
      requestAnimationFrame(draw);
    }
  });

  function draw(): void {
    isDue = false;
    const next = new Map<Element, { readonly chip: HTMLElement; readonly key: string }>();
    for (const [element, { at, marks: here }] of placesOf(page, view, marks)) {
      const [worst, ...more] = byWeight(here);
      if (worst === undefined) continue;
      const all = [worst, ...more] as const;
      const key = all.map(keyOf).join('\n');
      const before = drawn.get(element);
      if (before?.key === key && before.chip.parentNode === element) {
        next.set(element, before);
        drawn.delete(element);
        continue;
      }
      const made = chip(all, at, said);
      const isDraft = all.some((mark) => !stored.has(keyOf(mark)));
      made.addEventListener('click', (event) => {
        event.stopPropagation();
        openPopup(made, { marks: all, isDraft, isForm: page.drafts !== undefined }, said);
      });
      // Core opens a row by two clicks.
      for (const kind of ['dblclick', 'mousedown'] as const) made.addEventListener(kind, (e) => e.stopPropagation());
      next.set(element, { chip: made, key });
    }
    for (const [element, { chip: old }] of drawn) {
      if (old.getAttribute('aria-expanded') === 'true') closePopup();
      old.remove();
      if (!next.has(element)) element.classList.remove(ANCHOR);
    }
    for (const [element, { chip: made }] of next) {
      if (made.parentNode === element) continue;
      element.classList.add(ANCHOR);
      element.append(made);
    }
    drawn = next;
    observer.takeRecords();
  }

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

const keyOf = ({ check, finding, severity, says, accepted }: Mark): string =>
  [check, finding, severity, says, String(accepted)].join(' ');

/** Anything but our own marks. */
const isForeign = (nodes: NodeList): boolean =>
  [...nodes].some((node) => !(node instanceof Element && (node.classList.contains(CHIP) || isOurs(node))));
const isOurs = (node: Element): boolean => node.classList.contains('mscl-flag-popup');

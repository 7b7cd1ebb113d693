/** What every component of the page needs: words, links, the store. */
import { createContext, type ComponentType } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { ActionId } from '../../checklist/actions/types.ts';
import type { Message } from '../../checklist/message.ts';
import { cabinetPath } from '../../checklist/pages.ts';
import { parseRelease } from '../../checklist/release.ts';
import type { Page, Result } from '../../checklist/report/types.ts';
import type { Speak } from '../../checklist/speak.ts';
import type { PageState, PageStore } from './store.ts';

export interface PageSurroundings {
  readonly store: PageStore;
  /** For the page: long names are cut. */
  readonly speak: Speak;
  /** For what leaves the page: nothing is cut. */
  readonly wholly: Speak;
  readonly language: string;
  /** Base address of the cabinet, ending with a slash. */
  readonly cabinet: string;
  /** The PBX as its address calls it. */
  readonly host: string;
  /** Says something to people who hear the page. */
  readonly announce: (message: Message) => void;
  /** null: where nothing can be fixed. */
  readonly plans: PlanParts | null;
  /** Brings the words of what is loaded later. */
  readonly moreWords: () => Promise<void>;
}

export interface FixProps {
  readonly result: Result;
  /** A link asked for it, so it opens by itself. */
  readonly isWanted?: boolean;
  /** Only where there is a fix. */
  readonly isPlain?: boolean;
  /**
   * In the line of a closed row, which is a button itself and may hold no other: a shortcut for the mouse. Keys open the
   * row, where the button stands.
   */
  readonly isShortcut?: boolean;
  /** That it takes, to be said on the button. */
  readonly minutes?: number;
}

/** Where the picture of who can connect stands. */
export const WHO_ID = 'mscl-who';

/** To read what will change, and to confirm it. */
export const FIX_MINUTES = 2;

/** Fixing what was found, and what was fixed before; loaded after the page (plan/parts.tsx). */
export interface PlanParts {
  readonly Fix: ComponentType<FixProps>;
  /** The dialog of one action, whatever the items say. */
  readonly Act: ComponentType<{ readonly action: ActionId }>;
  /** Takes back a plan that was done, by its id. */
  readonly End: ComponentType<{ readonly plan: string }>;
  /** All at once that takes nothing from anybody. */
  readonly Safe: ComponentType;
  /** Something is changed by hand, and the PBX watches. */
  readonly Watch: ComponentType;
  readonly Plan: ComponentType;
  readonly History: ComponentType;
}

/** Set by the page before anything is shown. */
const Surroundings = createContext<PageSurroundings | null>(null);
export const SurroundingsProvider = Surroundings.Provider;

export function usePage(): PageSurroundings {
  const surroundings = useContext(Surroundings);
  if (surroundings === null) throw new Error('shown outside of the page');
  return surroundings;
}

/** The state of the store, shown anew whenever it changes. */
export function useStore(store: PageStore): PageState {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const end = store.subscribe(() => again(undefined));
    // What changed between showing and subscribing.
    again(undefined);
    return end;
  }, [store]);
  return store.current();
}

/** Address of a page of the cabinet, in this release. */
export function useCabinetLink(): (page: Page) => string {
  const { cabinet, store } = usePage();
  const release = parseRelease(store.current().report?.pbx.release ?? '');
  return (page) => cabinet + cabinetPath(page, release);
}

/** Date and time as the language writes them; text that is no time stays as it is. */
export function useTime(): (iso: string, style?: 'date' | 'time') => string {
  const { language } = usePage();
  return (iso, style = 'time') => {
    const time = Date.parse(iso);
    if (!Number.isFinite(time)) return iso;
    const options =
      style === 'date' ? ({ dateStyle: 'medium' } as const) : ({ dateStyle: 'medium', timeStyle: 'short' } as const);
    return new Intl.DateTimeFormat(language, options).format(time);
  };
}

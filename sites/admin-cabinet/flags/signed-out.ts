/**
 * On the page where people sign in: nobody is signed in here any more, also where the session simply ended. What marks kept
 * of it in this browser goes, and in its other tabs.
 */
import { createMemory } from './kept.ts';
import { forgetInOtherTabs } from './tabs.ts';

export function start(): void {
  createMemory(() => window.sessionStorage, '').forgetAll();
  forgetInOtherTabs();
}

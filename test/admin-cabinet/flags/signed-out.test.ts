// @vitest-environment jsdom
/** What marks kept of a session goes where people sign in, also when nobody clicked "Sign out". */
import { afterEach, expect, it, vi } from 'vitest';
import { createMemory } from '../../../sites/admin-cabinet/flags/kept.ts';
import { start } from '../../../sites/admin-cabinet/flags/signed-out.ts';
import { forgetWithOtherTabs } from '../../../sites/admin-cabinet/flags/tabs.ts';

afterEach(() => {
  sessionStorage.clear();
  vi.restoreAllMocks();
});
const kept = { etag: '"a"', judged: { on: true, grade: null, marks: [] }, answer: '{}' };

it('forgets in this tab, and leaves what others keep', () => {
  const memory = createMemory(() => sessionStorage, 'v1');
  memory.put('extensions', kept);
  sessionStorage.setItem('of-core', 'x');
  start();
  expect(memory.get('extensions')).toBeNull();
  expect(Object.keys(sessionStorage)).toEqual(['of-core']);
});

it('forgets in the other tabs', async () => {
  const memory = createMemory(() => sessionStorage, 'v1');
  const forgotten = new Promise<void>((resolve) => {
    forgetWithOtherTabs({ ...memory, forgetAll: resolve });
  });
  start();
  await forgotten;
});

it('breaks no page where nothing may be kept', () => {
  vi.spyOn(Storage.prototype, 'removeItem').mockImplementation(() => {
    throw new Error('forbidden');
  });
  vi.stubGlobal('sessionStorage', undefined);
  expect(start).not.toThrow();
  vi.unstubAllGlobals();
});

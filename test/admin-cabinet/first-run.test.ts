// @vitest-environment jsdom
/** The notice on General settings while the password of the cabinet is the factory one. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { start } from '../../sites/admin-cabinet/first-run/main.ts';
import { LOCALES } from '../../sites/locales/index.ts';
import { outline, showOutline } from './flags/outline.ts';

const CHECKLIST = '/admin-cabinet/module-security-checklist/module-security-checklist/index';
const DEFAULT = { advice: { error: ['…'], needUpdate: ['WebAdminPassword'] } };
const FINE = { advice: [] };

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<form id="general-settings-form"></form>';
  saved = false;
});
afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(window, 'tokenManagerReady');
  Reflect.deleteProperty(window, 'TokenManager');
});

/** The cabinet with Core's answers, one after the other, the last one from then on. */
let saved = false;
function open(...answers: readonly unknown[]) {
  const asked: { readonly path: string; readonly authorization: string | null }[] = [];
  const gone: string[] = [];
  const fetch: typeof window.fetch = (input, init) => {
    const data = answers[Math.min(asked.length, answers.length - 1)];
    const path = typeof input === 'string' ? input : '';
    asked.push({ path, authorization: new Headers(init?.headers).get('Authorization') });
    if (data instanceof Error) return Promise.reject(data);
    return Promise.resolve(
      typeof data === 'number' ? new Response('', { status: data }) : Response.json({ result: true, data }),
    );
  };
  start(LOCALES.en, 'en', { fetch, go: (address) => gone.push(address), isSaved: saved });
  const notice = document.getElementById('module-security-checklist-first-run');
  return { asked, gone, text: () => notice?.textContent ?? '' };
}
const save = () => window.dispatchEvent(new CustomEvent('ConfigDataChanged'));
const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

describe('the notice', () => {
  it('says why one is here and what comes next, before the form', () => {
    const { text, asked } = open(DEFAULT);
    expect(document.body.firstElementChild?.id).toBe('module-security-checklist-first-run');
    expect(text()).toContain(LOCALES.en['first-run.why']);
    expect(text()).toContain(LOCALES.en['first-run.then']);
    expect(text()).toContain(LOCALES.en['first-run.ssh']);
    expect(asked).toEqual([]);
  });

  it.each([
    ['2024.1.114', 'general-settings-modify'],
    ['2026.1.223', 'general-settings'],
  ] as const)(
    'stands on the recorded General settings of %s, and takes nothing of them away',
    async (release, name) => {
      showOutline(outline(release, name));
      const before = document.body.textContent;
      const { gone, text } = open(DEFAULT, FINE);
      const notice = document.getElementById('module-security-checklist-first-run');
      expect(notice?.nextElementSibling?.id).toBe('general-settings-form');
      expect(document.querySelectorAll('#WebAdminPassword, [name="WebAdminPassword"]').length).toBeGreaterThan(0);
      expect(text()).toContain(LOCALES.en['first-run.ssh']);
      expect(document.body.textContent.replace(text(), '')).toBe(before);
      save();
      await seconds(6);
      expect(gone).toEqual([CHECKLIST]);
    },
  );

  it('is only where the form is', () => {
    document.body.innerHTML = '';
    open(DEFAULT);
    expect(document.body.innerHTML).toBe('');
  });
});

describe('after saving', () => {
  it('opens the checklist once Core has said twice that it sends nobody away', async () => {
    const { gone, text, asked } = open(DEFAULT, DEFAULT, FINE);
    save();
    await seconds(5);
    expect(text()).toContain(LOCALES.en['first-run.wait']);
    expect(text()).not.toContain(LOCALES.en['first-run.why']);
    await seconds(1);
    expect(text()).toContain(LOCALES.en['first-run.saved']);
    expect(document.querySelector('a')?.getAttribute('href')).toBe(CHECKLIST);
    expect(gone).toEqual([]);
    await seconds(2);
    expect(gone).toEqual([CHECKLIST]);
    await seconds(120);
    expect(asked).toHaveLength(4);
  });

  it('stays when another setting was saved, or the saving was refused', async () => {
    const { gone, text, asked } = open(DEFAULT);
    save();
    await seconds(300);
    expect(gone).toEqual([]);
    expect(text()).toContain(LOCALES.en['first-run.why']);
    expect(asked.length).toBeLessThanOrEqual(91);
  });

  it('is not misled by one answer, nor by trouble', async () => {
    const { gone } = open(FINE, DEFAULT, FINE, new Error('cut'), FINE, 500, FINE, 401, DEFAULT);
    save();
    await seconds(300);
    expect(gone).toEqual([]);
  });

  it('stays while the password for SSH sends people away, too', async () => {
    const { gone } = open({ advice: { needUpdate: ['SSHPassword'] } });
    save();
    await seconds(300);
    expect(gone).toEqual([]);
  });

  it('looks anew after each saving', async () => {
    const { gone, asked } = open(DEFAULT);
    save();
    await seconds(50);
    save();
    await seconds(30);
    expect(asked.length).toBeGreaterThanOrEqual(38);
    expect(gone).toEqual([]);
  });
  it('opens it also where Core took two minutes to notice, and forgets its former advice', async () => {
    sessionStorage.setItem('rawAdviceData', JSON.stringify(DEFAULT.advice));
    const { gone, text } = open(...Array.from({ length: 59 }, () => DEFAULT), FINE);
    save();
    await seconds(117);
    expect(text()).toContain(LOCALES.en['first-run.wait']);
    expect(gone).toEqual([]);
    await seconds(6);
    expect(gone).toEqual([CHECKLIST]);
    expect(sessionStorage.getItem('rawAdviceData')).toBeNull();
  });
});

describe('a page that is loaded while Core still sends everybody here', () => {
  it('says that the password is another one, waits, and opens the checklist', async () => {
    saved = true;
    const { gone, text } = open(DEFAULT, DEFAULT, FINE);
    expect(text()).toContain(LOCALES.en['first-run.title.saved']);
    expect(text()).toContain(LOCALES.en['first-run.wait']);
    expect(text()).not.toContain(LOCALES.en['first-run.why']);
    await seconds(8);
    expect(gone).toEqual([CHECKLIST]);
  });

  it('never says that it has the password it came with', async () => {
    saved = true;
    const { text } = open(DEFAULT);
    await seconds(300);
    expect(text()).not.toContain(LOCALES.en['first-run.why']);
  });
});

describe('asks as the release wants it', () => {
  it('2024: with the cookie of the session', async () => {
    const { asked } = open(FINE);
    save();
    await seconds(2);
    expect(asked).toEqual([{ path: '/pbxcore/api/advice/getList', authorization: null }]);
  });
  it('2026: with the token of the cabinet', async () => {
    Object.assign(window, { tokenManagerReady: Promise.resolve(), TokenManager: { accessToken: 'abc' } });
    const { asked } = open(FINE);
    save();
    await seconds(2);
    expect(asked).toEqual([{ path: '/pbxcore/api/v3/advice:getList', authorization: 'Bearer abc' }]);
  });
});

// @vitest-environment jsdom
/** Marks lie over Core's page: they follow it, leave it as it is, and are read with a keyboard. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrawing, type Drawing } from '../../../sites/admin-cabinet/flags/drawing.ts';
import { showGrade } from '../../../sites/admin-cabinet/flags/grade.ts';
import type { Mark } from '../../../sites/admin-cabinet/flags/mark.ts';
import { fieldSpot, rowSpot, type FlagPage } from '../../../sites/admin-cabinet/flags/page.ts';
import { closePopup } from '../../../sites/admin-cabinet/flags/popup.ts';
import { saidIn } from '../../../sites/admin-cabinet/flags/say.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { HOSTILE } from '../../../sites/sandbox/scenarios/hostile-names.ts';
import { describeRecorded } from '../../support/recorded.ts';
import { outline, showOutline } from './outline.ts';
import { marksFor, visited } from './places.ts';
import { riskyFacts } from './risky.ts';

const CHECKLIST = '/admin-cabinet/module-security-checklist/module-security-checklist/index';
const said = saidIn(LOCALES.en, CHECKLIST);

const mark = (more: Partial<Mark> = {}): Mark => ({
  check: 'sip-passwords',
  finding: 'sip:201',
  severity: 'high',
  title: 'Strong SIP passwords',
  says: 'Extension 201: shorter than 8 characters.',
  why: 'Because.',
  subject: { kind: 'account', id: '201' },
  page: 'extension',
  pageId: '1',
  services: [],
  boxes: [],
  accepted: false,
  fix: false,
  ...more,
});

/** Marks by the id of their subject on fields of that name. */
const PAGE: FlagPage = {
  name: 'test',
  path: /^test$/,
  checks: [],
  spots:
    (view) =>
    ({ subject }) =>
      fieldSpot(view, `rule_${subject.id}`),
};
const FORM = `<form><input type="hidden" name="id" value="7">
  <div class="field"><label>One</label><input name="rule_201" value="a"></div>
  <div class="field"><label>Two</label><select name="rule_202"><option value="x" selected>x</option></select></div>
  <div class="field"><input type="checkbox" name="box" checked></div></form>`;

const chips = () => [...document.querySelectorAll<HTMLButtonElement>('.mscl-flag')];
const popup = () => document.querySelector('.mscl-flag-popup');
const texts = () => chips().map(({ textContent }) => textContent.trim());
/** By the class that gives them their colour. */
const looks = () =>
  [...document.querySelectorAll('.mscl-flag-pill')].map(({ className }) =>
    className.replace(/.*mscl-flag-(\w+)$/, '$1'),
  );
/** Observers have told, and the next frame was drawn. */
const settled = async () => {
  await Promise.resolve();
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  await Promise.resolve();
};
/** A page of its own for each test, so that drawings of others have nothing to do here. */
let root: HTMLElement;
const draw = (page: FlagPage = PAGE): Drawing => createDrawing(page, { root, id: '' }, said);
const press = (key: string) =>
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));

function fresh(html: string): void {
  root = document.createElement('main');
  root.innerHTML = html;
  document.body.replaceChildren(root);
}
beforeEach(() => {
  // Slices are cut by the clock: on a busy machine, a few marks would be two.
  vi.spyOn(performance, 'now').mockReturnValue(0);
  fresh(FORM);
});
afterEach(() => {
  closePopup();
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

describe('marks', () => {
  it('lie on their places, the worst of each first', () => {
    draw().show([mark({ severity: 'medium' }), mark({ finding: 'b', severity: 'critical' })], false);
    expect(texts()).toEqual(['critical 2']);
    expect(chips()[0]?.closest('.field')?.querySelector('label')?.textContent).toBe('One');
    expect(looks()).toEqual(['critical']);
  });
  it('that were accepted are grey, and last', () => {
    const accepted = mark({ severity: 'critical', accepted: true });
    const drawing = draw();
    drawing.show([accepted], false);
    expect(looks()).toEqual(['accepted']);
    expect(texts()).toEqual(['accepted']);
    drawing.show([accepted, mark({ finding: 'b', severity: 'low' })], false);
    expect(looks()).toEqual(['low']);
  });
  it('of a long list are laid when they come near', () => {
    type Tell = (seen: readonly { readonly target: Element | undefined; readonly isIntersecting: boolean }[]) => void;
    let tell: Tell = () => undefined;
    const watched = new Set<Element>();
    class Watching {
      constructor(callback: Tell) {
        tell = callback;
      }
      observe = (element: Element) => void watched.add(element);
      unobserve = (element: Element) => void watched.delete(element);
      disconnect = () => watched.clear();
    }
    vi.stubGlobal('IntersectionObserver', Watching);
    const names = Array.from({ length: 101 }, (_, index) => String(1000 + index));
    fresh(names.map((name) => `<div class="field"><label>${name}</label><input name="rule_${name}"></div>`).join(''));
    const all = names.map((id) => mark({ finding: id, subject: { kind: 'account', id } }));
    const drawing = draw();
    drawing.show(all, false);
    expect(chips()).toHaveLength(0);
    expect(watched.size).toBe(101);
    const [near, other] = [...watched];
    tell([
      { target: near, isIntersecting: true },
      { target: other, isIntersecting: false },
    ]);
    expect(chips().map((chip) => chip.parentElement)).toEqual([near]);
    expect(watched.size).toBe(100);
    // Fewer: all of them at once, and nobody waits.
    drawing.show(all.slice(0, 60), false);
    expect(chips()).toHaveLength(60);
    expect(watched.size).toBe(0);
    vi.unstubAllGlobals();
  });
  it('drawn again are the same elements', () => {
    const drawing = draw();
    drawing.show([mark()], false);
    const [first] = chips();
    drawing.show([mark()], false);
    expect(chips()).toEqual([first]);
    expect(chips()[0]).toBe(first);
  });
  it('go when their problem has gone, and leave the page as it was', () => {
    const before = root.innerHTML;
    const drawing = draw();
    drawing.show([mark()], false);
    expect(root.innerHTML).not.toBe(before);
    drawing.show([], true);
    expect(root.innerHTML).toBe(before);
  });
  it('change with what they say', () => {
    const drawing = draw();
    drawing.show([mark()], false);
    const names = () => chips().map((chip) => chip.getAttribute('aria-label'));
    drawing.show([mark({ says: 'Only digits.' })], true);
    expect(names()).toEqual(['high: Only digits.']);
    drawing.show([mark({ says: 'Only digits.' }), mark({ finding: 'b', says: 'Shared.' })], true);
    // The name begins with what is seen, for those who speak to the computer.
    expect(names()).toEqual(['high 2: Only digits. Shared.']);
  });
  it('without a place are nowhere', () => {
    draw().show([mark({ subject: { kind: 'account', id: '999' } })], false);
    expect(chips()).toEqual([]);
  });
});

describe('the page changes', () => {
  it('Core builds its table anew: the marks are there again, once', async () => {
    draw().show([mark(), mark({ finding: 'b', subject: { kind: 'account', id: '202' } })], false);
    root.innerHTML = FORM;
    expect(chips()).toEqual([]);
    await settled();
    expect(chips()).toHaveLength(2);
  });
  it('what comes later gets its marks', async () => {
    fresh('');
    draw().show([mark()], false);
    root.innerHTML = FORM;
    await settled();
    expect(texts()).toEqual(['high']);
  });
  it('a mark that another script removes is not fought over: it is there again with the next change', async () => {
    draw().show([mark()], false);
    chips()[0]?.remove();
    await settled();
    expect(chips()).toHaveLength(0);
    root.append(document.createElement('p'));
    await settled();
    expect(chips()).toHaveLength(1);
  });
  it('what the marks do to the page themselves is not looked at', async () => {
    let looks = 0;
    const counting: FlagPage = {
      ...PAGE,
      spots(view) {
        looks++;
        return PAGE.spots(view);
      },
    };
    const drawing = draw(counting);
    drawing.show([mark()], false);
    chips()[0]?.click();
    for (let round = 0; round < 5; round++) await settled();
    press('Escape');
    for (let round = 0; round < 5; round++) await settled();
    expect(looks).toBe(1);
    document.querySelector('form')?.append(document.createElement('p'), document.createElement('p'));
    for (let round = 0; round < 5; round++) await settled();
    expect(looks).toBe(2);
  });
  it('a cell that Core hides in a narrow window: the mark is in the last that is seen', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    fresh('<table><tr><td>201</td><td>Somebody</td><td style="display: none">buttons</td></tr></table>');
    draw({ ...PAGE, spots: () => () => rowSpot(root.querySelector('tr') ?? undefined) }).show([mark()], false);
    const places = () =>
      chips().map(({ className, parentElement }) => [
        /at-(\w+)/.exec(className)?.[1],
        parentElement?.firstChild?.nodeValue,
      ]);
    expect(places()).toEqual([['text', 'Somebody']]);
    for (const cell of root.querySelectorAll('td')) cell.removeAttribute('style');
    window.dispatchEvent(new Event('resize'));
    await vi.runAllTimersAsync();
    vi.useRealTimers();
    expect(places()).toEqual([['row', 'buttons']]);
  });
  it.each([
    [70, 'buttons'],
    [20, 'row'],
  ])('a row with %i px before its buttons: the mark lies at "%s"', (room, at) => {
    fresh('<table><tr><td>201</td><td><div>buttons</div></td></tr></table>');
    const buttons = root.querySelector('td > div');
    if (buttons !== null) buttons.getBoundingClientRect = () => new DOMRect(room, 0, 100, 20);
    expect(rowSpot(root.querySelector('tr') ?? undefined)).toEqual([{ element: buttons?.parentElement, at }]);
  });
  it('with an open popup: it closes with its mark', async () => {
    draw().show([mark()], false);
    chips()[0]?.click();
    root.replaceChildren();
    await settled();
    expect(popup()).toBeNull();
  });
});

describe('the form stays as it is', () => {
  const serialised = () => {
    const [form] = document.forms;
    return form === undefined ? [] : [...new FormData(form)].map(([name, value]) => [name, value]);
  };
  it('with marks and without', () => {
    const before = serialised();
    expect(before).toHaveLength(4);
    draw().show([mark(), mark({ finding: 'b', subject: { kind: 'account', id: '202' } })], false);
    chips()[0]?.click();
    expect(chips()).toHaveLength(2);
    expect(serialised()).toEqual(before);
    for (const ours of document.querySelectorAll('.mscl-flag, .mscl-flag *, .mscl-flag-popup, .mscl-flag-popup *')) {
      expect([ours.getAttribute('name'), ours.id]).toEqual([null, '']);
    }
  });
  it('a click on a mark is none on the page, and sends nothing', () => {
    const heard = vi.fn();
    for (const kind of ['click', 'dblclick', 'mousedown', 'submit']) document.body.addEventListener(kind, heard);
    draw().show([mark()], false);
    const [chip] = chips();
    for (const kind of ['mousedown', 'click', 'dblclick']) {
      chip?.dispatchEvent(new MouseEvent(kind, { bubbles: true, cancelable: true }));
    }
    expect(heard).not.toHaveBeenCalled();
    for (const button of document.querySelectorAll('button')) expect(button.type).toBe('button');
  });
  it('nothing new is in the window', () => {
    const names = () => Object.getOwnPropertyNames(window).sort();
    const before = names();
    draw().show([mark()], false);
    chips()[0]?.click();
    expect(names()).toEqual(before);
  });
});

describe('the popup', () => {
  const open = (marks: readonly Mark[] = [mark()], isDraft = false, page = PAGE) => {
    draw(page).show(marks, isDraft);
    chips()[0]?.focus();
    chips()[0]?.click();
  };
  const links = () => [...document.querySelectorAll('.mscl-flag-popup a')].map((link) => link.getAttribute('href'));

  it('opens from the keyboard, is a dialog, and has the focus', () => {
    open();
    expect(popup()?.getAttribute('role')).toBe('dialog');
    expect(popup()?.textContent).toContain('Because.');
    expect(popup()?.contains(document.activeElement)).toBe(true);
    expect(chips()[0]?.getAttribute('aria-expanded')).toBe('true');
    expect(popup()?.parentElement).toBe(document.body);
  });
  it('Escape closes it and gives the focus back; Core does not hear it', () => {
    const heard = vi.fn();
    document.body.addEventListener('keydown', heard);
    open();
    press('Escape');
    expect(popup()).toBeNull();
    expect(document.activeElement).toBe(chips()[0]);
    expect(chips()[0]?.getAttribute('aria-expanded')).toBe('false');
    expect(heard).not.toHaveBeenCalled();
    press('Escape');
    expect(heard).toHaveBeenCalledOnce();
  });
  it('closes by its button, by its mark, and by whatever is done elsewhere', () => {
    const closes: (() => void)[] = [
      () => document.querySelector<HTMLElement>('.mscl-flag-popup-close')?.click(),
      () => chips()[0]?.click(),
      () => document.body.dispatchEvent(new MouseEvent('mousedown', { bubbles: true })),
      () => document.querySelector('input')?.dispatchEvent(new FocusEvent('focusin', { bubbles: true })),
    ];
    open();
    for (const close of closes) {
      expect(popup()).not.toBeNull();
      close();
      expect(popup()).toBeNull();
      chips()[0]?.click();
    }
  });
  it('there is one at a time', () => {
    draw().show([mark(), mark({ finding: 'b', subject: { kind: 'account', id: '202' } })], false);
    for (const chip of chips()) chip.click();
    expect(document.querySelectorAll('.mscl-flag-popup')).toHaveLength(1);
    expect(chips().map((chip) => chip.getAttribute('aria-expanded'))).toEqual(['false', 'true']);
  });
  it('leads to the checklist, to accept and to fix', () => {
    open([mark({ fix: true, finding: 'a&b=c#d' })]);
    expect(links()).toEqual([
      `${CHECKLIST}#open=sip-passwords&fix=sip-passwords`,
      `${CHECKLIST}#open=sip-passwords`,
      `${CHECKLIST}#open=sip-passwords&accept=a%26b%3Dc%23d`,
      `${CHECKLIST}#marks`,
    ]);
  });
  it('what was accepted is not offered again', () => {
    open([mark({ fix: true, accepted: true })]);
    expect(links()).toEqual([`${CHECKLIST}#open=sip-passwords`, `${CHECKLIST}#marks`]);
  });
  it('beside what somebody types, links open elsewhere', () => {
    const targets = () =>
      [...document.querySelectorAll('.mscl-flag-popup a')].map((link) => link.getAttribute('target'));
    open();
    expect(new Set(targets())).toEqual(new Set([null]));
    closePopup();
    fresh(FORM);
    open([mark()], false, { ...PAGE, drafts: () => [] });
    expect(new Set(targets())).toEqual(new Set(['_blank']));
  });
  it('of a draft offers nothing to accept, and says what was not looked at', () => {
    open([mark()], true);
    expect(links()).toEqual([`${CHECKLIST}#marks`]);
    expect(popup()?.textContent).toContain(LOCALES.en['flags.draft']);
  });
  it('of what is stored, while something else is typed, is as before', () => {
    const drawing = draw();
    drawing.show([mark()], false);
    drawing.show([mark(), mark({ finding: 'b', subject: { kind: 'account', id: '202' } })], true);
    chips()[0]?.click();
    expect(links()).toHaveLength(3);
    chips()[1]?.click();
    expect(links()).toHaveLength(1);
  });
  it('texts of strangers stay text', () => {
    const hostile = Object.values(HOSTILE);
    draw().show(
      hostile.map((says, at) => mark({ finding: `${says}${at}`, says, title: says, why: says })),
      false,
    );
    chips()[0]?.click();
    for (const text of [HOSTILE.script, HOSTILE.image, HOSTILE.style]) expect(popup()?.textContent).toContain(text);
    expect(popup()?.querySelector('script, img, style')).toBeNull();
    for (const href of links()) expect(href).toMatch(/^\/admin-cabinet\//);
  });
});

describeRecorded('marks on a recorded page', () => {
  it('a list that is built anew has its marks again', async () => {
    const shown = outline('2026.1.223', 'firewall-index');
    showOutline(shown);
    const found = visited(shown.path);
    if (found === null) throw new Error('no page');
    const marks = marksFor(found.page, riskyFacts('2026.1.223'));
    createDrawing(found.page, found.view, said).show(marks, false);
    const before = chips().length;
    expect(before).toBeGreaterThan(3);
    const table = document.querySelector('#firewall-table tbody');
    const html = table?.innerHTML ?? '';
    if (table !== null) table.innerHTML = html.replaceAll(/<button.*?<\/button>/g, '');
    await settled();
    expect(chips()).toHaveLength(before);
  });
});

describe('the grade', () => {
  const grade = {
    score: { state: 'scored', points: 30, word: 'weak', judged: 18, of: 18, accepted: 0 },
    critical: 2,
  } as const;
  const shown = () => [...document.querySelectorAll<HTMLAnchorElement>('.mscl-flag-grade')];

  it('is in the header, once, and leads to the checklist', () => {
    document.body.innerHTML = '<div id="main-content-container"><h1>Extensions</h1></div>';
    for (const isOld of [true, false]) showGrade({ ...grade, isOld }, said);
    expect(shown().map(({ textContent }) => textContent.trim())).toEqual(['Security: Weak, 30 · 2 critical']);
    expect(shown()[0]?.getAttribute('href')).toBe(CHECKLIST);
    expect(shown()[0]?.title).toBe('');
    showGrade({ ...grade, isOld: true }, said);
    expect(shown()[0]?.title).toBe(LOCALES.en['flags.grade.old']);
  });
  it('says that there is none yet, or no score', () => {
    document.body.innerHTML = '<div id="main-content-container"><h1>Extensions</h1></div>';
    showGrade(null, said);
    expect(shown()[0]?.textContent.trim()).toBe(LOCALES.en['flags.grade.none']);
    showGrade({ score: { state: 'not-scored', judged: 1, of: 18, accepted: 0 }, critical: 1, isOld: false }, said);
    expect(shown()[0]?.textContent.trim()).toBe('Security: no score yet · 1 critical');
  });
  it('is nowhere where the header is not known', () => {
    showGrade(null, said);
    expect(shown()).toEqual([]);
  });
});

/** Where marks and the grade lie on recorded pages of both Cores: over none of Core's words, and near what they mean. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { outlinesOf, RELEASES } from '../admin-cabinet/flags/outline.ts';
import { riskyFacts } from '../admin-cabinet/flags/risky.ts';
import { openBrowser, type Browser } from '../support/browser.ts';
import { NOW } from '../support/facts.ts';
import { describeRecorded } from '../support/recorded.ts';
import { recordedPage, serveFlags, type FlagsCabinet } from './support/flags-cabinet.ts';

const WIDTHS = [1280, 768, 390] as const;
const HEADINGS = {
  en: 'Provider of telephony with a name that somebody made as long as the field lets them <SIP-TRUNK-34F7CAFE>',
  ru: 'Поставщик телефонии с таким длинным названием, какое только помещается в поле, и ещё Электрогидроаккумуляторная',
} as const;
const LAST = {
  version: 1,
  at: NOW,
  score: { state: 'scored', points: 100, word: 'in-danger', judged: 18, of: 18, accepted: 0 },
  checks: Array.from({ length: 12 }, (_, place) => ({
    check: `check-${place}`,
    verdict: 'fail',
    severity: 'critical',
    accepted: [],
    digests: {},
  })),
};

let browser: Browser;
let cabinet: FlagsCabinet;
let page: Page;
beforeAll(async () => {
  browser = await openBrowser();
  cabinet = await serveFlags(join(import.meta.dirname, '../..'));
});
afterAll(async () => {
  await browser.close();
  await cabinet.close();
});
beforeEach(async () => {
  page = await browser.context.newPage();
});
afterEach(() => page.close());

/** Core's page with the grade on it. */
async function open(release: (typeof RELEASES)[number], name: string, language: 'en' | 'ru'): Promise<void> {
  const { path, page: shown } = recordedPage(release, name);
  const { parts, ...facts } = riskyFacts(release);
  cabinet.page = shown;
  cabinet.language = language;
  cabinet.answer = (asked) => ({
    on: true,
    facts: { ...facts, parts: Object.fromEntries(Object.entries(parts).filter(([part]) => asked.includes(part))) },
    lastJudged: LAST,
  });
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(cabinet.url + path);
  await page.locator('.mscl-flag-grade').waitFor();
}

/** What of Core's words the grade touches, in px how far it is out of the page, and how far down it is from Core's bar. */
const grade = () =>
  page.evaluate(() => {
    const badge = document.querySelector('.mscl-flag-grade');
    if (badge === null) throw new Error('No grade');
    const at = badge.getBoundingClientRect();
    const touched: string[] = [];
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
      if (badge.contains(node) || (node.textContent ?? '').trim() === '') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const meets = ({ left, right, top, bottom }: DOMRect) =>
        left < at.right && right > at.left && top < at.bottom && bottom > at.top;
      if ([...range.getClientRects()].some(meets)) touched.push(node.textContent ?? '');
    }
    const bar = document.querySelector('.ui.fixed.menu')?.getBoundingClientRect().bottom ?? 0;
    return {
      touched,
      out: Math.max(0, -at.left, at.right - document.documentElement.clientWidth),
      under: Math.max(0, bar - at.top),
      wide: at.width > 100,
      cut: badge.scrollWidth > badge.clientWidth,
    };
  });
const FINE = { touched: [], out: 0, under: 0, wide: true, cut: false };

const MARKED = RELEASES.flatMap((release) =>
  outlinesOf(release)
    // The page of another module: without a heading like Core's.
    .filter((name) => name !== 'module-template-index')
    .map((name) => [release, name] as const),
);
/** What differs by language are the words of the grade. */
const RUSSIAN = RELEASES.flatMap((release) =>
  ['firewall-index', 'extensions-modify'].map((name) => [release, name, 'ru'] as const),
);

describeRecorded('the grade covers none of the words', () => {
  it.each([...MARKED.map(([release, name]) => [release, name, 'en'] as const), ...RUSSIAN])(
    '%s %s, %s',
    async (release, name, language) => {
      await open(release, name, language);
      for (const heading of [null, HEADINGS[language]]) {
        if (heading !== null) {
          await page.evaluate((text) => {
            const content = document.querySelector('#main-content-container > h1 > .content');
            content?.prepend(text);
          }, heading);
        }
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 900 });
          await expect.poll(() => grade(), { message: `${width} px` }).toEqual(FINE);
        }
      }
    },
  );
});

/** How far each mark that is to be seen is from what it means, and what of Core it lies on. */
const marks = () =>
  page.evaluate(() => {
    const linesIn = (element: Element): DOMRect[] => {
      const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const lines: DOMRect[] = [];
      for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
        if ((node.textContent ?? '').trim() === '' || node.parentElement?.closest('.mscl-flag, .mscl-flag-line'))
          continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        lines.push(...range.getClientRects());
      }
      return lines.filter(({ width }) => width > 0);
    };
    const far = (one: DOMRect, other: DOMRect) => ({
      x: Math.max(0, one.left - other.right, other.left - one.right),
      y: Math.max(0, one.top - other.bottom, other.top - one.bottom),
    });
    return [...document.querySelectorAll('.mscl-flag')].flatMap((mark) => {
      const pill = mark.querySelector('.mscl-flag-pill')?.getBoundingClientRect();
      const holder = mark.parentElement;
      if (pill === undefined || pill.width === 0 || holder === null) return [];
      const at = /mscl-flag-at-(\w+)/.exec(mark.className)?.[1] ?? '';
      const name = holder.querySelector('label') ?? holder;
      const cells = [...(holder.closest('tbody tr')?.children ?? [])];
      // A row has the name of its first words.
      const worded = at === 'cell' ? undefined : cells.find((cell) => linesIn(cell).length > 0);
      const lines = linesIn(worded ?? name);
      const named = lines.length > 0 ? lines : [holder.getBoundingClientRect()];
      const near = named.map((line) => far(pill, line)).filter(({ x, y }) => x <= 300 && y <= 24);
      const covered = linesIn(holder.closest('tr') ?? holder).filter((line) => {
        const { x, y } = far(pill, line);
        return x === 0 && y === 0 && Math.min(pill.bottom, line.bottom) - Math.max(pill.top, line.top) > 4;
      });
      return [
        {
          what: `${at}: ${name.textContent.trim().slice(0, 40)}`,
          isNear: near.length > 0,
          covers: at === 'cell' ? 0 : covered.length,
        },
      ];
    });
  });

describeRecorded('marks are near what they mean', () => {
  it.each(MARKED.filter(([, name]) => name !== 'pbx-extension-modules-index'))('%s %s', async (release, name) => {
    await open(release, name, 'en');
    await page.locator('.mscl-flag').first().waitFor({ state: 'attached' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      // All tabs at once; and the marks are laid anew some time after the last change.
      await page.evaluate(() => document.querySelectorAll('.ui.tab').forEach((tab) => tab.classList.add('active')));
      await page.waitForTimeout(600);
      const laid = await marks();
      expect(laid.length).toBeGreaterThan(0);
      expect(
        laid.filter(({ isNear, covers }) => !isNear || covers > 0),
        `${width} px`,
      ).toEqual([]);
    }
  });
});

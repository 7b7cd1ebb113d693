/** A walk through the whole page, dialog by dialog: nothing sticks out, nothing is cut off, and every dialog stands alike. */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox, type ScenarioName } from '../../sites/sandbox/index.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Of every dialog, in CSS pixels: its upper edge. */
const TOP = 21;

let browser: Browser;
let page: Page;
let complaints: string[];
let sandbox: Sandbox;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.context.newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  await page.close();
  await sandbox.close();
  expect(complaints).toEqual([]);
});

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

async function open(scenario: ScenarioName, language: string, size: typeof WIDE): Promise<void> {
  await page.setViewportSize(size);
  sandbox = await startSandbox({ scenario, cabinet: ROOT, rateLimit: false });
  await page.goto(`${sandbox.url}/?lang=${language}`);
  await page.locator('.mscl-basis').waitFor();
  await page.locator('#mscl-history').waitFor();
  await page.waitForLoadState('networkidle');
}
const dialog = () => page.locator('dialog[open]');

/** What sticks out of the window or of its dialog, what is cut off, and ids that stand twice. */
const faults = () =>
  page.evaluate(() => {
    const found: string[] = [];
    const nameOf = (element: Element) =>
      `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} "${element.textContent.trim().slice(0, 40)}"`;
    const scope = document.querySelector('dialog[open]') ?? document.querySelector('#module-security-checklist');
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) && element.closest('.mscl-heard, thead, svg') === null;
    const edges = scope instanceof HTMLDialogElement ? scope.getBoundingClientRect() : { left: 0, right: innerWidth };
    for (const element of scope?.querySelectorAll('*') ?? []) {
      if (!isSeen(element)) continue;
      const { left, right, width } = element.getBoundingClientRect();
      if (width > 0 && (left < edges.left - 1 || right > edges.right + 1)) found.push(`sticks out: ${nameOf(element)}`);
      const scrolls = element.matches('pre, textarea, input, select, progress');
      if (!scrolls && element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1) {
        found.push(`is cut off: ${nameOf(element)}`);
      }
    }
    if (document.documentElement.scrollWidth > document.documentElement.clientWidth) found.push('the page is too wide');
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    found.push(...ids.filter((id, place) => ids.indexOf(id) !== place).map((id) => `stands twice: #${id}`));
    return [...new Set(found)];
  });

async function look(name: string): Promise<void> {
  await expect.poll(() => faults(), { message: name }).toEqual([]);
  const box = await dialog().boundingBox();
  expect(Math.round(box?.y ?? 0), name).toBe(TOP);
  const window = page.viewportSize();
  expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(window?.height ?? 0);
  const out = await dialog().locator('.mscl-foot button').last().boundingBox();
  expect((out?.y ?? 0) + (out?.height ?? 0), 'the way out is in sight').toBeLessThanOrEqual(window?.height ?? 0);
}

/** Opens a dialog by its button, looks at it in both sizes, and leaves it once by Escape and once by its last button. */
async function visit(button: Locator): Promise<void> {
  const name = (await button.textContent()) ?? '';
  const enter = async () => {
    await button.focus();
    await page.keyboard.press('Enter');
    await dialog().locator('.mscl-foot').waitFor();
    await expect.poll(() => dialog().locator('.hourglass').count()).toBe(0);
  };
  const leave = async (by: () => Promise<void>) => {
    await by();
    await dialog().waitFor({ state: 'detached' });
    await expect
      .poll(() => button.evaluate((one) => one === document.activeElement), { message: `focus is back on ${name}` })
      .toBe(true);
  };
  await enter();
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    await look(name);
  }
  await leave(() => page.keyboard.press('Escape'));
  await enter();
  await leave(() => dialog().locator('.mscl-foot button').last().click());
}

const each = async (selector: string) => page.locator(`${selector}:visible`).all();

/** Of what a PBX that was broken into shows there is most. */
const WALKS = [
  ['breached-2024', 'en'],
  ['breached-2024', 'ru'],
  ['factory-2026', 'ru'],
  ['docker-bridge', 'en'],
  ['ten-thousand', 'ru'],
  ['hardened-2026', 'en'],
] as const;

/** Of the page itself, in both sizes; it stays wide. */
async function lookAtPage(): Promise<void> {
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    await expect.poll(() => faults(), { message: `${size.width} px` }).toEqual([]);
  }
}

describe('a walk through the page, wide and narrow', () => {
  it.each(WALKS)('%s, %s', { timeout: 180_000 }, async (scenario, language) => {
    await open(scenario, language, WIDE);
    await lookAtPage();
    for (const fold of await each('.mscl-quiet > summary')) await fold.click();
    for (const more of ['.mscl-row > summary', '.mscl-explain > summary']) {
      // All at once: others click them one by one.
      await page.locator(`${more}:visible`).evaluateAll((all: HTMLElement[]) => all.forEach((one) => one.click()));
    }
    await page.locator('#mscl-history summary').first().click();
    await page.locator('.mscl-journal').waitFor();
    await page.waitForLoadState('networkidle');
    await lookAtPage();

    await visit(page.locator('.mscl-top .mscl-actions button').last());
    for (const button of await each('.mscl-once button')) await visit(button);
    for (const button of await each('.mscl-questions button')) await visit(button);
    // What can be fixed, chosen, or not; and one risk of each kind.
    for (const button of await each('.mscl-row .mscl-links > button:has(.magic, .sliders, .question)')) {
      await visit(button);
    }
    const risks = [...(await each('.mscl-doing button')).slice(0, 1), ...(await each('.mscl-quietly button'))];
    for (const button of risks.slice(0, 3)) await visit(button);
  });
});

it('nothing to do is said calmly, in green, and once', async () => {
  await open('hardened-2026', 'en', WIDE);
  const calm = page.locator('.mscl-calm');
  await expect.poll(() => calm.allTextContents()).toEqual([' Nothing to do. Checked daily.']);
  await expect.poll(() => page.locator('.mscl-row:visible, .mscl-first, .mscl-critical, .mscl-once').count()).toBe(0);
  await open('factory-2026', 'en', WIDE);
  await expect.poll(() => calm.count()).toBe(0);
});

/** Calls abroad limited from the page, in a real browser over the embedded PBX: what it would have stopped, applied, changed, undone. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENSHOTS = process.env['SCREENSHOTS'];

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
  expect(complaints.filter((text) => !/^(error: Failed to load resource|failed: )/.test(text))).toEqual([]);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await sandbox.close();
});

const TITLE = /Limit calls abroad|Ограничить звонки за границу/;
async function open({ language = 'en', width = 1280 } = {}): Promise<void> {
  sandbox = await startSandbox({ scenario: 'breached-2024', cabinet: ROOT, rateLimit: false });
  sandbox.plans({ stepMs: 20 });
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${sandbox.url}/?lang=${language}#open=provider-spending-limit`);
  await show();
}
async function show(): Promise<void> {
  await page.getByRole('button', { name: TITLE }).first().click();
  await dialog().locator('table.mscl-brake').waitFor();
}
const dialog = () => page.locator('dialog[open]');
const text = () => dialog().textContent();
const brakeNow = () => sandbox.pbx().settings['SecurityChecklistCallsBrake'] ?? '';
async function objections(): Promise<string[]> {
  await page.evaluate(AXE);
  const found: AxeResults = await page.evaluate(
    `axe.run('dialog[open]', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
async function shot(name: string): Promise<void> {
  if (SCREENSHOTS !== undefined)
    await page.screenshot({ path: join(SCREENSHOTS, `brake-${name}.png`), fullPage: true });
}

it('says what is usual, what it would have stopped, is applied, changed and undone', async () => {
  await open();
  await expect.poll(text, { timeout: 30_000 }).toContain('follows from the calls of the last 90 days');
  await expect.poll(text).toMatch(/this would have stopped (none|\d+) of \d+ calls? abroad/);
  await expect.poll(() => objections()).toEqual([]);
  await shot('open');
  const limit = dialog().getByLabel('Each account: in an hour');
  await limit.fill('1');
  await expect.poll(text).toContain('Each account: 2 at once, 1 an hour');
  await expect.poll(text).toMatch(/Where to: .*Somalia/);
  await dialog().getByRole('button', { name: 'Apply' }).click();
  await expect.poll(() => brakeNow()).toContain('"hour":1');
  await expect.poll(() => page.locator('#mscl-plan').textContent()).toContain('Limit calls abroad');
  await expect.poll(() => sandbox.pbx().module.plans.current?.phase ?? 'over').toBe('done');
  await page.reload();
  await show();
  // What holds is gone on from.
  await expect.poll(() => limit.inputValue()).toBe('1');
  await expect.poll(text).toContain('These limits hold now.');
  await shot('held');
});

it('fits on a phone, in Russian', async () => {
  await open({ language: 'ru', width: 390 });
  await expect.poll(text, { timeout: 30_000 }).toContain('Предложенное следует из звонков');
  await expect.poll(text).toContain('это остановило бы');
  await expect.poll(() => objections()).toEqual([]);
  const wide = () => dialog().evaluate((element) => element.scrollWidth - element.clientWidth);
  await expect.poll(wide).toBeLessThanOrEqual(0);
  await shot('phone-ru');
});

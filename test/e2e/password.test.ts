/** A new password of the cabinet in a real browser, over the embedded PBX: typed or made, confirmed with it, or the old one again. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCREENSHOTS = process.env['SCREENSHOTS'];
const TYPED = 'Vq7#mTz2kPx9wLr4';
/** Meets the rule as far as the page knows. */
const THREE_WORDS = 'Summer-Office-Phone1';

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

const dialog = () => page.locator('dialog[open]');
const plan = () => page.locator('#mscl-plan');
const field = () => dialog().locator('input[autocomplete=new-password]');
const apply = () => dialog().getByRole('button', { name: /^ ?(Apply|Применить)$/ });
const stored = () => sandbox.pbx().webLogin.password;

async function open({ width = 1280, language = 'en' } = {}): Promise<void> {
  sandbox = await startSandbox({ scenario: 'breached-2024', cabinet: ROOT, rateLimit: false });
  sandbox.plans({ stepMs: 20 });
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${sandbox.url}/?lang=${language}#open=web-password`);
  await page
    .locator('#mscl-web-password')
    .getByRole('button', { name: /^ ?(Fix|Исправить)/ })
    .first()
    .click();
  await dialog().locator('form .mscl-foot').waitFor();
}
async function waiting(password: string): Promise<void> {
  await field().fill(password);
  await apply().click();
  await dialog().waitFor({ state: 'hidden' });
  await plan().locator('.mscl-left').waitFor();
}
async function confirm(password: string): Promise<void> {
  await plan().getByLabel('The new password once more, to show that you have it').fill(password);
  await page.keyboard.press('Enter');
}
const objections = () => objectionsTo(page, '#module-security-checklist');

it('is judged while it is typed, applied, and kept once it was typed again', async () => {
  await open();
  await field().fill('summer2024');
  await expect.poll(() => apply().isDisabled()).toBe(true);
  await waiting(TYPED);
  expect(stored()).toBe(TYPED);
  await expect.poll(() => page.content()).not.toContain(TYPED);
  await expect.poll(() => objections()).toEqual([]);
  if (SCREENSHOTS !== undefined) await plan().screenshot({ path: join(SCREENSHOTS, 'password-waiting.png') });
  await confirm('Vq7#mTz2kPx9wLr5');
  await plan().getByRole('alert').waitFor();
  await plan().locator('.mscl-left').waitFor();
  await confirm(TYPED);
  await plan().getByText('Done: the changes are in force.').waitFor();
  expect(stored()).toBe(TYPED);
  await expect.poll(() => page.locator('#mscl-web-password').textContent()).toContain('Passed');
});

it('what the PBX would refuse is said while it is typed: its dictionary knows more than the page', async () => {
  await open();
  await field().fill(THREE_WORDS);
  await expect.poll(() => dialog().getByText('a common word or pattern', { exact: false }).isVisible()).toBe(true);
  await expect.poll(() => apply().isDisabled()).toBe(true);
  if (SCREENSHOTS !== undefined) await page.screenshot({ path: join(SCREENSHOTS, 'password-words.png') });
  await field().fill(TYPED);
  await expect.poll(() => dialog().getByText('the dictionary of the PBX does not have it').isVisible()).toBe(true);
  await expect.poll(() => apply().isDisabled()).toBe(false);
});

it('where the PBX cannot be asked, it decides when the plan begins', async () => {
  await open();
  await page.route('**/passwords/judge', (route) => route.abort());
  await field().fill(THREE_WORDS);
  await expect.poll(() => dialog().getByText('could not be asked', { exact: false }).isVisible()).toBe(true);
  await apply().click();
  await expect.poll(() => dialog().locator('.mscl-trouble').count()).toBeGreaterThan(0);
  expect(stored()).not.toBe(THREE_WORDS);
});

it('is the old one again where nobody confirms', async () => {
  await open();
  const before = stored();
  await waiting(TYPED);
  await page.getByRole('button', { name: /^Undo now/ }).click();
  await page.locator('#mscl-plan.mscl-plan-undone').waitFor();
  expect(stored()).toBe(before);
});

for (const [language, width] of [
  ['en', 1280],
  ['ru', 390],
] as const) {
  it(`one is made, shown, and fits: ${language}, ${width} px`, async () => {
    await open({ language, width });
    await dialog()
      .getByRole('button', { name: /Make one|Создать|Придумать|Сделать/ })
      .click();
    await expect.poll(() => field().inputValue()).toMatch(/^\S{16,}$/);
    await expect.poll(() => apply().isDisabled()).toBe(false);
    await expect.poll(() => objections()).toEqual([]);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
      .toBe(0);
    if (SCREENSHOTS !== undefined)
      await page.screenshot({ path: join(SCREENSHOTS, `password-${language}-${width}.png`) });
  });
}

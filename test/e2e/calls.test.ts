/** The calls of a period in a real browser: from the question to the table, both languages, narrow, by keyboard. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';
import type { CallsKnobs } from './support/calls-entry.tsx';
import { servePage, type PageServer } from './support/page-server.ts';

const SCREENSHOTS = process.env['SCREENSHOTS'];

let browser: Browser;
let server: PageServer;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  browser = await openBrowser();
  server = await servePage('calls-entry.tsx');
});
afterAll(async () => {
  server.close();
  await browser.close();
});
beforeEach(async () => {
  page = await browser.context.newPage();
  complaints = complaintsOf(page);
});
afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.close();
});

async function open({ width = 1280, language = 'en' } = {}): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${server.url}/?language=${language}`);
  await page.locator('input[type=date]').first().waitFor();
}
const look = () => page.getByRole('button', { name: /^(Look at the calls|Посмотреть звонки)$/ });
const knobs = (change: Partial<CallsKnobs>) =>
  page.evaluate((given) => void Object.assign(window.calls ?? {}, given), change);
const text = () => page.locator('.mscl-calls').textContent();
const objections = () => objectionsTo(page, '#module-security-checklist');
async function shot(name: string): Promise<void> {
  if (SCREENSHOTS !== undefined)
    await page.screenshot({ path: join(SCREENSHOTS, `calls-${name}.png`), fullPage: true });
}

it('says what was called, unlike before, and by whom', async () => {
  await open();
  await expect.poll(() => objections()).toEqual([]);
  await look().click();
  await expect.poll(() => text()).toContain('2 accounts called otherwise than before');
  await expect.poll(() => text()).toContain('47 calls, to Somalia, between');
  await expect.poll(() => text()).toContain('none in the 90 days before');
  await expect.poll(() => page.locator('.mscl-calls-list > li').count()).toBe(4);
  await expect.poll(() => page.locator('details.mscl-calls-odd').count()).toBe(2);
  await expect.poll(() => page.locator('svg rect.mscl-calls-abroad').count()).toBeGreaterThan(0);
  await expect.poll(() => objections()).toEqual([]);
  await shot('en-1280');
});

it.each([
  ['en', 390],
  ['ru', 390],
  ['ru', 1280],
] as const)('%s at %i px: nothing overflows', async (language, width) => {
  await open({ language, width });
  await look().click();
  await page.locator('.mscl-calls-sum').waitFor();
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBe(0);
  await expect.poll(() => objections()).toEqual([]);
  await shot(`${language}-${width}`);
});

it('shows how far it is, is stopped, and begins anew', async () => {
  await open();
  await knobs({ isHeld: true });
  await look().click();
  await expect.poll(() => text()).toContain('1,200,000 of 5,000,000 records');
  await page.getByRole('button', { name: 'Stop' }).click();
  await look().waitFor();
  await knobs({ isHeld: false, trouble: 'busy' });
  await look().click();
  await expect.poll(() => text()).toContain('Telephony was writing all the time.');
  await knobs({ trouble: '' });
  await look().click();
  await page.locator('.mscl-calls-sum').waitFor();
  await page.getByRole('button', { name: 'Forget these calls' }).click();
  await page.locator('.mscl-calls-sum').waitFor({ state: 'hidden' });
});

it('goes by keyboard, and what is no period cannot be asked for', async () => {
  await open();
  await page.locator('input[type=date]').first().fill('2026-11-20');
  await page.locator('input[type=date]').last().fill('2026-11-10');
  await expect.poll(() => look().isDisabled()).toBe(true);
  await page.reload();
  await page.locator('input[type=date]').first().waitFor();
  await page.locator('input[type=date]').last().focus();
  await page.keyboard.press('Enter');
  await page.locator('.mscl-calls-sum').waitFor();
  await page.locator('.mscl-calls-list details:not([open]) summary').first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.mscl-calls-list details[open]').count()).toBe(3);
});

it('numbers of strangers are text, in the page and in the table', async () => {
  await open();
  await knobs({
    more: ['<img src=x onerror=alert(1)>', '=HYPERLINK("http://x")'].map((number) => ({
      account: '=1+1<b>',
      provider: 'SIP-PROVIDER-0FF1CE00',
      number,
      start: `${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)} 12:00:00`,
      seconds: 999_999,
    })),
  });
  await look().click();
  await expect.poll(() => page.locator('.mscl-calls img, .mscl-calls b').count()).toBe(0);
  await expect.poll(() => text()).toContain('=1+1<b>');
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as a table (CSV)' }).click();
  const file = await (await coming).path();
  const csv = readFileSync(file, 'utf8');
  expect(csv).toContain(`"'=1+1<b>"`);
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  expect(csv).toContain('00252612000111');
});

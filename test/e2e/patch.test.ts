/** The vendor's fix of 2024.1.114 in a real browser, over the embedded PBX: from the red item to closed holes, and back. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCREENSHOTS = process.env['SCREENSHOTS'];
const HOSTILE = '#!/bin/sh\necho "<img src=x onerror=alert(1)>"\n# конец\n';

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

const row = () => page.locator('#mscl-security-patch');
const dialog = () => page.locator('dialog[open]');
const button = (name: string | RegExp) => dialog().getByRole('button', { name });
const states = () => [...new Set(sandbox.pbx().patchMarkers.map(({ state }) => state))];
async function shot(name: string): Promise<void> {
  if (SCREENSHOTS !== undefined) await page.screenshot({ path: join(SCREENSHOTS, `patch-${name}.png`) });
}

async function open({ width = 1280, language = 'en', ms = 50 } = {}): Promise<void> {
  sandbox = await startSandbox({ scenario: 'breached-2024', cabinet: ROOT, rateLimit: false });
  sandbox.patch({ ms });
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${sandbox.url}/?lang=${language}#open=security-patch`);
  await openDialog();
}
async function openDialog(): Promise<void> {
  await row()
    .getByRole('button', { name: /Patch of 2024|Исправление для 2024/ })
    .first()
    .click();
  await dialog().locator('.mscl-foot').waitFor();
}
const objections = () => objectionsTo(page, '#module-security-checklist');
async function type(): Promise<void> {
  const hash = (await dialog().locator('code').textContent()) ?? '';
  await dialog()
    .getByLabel(/^Type the first/)
    .fill(hash.slice(0, 8));
}

it('is had, read, run and read again; a closed tab loses nothing; and it can be taken back', async () => {
  await open();
  await shot('source');
  await expect.poll(() => objections()).toEqual([]);
  await button('Get the script').click();
  await expect.poll(() => dialog().locator('pre').textContent()).toContain('#!/bin/sh');
  await expect.poll(() => button('Run the script').isDisabled()).toBe(true);
  await shot('script');
  await expect.poll(() => objections()).toEqual([]);
  await type();
  sandbox.patch({ isHeld: true });
  await button('Run the script').click();
  await dialog().getByText('The script is running.').waitFor();
  await shot('running');

  await page.reload();
  await openDialog();
  await dialog().getByText('The script is running.').waitFor();
  sandbox.patch({ isHeld: false });
  await dialog().getByText('All holes are closed now.').waitFor();
  expect(states()).toEqual(['fixed']);
  await shot('closed');
  await expect.poll(() => objections()).toEqual([]);

  await button('Take the patch back').click();
  await button('Yes, take it back').click();
  await dialog().getByText('holes are open again').waitFor();
  expect(states()).toEqual(['unpatched']);
  await page.keyboard.press('Escape');
  await dialog().waitFor({ state: 'hidden' });
  await expect.poll(() => row().textContent()).toContain('The patch is not installed');
});

it('is green in the list as soon as the script has ended', async () => {
  await open();
  await button('Get the script').click();
  await type();
  await page.keyboard.press('Enter');
  await dialog().getByText('All holes are closed now.').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => row().textContent()).toContain('The patch is in the files that run.');
});

it('does not speak of a download while a run is about to begin', async () => {
  await open();
  await button('Get the script').click();
  await type();
  let send: () => void = () => undefined;
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  await page.route(/patch\/run/, async (route) => {
    await sent;
    await route.continue();
  });
  await button('Run the script').click();
  await dialog().getByText('The PBX is about to begin.').waitFor();
  await expect.poll(() => dialog().getByText('getting the script').count()).toBe(0);
  send();
  await dialog().getByText('All holes are closed now.').waitFor();
});

it('says what stays open when the script fails half way', async () => {
  await open();
  sandbox.patch({ exit: 3, closes: ['A', 'B'], output: 'cannot write <b>file</b>\n' });
  await button('Get the script').click();
  await type();
  await button('Run the script').click();
  await dialog().getByText('The script has ended with an error (exit code 3).').waitFor();
  await dialog().getByText('Still open: 5 of 7 holes.').waitFor();
  await dialog().getByText('What the script wrote').click();
  await expect.poll(() => dialog().locator('pre').textContent()).toBe('cannot write <b>file</b>\n');
  await shot('half');
});

it('without internet a file does it; what is in it is text', async () => {
  await open({ width: 390 });
  sandbox.patch({ trouble: { code: 'no-connection', detail: '' } });
  await button('Get the script').click();
  await dialog().getByText('The PBX cannot reach this server.').waitFor();
  await shot('narrow-trouble');
  await dialog().getByLabel('From a file on this computer').check();
  await dialog()
    .locator('input[type=file]')
    .setInputFiles({ name: 'fix.sh', mimeType: 'text/plain', buffer: Buffer.from(HOSTILE) });
  await button('Get the script').click();
  await expect.poll(() => dialog().locator('pre').textContent()).toBe(HOSTILE);
  await expect.poll(() => dialog().locator('img').count()).toBe(0);
  await shot('narrow-script');
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBe(0);
  await type();
  await button('Run the script').click();
  await dialog().getByText('All holes are closed now.').waitFor();
  await shot('narrow-closed');
});

it('in Russian', async () => {
  await open({ language: 'ru', width: 390 });
  await button('Получить скрипт').click();
  await dialog().getByText('Производитель не публикует хеш').waitFor();
  await shot('ru-script');
});

/** New passwords and login names in a real browser, over the embedded PBX that plays plans: choosing, preview, apply. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSandbox, type Pbx, type Sandbox, type ScenarioName } from '../../sites/sandbox/index.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');

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
  await page.setViewportSize({ width: 1280, height: 900 });
});
afterEach(async () => {
  expect(complaints.filter((text) => !/^(error: Failed to load resource|failed: )/.test(text))).toEqual([]);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await sandbox.close();
});

const dialog = () => page.locator('dialog[open]');
const plan = () => page.locator('#mscl-plan');
/** Said where a plan is refused, or waits for somebody's word. */
const refused = () => dialog().locator('.mscl-refused');
const steps = () => dialog().locator('.mscl-preview ol').first().locator('li');

interface Opening {
  readonly language?: string;
  readonly change?: (pbx: Pbx) => Pbx;
}
/** With the dialog that the button of this item opens. */
async function open(scenario: ScenarioName, check: string, { language = 'en', change }: Opening = {}): Promise<void> {
  sandbox = await startSandbox({ scenario, cabinet: ROOT, rateLimit: false });
  sandbox.plans({ stepMs: 20 });
  if (change !== undefined) sandbox.change(change);
  await page.goto(`${sandbox.url}/?lang=${language}#open=${check}`);
  await page
    .locator(`#mscl-${check}`)
    .getByRole('button', { name: /^ ?(Fix|Why not|New|Исправить)/ })
    .first()
    .click();
  await dialog().locator('form .mscl-foot').waitFor();
}
async function apply(): Promise<void> {
  await dialog().getByRole('button', { name: 'Apply' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await plan().getByText('Done: the changes are in force.').waitFor();
}
const objections = () => objectionsTo(page, '#module-security-checklist');
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const secretOf = (number: string) => sandbox.pbx().employees.find((one) => one.number === number)?.secret.value;

it('weak passwords: each said with why and what is registered; those that are ticked become new ones, the others stay', async () => {
  await open('breached-2024', 'sip-passwords');
  const text = async () => (await dialog().textContent()) ?? '';
  await expect.poll(text).toMatch(/Extension 202 \(Olga Storm\) weak: .* · MicroSIP at 9\.10\.11\.12/);
  await expect.poll(text).toContain('201 at 5.6.7.8 is a program for break-ins');
  await expect.poll(text).toContain('The hole of this release is still open');
  await expect.poll(() => steps().count()).toBe(6);
  await expect.poll(() => objections()).toEqual([]);
  // An address that nobody knows is not spared.
  await dialog().getByLabel('9.10.11.12', { exact: true }).uncheck();
  await expect.poll(() => steps().count()).toBe(4);
  await dialog().getByLabel('9.10.11.12', { exact: true }).check();
  await dialog()
    .getByLabel(/Extension 203/)
    .uncheck();
  await expect.poll(() => dialog().getByLabel('Only those that are ticked (3)').isChecked()).toBe(true);
  const [second, third, fifth] = ['202', '203', '205'].map(secretOf);
  await apply();
  expect(secretOf('202')).not.toBe(second);
  expect(secretOf('202')).toMatch(/^[A-Za-z0-9]{20}$/);
  expect([secretOf('203'), secretOf('205')]).toEqual([third, fifth]);
  expect(sandbox.pbx().fail2ban.whitelist).toContain('9.10.11.12');
  await expect.poll(() => page.content()).not.toContain(secretOf('202'));
});

it('nobody ticked: it waits, and applies nothing', async () => {
  await open('breached-2024', 'sip-passwords');
  for (const number of ['201', '202', '203', '204'])
    await dialog()
      .getByLabel(new RegExp(`Extension ${number}`))
      .uncheck();
  await refused().getByText('Choose whose passwords are to be new ones.').waitFor();
  await expect.poll(() => dialog().getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
});

it('login names: proposed or typed, shown for each extension, refused where anybody guesses them; with passwords at one visit', async () => {
  await open('newest-2026', 'auth-username');
  const letters = dialog().getByLabel('Letters behind each extension');
  await expect.poll(() => letters.inputValue()).toMatch(/^[a-z]{7}$/);
  await letters.fill('miko');
  await refused().getByText('Anybody would guess these letters').waitFor();
  await letters.fill('quarzfink');
  await dialog().getByText('201 → 201quarzfink').waitFor();
  await dialog().getByLabel('New passwords at the same time').check();
  await expect.poll(() => steps().count()).toBeGreaterThan(4);
  await expect.poll(() => objections()).toEqual([]);
  const before = secretOf('201');
  await apply();
  expect(sandbox.pbx().settings['SIPAuthPrefix']).toBe('quarzfink');
  expect(secretOf('201')).not.toBe(before);
});

it('2024 has no setting for login names: it says so, and what can be done instead', async () => {
  await open('breached-2024', 'auth-username');
  await refused().getByText('has no such setting').waitFor();
  await refused().getByText('name of its own in its manual attributes').waitFor();
});

it('secrets of programs, with names made to break pages', async () => {
  // With networks, secrets are what is left to do.
  await open('hostile-names', 'ami-ari-access', {
    change: (pbx) => ({ ...pbx, amiUsers: pbx.amiUsers.map((user) => ({ ...user, filterId: '1' })) }),
  });
  await dialog().getByText('Whose secrets?').waitFor();
  await expect.poll(() => steps().count()).toBe(2);
  await apply();
  await expect.poll(() => page.evaluate(() => 'pwned' in globalThis)).toBe(false);
});

it('ten thousand extensions in Russian at 390 px: found by name, ticked together, nothing wider than the page', async () => {
  await page.setViewportSize({ width: 390, height: 800 });
  await open('ten-thousand', 'sip-passwords', { language: 'ru' });
  const rows = () => dialog().locator('.mscl-pick input[type=checkbox]').count();
  await expect.poll(rows).toBeLessThan(20);
  await dialog().getByLabel('Найти по номеру или имени').fill('10002 adler');
  await expect.poll(rows).toBe(1);
  await dialog().getByLabel('Найти по номеру или имени').fill('adler');
  await dialog()
    .getByRole('button', { name: /^ ?Снять отметки/ })
    .click();
  await dialog()
    .getByRole('button', { name: /^ ?Отметить всех найденных/ })
    .click();
  await dialog()
    .getByLabel(/Только отмеченные/)
    .waitFor();
  await expect.poll(() => overflow()).toBeLessThanOrEqual(0);
  await expect.poll(() => objections()).toEqual([]);
});

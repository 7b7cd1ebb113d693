/** SSH in a real browser, over the embedded PBX: a password of its own, or keys alone, each confirmed, or as it was again. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCREENSHOTS = process.env['SCREENSHOTS'];
const TYPED = 'Vq7#mTz2kPx9wLr4';
const BLOB = 'AAAAC3NzaC1lZDI1NTE5AAAAIISM34fRktTGTwQhbBwIqQ5O2VgWF1NghCATkTF5uDHV';
const KEY = { type: 'ssh-ed25519', blob: BLOB, comment: 'anna@desk' };
const FINGERPRINT = `SHA256:${createHash('sha256').update(Buffer.from(BLOB, 'base64')).digest('base64').replace(/=+$/, '')}`;

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
const apply = () => dialog().getByRole('button', { name: /^ ?(Apply|Применить)$/ });
const isOff = () => sandbox.pbx().settings['SSHDisablePasswordLogins'] === '1';
const useKey = () => {
  sandbox.change((pbx) => ({
    ...pbx,
    authorizedKeys: [KEY],
    signIns: { ...pbx.signIns, sshKeys: [{ fingerprint: FINGERPRINT, last: new Date().toISOString() }] },
  }));
};

async function open({ width = 1280, language = 'en' } = {}): Promise<void> {
  sandbox = await startSandbox({ scenario: 'breached-2024', cabinet: ROOT, rateLimit: false });
  sandbox.plans({ stepMs: 20 });
  sandbox.change((pbx) => ({ ...pbx, authorizedKeys: [KEY] }));
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${sandbox.url}/?lang=${language}#open=ssh-access`);
  await page
    .locator('#mscl-ssh-access')
    .getByRole('button', { name: /^ ?(Fix|Исправить)/ })
    .first()
    .click();
  await dialog().locator('form .mscl-foot').waitFor();
}
async function openKeys(language: 'en' | 'ru' = 'en'): Promise<void> {
  await dialog()
    .getByRole('button', { name: language === 'en' ? /keys alone/ : /только ключи/ })
    .click();
  await dialog().locator('li', { hasText: 'anna@desk' }).first().waitFor();
}
async function waiting(): Promise<void> {
  await apply().click();
  await dialog().waitFor({ state: 'hidden' });
  await plan().locator('.mscl-left').waitFor();
}
const objections = () => objectionsTo(page, '#module-security-checklist');
const picture = async (name: string) => {
  if (SCREENSHOTS !== undefined) await page.screenshot({ path: join(SCREENSHOTS, `ssh-${name}.png`), fullPage: true });
};

it('gets a password of its own, kept once it was typed again', async () => {
  await open();
  await dialog().locator('input[autocomplete=new-password]').fill(TYPED);
  await picture('password');
  await waiting();
  expect(sandbox.pbx().sshLogin.password).toBe(TYPED);
  await expect.poll(() => page.content()).not.toContain(TYPED);
  await plan().getByLabel('The new password once more, to show that you have it').fill(TYPED);
  await page.keyboard.press('Enter');
  await plan().getByText('Done: the changes are in force.').waitFor();
  await expect
    .poll(() => page.locator('#mscl-ssh-access').textContent())
    .not.toContain('one of those that are tried first');
});

it('keeps keys alone once a key was used, and opens again where nobody confirms', async () => {
  await open();
  await openKeys();
  await expect.poll(() => apply().isDisabled()).toBe(true);
  useKey();
  const again = dialog().getByRole('button', { name: 'Look again' });
  // Within one second of the PBX's clock the facts are told to be as before.
  const lookAgain = async () => {
    if (await again.isVisible()) await again.click();
    return dialog().textContent();
  };
  await expect.poll(lookAgain, { interval: 1_100 }).toContain('just used');
  await expect.poll(() => apply().isDisabled()).toBe(false);
  await expect.poll(() => dialog().textContent()).toContain('[7] Reset password for the web interface');
  await waiting();
  expect(isOff()).toBe(true);
  await page.getByRole('button', { name: /^Undo now/ }).click();
  await page.locator('#mscl-plan.mscl-plan-undone').waitFor();
  expect(isOff()).toBe(false);
});

for (const [language, width, words] of [
  ['en', 1280, 'I have console access'],
  ['ru', 390, 'У меня есть доступ к консоли'],
] as const) {
  it(`waits for the words without a key: ${language}, ${width} px`, async () => {
    await open({ language, width });
    await openKeys(language);
    await expect.poll(() => objections()).toEqual([]);
    await picture(`asked-${language}-${width}`);
    const field = dialog().locator('input[type=text][autocomplete=off]').first();
    await field.fill(words.slice(0, -1));
    await expect.poll(() => apply().isDisabled()).toBe(true);
    await field.fill(words);
    await expect.poll(() => apply().isDisabled()).toBe(false);
    await expect.poll(() => objections()).toEqual([]);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
      .toBe(0);
    await picture(`words-${language}-${width}`);
    await waiting();
    expect(isOff()).toBe(true);
    await page
      .getByRole('button', {
        name: language === 'en' ? /^ ?I still get in/ : /^ ?Доступ есть/,
      })
      .first()
      .click();
    await page.locator('#mscl-plan.mscl-plan-done').waitFor();
    expect(isOff()).toBe(true);
  });
}

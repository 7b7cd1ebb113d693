/** Programs limited from the page, in a real browser over the embedded PBX: networks of AMI, pages of ARI, rights of keys; undone. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Pbx, type Sandbox } from '../../sites/sandbox/index.ts';
import { storedDaysBefore } from '../../sites/sandbox/scenarios/scenario.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Pictures to look at: `SCREENSHOTS=folder npx vitest run test/e2e/limiting.test.ts`. */
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
  await page.setViewportSize({ width: 1280, height: 900 });
});
afterEach(async () => {
  expect(complaints.filter((text) => !/^(error: Failed to load resource|failed: )/.test(text))).toEqual([]);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await sandbox.close();
});

/** A key that a program uses, one that nobody does, a user from anywhere, ARI open to every page. */
function sinful(pbx: Pbx): Pbx {
  const now = new Date();
  const key = {
    id: 2,
    key: 'sandbox-key-2',
    description: 'CRM',
    fullPermissions: true,
    allowedPaths: {},
    filterId: null,
    createdAt: storedDaysBefore(now, 200),
    lastUsedAt: storedDaysBefore(now, 1),
  };
  return {
    ...pbx,
    settings: { ...pbx.settings, ARIEnabled: '1', ARIAllowedOrigins: '*' },
    amiUsers: pbx.amiUsers.map((user) => ({ ...user, filterId: null })),
    apiKeys: [key, { ...key, id: 3, key: 'sandbox-key-3', description: 'Old wallboard', lastUsedAt: '' }],
  };
}

async function open(check: string, language = 'en'): Promise<void> {
  sandbox = await startSandbox({ scenario: 'hardened-2026', cabinet: ROOT, rateLimit: false });
  sandbox.plans({ stepMs: 20 });
  sandbox.change(sinful);
  await page.goto(`${sandbox.url}/?lang=${language}#open=${check}&fix=${check}`);
  await dialog().locator('fieldset').first().waitFor();
}
const dialog = () => page.locator('dialog[open]');
const plan = () => page.locator('#mscl-plan');
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const objections = () => objectionsTo(page, 'dialog[open]');
async function picture(name: string): Promise<void> {
  if (SCREENSHOTS !== undefined) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
async function apply(): Promise<void> {
  await dialog().getByRole('button', { name: 'Apply' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await expect.poll(() => plan().textContent()).toContain('Done: the changes are in force.');
}
async function undo(): Promise<void> {
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await dialog().getByRole('button', { name: 'Undo' }).click();
  await dialog().waitFor({ state: 'hidden' });
  // It opens again what was closed, and is confirmed like any change.
  await page.getByRole('button', { name: /^I still get in/ }).click();
  await expect.poll(() => plan().textContent()).toMatch(/Done|undone/);
}

const user = () => sandbox.pbx().amiUsers.find(({ username }) => username === 'crm')?.filterId;
const key = (id: number) => sandbox.pbx().apiKeys.find((one) => one.id === id);

describe('restrict-ami-ari', () => {
  it('a network that is proposed, pages that are typed; then undone', async () => {
    await open('ami-ari-access');
    const network = dialog().getByRole('combobox');
    await expect.poll(() => network.inputValue()).toBe('1');
    await expect.poll(() => dialog().textContent()).toContain('signs in from 192.168.1.30 (42 times, last today)');
    const pages = dialog().getByRole('textbox', { name: /Addresses like/ });
    await expect.poll(() => pages.inputValue()).toBe('https://192.168.1.10');
    await pages.fill('https://crm.example.com/ari');
    await expect.poll(() => dialog().textContent()).toContain('is no address of a web page');
    await expect.poll(() => dialog().getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
    await pages.fill('https://crm.example.com/');
    await expect.poll(() => dialog().textContent()).toContain('only from "Office" (192.168.1.0/24)');
    await expect.poll(() => objections()).toEqual([]);
    await apply();
    expect(user()).toBe('1');
    expect(sandbox.pbx().settings['ARIAllowedOrigins']).toBe('https://crm.example.com');
    await undo();
    expect(user()).toBe(null);
    expect(sandbox.pbx().settings['ARIAllowedOrigins']).toBe('*');
  });

  it('from the PBX itself only: by a rule of its own', async () => {
    await open('ami-ari-access');
    await dialog().getByRole('combobox').selectOption('pbx');
    await dialog().getByRole('checkbox', { name: 'ARI answers to named web pages only' }).uncheck();
    await expect.poll(() => dialog().textContent()).toContain('AMI user crm: from the PBX itself only');
    // Whoever would be shut out, by user and address.
    await expect.poll(() => dialog().textContent()).toContain('last today), which is not in the chosen network');
    await apply();
    const rule = sandbox.pbx().filters.find(({ id }) => String(id) === user());
    expect(rule?.permit).toBe('127.0.0.1/32');
    expect(sandbox.pbx().settings['ARIAllowedOrigins']).toBe('*');
  });
});

describe('restrict-api-keys', () => {
  it('what nobody uses loses its rights, what is used waits for a person; then undone', async () => {
    await open('api-keys');
    const rights = (name: string) => dialog().getByRole('combobox', { name: new RegExp(name) });
    await expect.poll(() => rights('Old wallboard').inputValue()).toBe('none');
    await expect.poll(() => rights('CRM').inputValue()).toBe('stay');
    await rights('CRM').selectOption('telephony');
    await expect.poll(() => dialog().textContent()).toContain('Key "CRM": calls, extensions and people only');
    await expect.poll(() => objections()).toEqual([]);
    await apply();
    expect(key(3)).toMatchObject({ key: 'sandbox-key-3', fullPermissions: false, allowedPaths: {} });
    expect(key(2)?.fullPermissions).toBe(false);
    expect(key(2)?.allowedPaths).toMatchObject({ '/api/v3/employees': 'write', '/api/v3/outbound-routes': 'read' });
    expect(Object.keys(key(2)?.allowedPaths ?? {})).not.toContain('/api/v3/system');
    await undo();
    expect(key(2)).toMatchObject({ fullPermissions: true, allowedPaths: {} });
    expect(key(3)).toMatchObject({ fullPermissions: true, allowedPaths: {} });
  });
});

describe.each(['en', 'ru'])('%s', (language) => {
  it.each([1280, 390])('both dialogs fit at %i', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    await open('ami-ari-access', language);
    await expect.poll(() => overflow()).toBeLessThanOrEqual(0);
    await picture(`limit-programs-${language}-${width}`);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    await page.evaluate(() => {
      location.hash = '#open=api-keys&fix=api-keys';
    });
    await dialog().locator('fieldset').first().waitFor();
    await expect.poll(() => overflow()).toBeLessThanOrEqual(0);
    await picture(`limit-keys-${language}-${width}`);
  });
});

/** The pages of the embedded PBX in a real browser: they open in every scenario and language without a complaint. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIO_NAMES, startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const SETTINGS = '/admin-cabinet/general-settings/modify/';
const ROOT = join(import.meta.dirname, '../..');
let browser: Browser;
let sandbox: Sandbox | undefined;
beforeAll(async () => {
  browser = await openBrowser();
});
afterEach(() => sandbox?.close());
afterAll(() => browser.close());

async function opened(scenario: (typeof SCENARIO_NAMES)[number], path: string) {
  sandbox = await startSandbox({ scenario, cabinet: ROOT, rateLimit: false });
  const page = await browser.context.newPage();
  const complaints = complaintsOf(page);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`${sandbox.url}${path}`);
  return { page, complaints, asked, sandbox };
}

describe.each(SCENARIO_NAMES)('%s', (scenario) => {
  it.each(['en', 'ru'])('the checklist in %s', async (language) => {
    const { page, complaints, asked, sandbox } = await opened(scenario, `/?lang=${language}`);
    const mount = page.locator('#module-security-checklist');
    await mount.locator('h2').first().waitFor();
    await expect.poll(() => mount.getAttribute('lang')).toBe(language);
    expect(/[а-яё]{4}/i.test(await mount.innerText())).toBe(language === 'ru');
    await page.waitForLoadState('networkidle');
    expect(complaints).toEqual([]);
    // Nothing from elsewhere.
    expect(asked.filter((url) => !url.startsWith(sandbox.url) && !url.startsWith('data:'))).toEqual([]);
    await page.close();
  });
});

it('what a person writes reaches the PBX', async () => {
  const { page, sandbox } = await opened('breached-2024', '/?lang=en');
  await page.waitForLoadState('networkidle');
  expect(sandbox.pbx().module.lastJudged?.checks.length).toBeGreaterThan(10);
  expect(sandbox.pbx().module.journal.map(({ action, person }) => `${action} ${person}`)).toEqual([
    'last-judged admin',
  ]);
  await page.close();
});

it('links lead to where pages of Core would be', async () => {
  const { page, complaints } = await opened('hardened-2026', '/admin-cabinet/firewall/index/?lang=en');
  await expect.poll(() => page.locator('#content-frame').innerText()).toContain('/admin-cabinet/firewall/index/');
  expect(complaints).toEqual([]);
  await page.close();
});

describe.each(['breached-2024', 'factory-2026'] as const)('the factory password of %s', (scenario) => {
  it.each(['en', 'ru'])('is explained in %s, and the checklist opens once another one is saved', async (language) => {
    const { page, complaints, sandbox } = await opened(scenario, `${SETTINGS}?lang=${language}`);
    const notice = page.locator('#module-security-checklist-first-run');
    await notice.waitFor();
    expect(/[а-яё]{4}/i.test(await notice.innerText())).toBe(language === 'ru');
    const save = async (password: string) => {
      await page.locator('#WebAdminPassword').fill(password);
      await page.locator('#submitbutton').click();
    };
    await save('admin');
    await page.locator('#settings-errors').filter({ hasText: /\w/ }).waitFor();
    expect(page.url()).toContain(SETTINGS);
    await save('Vq7$kTz!mR2w9Lxa');
    await page.waitForURL(/module-security-checklist\/index$/, { timeout: 20_000 });
    await page.locator('#module-security-checklist h2').first().waitFor();
    expect(sandbox.pbx().webLogin.password).toBe('Vq7$kTz!mR2w9Lxa');
    await page.waitForLoadState('networkidle');
    expect(complaints.filter((line) => !line.includes('422'))).toEqual([]);

    await page.goto(`${sandbox.url}${SETTINGS}`);
    await expect.poll(() => notice.count()).toBe(0);
    await page.close();
  });
});

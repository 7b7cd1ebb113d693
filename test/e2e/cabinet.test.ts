/** The pages of the embedded PBX in a real browser: they open in every scenario and language without a complaint. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SCENARIO_NAMES, startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

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
    expect(await mount.getAttribute('lang')).toBe(language);
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
  expect(await page.locator('#content-frame').innerText()).toContain('/admin-cabinet/firewall/index/');
  expect(complaints).toEqual([]);
  await page.close();
});

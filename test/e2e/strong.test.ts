/**
 * The path to "Strong": what stands first is done, by its button where there is one, else by hand in Core's own pages as
 * the steps say; at the end the answers that only a person has. On the newest release, out of the box and broken into.
 */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { startSandbox, type Pbx, type Sandbox, type ScenarioName } from '../../sites/sandbox/index.ts';
import { basePbx, outboundRoute, provenLogin } from '../../sites/sandbox/scenarios/base.ts';
import { guideSecret, publicKey, seeded } from '../../sites/sandbox/scenarios/secrets.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
const NEWEST = '2026.9.5';

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
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await sandbox.close();
  expect(complaints.filter((text) => !/^(error: Failed to load resource|failed: )/.test(text))).toEqual([]);
});

const dialog = () => page.locator('dialog[open]');
const plan = () => page.locator('#mscl-plan');
const heading = () => page.locator('#mscl-score');
const row = (check: string) => page.locator(`#mscl-${check}`);

async function open(scenario: ScenarioName): Promise<void> {
  sandbox = await startSandbox({ scenario, cabinet: ROOT, rateLimit: false });
  sandbox.plans({ stepMs: 20 });
  sandbox.change((pbx) => ({
    ...pbx,
    release: NEWEST,
    updates: { ...pbx.updates, latest: NEWEST },
    patchMarkers: basePbx(new Date()).patchMarkers,
  }));
  await page.goto(`${sandbox.url}/?lang=en`);
  await page.locator('.mscl-basis').waitFor();
}

const random = seeded(11);
const fresh = () => guideSecret(random);
const now = () => new Date().toISOString();

/** Whose password was changed in Core's pages, as the PBX sees it at its next reading. */
const changed = ({ rotation, ...pbx }: Pbx, owners: readonly string[]): Pbx => ({
  ...pbx,
  rotation: {
    ...rotation,
    changedAt: { ...rotation.changedAt, ...Object.fromEntries(owners.map((owner) => [owner, now()])) },
  },
});
const withSettings = (pbx: Pbx, settings: Pbx['settings']): Pbx => ({
  ...pbx,
  settings: { ...pbx.settings, ...settings },
});
const newSipPasswords = (pbx: Pbx): Pbx =>
  changed(
    { ...pbx, employees: pbx.employees.map((one) => ({ ...one, secret: fresh() })) },
    pbx.employees.map(({ number }) => `sip:${number}`),
  );

/** What has a button. */
const FIXED = [
  ...['web-cti-closed', 'firewall-trusted-subnets', 'firewall-enabled', 'fail2ban'],
  ...['sip-passwords', 'auth-username', 'ami-ari-access'],
];
/** What a person does in Core's pages where there is no button, by check: as its steps say. */
const BY_HAND: Readonly<Record<string, (pbx: Pbx) => Pbx>> = {
  'web-password': (pbx) => changed({ ...pbx, webLogin: provenLogin(now()) }, ['web']),
  // With the new passwords strangers are out.
  'registered-devices': (pbx) => ({
    ...newSipPasswords(pbx),
    devices: pbx.devices.filter(({ address }) => address.startsWith('192.168.1.')),
  }),
  'core-warnings': (pbx) => ({ ...pbx, warnings: { securityLog: 'calm', sshPassword: false, files: false } }),
  'ssh-access': (pbx) =>
    withSettings(
      changed({ ...pbx, authorizedKeys: [publicKey(random, 'greta@office')], sshLogin: provenLogin(now()) }, ['ssh']),
      { SSHDisablePasswordLogins: '1' },
    ),
  'international-blocked': (pbx) => ({
    ...pbx,
    outboundRoutes: pbx.outboundRoutes.flatMap(({ providerId }) => [
      outboundRoute(1, 'Emergency', providerId, '(110|112)', 0),
      outboundRoute(2, 'Germany', providerId, '0[2-8]', 9),
    ]),
  }),
};

/** What is answered where it is offered; else the first that is. */
const SAFE = /No, never|daily limit|[Ss]mall|[Ll]ittle/;

const again = () => page.getByRole('button', { name: 'Check again' });
/** What stands first; at the end of the path, what no reading can tell. */
const lines = () => page.locator('.mscl-first li');

/** '': nothing is left to do first. */
async function checkOfFirst(): Promise<string> {
  const [href = ''] = await page
    .locator('.mscl-first li > a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
  return /open=([a-z0-9-]+)/.exec(href)?.[1] ?? '';
}

/** By its button: what the dialog suggests; whoever is not known is cut off. Confirmed. */
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
  await page.locator('.mscl-after-score').waitFor();
}

async function answer(check: string): Promise<void> {
  if (!(await row(check).evaluate((one) => one.hasAttribute('open'))))
    await row(check).locator('summary').first().click();
  const questions = row(check).locator('.mscl-questions button');
  await questions.first().waitFor();
  const before = await questions.count();
  await questions.first().click();
  await dialog().locator('form').waitFor();
  const choices = dialog().getByRole('radio');
  const fitting = choices.and(dialog().getByLabel(SAFE));
  if ((await choices.count()) > 0) await ((await fitting.count()) > 0 ? fitting : choices).first().check();
  const none = dialog().getByLabel('No other country');
  if ((await none.count()) > 0) await none.check();
  await dialog()
    .getByRole('button', { name: /^ ?(Save|I have checked it)/ })
    .click();
  await dialog().waitFor({ state: 'detached' });
  await expect.poll(() => questions.count()).toBeLessThan(before);
}

it.each([
  ['factory-2026', 95],
  ['breached-2024', 95],
] as const)('%s reaches Strong', { timeout: 300_000 }, async (scenario, points) => {
  await open(scenario);
  const path: string[] = [];
  await expect.poll(() => checkOfFirst()).not.toBe('');
  for (let step = 0; step < 30; step++) {
    await again().waitFor();
    const check = await checkOfFirst();
    if (check === '') break;
    const button = lines().first().getByRole('button', { name: /^Fix/ });
    const byHand = path.includes(`by hand: ${check}`) ? undefined : BY_HAND[check];
    if (FIXED.includes(check)) {
      path.push(`fix: ${check}`);
      const before = await lines().first().textContent();
      await fix(button);
      // One item may take two: networks for programs first, then what they sign in with.
      const isSame = async () => (await checkOfFirst()) === check && (await lines().first().textContent()) === before;
      await expect.poll(isSame).toBe(false);
    } else if (byHand !== undefined) {
      path.push(`by hand: ${check}`);
      sandbox.change(byHand);
      await again().click();
      await expect.poll(() => checkOfFirst()).not.toBe(check);
    } else {
      path.push(`answer: ${check}`);
      await answer(check);
      const hasMore = () => row(check).locator('.mscl-questions button').count();
      await expect.poll(async () => (await hasMore()) > 0 || (await checkOfFirst()) !== check).toBe(true);
    }
  }
  await expect.poll(() => heading().textContent()).toMatch(/^Strong, /);
  const reached = Number(/\d+/.exec((await heading().textContent()) ?? '')?.[0]);
  expect(reached, path.join(', ')).toBeGreaterThanOrEqual(points);
  // The doors are closed by buttons.
  expect(path.filter((one) => one.startsWith('fix: ')).length).toBeGreaterThan(1);
});

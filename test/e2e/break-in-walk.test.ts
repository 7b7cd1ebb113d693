/**
 * The whole day of a break-in in a real browser, over the embedded PBX: every dialog is played inside the room, one after the other, from the
 * red button to "we are through". Planted are strangers' calls at night, weak passwords, an open door, the hole, and a key that nobody knows.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { LOCALES } from '../../sites/locales/index.ts';
import { startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SCREENSHOTS = process.env['SCREENSHOTS'];
const OURS = {
  type: 'ssh-ed25519',
  blob: 'AAAAC3NzaC1lZDI1NTE5AAAAIISM34fRktTGTwQhbBwIqQ5O2VgWF1NghCATkTF5uDHV',
  comment: 'anna@desk',
};
const STRANGE = {
  type: 'ssh-ed25519',
  blob: 'AAAAC3NzaC1lZDI1NTE5AAAAIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC',
  comment: 'root@vps-77',
};
const WEB = 'Vq7#mTz2kPx9wLr4';
const SSH = 'Kd3!nWs8hRf5yBt6';

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

async function objections(): Promise<string[]> {
  await page.evaluate(AXE);
  const found: AxeResults = await page.evaluate(
    `axe.run('#module-security-checklist', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

for (const [language, width] of [
  ['en', 1280],
  ['ru', 1280],
  ['en', 390],
  ['ru', 390],
] as const) {
  it(`is played from the button to the end: ${language}, ${String(width)} px`, { timeout: 300_000 }, async () => {
    const words = LOCALES[language];
    type Key = keyof typeof words;
    const step = (id: string) => page.locator(`#mscl-room-${id}`);
    const dialog = page.locator('dialog[open]');
    const plan = page.locator('#mscl-plan');
    const press = (within: Locator, key: Key) =>
      within.getByRole('button', { name: words[key], exact: true }).first().click();
    const says = (within: Locator, key: Key) => within.getByText(words[key]).first().waitFor();
    const states = async () =>
      Promise.all(
        (await page.locator('.mscl-way-step').all()).map(
          async (one) => /mscl-way-(done|now|todo|not-known)/.exec((await one.getAttribute('class')) ?? '')?.[1] ?? '',
        ),
      );
    const look = async (name: string, what: Locator): Promise<void> => {
      await expect.poll(() => objections()).toEqual([]);
      await expect.poll(overflow).toBe(0);
      if (SCREENSHOTS === undefined) return;
      const size = page.viewportSize() ?? { width, height: 900 };
      // As high as what is shown: else the head of the cabinet lies over it.
      const height = (await what.evaluate((one) => one.scrollHeight)) + 400;
      await page.setViewportSize({ ...size, height });
      await what.screenshot({ path: join(SCREENSHOTS, `break-in-${name}-${language}-${String(width)}.png`) });
      await page.setViewportSize(size);
    };
    const done = () => says(plan, 'page.plan.phase.done');
    const apply = async () => {
      await press(dialog, 'page.plan.apply');
      await dialog.waitFor({ state: 'hidden' });
    };
    const setPassword = async (action: 'change-web-password' | 'change-ssh-password', password: string) => {
      await press(step('change'), `actions.${action}.title`);
      await dialog.locator('form .mscl-foot').waitFor();
      await dialog.locator('input[autocomplete=new-password]').fill(password);
      await apply();
      await plan.getByLabel(words['page.plan.confirm.password']).fill(password);
      await press(plan, 'page.plan.confirm');
      await done();
    };

    sandbox = await startSandbox({ scenario: 'breached-2024', cabinet: ROOT, rateLimit: false });
    sandbox.plans({ stepMs: 20 });
    sandbox.patch({ ms: 50 });
    sandbox.evidence({ ms: 50 });
    sandbox.change((pbx) => ({ ...pbx, authorizedKeys: [OURS, STRANGE] }));
    const secrets = () => sandbox.pbx().employees.map(({ secret }) => secret.value);
    const before = secrets();
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${sandbox.url}/?lang=${language}`);
    await page.locator('.mscl-critical').getByRole('link', { name: words['page.room.door'] }).click();
    await expect.poll(states).toEqual(['now', 'todo', 'todo', 'todo', 'todo', 'todo']);

    // Nobody else gets in.
    await press(step('isolate'), 'actions.isolate-pbx.title');
    await dialog.locator('.mscl-preview').waitFor();
    await apply();
    await press(plan, 'page.plan.confirm');
    await done();
    await page.locator('#mscl-isolated').waitFor();
    await press(step('isolate'), 'page.room.isolate.closed');
    await expect.poll(states).toEqual(['done', 'now', 'todo', 'todo', 'todo', 'todo']);

    // Evidence is kept before anything is changed.
    await press(step('evidence'), 'page.evidence.start');
    const saved = page.waitForEvent('download');
    await press(step('evidence'), 'page.evidence.download');
    expect((await saved).suggestedFilename()).toBe('evidence.tar');
    await press(step('evidence'), 'page.path.arrived');
    await expect.poll(states).toEqual(['done', 'done', 'now', 'todo', 'todo', 'todo']);

    // While the hole is open nothing is offered to be changed.
    await expect.poll(() => step('change').textContent()).toContain(words['room.change.locked.hole']);
    await expect
      .poll(() => step('change').getByRole('button', { name: words['actions.rotate-everything.title'] }).count())
      .toBe(0);
    await step('change')
      .getByRole('button', { name: new RegExp(words['page.patch.title'].replace(/\./g, '\\.')) })
      .first()
      .click();
    await press(dialog, 'page.patch.fetch');
    const hash = (await dialog.locator('code').textContent()) ?? '';
    await dialog.locator('input[type=text]').fill(hash.slice(0, 8));
    await press(dialog, 'page.patch.run');
    await says(dialog, 'page.patch.result.closed');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });

    // Everything in one plan, but for the key that is known.
    await press(step('change'), 'actions.rotate-everything.title');
    await dialog.locator('.mscl-preview').waitFor();
    await dialog.getByLabel(/anna@desk/).check();
    await expect.poll(() => dialog.getByLabel(/root@vps-77/).isChecked()).toBe(false);
    await look('everything', dialog);
    await apply();
    await done();
    expect(secrets().filter((secret) => before.includes(secret))).toEqual([]);
    expect(sandbox.pbx().authorizedKeys).toEqual([OURS]);
    await look('changing', page.locator('.mscl-room'));

    // What a person types comes next, one after the other.
    await says(step('change'), 'page.room.change.all.next');
    await setPassword('change-web-password', WEB);
    await setPassword('change-ssh-password', SSH);
    expect([sandbox.pbx().webLogin.password, sandbox.pbx().sshLogin.password]).toEqual([WEB, SSH]);
    await expect.poll(() => page.locator('.mscl-room-once').count()).toBe(0);
    // What is left is done by hand, elsewhere.
    const left = step('change').getByRole('button', { name: new RegExp(`^${words['page.room.change.done']}:`) });
    for (let count = await left.count(); count > 0; count--) {
      await left.first().click();
      await expect.poll(() => left.count()).toBe(count - 1);
    }
    await expect.poll(states).toEqual(['done', 'done', 'done', 'now', 'todo', 'todo']);

    await press(step('look'), 'page.room.traces.looked');
    await press(step('look'), 'page.calls.look');
    await step('look').locator('.mscl-calls table').first().waitFor({ state: 'attached' });
    await press(step('look'), 'page.room.calls.looked');
    await expect.poll(async () => (await states())[3]).toBe('done');

    await expect.poll(() => step('tell').locator('textarea').inputValue()).toContain('City line');
    await look('told', page.locator('.mscl-room'));
    await press(step('tell'), 'page.room.tell.provider');
    await press(step('tell'), 'page.room.tell.authority');
    await expect.poll(states).toEqual(['done', 'done', 'done', 'done', 'done', 'now']);

    await press(step('end'), 'page.room.end.yes');
    await expect.poll(states).toEqual(['done', 'done', 'done', 'done', 'done', 'done']);
    await page.reload();
    await expect.poll(states).toEqual(['done', 'done', 'done', 'done', 'done', 'done']);
    await look('over', page.locator('.mscl-room'));
    await expect.poll(() => page.content()).not.toContain(WEB);
  });
}

/** New passwords on their way to the phones, in a real browser over the embedded PBX: who is back, the sheet, giving one back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Pbx, type PlanKnobs, type Sandbox, type ScenarioName } from '../../sites/sandbox/index.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';
import { rotated, seen, type Rotating } from '../support/rotated.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Pictures to look at: `SCREENSHOTS=folder npx vitest run test/e2e/rotation.test.ts -t pictures`. */
const SCREENSHOTS = process.env['SCREENSHOTS'];

let browser: Browser;
let page: Page;
let complaints: string[];
let sandbox: Sandbox;
let begun: Date;
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

interface Opening extends Partial<Pick<Rotating, 'person'>> {
  readonly scenario?: ScenarioName;
  readonly language?: string;
  readonly numbers?: readonly string[];
  readonly knobs?: Partial<PlanKnobs>;
  readonly change?: (pbx: Pbx) => Pbx;
}
async function open({
  scenario = 'breached-2024',
  language = 'en',
  numbers = ['201', '202', '203'],
  knobs = {},
  change = (pbx) => pbx,
  ...more
}: Opening = {}): Promise<void> {
  sandbox = await startSandbox({ scenario, cabinet: ROOT, rateLimit: false });
  sandbox.plans({ stepMs: 100, ...knobs });
  begun = new Date();
  sandbox.change((pbx) => rotated(change(pbx), { numbers, now: begun, ...more }));
  await page.goto(`${sandbox.url}/?lang=${language}`);
  await page.locator('.mscl-basis').waitFor();
  await panel().waitFor();
}
const panel = () => page.locator('.mscl-rotation');
const row = (number: string) =>
  panel()
    .locator('.mscl-returns tbody tr')
    .filter({ has: page.getByRole('rowheader', { name: new RegExp(`^${number}\\b`) }) });
const dialog = () => page.locator('dialog[open]');
const button = (name: string | RegExp) => panel().getByRole('button', { name });
const seconds = (after = 0) => Math.floor(begun.getTime() / 1000) + after;
const secretOf = (number: string) => sandbox.pbx().employees.find((one) => one.number === number)?.secret.value ?? '';
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const objections = () => objectionsTo(page, '#module-security-checklist');
async function openSheet(): Promise<void> {
  await button('Show the new passwords').click();
  await dialog().getByRole('textbox').fill('PLAIN HTTP');
  await dialog().getByRole('button', { name: 'Show the new passwords' }).click();
  await dialog().locator('.mscl-sheet-table').waitFor();
}

describe('the table', () => {
  it('follows the phones: not seen, turned down, back', async () => {
    await open();
    await expect.poll(() => panel().textContent()).toContain('0 of 3 are back');
    await expect.poll(() => row('201').textContent()).toContain('Not seen yet');
    sandbox.change((pbx) =>
      seen(seen(pbx, '201', { back: { first: seconds(60), last: seconds(60), address: '192.168.1.31' } }), '202', {
        refused: { count: 4, last: seconds(50), address: '9.10.11.12' },
      }),
    );
    await expect.poll(() => row('201').textContent()).toContain('Back online from 192.168.1.31');
    await expect
      .poll(() => row('202').textContent())
      .toContain('Turned down: the old password? 4 times, from 9.10.11.12');
    await expect
      .poll(() => panel().textContent())
      .toContain('1 of 3 are back with the new password. 1 still tries an old one.');
  });
  it('is there again when the page is opened anew, and gone when it is finished', async () => {
    await open();
    await page.reload();
    await panel().waitFor();
    await button('Finish').click();
    await expect.poll(() => dialog().textContent()).toContain('3 have not been seen with the new password.');
    await dialog().getByRole('button', { name: 'Finish' }).click();
    await panel().waitFor({ state: 'detached' });
    expect(sandbox.pbx().module.plans.due).toEqual([]);
  });
  it('says that nobody knows where the log cannot be read', async () => {
    await open({ knobs: { logFails: true } });
    await expect
      .poll(() => panel().textContent())
      .toContain('the log of the telephony could not be read (missing security_log)');
    await expect.poll(() => row('201').textContent()).toContain('Not known');
  });
  it('shows names of strangers as text, and nothing of them runs', async () => {
    const hostile = '<img src=x onerror=alert(1)>"\u202e';
    await open({
      change: (pbx) => ({
        ...pbx,
        employees: pbx.employees.map((one) => (one.number === '201' ? { ...one, name: hostile } : one)),
        devices: [{ account: '201', address: '192.168.1.31', userAgent: hostile, transport: 'udp' }],
      }),
    });
    await expect.poll(() => row('201').textContent()).toContain('<img src=x onerror=alert(1)>');
    await expect.poll(() => page.locator('.mscl-rotation img').count()).toBe(0);
  });
  it('holds a thousand, fifty at a time, and finds one of them', async () => {
    const numbers = Array.from({ length: 1000 }, (_, place) => String(10_000 + place));
    await open({ scenario: 'ten-thousand', numbers });
    await expect.poll(() => panel().locator('.mscl-returns tbody tr').count()).toBe(50);
    await panel().getByRole('searchbox').fill('10777');
    await expect.poll(() => panel().locator('.mscl-returns tbody tr').count()).toBe(1);
    sandbox.change((pbx) =>
      seen(pbx, '10777', { back: { first: seconds(60), last: seconds(60), address: '10.1.2.3' } }),
    );
    await expect.poll(() => row('10777').textContent(), { timeout: 10_000 }).toContain('Back online');
    await panel().getByRole('searchbox').fill('');
    await panel().getByRole('combobox').selectOption('back');
    await expect.poll(() => panel().locator('.mscl-returns tbody tr').count()).toBe(1);
  });
});

describe('the sheet', () => {
  it('is shown after consent, with what the makers call the fields, and not again after "I have it"', async () => {
    await open({
      change: (pbx) => ({
        ...pbx,
        devices: [{ account: '201', address: '192.168.1.31', userAgent: 'Yealink SIP-T46U 108.86', transport: 'udp' }],
      }),
    });
    await button('Show the new passwords').click();
    const show = dialog().getByRole('button', { name: 'Show the new passwords' });
    await expect.poll(() => show.isDisabled()).toBe(true);
    await dialog().getByRole('textbox').fill('plain http');
    await expect.poll(() => show.isDisabled()).toBe(true);
    await dialog().getByRole('textbox').fill('PLAIN HTTP');
    await show.click();
    const first = dialog().locator('.mscl-sheet-table tbody tr').first();
    await expect.poll(() => first.textContent()).toContain(secretOf('201'));
    for (const word of ['Yealink', 'Account → Register', 'Register Name', 'Password']) {
      await expect.poll(() => first.textContent()).toContain(word);
    }
    await expect
      .poll(() => dialog().locator('.mscl-sheet-table tbody tr').nth(1).textContent())
      .toContain('Phone not known');
    await dialog().getByRole('button', { name: 'I have it' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await expect.poll(() => panel().textContent()).toContain('The new passwords are not shown any more');
    await expect.poll(() => button('Show the new passwords').count()).toBe(0);
    const journal = JSON.stringify(sandbox.pbx().module.journal);
    expect(journal).toContain('plans/sheet');
    expect(journal).not.toContain(secretOf('201'));
  });
  it('leaves nothing on the page when it is closed', async () => {
    await open();
    await openSheet();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'hidden' });
    await expect.poll(() => page.content()).not.toContain(secretOf('201'));
    const kept = () => page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    await expect.poll(kept).not.toContain(secretOf('201'));
  });
  it('is printed alone', async () => {
    await open();
    // A frame prints as soon as it is there.
    await page.evaluate(() => {
      document.body.append = (...nodes) => {
        Element.prototype.append.apply(document.body, nodes);
        for (const node of nodes) {
          const paper = node instanceof HTMLIFrameElement ? node.contentWindow : null;
          if (paper === null) continue;
          paper.print = () => {
            document.body.dataset['printed'] = paper.document.body.textContent;
            paper.dispatchEvent(new Event('afterprint'));
          };
        }
      };
    });
    await openSheet();
    await dialog().getByRole('button', { name: 'Print' }).click();
    await expect.poll(() => page.evaluate(() => document.body.dataset['printed'] ?? '')).toContain(secretOf('201'));
    await expect.poll(() => page.evaluate(() => document.body.dataset['printed'] ?? '')).not.toContain('I have it');
    await expect.poll(() => page.locator('.mscl-paper').count()).toBe(0);
  });
  it('is a file for spreadsheets', async () => {
    await open();
    await openSheet();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog().getByRole('button', { name: /CSV/ }).click(),
    ]);
    const text = readFileSync(await file.path(), 'utf8');
    expect(text).toContain(`"${secretOf('202')}"`);
  });
  it('is a file that the phone reads, where its maker has one', async () => {
    await open({
      change: (pbx) => ({
        ...pbx,
        devices: [
          { account: '201', address: '192.168.1.31', userAgent: 'Yealink SIP-T46U 108.86', transport: 'udp' },
          { account: '202', address: '9.10.11.12', userAgent: 'Zoiper v2.10.20', transport: 'udp' },
        ],
      }),
    });
    await openSheet();
    await expect
      .poll(() =>
        dialog()
          .getByRole('button', { name: /^File for the phone/ })
          .count(),
      )
      .toBe(1);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      dialog().getByRole('button', { name: 'File for the phone of 201' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('201.cfg');
    expect(readFileSync(await file.path(), 'utf8')).toContain(`account.1.password = ${secretOf('201')}\n`);
  });
  it('is for who made it: others are told who that is', async () => {
    await open({ person: 'boss' });
    await expect.poll(() => panel().textContent()).toContain('shown to boss alone');
    await expect.poll(() => button('Show the new passwords').count()).toBe(0);
  });
  it('is not shown without encryption behind a proxy', async () => {
    await open({ knobs: { seen: 'proxy' } });
    await expect.poll(() => panel().textContent()).toContain('Open the cabinet with https://');
  });
});

describe('giving one back', () => {
  it('puts the old password of one account back, and the others keep theirs', async () => {
    let old = '';
    await open({
      change: (pbx) => {
        old = pbx.employees.find(({ number }) => number === '202')?.secret.value ?? '';
        return pbx;
      },
    });
    const kept = secretOf('201');
    await row('202').getByRole('button').click();
    await dialog().getByRole('button', { name: 'Give the old one back' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await expect.poll(() => row('202').textContent(), { timeout: 10_000 }).toContain('Has the old one again');
    expect([secretOf('202'), secretOf('201')]).toEqual([old, kept]);
    await expect.poll(() => row('202').getByRole('button').count()).toBe(0);
  });
});

describe('everybody', () => {
  it('can use it: names, roles, contrast; also with the sheet open', async () => {
    await open({ language: 'ru' });
    sandbox.change((pbx) => seen(pbx, '202', { refused: { count: 4, last: seconds(50), address: '9.10.11.12' } }));
    await expect.poll(() => row('202').textContent()).toContain('Получил отказ');
    await expect.poll(() => objections()).toEqual([]);
    await button('Показать новые пароли').focus();
    await page.keyboard.press('Enter');
    await dialog().getByRole('textbox').fill('PLAIN HTTP');
    await page.keyboard.press('Enter');
    await dialog().locator('.mscl-sheet-table').waitFor();
    await expect.poll(() => objections()).toEqual([]);
  });
  it.each([390, 320])('fits a screen of %i pixels', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await open();
    await expect.poll(() => overflow()).toBe(0);
    await openSheet();
    await expect.poll(() => overflow()).toBe(0);
    await expect
      .poll(() => dialog().evaluate((element) => element.scrollWidth - element.clientWidth))
      .toBeLessThanOrEqual(0);
  });
});

describe.runIf(SCREENSHOTS !== undefined)('pictures', () => {
  it.each([
    ['en', 1280],
    ['ru', 1280],
    ['en', 390],
    ['ru', 390],
  ] as const)('%s, %i', async (language, width) => {
    await page.setViewportSize({ width, height: 900 });
    await open({
      language,
      change: (pbx) => ({
        ...pbx,
        devices: [
          { account: '201', address: '192.168.1.31', userAgent: 'Yealink SIP-T46U 108.86', transport: 'udp' },
          { account: '202', address: '9.10.11.12', userAgent: 'Zoiper v2.10.20', transport: 'udp' },
        ],
      }),
    });
    sandbox.change((pbx) =>
      seen(seen(pbx, '201', { back: { first: seconds(60), last: seconds(60), address: '192.168.1.31' } }), '202', {
        refused: { count: 4, last: seconds(50), address: '9.10.11.12' },
      }),
    );
    await expect.poll(() => panel().locator('.mscl-return-back').count(), { timeout: 10_000 }).toBe(1);
    await panel().screenshot({ path: `${SCREENSHOTS ?? ''}/rotation-${language}-${width}.png` });
    await panel().getByRole('button').first().click();
    await dialog().getByRole('textbox').fill('PLAIN HTTP');
    await page.keyboard.press('Enter');
    await dialog().locator('.mscl-sheet-table').waitFor();
    await page.screenshot({ path: `${SCREENSHOTS ?? ''}/sheet-${language}-${width}.png` });
  });
});

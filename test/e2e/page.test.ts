/** The page in a real browser: every row, dialog, filter, export and failure; hostile names, narrow screens, keys only. */
import { readFile } from 'node:fs';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CHECKS } from '../../sites/checklist/checks/index.generated.ts';
import type { FakePbx } from '../support/page.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';
import { servePage, type PageServer } from './support/page-server.ts';

const MOUNT = '#module-security-checklist';

let browser: Browser;
let server: PageServer;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  browser = await openBrowser();
  server = await servePage();
});
afterAll(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  page = await browser.context.newPage();
  complaints = complaintsOf(page);
  await page.setViewportSize({ width: 1280, height: 900 });
});
afterEach(async () => {
  await page.close();
  expect(complaints).toEqual([]);
});

async function open(scenario: string, { language = 'en', hash = '' } = {}): Promise<void> {
  await page.goto(`${server.url}/?scenario=${scenario}&language=${language}${hash}`);
  await page.getByRole('button', { name: language === 'ru' ? 'Проверить снова' : 'Check again' }).waitFor();
}
/** Does something to the PBX that is read; runs in the page. */
const prepare = (how: (pbx: FakePbx) => void) => page.addInitScript(`window.prepare = ${String(how)}`);
const pbx = <T>(ask: (pbx: FakePbx) => T) => page.evaluate<T>(`(${String(ask)})(window.pbx)`);
const row = (id: string) => page.locator(`#mscl-${id}`);
const summary = (id: string) => row(id).locator('> summary');
const dialog = () => page.locator('dialog[open]');
const status = () => page.locator('.mscl > [role=status]');

async function overflow(): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
/** All at once: others click them one by one. */
const unfoldRows = () =>
  page.locator('.mscl-row > summary').evaluateAll((all: HTMLElement[]) => all.forEach((one) => one.click()));
const objections = () => objectionsTo(page, MOUNT);

describe('the result', () => {
  it('says word and score, what to do first, who checked, and how many of what', async () => {
    await prepare((pbx) => {
      pbx.last = {
        version: 1,
        at: '2026-11-20T10:00:00Z',
        score: { state: 'scored', points: 57, word: 'weak', judged: 18, of: 18, accepted: 0 },
        checks: [],
        by: 'anna',
      };
    });
    await open('breached-2024');
    await expect.poll(() => page.locator('h2#mscl-score').textContent()).toMatch(/^In danger, \d+ of 100/);
    await expect.poll(() => page.locator('.mscl-seen').textContent()).toMatch(/Before that: .*anna, Weak, 57 of 100/);
    await expect.poll(() => page.locator('.mscl-way > li').count()).toBe(5);
    const problems = Number(await page.locator('.mscl-count-fail b').textContent());
    expect(problems).toBeGreaterThan(8);
    await expect.poll(() => page.locator('.mscl-row.mscl-fail').count()).toBe(problems);
    await expect.poll(() => pbx(({ kept }) => kept.length)).toBe(1);
  });

  it('warns as the guide does while the hole of 2024.1.114 is open, and only then', async () => {
    await open('breached-2024');
    await expect
      .poll(() => page.locator('.mscl-critical .mscl-way-head').allTextContents())
      .toEqual([
        '1. Close outside access Now',
        '2. Save evidence Still to do',
        '3. Install the patch Still to do',
        '4. Change all passwords Still to do',
        '5. Upgrade MikoPBX Still to do',
      ]);
    // What is to be done first is said once.
    await expect.poll(() => page.locator('.mscl-first').count()).toBe(0);
    await page.locator('.mscl-critical a:not(.button)').first().click();
    await expect.poll(() => row('web-cti-closed').getAttribute('open')).not.toBeNull();
    await open('hardened-2026');
    await expect.poll(() => page.locator('.mscl-critical').count()).toBe(0);
  });

  it('opens the row of what is to be done first, and puts the focus there', async () => {
    await open('factory-2026');
    await expect
      .poll(() => page.locator('.mscl-first li').first().textContent())
      .toMatch(/about \d+ (minutes|hours?) · phones/);
    await page.locator('.mscl-first a').first().click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await expect.poll(() => page.evaluate(() => document.activeElement?.closest('details')?.open)).toBe(true);
  });

  it('fills as the parts come, and can be cancelled', async () => {
    await prepare((pbx) => {
      pbx.before = (slice) => (slice === 'system' ? new Promise((go) => setTimeout(go, 4000)) : undefined);
    });
    await page.goto(`${server.url}/?scenario=breached-2024`);
    await page.getByText('Reading this PBX').waitFor();
    await page.locator('progress').waitFor();
    await expect.poll(() => row('pbx-version').textContent()).toContain('Being read');
    await expect.poll(() => page.getByText('Could not be checked').count()).toBe(0);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Check again' }).waitFor();
    await expect.poll(() => page.getByText('Being read').count()).toBe(0);
    await expect.poll(() => row('pbx-version').textContent()).toContain('Not checked');
  });

  it('is told to who hears the page', async () => {
    await open('breached-2024');
    await page.getByRole('button', { name: 'Check again' }).click();
    await expect.poll(() => status().textContent()).toMatch(/^Checked: \d+ problems, and \d+ item/);
  });
});

describe('rows', () => {
  it('of every kind open and close, and say what to do', async () => {
    await open('breached-2024');
    for (const fold of await page.locator('.mscl-quiet > summary').all()) await fold.click();
    const rows = await page.locator('details.mscl-row').all();
    expect(rows).toHaveLength(CHECKS.length);
    for (const one of rows) {
      await one.locator('> summary').click();
      await expect.poll(() => one.locator('.mscl-why').textContent()).not.toBe('');
      await expect.poll(() => one.locator('.mscl-links a').count()).toBeGreaterThanOrEqual(2);
    }
    await expect.poll(() => objections()).toEqual([]);
    for (const one of rows) {
      await one.locator('> summary').click();
      await expect.poll(() => one.locator('.mscl-body').count()).toBe(0);
    }
  });

  it('link to the page of the cabinet, the guide and the manual', async () => {
    await open('breached-2024', { hash: '#open=fail2ban', language: 'ru' });
    const links = await row('fail2ban')
      .locator('.mscl-links a')
      .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    expect(links[0]).toBe('/admin-cabinet/fail2-ban/index/');
    expect(links[1]).toContain('docs.mikopbx.ru');
  });

  it('explain what the verdict rests on', async () => {
    await open('breached-2024', { hash: '#open=fail2ban' });
    await row('fail2ban').getByText('Explain').click();
    await expect.poll(() => row('fail2ban').locator('.mscl-explain').textContent()).toContain('intrusion protection: ');
  });

  it('fold what is in order', async () => {
    await open('hardened-2026');
    await expect.poll(() => page.locator('.mscl-row:visible').count()).toBe(0);
    await page.locator('.mscl-quiet > summary').first().click();
    await expect.poll(() => page.locator('.mscl-row:visible').count()).toBeGreaterThan(0);
  });
});

describe('filters and search', () => {
  it('show what is asked for, and stand in the address', async () => {
    await open('breached-2024');
    await page.locator('.mscl-count-manual').click();
    await expect
      .poll(() => page.locator('.mscl-row').count())
      .toBe(await page.locator('.mscl-row.mscl-manual').count());
    await page.getByRole('searchbox', { name: 'Search the checklist' }).fill('balance');
    await expect.poll(() => page.url()).toMatch(/#show=manual&search=balance/);
    const address = page.url();
    const shown = await page.locator('.mscl-row').allTextContents();
    await page.goto('about:blank');
    await page.goto(address);
    await page.getByRole('button', { name: 'Check again' }).waitFor();
    await expect.poll(() => page.locator('.mscl-row').allTextContents()).toEqual(shown);
    await expect.poll(() => page.locator('.mscl-count-manual').getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: 'Show everything' }).click();
    expect(page.url()).not.toContain('show=');
  });

  it('find problems by the name they are about', async () => {
    await open('breached-2024');
    await page.getByRole('searchbox', { name: 'Search the checklist' }).fill('olga storm');
    await expect.poll(() => page.locator('.mscl-row').count()).toBe(1);
    await page.getByRole('searchbox', { name: 'Search the checklist' }).fill('zebra crossing');
    await page.getByText('Nothing fits this filter.').waitFor();
  });

  it('open the same rows from a link', async () => {
    await open('breached-2024', { hash: '#open=fail2ban,firewall-enabled' });
    await expect.poll(() => row('fail2ban').getAttribute('open')).not.toBeNull();
    // One that is in order is taken out of its fold.
    await expect.poll(() => row('firewall-enabled').isVisible()).toBe(true);
  });
});

describe('what persons say', () => {
  it('an answer is saved with a note and a date, shown and withdrawn', async () => {
    await open('breached-2024', { hash: '#open=provider-spending-limit' });
    const limit = row('provider-spending-limit');
    await limit.getByRole('button', { name: /^Answer/ }).click();
    await dialog().getByRole('radio').first().check();
    await dialog().getByLabel('Note').fill('Seen in the contract');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().waitFor({ state: 'detached' });
    await limit.getByText('Seen in the contract').waitFor();
    // The button is gone with the question.
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await expect
      .poll(() => pbx(({ written }) => written[0]))
      .toMatchObject({
        what: 'attest',
        body: { item: 'spending-limit', answer: 'yes', note: 'Seen in the contract', validDays: 180 },
      });
    await limit.getByRole('button', { name: /^Withdraw/ }).click();
    await limit.getByRole('button', { name: /^Answer/ }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await expect.poll(() => status().textContent()).toBe('Withdrawn.');
  });

  it('questions are asked once, each saved on its own, with a suggestion', async () => {
    await open('breached-2024');
    await page.locator('.mscl-once').getByRole('button', { name: 'Answer' }).click();
    const home = dialog().locator('.mscl-one').first();
    await expect.poll(() => home.locator('select').inputValue()).toBe('DE');
    await home.getByRole('button', { name: 'Save' }).click();
    await home.getByText('The answer is saved.').waitFor();
    const allowed = dialog().locator('.mscl-one').nth(1);
    await allowed.locator('select').selectOption('AT');
    await allowed.locator('select').selectOption('CH');
    await allowed.getByRole('button', { name: 'Remove Austria' }).click();
    await allowed.getByRole('button', { name: 'Save' }).click();
    await allowed.getByText('The answer is saved.').waitFor();
    const outside = dialog().locator('.mscl-one').nth(2);
    await outside.getByLabel('WEB').check();
    await outside.getByLabel('SSH').check();
    await outside.getByLabel('None').check();
    await outside.getByLabel('WEB').check();
    await outside.getByRole('button', { name: 'Save' }).click();
    await outside.getByText('The answer is saved.').waitFor();
    await expect.poll(() => objections()).toEqual([]);
    const answers = await pbx(({ written }) => written.map(({ body }) => body));
    expect(answers).toMatchObject([
      { item: 'home-country', answer: 'DE' },
      { item: 'allowed-countries', answer: 'CH' },
      { item: 'outside-firewall', answer: 'WEB' },
    ]);
  });

  it('a letter to the provider stands ready to be completed and copied', async () => {
    await open('breached-2024', { hash: '#open=provider-spending-limit' });
    await row('provider-spending-limit').getByRole('button', { name: 'Letter to the provider' }).click();
    const letter = dialog().getByRole('textbox', { name: 'Limits for our account' });
    await expect.poll(() => letter.inputValue()).toMatch(/To .+[\s\S]*spending limit of ____[\s\S]*per day/);
    await expect.poll(() => objections()).toEqual([]);
    await dialog().getByRole('button', { name: 'Copy' }).click();
    await dialog().locator('.mscl-said').waitFor();
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it.each([
    ['sip-passwords', 'Letter about the phones', 'Your phone: three things to do', /SIP password/],
    ['nat-vpn', 'Letter about the router', 'Ports forwarded to our phone system', /control ports: .*\b22\b/],
  ])('%s: a letter to whoever can do it', async (check, name, subject, text) => {
    await open('newest-2026', { hash: `#open=${check}` });
    await row(check).getByRole('button', { name }).click();
    await expect.poll(() => dialog().getByRole('textbox', { name: subject }).inputValue()).toMatch(text);
  });

  it('a risk is accepted with a reason and a date, a critical one for a year at most, and withdrawn', async () => {
    await open('breached-2024', { hash: '#open=sip-passwords' });
    const passwords = row('sip-passwords');
    const problems = async () => Number(await page.locator('.mscl-count-fail b').textContent());
    const before = await problems();
    await expect.poll(() => passwords.getByRole('button', { name: /^Accept the risk: Extension 202/ }).count()).toBe(0);
    await passwords.getByRole('button', { name: 'Accept a risk' }).click();
    // Each critical one can be chosen, and all of them.
    const which = dialog().getByLabel('Which problem');
    await which
      .locator('option', { hasText: /^Extension 20/ })
      .first()
      .waitFor({ state: 'attached' });
    await expect.poll(() => which.inputValue()).toBe('');
    const accept = dialog().getByRole('button', { name: 'Accept the risk' });
    await expect.poll(() => accept.isDisabled()).toBe(true);
    const until = dialog().locator('input[type=date]');
    const most = Date.parse((await until.getAttribute('max')) ?? '') - Date.now();
    expect(Math.round(most / 86_400_000)).toBeLessThanOrEqual(365);
    await dialog().getByLabel('Why is it acceptable?').fill('In the lab');
    await expect.poll(() => objections()).toEqual([]);
    await accept.click();
    await dialog().waitFor({ state: 'detached' });
    await expect
      .poll(() => passwords.locator('tr.mscl-accepted').allTextContents())
      .toContainEqual(expect.stringContaining('Extension 202'));
    await passwords.getByText('In the lab').waitFor();
    // What was accepted is left to nobody.
    await expect.poll(() => problems()).toBe(before - 1);
    await expect.poll(() => page.locator('.mscl-count-accepted b').textContent()).toBe('1');
    await passwords
      .locator('.mscl-given')
      .getByRole('button', { name: /^Withdraw/ })
      .click();
    await expect.poll(() => passwords.locator('tr.mscl-accepted').count()).toBe(0);
    await expect.poll(() => problems()).toBe(before);
  });

  it('the password is proven by typing it, and is not kept anywhere', async () => {
    await prepare((pbx) => {
      const features = null;
      pbx.hold('webLogin', { login: 'admin', storage: 'sha512', guess: { state: 'not-run' }, features, proven: null });
    });
    await open('hardened-2026', { hash: '#open=web-password' });
    await row('web-password')
      .getByRole('button', { name: /^Prove my password/ })
      .click();
    const typed = dialog().getByLabel('Current password');
    await typed.fill('wrong-Passw0rd');
    await dialog().getByRole('button', { name: 'Compare' }).click();
    await dialog().getByText('This is not the current password.').waitFor();
    await typed.fill('right');
    await dialog().getByRole('button', { name: 'Compare' }).click();
    await dialog().waitFor({ state: 'detached' });
    await expect
      .poll(() =>
        page.evaluate(
          () =>
            document.documentElement.outerHTML + JSON.stringify({ ...localStorage, ...sessionStorage }) + location.href,
        ),
      )
      .not.toContain('wrong-Passw0rd');
  });

  it('likely passwords are tried with progress, and that is stopped', async () => {
    await prepare((pbx) => {
      const features = null;
      pbx.hold('webLogin', {
        login: 'admin',
        storage: 'sha512',
        guess: { state: 'running', tried: 5, total: 1003 },
        features,
        proven: null,
      });
    });
    await page.goto(`${server.url}/?scenario=hardened-2026#open=web-password`);
    const password = row('web-password');
    await password.getByText('Likely passwords are tried: 5 of 1003').waitFor();
    await expect.poll(() => password.locator('progress').getAttribute('value')).toBe('5');
    await password.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(() => pbx(({ written }) => written.at(-1)?.what)).toBe('cancel guessing');
  });

  it('nothing typed is lost when saving fails or the dialog is closed', async () => {
    await open('breached-2024', { hash: '#open=provider-spending-limit' });
    const limit = row('provider-spending-limit');
    await pbx((pbx) => (pbx.refusing = { at: 'POST attestations', kind: 'unauthorized', mode: 'page', said: '' }));
    await limit.getByRole('button', { name: /^Answer/ }).click();
    await dialog().getByRole('radio').first().check();
    await dialog().getByLabel('Note').fill('A long note');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByText('You are signed out.').waitFor();
    await expect.poll(() => objections()).toEqual([]);
    await expect.poll(() => dialog().getByLabel('Note').inputValue()).toBe('A long note');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await limit.getByRole('button', { name: /^Answer/ }).click();
    await expect.poll(() => dialog().getByLabel('Note').inputValue()).toBe('A long note');
    await pbx((pbx) => (pbx.refusing = null));
    await dialog().getByRole('button', { name: 'Save' }).click();
    await limit.getByText('A long note').waitFor();
  });
});

describe('failures', () => {
  it.each([
    ['signed out', "{ at: 'GET facts', kind: 'unauthorized', mode: 'page', said: '' }", 'You are signed out.'],
    ['no right', "{ at: 'GET facts', kind: 'forbidden', said: '' }", 'Only administrators'],
    ['asked to wait', "{ at: 'GET facts', kind: 'rate-limited', seconds: 7, said: '' }", '7 seconds'],
    [
      'broken',
      "{ at: 'GET facts', kind: 'server-error', status: 500, said: '' }",
      'Something went wrong inside the PBX.',
    ],
    ['cut', "{ at: 'GET facts', kind: 'unreachable', why: 'cut' }", 'The PBX cannot be reached.'],
    ['slow', "{ at: 'GET facts', kind: 'timeout' }", 'did not answer in time'],
    [
      'module off',
      "{ at: 'GET facts', kind: 'refused', code: 'module-disabled', status: 403, said: '', seconds: null }",
      'The module is switched off',
    ],
  ])('%s: says it, and the way on', async (_, error, words) => {
    await page.addInitScript(`window.prepare = (pbx) => {
      const error = ${error};
      pbx.failing = { settings: error, system: error, calls: error, accounts: error, secrets: error };
    }`);
    await open('breached-2024');
    await page.getByRole('alert').getByText(words).waitFor();
    await expect.poll(() => page.locator('.mscl-trouble .mscl-actions > *').count()).toBeGreaterThan(0);
    await expect.poll(() => objections()).toEqual([]);
    await expect.poll(() => overflow()).toBe(0);
  });

  it('of one part leave the rest, and that part can be read again', async () => {
    await prepare((pbx) => (pbx.failing = { accounts: { at: 'GET facts', kind: 'timeout' } }));
    await open('breached-2024');
    await page.getByText('Could not be read: extensions').waitFor();
    await expect.poll(() => summary('fail2ban').textContent()).toContain('Problem');
    await expect.poll(() => summary('sip-passwords').textContent()).toContain('Could not be checked');
    await pbx((pbx) => (pbx.failing = {}));
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => summary('sip-passwords').textContent()).toContain('Problem');
    await expect.poll(() => page.locator('.mscl-trouble').count()).toBe(0);
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('mscl-score');
  });

  it('of a later reading keep what was shown', async () => {
    await open('breached-2024');
    await pbx((pbx) => (pbx.failing = { settings: { at: 'GET facts', kind: 'unreachable', why: 'cut' } }));
    await page.getByRole('button', { name: 'Check again' }).click();
    await page.getByText('the earlier state is shown: settings').waitFor();
    await expect.poll(() => summary('fail2ban').textContent()).toContain('Problem');
  });
});

describe('taking it along', () => {
  async function saved(name: string): Promise<string> {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog().getByRole('button', { name }).click(),
    ]);
    return promisify(readFile)(await download.path(), 'utf8');
  }

  it('saves report, table and data, without naming accounts unless asked', async () => {
    await open('breached-2024');
    await page.getByRole('button', { name: 'Save or print' }).click();
    await expect.poll(() => objections()).toEqual([]);
    const html = await saved('Report (HTML)');
    expect(html).toContain('<!doctype html>');
    expect(html).toContain('Not proven here: router, provider, phones.');
    expect(html).not.toContain('Olga Storm');
    const problems = await saved('Table (CSV)');
    expect(problems).toContain('"problem"');
    const data: unknown = JSON.parse(await saved('Data (JSON)'));
    expect(data).toMatchObject({ version: 1, results: expect.any(Array) as unknown });
    await dialog().getByRole('checkbox').check();
    const named = [await saved('Table (CSV)'), await saved('Report (HTML)')];
    for (const file of named) expect(file).toContain('Olga Storm');
  });

  it('copies words for support that name nobody', async () => {
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open('breached-2024');
    await page.getByRole('button', { name: 'Save or print' }).click();
    await dialog().getByRole('button', { name: 'Copy for support' }).click();
    await dialog().getByText('Copied.').waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain('sip-passwords: problem');
    expect(text).not.toMatch(/Olga|Trade house|192\.168/);
  });

  it('prints every row open, and nothing that is to be clicked', async () => {
    await open('breached-2024');
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await expect.poll(() => page.locator('.mscl-body').count()).toBe(CHECKS.length);
    await page.emulateMedia({ media: 'print' });
    await expect.poll(() => page.locator('button:not(.mscl-sort):visible').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect.poll(() => page.locator('.mscl-body').count()).toBe(0);
  });

  it('makes a report in which hostile names are text', async () => {
    await open('hostile-names');
    await page.getByRole('button', { name: 'Save or print' }).click();
    await dialog().getByRole('checkbox').check();
    const html = await saved('Report (HTML)');
    expect(html).toContain('&lt;script&gt;');
    await page.goto('about:blank');
    await page.setContent(html);
    await expect
      .poll(() => page.locator('script, img, body style, [onmouseover], a[href^="javascript"]').count())
      .toBe(0);
    await expect.poll(() => page.locator('h1').textContent()).toBe('Security checklist of this MikoPBX');
  });
});

describe('who can connect', () => {
  it('shows networks and services with words, by which rule', async () => {
    await open('breached-2024');
    await page.getByRole('button', { name: 'Who can connect' }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('mscl-who');
    const everybody = page.locator('.mscl-everybody td');
    await expect.poll(() => everybody.first().textContent()).toMatch(/open.*by rule Internet/);
    await expect.poll(() => page.locator('.mscl-cell-danger').count()).toBeGreaterThan(4);
    await open('hardened-2026');
    await expect.poll(() => page.locator('.mscl-everybody .mscl-cell-closed').count()).toBe(7);
  });
});

describe('everybody', () => {
  it.each([
    ['breached-2024', 'en', 1280],
    ['breached-2024', 'ru', 390],
    ['hardened-2026', 'ru', 1280],
    ['factory-2026', 'en', 390],
    ['docker-bridge', 'ru', 390],
    ['hostile-names', 'en', 390],
    ['hostile-names', 'ru', 1280],
    ['ten-thousand', 'en', 390],
  ])('%s, %s, %i px: axe finds nothing, nothing sticks out', async (scenario, language, width) => {
    await page.setViewportSize({ width, height: 900 });
    await open(scenario, { language });
    for (const fold of await page.locator('.mscl-quiet > summary').all()) await fold.click();
    await unfoldRows();
    await expect.poll(() => objections()).toEqual([]);
    await expect.poll(() => overflow()).toBe(0);
    await expect.poll(() => page.evaluate('globalThis.pwned')).toBeUndefined();
  });

  it('stays readable in forced colours and with more contrast', async () => {
    await page.emulateMedia({ forcedColors: 'active', contrast: 'more', colorScheme: 'dark' });
    await open('breached-2024', { hash: '#open=sip-passwords' });
    await expect.poll(() => page.locator('.mscl-tag-fail').first().textContent()).toContain('Problem');
    await expect.poll(() => overflow()).toBe(0);
  });

  it('needs no mouse', async () => {
    await open('breached-2024');
    await page.locator('.mscl-critical a:not(.button)').first().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('.mscl-body').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.locator('.mscl-body').waitFor();
    await page.locator('.mscl-count-fail').focus();
    await page.keyboard.press('Space');
    await expect.poll(() => page.locator('.mscl-count-fail').getAttribute('aria-pressed')).toBe('true');
    await page.getByRole('button', { name: 'Save or print' }).focus();
    await page.keyboard.press('Enter');
    await dialog().waitFor();
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      await expect
        .poll(() =>
          page.evaluate(
            () => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null,
          ),
        )
        .toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('Save or print');
  });

  it('shows the sentences of both languages, with nothing left out', async () => {
    for (const language of ['en', 'ru']) {
      await open('docker-bridge', { language });
      for (const fold of await page.locator('.mscl-quiet > summary').all()) await fold.click();
      await unfoldRows();
      await expect.poll(() => page.locator(MOUNT).textContent()).not.toMatch(/%\w+%|undefined|\[object/);
    }
  });
});

describe('ten thousand extensions', () => {
  it('sort, search and turn pages', async () => {
    await open('ten-thousand', { hash: '#open=sip-passwords' });
    const rows = row('sip-passwords').locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(50);
    const first = () => rows.first().locator('.mscl-text').textContent();
    await expect.poll(() => first()).toContain('Extension 10000 ');
    await row('sip-passwords').getByRole('button', { name: 'Problem' }).click();
    await row('sip-passwords').getByRole('button', { name: 'Problem' }).click();
    await expect
      .poll(() => row('sip-passwords').locator('th[aria-sort=descending]').textContent())
      .toContain('Problem');
    await row('sip-passwords').getByRole('button', { name: 'Next' }).click();
    await expect
      .poll(() =>
        row('sip-passwords')
          .getByText(/^Page 2 of/)
          .textContent(),
      )
      .toMatch(/^Page 2 of \d/);
    await row('sip-passwords').getByRole('searchbox').fill('extension 10102');
    await expect.poll(() => rows.count()).toBe(1);
    await expect
      .poll(() =>
        row('sip-passwords')
          .getByText(/^1 of \d+$/)
          .count(),
      )
      .toBe(1);
  });
});

/** Marks on recorded pages of both Cores, in a browser: they are there, and change nothing else. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Facts, PartData } from '../../sites/checklist/facts/types.ts';
import { outlinesOf, RELEASES, type Release } from '../admin-cabinet/flags/outline.ts';
import { HOSTILE } from '../../sites/sandbox/scenarios/hostile-names.ts';
import { riskyFacts, weak } from '../admin-cabinet/flags/risky.ts';
import { objectionsTo } from '../support/axe.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';
import { CLEAN, NOW, rule, strong } from '../support/facts.ts';
import { describeRecorded } from '../support/recorded.ts';
import { json, type Said } from '../support/serve.ts';
import { recordedPage, serveFlags, type FlagsCabinet } from './support/flags-cabinet.ts';

const ROOT = join(import.meta.dirname, '../..');
const LAST = {
  version: 1,
  at: NOW,
  score: { state: 'scored', points: 12, word: 'in-danger', judged: 18, of: 18, accepted: 0 },
  checks: [{ check: 'sip-passwords', verdict: 'fail', severity: 'critical', accepted: [], digests: {} }],
};

const PUBLIC: Partial<PartData['network']> = {
  interfaces: [{ name: 'eth0', addresses: ['5.6.7.8/24'], internet: true, vpn: false }],
  topology: 'public',
};

let browser: Browser;
let cabinet: FlagsCabinet;
let page: Page;
let complaints: string[];
beforeAll(async () => {
  browser = await openBrowser();
  cabinet = await serveFlags(ROOT);
});
afterAll(async () => {
  await browser.close();
  await cabinet.close();
});
beforeEach(async () => {
  page = await browser.context.newPage();
  complaints = complaintsOf(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  cabinet.asked();
  cabinet.files();
});
afterEach(() => page.close());

/** What the API says of these facts: the parts that are asked for. */
function saying(facts: Facts, more: object = {}) {
  return (parts: readonly string[]): object => ({
    on: true,
    facts: {
      ...facts,
      parts: Object.fromEntries(Object.entries(facts.parts).filter(([name]) => parts.includes(name))),
    },
    lastJudged: LAST,
    ...more,
  });
}

/** Core's page with marks on it. */
async function open(release: Release, name: string, changes: Partial<PartData> = {}): Promise<void> {
  const { path, page: shown } = recordedPage(release, name);
  cabinet.page = shown;
  cabinet.answer = saying(riskyFacts(release, changes));
  await page.goto(cabinet.url + path);
  await grade().waitFor();
}

const marks = () => page.locator('.mscl-flag');
const grade = () => page.locator('.mscl-flag-grade');
const labels = async () => Promise.all((await marks().all()).map((mark) => mark.getAttribute('aria-label')));
/** On the console, less what the browser thinks of Core's own fields. */
const said = () => complaints.filter((text) => !text.startsWith('verbose: [DOM]'));
/** All that is ours. */
const ours = () => page.locator('[class*="mscl-"]').count();

/** Where everything of Core's page is, and what its forms would send. */
const pageAsItIs = () =>
  page.evaluate(() => {
    const ours = ['.mscl-flag', '.mscl-flag-grade', '.mscl-flag-line', '.mscl-flag-popup'].flatMap((one) => [
      one,
      `${one} *`,
    ]);
    const places = [...document.body.querySelectorAll(`*:not(${ours.join(', ')})`)].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return `${element.tagName} ${[x, y, width, height].map(Math.round).join(' ')}`;
    });
    const forms = [...document.forms].map((form) =>
      [...new FormData(form)].map(([name, value]) => `${name}=${typeof value === 'string' ? value : value.name}`),
    );
    return { places, forms, names: Object.keys(window).sort() };
  });

const objections = (of = '.mscl-flag, .mscl-flag-grade') => objectionsTo(page, of);

describeRecorded('marks in a browser', () => {
  const MARKED = RELEASES.flatMap((release) =>
    outlinesOf(release)
      .filter((name) => !['pbx-extension-modules-index', 'module-template-index'].includes(name))
      .map((name) => [release, name, 1280] as const),
  );
  const NARROW = [
    ['2024.1.114', 'asterisk-managers-modify', 390],
    ['2024.1.114', 'network-modify', 390],
    ['2026.1.223', 'firewall-index', 390],
  ] as const;
  it.each([...MARKED, ...NARROW])(
    '%s %s, %i px: marks are there, and nothing else has changed',
    async (release, name, width) => {
      await page.setViewportSize({ width, height: 900 });
      let answerNow = (): void => undefined;
      const held = new Promise<void>((resolve) => (answerNow = resolve));
      const { path, page: shown } = recordedPage(release, name);
      cabinet.page = shown;
      // The recorded ones stand behind no router: what they tell others is switched off, and pale.
      const { network } = CLEAN;
      const says = saying(riskyFacts(release, name === 'network-modify' ? { network: { ...network, ...PUBLIC } } : {}));
      cabinet.answer = async (parts) => {
        await held;
        return says(parts);
      };
      await page.goto(cabinet.url + path);
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      const before = await pageAsItIs();
      await expect.poll(() => ours()).toBe(0);
      const start = await page.evaluate(() => performance.now());
      answerNow();
      await grade().waitFor();
      await expect.poll(() => marks().count()).toBeGreaterThan(0);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

      await expect.poll(() => pageAsItIs()).toEqual(before);
      await expect.poll(() => shiftsSince(start)).toEqual([]);
      const asked = cabinet.asked();
      expect(asked.map(({ method }) => method)).toEqual(['GET']);
      await expect.poll(() => objections()).toEqual([]);
      expect(said()).toEqual([]);
    },
  );
});
const shiftsSince = (start: number) =>
  page.evaluate(
    (from) =>
      new Promise<number[]>((resolve) => {
        new PerformanceObserver((list) =>
          resolve(list.getEntries().flatMap((entry) => (entry.startTime >= from ? [entry.duration] : []))),
        ).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve([]), 200);
      }),
    start,
  );

/** A browser itself reports answers that are no success; nothing else may be said. */
const saidByUs = () => said().filter((text) => !/^(error: Failed to load resource|failed: )/.test(text));
/** As long as it would take, and more. */
const rest = () => page.waitForTimeout(400);

describeRecorded('names of strangers', () => {
  it('are text', async () => {
    const [account] = CLEAN.accounts;
    const numbers = [
      ['146', '202', HOSTILE.script],
      ['148', '203', HOSTILE.image],
      ['187', '210', HOSTILE.attribute],
    ] as const;
    await open('2024.1.114', 'extensions-index', {
      accounts:
        account === undefined ? [] : numbers.map(([id, number, name]) => ({ ...account, page: id, number, name })),
      secrets: numbers.map(([, number]) => ({ owner: `sip:${number}`, features: weak })),
    });
    const rows = page.locator('tbody .mscl-flag');
    await expect.poll(() => rows.count()).toBe(3);
    for (const [place, mark] of (await rows.all()).entries()) {
      await mark.click();
      await expect.poll(() => page.locator('.mscl-flag-popup').textContent()).toContain(numbers[place]?.[2]);
      await page.keyboard.press('Escape');
    }
    await expect.poll(() => page.evaluate('globalThis.pwned')).toBeUndefined();
    expect(said()).toEqual([]);
  });
});

describeRecorded('weak passwords on other pages of the list', () => {
  const line = () => page.locator('.mscl-flag-line');
  /** As Core's table does: other rows, in one go. */
  const keepRows = (numbers: readonly string[]) =>
    page.evaluate((kept) => {
      const body = document.querySelector('#extensions-table tbody');
      const all = (globalThis as { rows?: Element[] }).rows ?? [...(body?.children ?? [])];
      (globalThis as { rows?: Element[] }).rows = all;
      body?.replaceChildren(...all.filter((row) => kept.includes(row.getAttribute('data-value') ?? '')));
    }, numbers);

  it.each([
    ['2024.1.114', 1280],
    ['2024.1.114', 390],
    ['2026.1.223', 1280],
    ['2026.1.223', 390],
  ] as const)('%s, %i px: one line says how many, and follows paging and searching', async (release, width) => {
    await page.setViewportSize({ width, height: 900 });
    const [account] = CLEAN.accounts;
    const numbers = ['202', '203', '801', '802', '803'];
    const accounts = numbers.flatMap((number) => (account === undefined ? [] : [{ ...account, number, page: number }]));
    const secrets = numbers.map((number) => ({ owner: `sip:${number}`, features: weak }));
    const { path, page: shown } = recordedPage(release, 'extensions-index');
    cabinet.page = shown;
    let answerNow = (): void => undefined;
    const held = new Promise<void>((resolve) => (answerNow = resolve));
    const says = saying(riskyFacts(release, { accounts, secrets }));
    cabinet.answer = async (parts) => {
      await held;
      return says(parts);
    };
    await page.goto(cabinet.url + path);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const before = await pageAsItIs();
    answerNow();
    await line().waitFor();
    await expect.poll(() => pageAsItIs()).toEqual(before);
    await expect.poll(() => line().textContent()).toMatch(/^3 weak/);
    await expect.poll(() => line().getAttribute('href')).toMatch(/#open=sip-passwords$/);
    const box = await line().boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(width);
    await expect.poll(() => objections('.mscl-flag-line')).toEqual([]);

    await keepRows(['202']);
    await expect.poll(() => line().allTextContents()).toEqual([expect.stringMatching(/^4 weak/)]);
    await keepRows(['203', '202']);
    await expect.poll(() => line().allTextContents()).toEqual([expect.stringMatching(/^3 weak/)]);
    await keepRows([]);
    await expect.poll(() => line().count()).toBe(0);
    expect(said()).toEqual([]);
  });

  it('says nothing where all are shown', async () => {
    await open('2026.1.223', 'extensions-index', { secrets: [{ owner: 'sip:202', features: weak }] });
    await marks().first().waitFor();
    await expect.poll(() => line().count()).toBe(0);
  });
});

describeRecorded('a second visit', () => {
  it('asks whether something has changed, and judges nothing', async () => {
    await open('2026.1.223', 'extensions-index');
    await marks().first().waitFor();
    const before = await labels();
    expect(cabinet.files().filter((file) => file.includes('-judge-'))).not.toEqual([]);
    cabinet.asked();
    await page.reload();
    await marks().first().waitFor();
    await expect.poll(() => labels()).toEqual(before);
    expect(cabinet.asked().map(({ headers }) => headers['if-none-match'])).toEqual([expect.stringMatching(/^"/)]);
    expect(cabinet.files().filter((file) => !file.includes('-flags-en-'))).toEqual([]);
    // To the driver of the browser, an answer without a body has failed.
    expect(saidByUs()).toEqual([]);
  });

  it('shows what has changed', async () => {
    await open('2024.1.114', 'extensions-index');
    await marks().first().waitFor();
    await open('2024.1.114', 'extensions-index', { accounts: [] });
    await rest();
    await expect.poll(() => marks().count()).toBe(0);
    await expect.poll(() => grade().count()).toBe(1);
  });

  it.each([
    ['signed out', json({}, 401)],
    ['without the rights', json({}, 403)],
  ])('%s: nothing is shown, and nothing is remembered', async (_, answer) => {
    await open('2024.1.114', 'extensions-index');
    await marks().first().waitFor();
    const kept = () => page.evaluate(() => Object.keys(sessionStorage));
    await expect.poll(() => kept()).toHaveLength(1);
    cabinet.answer = () => answer;
    await page.reload();
    await expect.poll(() => cabinet.asked().length).toBeGreaterThan(0);
    await expect.poll(kept).toEqual([]);
    await expect.poll(() => ours()).toBe(0);
    expect(saidByUs()).toEqual([]);
  });

  it('who signs out takes everything along', async () => {
    await open('2026.1.223', 'extensions-index');
    await page.evaluate(() => {
      document.querySelector('a[href*="session/end"]')?.addEventListener('click', (event) => event.preventDefault());
    });
    const other = await browser.context.newPage();
    await other.goto(page.url());
    const keptThere = () => other.evaluate(() => sessionStorage.length);
    await expect.poll(keptThere).toBe(1);
    await page.locator('a[href*="session/end"]').first().click();
    await expect.poll(() => page.evaluate(() => sessionStorage.length)).toBe(0);
    await expect.poll(keptThere).toBe(0);
    await other.close();
  });
});

describeRecorded('nothing is shown', () => {
  const garbage = { body: '<html>Bad gateway</html>' };
  it.each<[string, Said | object]>([
    ['401', json({}, 401)],
    ['403', json({}, 403)],
    ['404: an older module', json({}, 404)],
    ['429', json({}, 429)],
    ['500', json({}, 500)],
    ['a cut connection', { end: 'cut', body: '{"on":true' }],
    ['no answer', { end: 'hang' }],
    ['a page of a proxy', garbage],
    ['another JSON', { answer: 42 }],
    ['facts of a newer contract, and no result', { on: true, facts: { version: 99 }, lastJudged: 5 }],
    ['switched off', { on: false, facts: null, lastJudged: null }],
  ])('%s', async (what, answer) => {
    const { path, page: shown } = recordedPage('2024.1.114', 'firewall-index');
    cabinet.page = shown;
    cabinet.answer = () => answer;
    await page.goto(cabinet.url + path);
    await expect.poll(() => cabinet.asked().length).toBe(1);
    await rest();
    await expect.poll(() => marks().count()).toBe(0);
    // The grade is there as soon as the answer is one: nobody has looked yet.
    await expect.poll(() => ours()).toBe(what.startsWith('facts') ? 2 : 0);
    expect(saidByUs()).toEqual([]);
  });

  it('2026: nobody is signed in, so nobody is asked for', async () => {
    const { path, page: shown } = recordedPage('2026.1.223', 'firewall-index');
    cabinet.page = shown;
    await page.addInitScript(() => {
      Object.defineProperty(window, 'TokenManager', { value: { accessToken: null }, writable: false });
    });
    await page.goto(cabinet.url + path);
    await rest();
    expect(cabinet.asked()).toEqual([]);
    await expect.poll(() => ours()).toBe(0);
  });

  it.each([
    ['', 0],
    ['<p>Something new</p>', 0],
    ['<div id="main-content-container"><h1>New</h1><table><tr><td>1</td></tr></table></div>', 1],
  ])('on a page that nobody knows: "%s"', async (body, grades) => {
    cabinet.page = { release: '2024.1.114', body };
    cabinet.answer = saying(riskyFacts('2024.1.114'));
    for (const path of ['firewall/index', 'extensions/modify/1', 'general-settings/modify', 'call-queues/index']) {
      await page.goto(`${cabinet.url}/admin-cabinet/${path}`);
      await expect.poll(() => cabinet.asked().length).toBe(1);
      if (grades === 1) await grade().waitFor();
      else await rest();
      // Leaving would break off what still loads, which is no complaint of the page.
      await page.waitForLoadState('networkidle');
      expect([await grade().count(), await marks().count()]).toEqual([grades, 0]);
    }
    expect(said()).toEqual([]);
  });
});

describeRecorded('while somebody types', () => {
  /** Opens a tab, and lets Core's own scripts make the field ready. */
  const field = async (name: string, tab: string | null = null) => {
    if (tab !== null) await page.locator(`.tabular.menu [data-tab="${tab}"]`).click();
    const input = page.locator(`[name="${name}"]`);
    await input.evaluate((element) => element.removeAttribute('readonly'));
    return input;
  };
  /** A hidden input that Core's drop-down fills, once the person has chosen. */
  const choose = (name: string, value: string) =>
    page.evaluate(
      ([field, chosen]) => {
        const input = document.querySelector(`[name="${field}"]`);
        if (input instanceof HTMLSelectElement) input.append(new Option(chosen, chosen, true, true));
        if (input instanceof HTMLInputElement) input.value = chosen;
        input?.dispatchEvent(new Event('change', { bubbles: true }));
      },
      [name, value] as const,
    );
  const requests: string[] = [];
  const recording = () => {
    requests.length = 0;
    page.on('request', (request) => requests.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
  };

  it.each<[Release, string | null]>([
    ['2024.1.114', null],
    ['2026.1.223', 'general'],
  ])('%s: a password of an extension', async (release, tab) => {
    await open(release, 'extensions-modify', { secrets: [] });
    recording();
    const secret = await field('sip_secret', tab);
    await expect.poll(() => marks().count()).toBe(release === '2024.1.114' ? 0 : 1);
    const place = page.locator('.field:has(> * [name="sip_secret"]) > .mscl-flag');
    await secret.fill('Quagga9');
    await place.waitFor();
    await expect.poll(() => place.getAttribute('aria-label')).toContain('shorter than 8 characters');
    await secret.fill('Quagga-opens-9!qZ7#vLm2x');
    await place.waitFor({ state: 'detached' });
    await secret.fill('1234');
    await place.waitFor();
    await secret.fill('***');
    await place.waitFor({ state: 'detached' });

    expect(requests.filter((request) => !request.includes('/js/cache/ModuleSecurityChecklist/'))).toEqual([]);
    expect(requests.join()).not.toContain('Quagga');
    expect(cabinet.asked()).toHaveLength(1);
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie]),
    );
    expect(kept).not.toContain('Quagga');
    expect(said()).toEqual([]);
  });

  it.each<[Release, string, string, string]>([
    ['2024.1.114', '6', 'network', 'subnet'],
    ['2026.1.223', '5', 'ipv4_network', 'ipv4_subnet'],
  ])('%s: a firewall rule that opens SSH to everybody, and closes it again', async (release, id, network, prefix) => {
    const rules = [rule(id, '192.168.1.0/24', { SSH: true })];
    const { network: own } = CLEAN;
    await open(release, 'firewall-modify', { firewall: { ...CLEAN.firewall, rules }, network: own });
    recording();
    await expect.poll(() => marks().count()).toBe(0);
    await page.locator(`[name="${network}"]`).fill('0.0.0.0');
    await choose(prefix, '0');
    const ssh = page.locator('.field:has([name="rule_SSH"]) > .mscl-flag');
    await ssh.waitFor();
    await expect.poll(() => ssh.getAttribute('aria-label')).toContain('every');
    await ssh.click();
    await expect.poll(() => page.locator('.mscl-flag-popup').textContent()).toContain('nothing of it was sent');
    await page.keyboard.press('Escape');
    // As a person does: by its switch.
    await page.locator('.ui.checkbox:has([name="rule_SSH"])').click();
    await ssh.waitFor({ state: 'detached' });
    await page.locator('.ui.checkbox:has([name="rule_SSH"])').click();
    await ssh.waitFor();
    await page.locator(`[name="${network}"]`).fill('192.168.1.0');
    await choose(prefix, '24');
    await expect.poll(() => marks().count()).toBe(0);
    expect(requests).toEqual([]);
    expect(said()).toEqual([]);
  });

  it('after a second visit: the facts are at hand, and nobody is asked', async () => {
    const secrets = [{ owner: 'sip:204', features: strong }];
    await open('2024.1.114', 'extensions-modify', { secrets });
    await page.reload();
    await grade().waitFor();
    expect(cabinet.asked()).toHaveLength(2);
    await (await field('sip_secret')).fill('204');
    await marks().first().waitFor();
    expect(cabinet.asked()).toEqual([]);
  });

  it('the form is sent as it would be without', async () => {
    await open('2024.1.114', 'asterisk-managers-modify');
    const body = () => page.evaluate<string>(`jQuery('form').serialize()`);
    const before = await body();
    await (await field('secret')).fill('crm');
    await marks().first().waitFor();
    await marks().first().click();
    await expect.poll(() => body()).toBe(before.replace(/(&secret=)[^&]*/, '$1crm'));
  });
});

describeRecorded('with the keyboard', () => {
  it('to a mark, into its reasons, and back', async () => {
    await open('2024.1.114', 'firewall-index');
    await marks().first().waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.className ?? '');
    for (let step = 0; step < 80 && !(await focused()).startsWith('mscl-flag mscl-flag-at'); step++) {
      await page.keyboard.press('Tab');
    }
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    expect(name).toMatch(/^(critical|high)/);
    await page.keyboard.press('Enter');
    const popup = page.getByRole('dialog');
    await popup.waitFor();
    await expect.poll(() => objections('.mscl-flag-popup')).toEqual([]);
    await page.keyboard.press('Tab');
    await expect.poll(() => popup.locator('a:focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    await popup.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(name);
    await page.keyboard.press('Space');
    await popup.waitFor();
    expect(said()).toEqual([]);
  });

  it('the popup stays inside of a narrow window', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await open('2026.1.223', 'firewall-index');
    for (const mark of await marks().all()) {
      await mark.focus();
      await page.keyboard.press('Enter');
      const box = await page.locator('.mscl-flag-popup').boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
      await page.keyboard.press('Escape');
    }
    await expect.poll(() => page.locator('.mscl-flag-popup').count()).toBe(0);
  });
});

/**
 * The newest release as people meet it: in a browser, over HTTP/2, through a real nginx with the locations of the module. The page,
 * the marks, the security mode, banned addresses, and a plan of each action, confirmed over a new connection and undone.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { isRead } from '../../sites/checklist/facts/value.ts';
import { startSandbox, type Pbx, type Sandbox } from '../../sites/sandbox/index.ts';
import { withSettings } from '../../sites/sandbox/settings.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';
import { startNginx, type Nginx } from '../support/nginx.ts';

const ROOT = join(import.meta.dirname, '../..');

let browser: Browser;
let page: Page;
let complaints: string[];
let sandbox: Sandbox;
let nginx: Nginx;
beforeAll(async () => {
  browser = await openBrowser({ ignoreHTTPSErrors: true });
});
afterAll(() => browser.close());
afterEach(async () => {
  expect(complaints).toEqual([]);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await nginx.close();
  await sandbox.close();
});

async function begin(change: (pbx: Pbx) => Pbx = (pbx) => pbx): Promise<void> {
  sandbox = await startSandbox({ scenario: 'newest-2026', cabinet: ROOT, rateLimit: false, counted: 'in-front' });
  sandbox.plans({ stepMs: 50 });
  sandbox.change(change);
  nginx = await startNginx({ before: sandbox.url, http2: true });
  page = await browser.context.newPage();
  complaints = complaintsOf(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}
async function open(change?: (pbx: Pbx) => Pbx): Promise<void> {
  await begin(change);
  await page.goto(`${nginx.url}/?lang=en`);
  await page.locator('.mscl-basis').waitFor();
}
const protocols = () =>
  page.evaluate(() => [
    ...new Set(
      performance
        .getEntriesByType('resource')
        .map((entry) => (entry instanceof PerformanceResourceTiming ? entry.nextHopProtocol : '')),
    ),
  ]);
const row = (id: string) => page.locator(`#mscl-${id}`);
const dialog = () => page.locator('dialog[open]');
const plan = () => page.locator('#mscl-plan');
const button = (name: string | RegExp) => page.getByRole('button', { name });
const kept = () => ({
  settings: sandbox.pbx().settings,
  filters: sandbox.pbx().filters,
  fail2ban: sandbox.pbx().fail2ban,
});

/** Opens the dialog of a fix, decides what it asks about, and plays it. */
async function apply(open: () => Promise<void>): Promise<void> {
  await open();
  await dialog().locator('form .mscl-foot').waitFor();
  for (const choice of await dialog().getByRole('combobox').all()) await choice.selectOption('keep');
  await dialog().getByRole('button', { name: 'Apply' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await plan().locator('.mscl-left').waitFor();
  expect(sandbox.pbx().module.plans.current?.proof).toBe('connection');
}
async function fix(check: string): Promise<void> {
  const item = row(check);
  if (!(await item.getByRole('button', { name: /^Fix/ }).first().isVisible())) {
    await item.locator('summary').first().click();
  }
  await item.getByRole('button', { name: /^Fix/ }).first().click();
}
async function confirm(words: string): Promise<void> {
  await button(/^I still get in/).click();
  await plan().getByText(words).waitFor();
}
async function undo(): Promise<void> {
  await plan().getByRole('button', { name: /^Undo/ }).click();
  await dialog().locator('.mscl-foot').waitFor();
  await dialog().getByRole('button', { name: 'Undo' }).click();
  await dialog().waitFor({ state: 'hidden' });
  await plan().locator('.mscl-left').waitFor();
  await confirm('Done: the earlier state is back.');
}

const openTo = (box: string, { filters }: Pick<Pbx, 'filters'> = sandbox.pbx()) =>
  filters.filter(({ allow }) => allow[box] === true).map(({ permit }) => permit);
const OUTSIDE = '87.49.45.10';
/** Where somebody outside uses the PBX, closing it to the internet is nothing that is safe. */
function nobodyOutside(pbx: Pbx): Pbx {
  const { web } = pbx.signIns;
  return {
    ...pbx,
    devices: pbx.devices.filter(({ address }) => address !== OUTSIDE),
    peers: pbx.peers?.filter(({ address }) => address !== OUTSIDE) ?? null,
    signIns: {
      ...pbx.signIns,
      web: isRead(web) ? { ...web, addresses: web.addresses.filter(({ address }) => address !== OUTSIDE) } : web,
    },
  };
}
const isOff = (pbx: Pbx): Pbx => withSettings(pbx, { PBXFirewallEnabled: '0' });

it('the page says what the newest release has: its mode, the upgrade that is none, and who is banned is no trouble', async () => {
  await open();
  await expect.poll(protocols).toEqual(['h2']);
  await expect.poll(() => page.locator('.mscl-row').count()).toBeGreaterThan(20);
  await row('fail2ban').locator('summary').first().click();
  await expect.poll(() => row('fail2ban').textContent()).toContain('Limits of the web interface');
  await page.getByRole('button', { name: 'Check again' }).first().click();
  await page.locator('.mscl-basis').waitFor();
  await expect.poll(() => page.getByRole('alert').count()).toBe(0);
});

/** As releases since 2026.2.118 show it (read in their source). */
const TRUSTED = `<div class="field"><div id="SecurityPresetSlider"></div></div>
  <input type="hidden" name="PBXSecurityMode" value="balanced">
  <table id="whitelist-table"><tbody><tr><td>192.168.1.0/24</td></tr><tr><td>8.8.0.0/16</td></tr></tbody></table>
  <div class="field"><label>Address</label><input id="whitelist-input"></div>`;

it('marks stand on the page of intrusion protection: at the slider, and at the trusted network that is none of ours', async () => {
  await begin((pbx) => ({ ...pbx, fail2ban: { ...pbx.fail2ban, whitelist: '192.168.1.0/24 8.8.0.0/16' } }));
  await page.goto(`${nginx.url}/admin-cabinet/fail2-ban/index/?lang=en`);
  await page.locator('.mscl-flag-grade').waitFor();
  await page.locator('#content-frame').evaluate((frame, html) => (frame.innerHTML = html), TRUSTED);
  await page.locator('#whitelist-table tr', { hasText: '8.8.0.0/16' }).locator('.mscl-flag').waitFor();
  await expect.poll(() => page.locator('#whitelist-table .mscl-flag').count()).toBe(1);
  await page.locator('.field:has(#SecurityPresetSlider) .mscl-flag').waitFor();
  await expect.poll(protocols).toEqual(['h2']);
});

describe('a plan of each action is played over HTTP/2, confirmed, and undone', () => {
  it('close-web-cti', async () => {
    await open();
    const before = kept();
    await apply(() => fix('web-cti-closed'));
    expect(openTo('WEB')).toEqual(['192.168.1.0/24']);
    await confirm('Done: the changes are in force.');
    await undo();
    expect(kept()).toEqual(before);
  });

  it('set-fail2ban-level: with the mode, and who was banned of ours is let in', async () => {
    await open((pbx) => ({
      ...pbx,
      bans: [...pbx.bans, { ...(pbx.bans[0] ?? { jail: 'asterisk', from: 0, until: 0 }), ip: '192.168.1.101' }],
    }));
    const before = kept();
    await apply(() => fix('fail2ban'));
    expect(sandbox.pbx().settings['PBXSecurityMode']).toBe('strict');
    expect(sandbox.pbx().bans.map(({ ip }) => ip)).toEqual(['45.134.26.9']);
    await confirm('Done: the changes are in force.');
    await undo();
    expect(kept()).toEqual(before);
  });

  it('restrict-internet', async () => {
    await open();
    const before = kept();
    await apply(() => fix('firewall-trusted-subnets'));
    expect(openTo('SIP')).not.toContain('0.0.0.0/0');
    expect(openTo('SIP')).toContain('87.49.45.10/32');
    await confirm('Done: the changes are in force.');
    await undo();
    expect(kept()).toEqual(before);
  });

  it('enable-firewall', async () => {
    await open(isOff);
    const before = kept();
    await apply(() => fix('firewall-enabled'));
    expect(sandbox.pbx().settings['PBXFirewallEnabled']).not.toBe('0');
    expect(openTo('WEB')).not.toContain('0.0.0.0/0');
    await confirm('Done: the changes are in force.');
    await undo();
    expect(kept()).toEqual(before);
  });

  it('fix-safe: several at once', async () => {
    await open(nobodyOutside);
    const before = kept();
    await apply(() => button(/^Fix all that is safe/).click());
    expect(openTo('WEB')).toEqual(['192.168.1.0/24']);
    expect(sandbox.pbx().settings['PBXSecurityMode']).toBe('strict');
    await confirm('Done: the changes are in force.');
    await undo();
    expect(kept()).toEqual(before);
  });
});

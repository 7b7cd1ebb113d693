/** A plan confirmed through a real nginx: over HTTP/1.1, over HTTP/2, and by a new sign-in where no new connection comes. */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from '../../sites/sandbox/index.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';
import { startNginx, type Nginx, type NginxOptions } from '../support/nginx.ts';

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
  await page.close();
  await nginx.close();
  await sandbox.close();
});

async function open(options: Omit<NginxOptions, 'before'>): Promise<void> {
  sandbox = await startSandbox({ scenario: 'newest-2026', cabinet: ROOT, rateLimit: false, counted: 'in-front' });
  sandbox.plans({ stepMs: 50 });
  nginx = await startNginx({ before: sandbox.url, ...options });
  page = await browser.context.newPage();
  complaints = complaintsOf(page);
  await page.goto(`${nginx.url}/?lang=en#open=web-cti-closed`);
  await page.locator('.mscl-basis').waitFor();
}
const plan = () => page.locator('#mscl-plan');
const protocols = () =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map((entry) => (entry instanceof PerformanceResourceTiming ? entry.nextHopProtocol : '')),
  );

async function waiting(): Promise<void> {
  await page.locator('#mscl-web-cti-closed').getByRole('button', { name: /^Fix/ }).click();
  await page.locator('dialog[open]').getByRole('button', { name: 'Apply' }).click();
  await plan().locator('.mscl-left').waitFor();
}
const confirm = () => page.getByRole('button', { name: /^I still get in/ }).click();
const isDone = () => plan().getByText('Done: the changes are in force.').waitFor();

describe.each([
  ['HTTP/1.1', false, 'http/1.1'],
  ['HTTP/2', true, 'h2'],
] as const)('over %s', (_, http2, protocol) => {
  it('a plan is confirmed over a new connection, and nobody complains', async () => {
    await open({ http2 });
    await expect.poll(() => protocols()).toContain(protocol);
    await waiting();
    expect(sandbox.pbx().module.plans.current?.proof).toBe('connection');
    await confirm();
    await isDone();
    expect(complaints).toEqual([]);
  });
});

describe('over HTTP/2, where no WebSocket comes through', () => {
  it('a new sign-in confirms, and an old one does not', async () => {
    await open({ http2: true, door: false });
    await waiting();
    expect(sandbox.pbx().module.plans.current?.proof).toBe('sign-in');
    await confirm();
    await plan().getByText('You signed in before the change.').waitFor();
    expect(sandbox.pbx().module.plans.current?.phase).toBe('waiting');
    await plan().getByRole('link', { name: 'Sign out' }).click();
    await page.getByText('Signed out.').waitFor();
    await page.goto(`${nginx.url}/?lang=en`);
    await page.locator('#mscl-plan .mscl-left').waitFor();
    await confirm();
    await isDone();
  });
});

/** Fixing in a real browser, over the embedded PBX that plays plans: preview, apply, confirm, way back, undo, history. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox, type Pbx, type PlanKnobs, type Sandbox, type ScenarioName } from '../../sites/sandbox/index.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const ROOT = join(import.meta.dirname, '../..');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Screenshots for the documents: `SCREENSHOTS=docs/screenshots npx vitest run test/e2e/plan.test.ts -t documents`. */
const SCREENSHOTS = process.env['SCREENSHOTS'];

let browser: Browser;
let page: Page;
let complaints: string[];
let sandbox: Sandbox;
/** Of the PBX; a test moves it on. */
let ahead: number;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  ahead = 0;
  page = await browser.context.newPage();
  complaints = complaintsOf(page);
  await page.setViewportSize({ width: 1280, height: 900 });
});
afterEach(async () => {
  // A browser itself reports answers that are no success; nothing else may be said.
  expect(complaints.filter((text) => !/^(error: Failed to load resource|failed: )/.test(text))).toEqual([]);
  await page.evaluate(() => localStorage.clear());
  await page.close();
  await sandbox.close();
});

interface Opening {
  readonly scenario?: ScenarioName;
  readonly language?: string;
  readonly knobs?: Partial<PlanKnobs>;
  readonly change?: (pbx: Pbx) => Pbx;
}
async function open({ scenario = 'breached-2024', language = 'en', knobs = {}, change }: Opening = {}): Promise<void> {
  const now = () => new Date(Date.now() + ahead);
  sandbox = await startSandbox({ scenario, cabinet: ROOT, rateLimit: false, now });
  sandbox.plans({ stepMs: 150, ...knobs });
  if (change !== undefined) sandbox.change(change);
  await page.goto(`${sandbox.url}/?lang=${language}#open=web-cti-closed,fail2ban`);
  await page.locator('.mscl-basis').waitFor();
}
const row = (id: string) => page.locator(`#mscl-${id}`);
const dialog = () => page.locator('dialog[open]');
const plan = () => page.locator('#mscl-plan');
const status = () => page.locator('.mscl > [role=status]');
const button = (name: string | RegExp) => page.getByRole('button', { name });

/** The dialog holds what it is for, and no longer "Being read". */
const read = () => dialog().locator('form .mscl-foot').waitFor();
async function fix(check = 'web-cti-closed'): Promise<void> {
  await row(check)
    .getByRole('button', { name: /^(Fix|Why not)/ })
    .click();
  await read();
}
async function apply(check?: string): Promise<void> {
  await fix(check);
  await dialog().getByRole('button', { name: 'Apply' }).click();
  await dialog().waitFor({ state: 'hidden' });
}
async function applied(check?: string): Promise<void> {
  await apply(check);
  await plan().locator('.mscl-left').waitFor();
}
async function done(check?: string): Promise<void> {
  await applied(check);
  await button(/^I still get in/).click();
  await plan().getByText('Done: the changes are in force.').waitFor();
}
async function history(): Promise<void> {
  await page.locator('#mscl-history summary').first().click();
  await page.locator('.mscl-rows').waitFor();
}
async function objections(): Promise<string[]> {
  await page.evaluate(AXE);
  const found: AxeResults = await page.evaluate(
    `axe.run('#module-security-checklist', { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
/** What a dialog reads when it opens is read. */
const readAgain = () => page.waitForTimeout(1500);
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
const openTo = (box: string) =>
  sandbox
    .pbx()
    .filters.filter(({ allow }) => allow[box] === true)
    .map(({ permit }) => permit);
const webOpen = () => openTo('WEB');

describe('the preview', () => {
  it('shows each object, who can connect, who is affected, what stops, and the way back', async () => {
    await open();
    await fix();
    const text = (await dialog().textContent()) ?? '';
    expect(text).toContain('You come from 192.168.1.20.');
    expect(text).toContain('This release does not filter IPv6');
    expect(text).toMatch(/9\.10\.11\.12: WEB.* close\. The phones there \(202\) go on/);
    expect(text).toContain('the firewall and the bans pause for some seconds');
    expect(text).toMatch(/The telephony panel of 1C.*used here/);
    expect(text).toContain('If nobody confirms within 5 min');
    const who = dialog().getByRole('table', { name: 'Who can connect' }).getByRole('row', { name: /^WEB/ });
    await expect
      .poll(() => who.getByRole('cell').allTextContents())
      .toEqual([expect.stringContaining('everybody rule "Internet"'), expect.not.stringContaining('everybody rule')]);
    const rule = dialog().getByRole('table', { name: 'Rule "Internet"' }).getByRole('row', { name: /^WEB/ });
    await expect.poll(() => rule.getByRole('cell').allTextContents()).toEqual(['allowed', 'closed']);
    await expect.poll(() => objections()).toEqual([]);
  });

  it('follows what is chosen, and says why where it cannot be', async () => {
    await open();
    await fix();
    const steps = dialog().locator('.mscl-preview ol').first();
    await dialog().getByLabel('CTI client 4.0').uncheck();
    await expect.poll(() => steps.textContent()).not.toContain('CTI client 4.0');
    await dialog().getByLabel('Another network or address').fill('203.0.113.7');
    await dialog().getByRole('button', { name: 'Add' }).click();
    await expect.poll(() => steps.textContent()).toContain('New rule for 203.0.113.7/32');
    await dialog().getByLabel('Another network or address').fill('office');
    await dialog().getByRole('button', { name: 'Add' }).click();
    await dialog().getByRole('alert').getByText('"office" is not a network').waitFor();
    await dialog().getByLabel('Another network or address').fill('8.0.0.0/8');
    await page.keyboard.press('Enter');
    await dialog().getByText('Too wide to be yours alone: 8.0.0.0/8').waitFor();
    await expect.poll(() => button(/^ ?Apply$/).isDisabled()).toBe(true);
    await expect.poll(() => objections()).toEqual([]);
    await dialog()
      .getByLabel(/^\s*8\.0\.0\.0\/8/)
      .uncheck();
    await dialog()
      .getByLabel(/^\s*192\.168\.1\.0\/24/)
      .uncheck();
    await dialog().getByText('Your own address (192.168.1.20) was in none of your networks and was added.').waitFor();
  });

  it('takes the networks of a provider while they are typed, one after the other', async () => {
    await open({
      scenario: 'newest-2026',
      change: (pbx) => ({
        ...pbx,
        providers: pbx.providers.map((provider) => ({ ...provider, host: 'sip.nowhere.example', additionalHosts: [] })),
        providerHosts: [],
      }),
    });
    await row('firewall-trusted-subnets').locator('summary').first().click();
    await fix('firewall-trusted-subnets');
    const field = dialog()
      .getByLabel(/sip\.nowhere\.example/)
      .first();
    await field.pressSequentially('203.0.113.7 198.51.100.0/28');
    await expect.poll(() => field.inputValue()).toBe('203.0.113.7 198.51.100.0/28');
    await expect.poll(() => dialog().getByText('Ask the provider for its addresses').count()).toBe(0);
  });

  it.each([
    ['proxy', 'You come through a proxy or a tunnel (192.168.1.20)'],
    ['gateway', 'Name the network that you come from'],
    ['unknown', 'It is not known what stands between you'],
  ] as const)('refuses a person behind: %s', async (seen, words) => {
    await open({ knobs: { seen } });
    await fix();
    if (seen === 'gateway') {
      await dialog()
        .getByLabel(/^\s*192\.168\.1\.0\/24/)
        .uncheck();
      // The network of the router is suggested.
      await dialog()
        .getByLabel(/^\s*You come through a router/)
        .fill('');
    }
    await dialog().locator('.mscl-refused').getByText(words).waitFor();
    await expect.poll(() => button(/^ ?Apply$/).isDisabled()).toBe(true);
    if (seen !== 'gateway') return;
    await dialog()
      .getByLabel(/^\s*You come through a router/)
      .fill('192.168.1.0/24');
    await dialog().locator('.mscl-preview').waitFor();
    await expect.poll(() => button(/^ ?Apply$/).isDisabled()).toBe(false);
  });

  it('refuses in Docker, with commands for the host', async () => {
    await open({ scenario: 'docker-bridge' });
    await fix();
    await dialog().getByText('In Docker the PBX filters nothing by itself.').waitFor();
    await expect.poll(() => dialog().locator('.mscl-commands').first().textContent()).toContain('iptables');
    await expect.poll(() => objections()).toEqual([]);
  });

  it('where another action comes first, opens that one', async () => {
    await open({
      scenario: 'newest-2026',
      change: (pbx) => ({ ...pbx, settings: { ...pbx.settings, PBXFirewallEnabled: '0' } }),
    });
    await fix();
    const first = dialog().getByRole('button', { name: 'Do this first: Switch the firewall on' });
    await first.focus();
    await page.keyboard.press('Enter');
    await dialog().getByRole('heading', { name: 'Switch the firewall on' }).waitFor();
    await read();
    await expect.poll(() => page.locator('dialog').count()).toBe(1);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('shows names of strangers as text', async () => {
    await open({ scenario: 'hostile-names' });
    for (const check of ['web-cti-closed', 'fail2ban']) {
      const fixing = row(check).getByRole('button', { name: /^Fix/ });
      if ((await fixing.count()) === 0) continue;
      await fixing.click();
      await read();
      await expect.poll(() => page.evaluate('globalThis.pwned')).toBeUndefined();
      await expect.poll(() => dialog().locator('.mscl-fix img, .mscl-fix script').count()).toBe(0);
      await expect.poll(() => objections()).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'hidden' });
    }
  });

  it('is fit for keys: the focus goes in, stays, and comes back', async () => {
    await open();
    const fixing = row('web-cti-closed').getByRole('button', { name: /^Fix/ });
    await fixing.focus();
    await page.keyboard.press('Enter');
    await read();
    for (let tabs = 0; tabs < 25; tabs++) {
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
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Fix');
  });
});

describe('closing everything to the internet', () => {
  it('asks about everybody who would lose something, and begins when all is decided', async () => {
    await open({ scenario: 'newest-2026' });
    await row('firewall-trusted-subnets').locator('summary').first().click();
    await fix('firewall-trusted-subnets');
    await expect.poll(() => objections()).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(() => overflow()).toBeLessThanOrEqual(0);
    await page.setViewportSize({ width: 1280, height: 900 });
    await dialog().getByText('Decide first').waitFor();
    await expect.poll(() => dialog().getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
    await dialog()
      .getByRole('combobox', { name: /^87\.49\.45\.10 / })
      .selectOption('keep');
    await dialog().getByText('Planned changes', { exact: true }).waitFor();
    await dialog().getByRole('button', { name: 'Apply' }).click();
    await plan().locator('.mscl-left').waitFor();
    expect(openTo('SIP')).not.toContain('0.0.0.0/0');
    expect(openTo('SIP')).toContain('87.49.45.10/32');
    await button(/^I still get in/).click();
    await plan().getByText('Done: the changes are in force.').waitFor();
  });
});

describe('fix all that is safe', () => {
  it('plays several actions as one plan; a part can be left out, and who would lose something is said', async () => {
    // No program connects over what closes.
    await open({ scenario: 'factory-2026', change: (pbx) => ({ ...pbx, amiUsers: [] }) });
    await button('Fix all that is safe (2)').click();
    await read();
    const part = (name: string) => dialog().getByRole('checkbox', { name: new RegExp(`^${name}`) });
    const count = () => dialog().locator('[role=status].mscl-heard').textContent();
    const both = await count();
    await part('Close the web interface').uncheck();
    await expect.poll(() => count()).not.toBe(both);
    await part('Close the web interface').check();
    await expect.poll(count).toBe(both);
    await expect.poll(() => objections()).toEqual([]);
    await dialog().getByRole('button', { name: 'Apply' }).click();
    await plan().locator('.mscl-left').waitFor();
    await button(/^I still get in/).click();
    await plan().getByText('Done: the changes are in force.').waitFor();
    for (const check of ['web-cti-closed', 'fail2ban']) {
      await row(check).getByText('Passed').waitFor({ state: 'attached' });
    }
    await expect.poll(() => button(/^Fix all that is safe/).count()).toBe(0);
  });
});

describe('applying', () => {
  it('shows the progress, waits, and keeps the changes when they are confirmed over a new connection', async () => {
    await open({ knobs: { stepMs: 900 } });
    await apply();
    await plan()
      .getByText(/made …|once more …|Handed over/)
      .waitFor();
    await plan().locator('progress').waitFor();
    await expect.poll(focused).toBe('mscl-plan');
    await plan().locator('.mscl-left').waitFor();
    await expect.poll(() => plan().locator('.mscl-left').textContent()).toMatch(/^Confirm within [45]:\d\d$/);
    await expect.poll(() => plan().locator('.mscl-left').textContent(), { timeout: 9000 }).toMatch(/4:5[0-7]$/);
    await expect.poll(() => status().textContent()).toBe('The changes are in force. Confirm them, or they go back.');
    await expect.poll(() => objections()).toEqual([]);
    expect(webOpen()).toEqual(['192.168.1.0/24']);
    await button(/^I still get in/).click();
    await plan().getByText('Done: the changes are in force.').waitFor();
    // The checklist reads again.
    await row('web-cti-closed').getByText('Passed').waitFor({ state: 'attached' });
    await expect.poll(() => row('web-cti-closed').getByRole('button', { name: /^Fix/ }).count()).toBe(0);
    // What it did, what is next, and the way back: also when the page is opened again.
    for (const again of [false, true]) {
      if (again) await page.reload();
      await plan()
        .locator('.mscl-after-score')
        .getByText(/^Score \d+ → \d+$/)
        .waitFor();
      const told = (await plan().locator('.mscl-after-score').textContent()) ?? '';
      const [was = 0, is = 0] = [...told.matchAll(/\d+/g)].map(Number);
      expect(is).toBeGreaterThan(was);
      await plan()
        .getByText(/^Next: .*about \d+ .*phones/)
        .waitFor();
    }
    await expect.poll(() => objections()).toEqual([]);
    await plan().getByRole('button', { name: /^Undo/ }).click();
    await dialog().getByText('Undo these changes').waitFor();
    await page.keyboard.press('Escape');
    await button('Close this message').click();
    await expect.poll(() => plan().count()).toBe(0);
  });

  it('has a comment, which passes the web filter and is text wherever it is shown', async () => {
    const comment = `'; select * from ../x where 1=1 <img src=x onerror="globalThis.pwned = 1">`;
    await open({ scenario: 'newest-2026' });
    await fix();
    await dialog().getByLabel('Comment (not required)').fill(comment);
    await expect.poll(objections).toEqual([]);
    await dialog().getByRole('button', { name: 'Apply' }).click();
    await plan().locator('.mscl-left').waitFor();
    await plan().getByText(`Comment: ${comment}`).waitFor();
    await button(/^I still get in/).click();
    await plan().getByText('Done: the changes are in force.').waitFor();
    await history();
    await expect.poll(() => page.locator('.mscl-rows').textContent()).toContain(`Comment: ${comment}`);
    await expect.poll(() => page.evaluate('globalThis.pwned')).toBeUndefined();
  });

  it('asks again, quietly, while older connections are used up', async () => {
    await open({ knobs: { sameConnection: 4 } });
    await applied();
    await button(/^I still get in/).click();
    await plan().getByText('Done: the changes are in force.').waitFor();
    await expect.poll(() => page.getByRole('alert').count()).toBe(0);
  });

  it('goes back by the button', async () => {
    await open();
    const before = sandbox.pbx().filters;
    await applied();
    await button('Undo now').click();
    await plan().getByText('Everything is as before').waitFor();
    await expect.poll(() => plan().textContent()).toContain('somebody asked to go back');
    expect(sandbox.pbx().filters).toEqual(before);
    await row('web-cti-closed').getByRole('button', { name: /^Fix/ }).waitFor();
  });

  it('goes back when the time is over', async () => {
    await open();
    const before = sandbox.pbx().filters;
    await applied();
    ahead = 301_000;
    await plan().getByText('Everything is as before').waitFor();
    await expect.poll(() => plan().textContent()).toContain('nobody confirmed in time');
    expect(sandbox.pbx().filters).toEqual(before);
  });

  it('survives a page that is closed and opened again, which can still confirm', async () => {
    await open();
    await applied();
    await page.goto('about:blank');
    await page.goto(`${sandbox.url}/?lang=en`);
    await plan().locator('.mscl-left').waitFor();
    await expect.poll(() => plan().locator('h2').textContent()).toContain('Close the web interface and CTI');
    await button(/^I still get in/).click();
    await plan().getByText('Done: the changes are in force.').waitFor();
  });

  it('tells a person who comes back after the time that everything is as before', async () => {
    await open();
    await applied();
    await page.goto('about:blank');
    ahead = 400_000;
    await page.goto(`${sandbox.url}/?lang=en`);
    await plan().getByText('Everything is as before').waitFor();
  });

  it('can be given five more minutes, by keyboard, up to an hour', async () => {
    await open();
    await applied();
    await button('5 more minutes').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => plan().locator('.mscl-left').textContent()).toMatch(/^Confirm within 9:\d\d$/);
    for (let i = 0; i < 11; i++) {
      await button('5 more minutes').click();
      await expect.poll(() => button('5 more minutes').isEnabled()).toBe(true);
    }
    await expect.poll(() => plan().locator('.mscl-left').textContent()).toMatch(/^Confirm within 5\d:\d\d$/);
    await expect.poll(() => objections()).toEqual([]);
    await button(/^I still get in/).click();
    await plan().getByText('Done: the changes are in force.').waitFor();
  });

  it('in another browser can be undone, not confirmed', async () => {
    await open();
    await applied();
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await plan().getByText('Only admin can confirm').waitFor();
    await expect.poll(() => button(/^I still get in/).count()).toBe(0);
    await expect.poll(() => plan().textContent()).toContain('Begun by admin from 192.168.1.20.');
    await button('Undo now').click();
    await expect.poll(() => sandbox.pbx().module.plans.current?.phase).toBe('undone');
    await expect.poll(() => plan().count(), { timeout: 9000 }).toBe(0);
  });

  it('in another browser is told with its name and steps', async () => {
    await open();
    await applied();
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await plan().getByText('Only admin can confirm').waitFor();
    await expect.poll(() => plan().locator('h2').textContent()).toContain('Close the web interface and CTI');
    await expect
      .poll(() => plan().locator('ol li').allTextContents())
      .toEqual([expect.stringContaining('rule number 2')]);
    await expect.poll(() => objections()).toEqual([]);
  });

  it('lists who is still connected over what is closed, while it waits and when it is done', async () => {
    await open();
    await applied();
    const list = plan().locator('.mscl-connected');
    await expect
      .poll(() => list.locator('li').allTextContents())
      .toEqual(['WEB, port 443: 9.10.11.12', 'AMI, port 5038: 5.6.7.8', 'CTI client 4.0, port 8222: 5.6.7.8']);
    await plan().getByText('They stay until they disconnect or the PBX restarts').waitFor();
    sandbox.change((pbx) => ({ ...pbx, peers: [{ address: '9.10.11.12', port: 443 }] }));
    await expect.poll(() => list.locator('li').count(), { timeout: 9000 }).toBe(1);
    await button(/^I still get in/).click();
    await plan().getByText('Done: the changes are in force.').waitFor();
    await expect.poll(() => list.locator('li').allTextContents()).toEqual(['WEB, port 443: 9.10.11.12']);
    await expect.poll(() => objections()).toEqual([]);
    await history();
    await page.locator('.mscl-rows').getByText('1 is still connected over what was closed').first().waitFor();
  });

  it('says that nobody is, or that it could not be read', async () => {
    await open();
    sandbox.change((pbx) => ({ ...pbx, peers: [] }));
    await applied();
    await plan().getByText('Nobody is still connected over what was closed.').waitFor();
    sandbox.change((pbx) => ({ ...pbx, peers: null }));
    await plan().getByText('Who is still connected over what was closed could not be read.').waitFor();
  });

  it('is rolled back where a step fails', async () => {
    await open({ knobs: { failAt: 1 } });
    const before = sandbox.pbx().filters;
    await apply();
    await plan().getByText('Everything is as before').waitFor();
    await expect.poll(() => plan().textContent()).toContain('the PBX refused one of the changes');
    expect(sandbox.pbx().filters).toEqual(before);
  });

  it('says what is what where the way back fails, and stays until somebody deals with it', async () => {
    await open({ knobs: { wayBackFails: true } });
    await applied();
    await button('Undo now').click();
    await plan().getByText('Not everything could be put back').waitFor();
    await expect.poll(() => plan().locator('.mscl-objects').textContent()).toContain('Rule "Internet": as planned');
    await expect.poll(() => objections()).toEqual([]);
    await page.reload();
    await plan().getByText('Not everything could be put back').waitFor();
    await expect.poll(() => row('fail2ban').getByRole('button', { name: /^Fix/ }).isDisabled()).toBe(true);
    sandbox.plans({ wayBackFails: false });
    await button('Try to go back again').click();
    await plan().getByText('Everything is as before').waitFor();
  });

  it('is refused when the PBX changed meanwhile, and planned anew', async () => {
    await open();
    await fix();
    await readAgain();
    sandbox.change((pbx) => ({
      ...pbx,
      filters: pbx.filters.map((filter) =>
        filter.permit === '0.0.0.0/0' ? { ...filter, description: 'Renamed' } : filter,
      ),
    }));
    await button(/^ ?Apply$/).click();
    await dialog().getByText('Nothing was changed').waitFor();
    await dialog().getByText('The settings changed in the meantime.').waitFor();
    await dialog().getByRole('table', { name: 'Rule "Renamed"' }).waitFor();
    await button(/^ ?Apply$/).click();
    await plan().locator('.mscl-left').waitFor();
  });

  it('sets the level of intrusion protection', async () => {
    await open();
    await fix('fail2ban');
    await expect
      .poll(() =>
        dialog()
          .getByLabel(/^\s*Strong/)
          .isChecked(),
      )
      .toBe(true);
    await dialog()
      .getByLabel(/^\s*Paranoid/)
      .check();
    await button(/^ ?Apply$/).click();
    await plan().locator('.mscl-left').waitFor();
    await button(/^I still get in/).click();
    await plan().getByText('Done').waitFor();
    expect(sandbox.pbx().fail2ban).toMatchObject({ maxretry: 3, findtime: 86_400, bantime: 2_592_000 });
  });
});

describe('the security mode', () => {
  it('is shown before, set with the level, named in the history, and put back', async () => {
    await open({ scenario: 'newest-2026' });
    const mode = () => sandbox.pbx().settings['PBXSecurityMode'];
    await fix('fail2ban');
    const steps = dialog().locator('.mscl-preview ol').first();
    await expect.poll(() => steps.textContent()).toContain('Limits of the web interface – Enhanced: 180 pages');
    const cells = (row: RegExp) =>
      dialog()
        .getByRole('table', { name: 'Limits of the web interface' })
        .getByRole('row', { name: row })
        .getByRole('cell')
        .allTextContents();
    await expect.poll(() => cells(/^As with/)).toEqual(['Normal', 'Enhanced']);
    await expect.poll(() => cells(/^Pages/)).toEqual(['240', '180']);
    await expect.poll(() => dialog().textContent()).toContain('Everybody behind one address shares the limits');
    await expect.poll(() => objections()).toEqual([]);
    await button(/^ ?Apply$/).click();
    await plan().locator('.mscl-left').waitFor();
    expect(mode()).toBe('strict');
    await button(/^I still get in/).click();
    await plan().getByText('Done').waitFor();

    await history();
    await page.locator('.mscl-rows').getByText('Steps').first().click();
    await expect
      .poll(() => page.locator('.mscl-rows').textContent())
      .toContain('limits of the web interface – Enhanced: 180 pages');
    await page.locator('.mscl-rows').getByRole('button', { name: 'Undo' }).click();
    await dialog().getByRole('table', { name: 'Limits of the web interface' }).waitFor();
    await expect.poll(() => cells(/^As with/)).toEqual(['Enhanced', 'Normal']);
    await dialog().getByRole('button', { name: 'Undo' }).click();
    await plan().locator('.mscl-left').waitFor();
    await button(/^I still get in/).click();
    await plan().getByText('Done: the earlier state is back.').waitFor();
    expect(mode()).toBe('balanced');
  });
});

describe('a plan for later', () => {
  const later = () => page.locator('#mscl-plan-later');
  const schedule = async () => {
    await open();
    await fix();
    await dialog().getByLabel('Not now: at a time that I choose').check();
    await expect.poll(() => dialog().getByLabel('Begin at').inputValue()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    await dialog().getByText('Europe/Berlin, now').waitFor();
    await expect.poll(objections).toEqual([]);
    await button(/^ ?Plan for this time$/).click();
    await dialog().waitFor({ state: 'hidden' });
    await later().getByText('Begins by itself at').waitFor();
  };
  /** The suggested hour, and a minute's worth of seconds. */
  const itsTime = async () => {
    ahead += 3_600_000;
    await page.reload();
    await page.locator('.mscl-basis').waitFor();
  };

  it('begins by itself at its time, and is confirmed by a page that was opened then', async () => {
    await schedule();
    const before = webOpen();
    await expect.poll(() => later().textContent()).toMatch(/goes back unless it is confirmed by \d{4}-/);
    await expect.poll(() => later().textContent()).toContain('By the clock of the PBX (Europe/Berlin)');
    await expect.poll(() => later().textContent()).toContain('admin');
    await expect.poll(focused).toBe('mscl-plan-later');
    await expect.poll(objections).toEqual([]);
    expect(webOpen()).toEqual(before);
    await page.evaluate(() => localStorage.clear());
    await itsTime();
    await plan().locator('.mscl-left').waitFor();
    await plan().getByText('This began by itself at its time. Only admin can keep it').waitFor();
    await expect.poll(() => later().count()).toBe(0);
    await expect.poll(objections).toEqual([]);
    await button(/^I still get in/).click();
    await plan().getByText('Done: the changes are in force.').waitFor();
    expect(webOpen()).not.toEqual(before);
    await history();
    await expect.poll(() => page.locator('.mscl-rows').textContent()).toContain('Done');
  });

  it('goes back when nobody confirms, and says so until somebody has seen it', async () => {
    await schedule();
    const before = webOpen();
    await itsTime();
    await plan().locator('.mscl-left').waitFor();
    ahead += 16 * 60_000;
    await later().getByText('was taken back: nobody confirmed in time').waitFor();
    expect(webOpen()).toEqual(before);
    await expect.poll(objections).toEqual([]);
    await later().getByRole('button', { name: 'I have seen it' }).click();
    await expect.poll(() => later().count(), { timeout: 15_000 }).toBe(0);
  });

  it('can be cancelled', async () => {
    await schedule();
    await later().getByRole('button', { name: 'Cancel it' }).click();
    await expect.poll(() => later().count(), { timeout: 15_000 }).toBe(0);
    await history();
    await expect.poll(() => page.locator('.mscl-rows').textContent()).toContain('Cancelled before it began');
  });

  it('is not begun where the settings changed, and says why', async () => {
    await schedule();
    sandbox.change((pbx) => ({ ...pbx, filters: pbx.filters.map((one) => ({ ...one, description: 'other' })) }));
    await itsTime();
    await later().getByText('was not begun: the settings changed after the plan was made').waitFor();
  });

  it('says that a time that is over, or too short to confirm, is none', async () => {
    await open();
    await fix();
    await dialog().getByLabel('Not now: at a time that I choose').check();
    await dialog().getByLabel('Begin at').fill('2020-01-01T10:00');
    await dialog().getByText('Choose a time from one minute to 30 days').waitFor();
    await expect.poll(() => button(/^ ?Plan for this time$/).isDisabled()).toBe(true);
    await dialog().getByLabel('Not now: at a time that I choose').uncheck();
    await expect.poll(() => button(/^ ?Apply$/).isDisabled()).toBe(false);
  });
});

describe('somebody for a while', () => {
  const whiles = () => page.locator('#mscl-whiles');
  const letIn = async (name = 'Technician') => {
    await open({
      scenario: 'newest-2026',
      change: (pbx) => ({ ...pbx, filters: pbx.filters.filter(({ permit }) => permit !== '0.0.0.0/0') }),
    });
    await whiles().getByRole('button', { name: 'Let somebody in for a while' }).click();
    await read();
    await dialog().getByText('Type the address or the network').waitFor();
    await dialog().getByLabel('Address or network').fill('203.0.113.77');
    await dialog().getByLabel('Name of the rule').fill(name);
    await dialog().getByLabel('SSH').check();
    await expect.poll(objections).toEqual([]);
    await expect.poll(() => dialog().getByLabel('Until when').inputValue()).toMatch(/^\d{4}-\d\d-\d\dT/);
    await dialog().getByRole('button', { name: 'Apply' }).click();
    await dialog().waitFor({ state: 'hidden' });
    await plan().getByText('Done: the changes are in force.').waitFor();
    await whiles().getByText('203.0.113.77/32').waitFor();
  };
  const isIn = () => sandbox.pbx().filters.some(({ permit }) => permit === '203.0.113.77/32');

  it('is let in by a narrow rule until a time, and is out by itself, which the history tells', async () => {
    await letIn();
    expect(isIn()).toBe(true);
    expect(openTo('SSH')).toContain('203.0.113.77/32');
    await expect.poll(() => whiles().textContent()).toMatch(/until .*\((4 h|239 min|240 min|3 h 59 min)/);
    ahead += 4 * 3_600_000 + 60_000;
    await page.reload();
    await page.locator('.mscl-basis').waitFor();
    await expect.poll(isIn).toBe(false);
    await expect.poll(() => whiles().textContent()).not.toContain('203.0.113.77');
    await history();
    await expect.poll(() => page.locator('.mscl-rows').textContent()).toContain('Its time was over');
    await expect.poll(objections).toEqual([]);
  });

  it('can be taken away sooner', async () => {
    await letIn();
    await whiles().getByRole('button', { name: 'Take away now' }).click();
    await expect.poll(isIn, { timeout: 15_000 }).toBe(false);
    await expect.poll(() => whiles().textContent(), { timeout: 15_000 }).not.toContain('203.0.113.77');
  });

  it('stays where somebody changed the rule, and the page says so until somebody has seen it', async () => {
    await letIn('<img src=x onerror="globalThis.pwned = 1">');
    sandbox.change((pbx) => ({
      ...pbx,
      filters: pbx.filters.map((one) => (one.permit === '203.0.113.77/32' ? { ...one, description: 'stays' } : one)),
    }));
    ahead += 4 * 3_600_000 + 60_000;
    await page.reload();
    await whiles().getByRole('alert').getByText('somebody changed it since').waitFor();
    expect(isIn()).toBe(true);
    await expect.poll(objections).toEqual([]);
    await whiles().getByRole('button', { name: 'I have dealt with it' }).click();
    await expect.poll(() => whiles().textContent(), { timeout: 15_000 }).not.toContain('203.0.113.77');
    expect(isIn()).toBe(true);
  });

  it('says that a time that is over, or far away, is none', async () => {
    await open({ scenario: 'hardened-2026' });
    await whiles().getByRole('button', { name: 'Let somebody in for a while' }).click();
    await read();
    await dialog().getByLabel('Until when').fill('2020-01-01T10:00');
    await dialog().getByText('Choose a time from one minute to 30 days').waitFor();
    await expect.poll(() => dialog().getByRole('button', { name: 'Apply' }).isDisabled()).toBe(true);
  });
});

describe('history', () => {
  it('tells who did what, from where, and how it came out; its chain holds', async () => {
    await open();
    await done();
    await history();
    const rows = page.locator('.mscl-rows tbody tr');
    // One change, whatever the plan wrote down, and however often the page was looked at.
    await expect
      .poll(() => rows.allTextContents())
      .toEqual([
        expect.stringMatching(/admin 192\.168\.1\.20Close the web interface and CTI · Done: the changes are in force/),
      ]);
    await expect.poll(() => rows.locator('li').first().isVisible()).toBe(false);
    await rows.getByText('Steps').click();
    const steps = await rows.locator('li').allTextContents();
    for (const words of ['Applied', 'Begins', 'Step 1: rule number 2', 'waits to be confirmed', 'Confirmed', 'Done']) {
      expect(steps.filter((text) => text.startsWith(words) || text.includes(words))).toHaveLength(1);
    }
    await rows.getByText('Steps').click();
    await page.getByText(/The history is intact: \d+ rows/).waitFor();
    for (const details of await page.locator('.mscl-rows details > summary').all()) await details.click();
    await expect.poll(() => objections()).toEqual([]);
  });

  it('says where the chain is broken', async () => {
    await open();
    await done();
    sandbox.change((pbx) => {
      const journal = pbx.module.journal.map((row) => (row.id === 3 ? { ...row, person: 'nobody' } : row));
      return { ...pbx, module: { ...pbx.module, journal } };
    });
    await history();
    await page.getByRole('alert').getByText('row 3 is missing or was changed').waitFor();
    await expect.poll(() => page.locator('.mscl-broken').textContent()).toContain('Broken here:');
  });

  it('shows more pages, and saves all of them with their seals', async () => {
    await open();
    await done();
    // The page reads the PBX once more, and its grade is another one.
    await expect.poll(() => sandbox.pbx().module.journal.at(-1)?.action, { timeout: 15_000 }).toBe('last-judged');
    const row = { at: '2026-11-20T10:00:00+00:00', person: '<b>anna</b>', address: '10.0.0.1', action: 'waivers' };
    const rows = Array.from({ length: 80 }, (_, place) => ({
      ...row,
      id: place + 1,
      details: { check: 'fail2ban', reason: 'x' },
      hash: 'ab'.repeat(32),
    }));
    sandbox.change((pbx) => ({ ...pbx, module: { ...pbx.module, journal: rows } }));
    await history();
    await expect.poll(() => page.locator('.mscl-rows tbody tr').count()).toBe(50);
    await expect.poll(() => page.locator('.mscl-rows').textContent()).toContain('<b>anna</b>');
    await button('Show earlier ones').click();
    await expect.poll(() => page.locator('.mscl-rows tbody tr').count()).toBe(80);
    const [file] = await Promise.all([page.waitForEvent('download'), button('Save all as JSON').click()]);
    expect(file.suggestedFilename()).toMatch(/^security-history-Trade-house-\d{4}-\d\d-\d\d\.json$/);
    const saved: unknown = JSON.parse(readFileSync(await file.path(), 'utf8'));
    expect(saved).toMatchObject({ chain: { rows: 1, holds: false }, entries: [...rows].reverse() });
  });

  it('undoes, with a preview', async () => {
    await open();
    const before = sandbox.pbx().filters;
    await done();
    await history();
    await page.locator('.mscl-rows').getByRole('button', { name: /^Undo/ }).click();
    const table = dialog().getByRole('table', { name: 'Rule "Internet"' });
    await expect
      .poll(() =>
        table
          .getByRole('row', { name: /^Allowed/ })
          .getByRole('cell')
          .allTextContents(),
      )
      .toEqual(['SIP, ICMP', 'SIP, WEB, SSH, AMI, AJAM, ICMP, CTI client 4.0']);
    await dialog()
      .getByText(/^Grade now: .* Afterwards: /)
      .waitFor();
    await dialog().getByRole('table', { name: 'Who can connect' }).getByRole('row', { name: /^WEB/ }).waitFor();
    await expect.poll(() => objections()).toEqual([]);
    await dialog().getByRole('button', { name: 'Undo' }).click();
    // It opens again: the person stands by it as by the plan.
    await button(/^I still get in/).click();
    await plan().getByText('Done: the earlier state is back.').waitFor();
    expect(sandbox.pbx().filters).toEqual(before);
    await expect.poll(() => page.locator('.mscl-rows').getByRole('button', { name: /^Undo/ }).count()).toBe(0);
  });

  const rename = () =>
    sandbox.change((pbx) => ({
      ...pbx,
      filters: pbx.filters.map((filter) =>
        filter.permit === '0.0.0.0/0' ? { ...filter, newerBlockIp: true } : filter,
      ),
    }));

  it('says before that somebody changed it since, and undoes nothing', async () => {
    await open();
    await done();
    rename();
    await history();
    await page.locator('.mscl-rows').getByRole('button', { name: /^Undo/ }).click();
    await dialog()
      .getByRole('alert')
      .getByText('Somebody changed this after it was applied: Rule "Internet".')
      .waitFor();
    await expect.poll(() => objections()).toEqual([]);
    await dialog().getByRole('button', { name: 'Undo' }).click();
    await plan().getByText('The PBX refused, nothing was changed.').waitFor();
  });

  it('a change in the very moment is a conflict, never overwritten', async () => {
    await open({ knobs: { stepMs: 700 } });
    await done();
    await history();
    await page.locator('.mscl-rows').getByRole('button', { name: /^Undo/ }).click();
    await readAgain();
    await dialog().getByRole('button', { name: 'Undo' }).click();
    await dialog().waitFor({ state: 'hidden' });
    rename();
    await plan().getByText('The PBX refused, nothing was changed.').waitFor();
    await expect.poll(() => plan().textContent()).toContain('Rule "Internet": changed by somebody since');
    expect(webOpen()).toEqual(['192.168.1.0/24']);
  });
});

describe.each([
  ['en', 1280],
  ['ru', 1280],
  ['en', 390],
  ['ru', 390],
] as const)('for the documents: %s, %i px', (language, width) => {
  it('fits, and axe finds nothing', async () => {
    await page.setViewportSize({ width, height: width === 390 ? 1500 : 1150 });
    await open({ language });
    await row('web-cti-closed').locator('.mscl-links .primary').click();
    await dialog().locator('.mscl-preview').waitFor();
    await page.waitForLoadState('networkidle');
    await expect.poll(() => overflow()).toBe(0);
    await expect.poll(() => objections()).toEqual([]);
    if (SCREENSHOTS !== undefined) await page.screenshot({ path: `${SCREENSHOTS}/plan-${language}-${width}.png` });
    await dialog().locator('.mscl-foot .primary').click();
    await plan().locator('.mscl-left').waitFor();
    await expect.poll(() => overflow()).toBe(0);
    await expect.poll(() => objections()).toEqual([]);
    await plan().locator('.primary').click();
    await page.locator('.mscl-plan-done').waitFor();
    await history();
    await page.waitForLoadState('networkidle');
    await expect.poll(() => overflow()).toBe(0);
    await expect.poll(() => objections()).toEqual([]);
    await page.locator('#mscl-history').scrollIntoViewIfNeeded();
    if (SCREENSHOTS !== undefined && language === 'en' && width === 1280) {
      await page.screenshot({ path: `${SCREENSHOTS}/history-en-1280.png` });
    }
  });
});

it.each([
  ['en', 1280],
  ['ru', 390],
] as const)('hundreds of phones elsewhere fold into one line with their count: %s, %i px', async (language, width) => {
  await page.setViewportSize({ width, height: 900 });
  const devices = Array.from({ length: 500 }, (_, i) => ({
    account: String(1000 + i),
    address: `91.12.${i >> 8}.${i & 255}`,
    userAgent: 'Yealink SIP-T31P 124.86.0.40',
    transport: 'udp' as const,
  }));
  await open({
    language,
    change: (pbx) => ({ ...pbx, devices, settings: { ...pbx.settings, PBXFirewallEnabled: '0' } }),
  });
  await page.goto(`${sandbox.url}/?lang=${language}#open=firewall-enabled`);
  await page.locator('.mscl-basis').waitFor();
  await row('firewall-enabled')
    .getByRole('button', { name: /^(Fix|Why not|Исправить|Почему)/ })
    .click();
  await read();
  const group = dialog().locator('details.mscl-fold').filter({ hasText: '500' }).first();
  await expect.poll(() => group.locator('summary').textContent()).toMatch(/500/);
  await expect.poll(() => dialog().locator('input').count()).toBeLessThan(120);
  await expect.poll(() => overflow()).toBe(0);
  if (SCREENSHOTS !== undefined) await page.screenshot({ path: `${SCREENSHOTS}/fold-${language}-${width}.png` });
  await group.locator('summary').first().click();
  await expect.poll(() => group.getByRole('checkbox').count()).toBeGreaterThan(499);
  await expect.poll(() => group.getByText('91.12.1.243/32').count()).toBe(1);
  await expect.poll(() => overflow()).toBe(0);
});

it('in forced colours everything that colour says is there as text', async () => {
  await page.emulateMedia({ forcedColors: 'active' });
  await open();
  await fix();
  await expect.poll(() => objections()).toEqual([]);
  await dialog().getByRole('button', { name: 'Apply' }).click();
  await plan().locator('.mscl-left').waitFor();
  await expect.poll(() => objections()).toEqual([]);
});

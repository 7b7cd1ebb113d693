/** Plans for timePasses, and rules with an end, in a real browser. */
import { describe, expect, it } from 'vitest';
import {
  page,
  sandbox,
  timePasses,
  open,
  dialog,
  plan,
  button,
  read,
  fix,
  history,
  objections,
  focused,
  openTo,
  webOpen,
} from './support/plan-page.ts';

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
    timePasses(3_600_000);
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
    timePasses(16 * 60_000);
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
    timePasses(4 * 3_600_000 + 60_000);
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
    timePasses(4 * 3_600_000 + 60_000);
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

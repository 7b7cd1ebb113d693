/** Plans that are played, in a real browser: progress, confirmation, the way back. */
import { describe, expect, it } from 'vitest';
import {
  page,
  sandbox,
  timePasses,
  open,
  row,
  dialog,
  plan,
  status,
  button,
  fix,
  apply,
  applied,
  history,
  objections,
  readAgain,
  focused,
  webOpen,
} from './support/plan-page.ts';

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
    timePasses(301_000);
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
    timePasses(400_000);
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
    await plan().getByText('Nobody is still connected over TCP to what was closed.').waitFor();
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

/** What was done, and undoing it, in a real browser. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  page,
  sandbox,
  open,
  dialog,
  plan,
  button,
  done,
  history,
  objections,
  readAgain,
  webOpen,
} from './support/plan-page.ts';

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

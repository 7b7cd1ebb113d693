/** Changing Core's pages by hand while the PBX watches, in a real browser. */
import { describe, expect, it } from 'vitest';
import {
  button,
  dialog,
  focused,
  history,
  objections,
  open,
  overflow,
  page,
  plan,
  read,
  row,
  sandbox,
  timePasses,
} from './support/plan-page.ts';

const WORDS = {
  en: { open: /^ ?Watch while I change it by hand$/, apply: 'Apply' },
  ru: { open: /^ ?Присмотреть, пока я меняю вручную$/, apply: 'Применить' },
} as const;

async function arm(language: keyof typeof WORDS = 'en'): Promise<void> {
  await open({ scenario: 'newest-2026', language });
  await row('web-cti-closed').getByRole('button', { name: WORDS[language].open }).click();
  await read();
  await dialog().getByRole('radio').first().check();
  await expect.poll(objections).toEqual([]);
  await dialog().getByRole('button', { name: WORDS[language].apply }).click();
  await dialog().waitFor({ state: 'hidden' });
  await plan().locator('.mscl-left').waitFor();
}

/** Core's own request, as its page sends it, over another connection. */
async function edit(path: string, method: string, body?: object): Promise<void> {
  const answer = await fetch(`${sandbox.url}/pbxcore/api/v3/firewall${path}`, {
    method,
    headers: { Authorization: `Bearer ${sandbox.apiKey}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBeLessThan(300);
}
const boxes = (allowed: readonly string[]) =>
  Object.fromEntries(Object.keys(sandbox.pbx().filters[0]?.allow ?? {}).map((box) => [box, allowed.includes(box)]));
const rows = () => JSON.stringify([...sandbox.pbx().filters].sort((a, b) => a.id - b.id));
/** The rule that lets everybody in, a new one, and one that is gone. */
async function editAll(): Promise<void> {
  const everybody = sandbox.pbx().filters.find(({ permit }) => permit === '0.0.0.0/0');
  await edit(`/${everybody?.id}`, 'PATCH', { currentRules: boxes(['SIP', 'WEB']) });
  const added = { description: 'My technician', network: '198.51.100.7', subnet: '32', currentRules: boxes(['SSH']) };
  await edit('', 'POST', { ...added, newer_block_ip: false, local_network: false });
}

describe('changing by hand, watched', () => {
  it('shows each change, keeps it when confirmed, and undoes it from the history', async () => {
    await arm();
    const before = rows();
    await plan().getByText('Nothing was changed yet.').waitFor();
    await expect.poll(focused).toBe('mscl-plan');
    await editAll();
    await plan().getByText('New rule "My technician"').waitFor();
    await plan().getByText('198.51.100.7/32').first().waitFor();
    await plan().getByText('Not confirmed, all of it goes back').waitFor();
    await expect.poll(() => plan().locator('.mscl-edits table').count()).toBeGreaterThan(2);
    await expect.poll(() => plan().locator('.mscl-edits').textContent()).toMatch(/SSH.*everybody/s);
    await expect.poll(objections).toEqual([]);
    await button(/^I still get in/).click();
    await plan().getByText('Done: the changes are in force.').waitFor();
    await plan().getByText('This was changed, and stays:').waitFor();
    expect(rows()).not.toBe(before);
    await history();
    await page.locator('.mscl-rows').getByRole('button', { name: /^Undo/ }).first().click();
    await read();
    await dialog().getByText('New rule "My technician"').waitFor();
    await dialog()
      .getByRole('button', { name: /^ ?Undo$/ })
      .click();
    await dialog().waitFor({ state: 'hidden' });
    await plan().locator('.mscl-left').waitFor();
    await expect.poll(rows).toBe(before);
  });

  it('not confirmed it goes back, also in another browser and after the tab was closed', async () => {
    await arm();
    const before = rows();
    await editAll();
    await edit(':disable', 'POST');
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await plan().getByText('New rule "My technician"').waitFor();
    await plan().getByText('Only admin can confirm').waitFor();
    timePasses(301_000);
    await plan().getByText('Everything is as before').or(page.getByText('My technician')).first().waitFor();
    await expect.poll(rows, { timeout: 15_000 }).toBe(before);
    expect(sandbox.pbx().settings['PBXFirewallEnabled']).not.toBe('0');
  });

  it('goes back at once, and says what was put back; in Russian, on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    await arm('ru');
    const before = rows();
    await editAll();
    await plan().getByText('My technician').first().waitFor();
    await expect.poll(overflow).toBe(0);
    await expect.poll(objections).toEqual([]);
    await button('Вернуть сейчас').click();
    await plan().getByText('Это было изменено и возвращено').waitFor();
    await expect.poll(rows).toBe(before);
  });

  it('says that the person would be shut out, so that nothing can be confirmed', async () => {
    await arm();
    for (const { id } of sandbox.pbx().filters) await edit(`/${id}`, 'PATCH', { currentRules: boxes(['SIP']) });
    await plan().getByText('get in no more').waitFor();
    await expect.poll(objections).toEqual([]);
  });
});

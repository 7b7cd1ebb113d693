/** The preview, a plan and the history fit every screen, and everybody can use them. */
import { describe, expect, it } from 'vitest';
import {
  SCREENSHOTS,
  page,
  sandbox,
  open,
  row,
  dialog,
  plan,
  read,
  fix,
  history,
  objections,
  overflow,
} from './support/plan-page.ts';

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

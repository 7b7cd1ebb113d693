/** Previews of plans in a real browser: what is shown, chosen, refused. */
import { describe, expect, it } from 'vitest';
import { page, open, row, dialog, plan, button, read, fix, objections, overflow, openTo } from './support/plan-page.ts';

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

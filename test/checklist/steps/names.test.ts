/** Boxes, buttons and menus that steps name are on the recorded pages of their release. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { menuOf, newMenuOf } from '../../../sites/checklist/exposure/menus.ts';
import { say, type Message } from '../../../sites/checklist/message.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { boxName, typed } from '../../../sites/checklist/steps/names.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import { speakIn } from '../../../sites/cli/language.ts';
import { known } from '../../support/facts.ts';
import { describeRecorded, RECORDINGS, recorded } from '../../support/recorded.ts';

const { speak } = speakIn('en');
const textOf = (page: string): string => JSON.stringify(recorded(`dom/${page}.json`));
/** Outlines cut long texts. */
const begin = (text: string) => text.replaceAll('"', '').slice(0, 38);

/** Outlines leave out groups of the side menu behind the first. */
const UNRECORDED: Readonly<Record<string, readonly string[]>> = {
  '2024.1.114': [
    'Network and Firewall',
    'System',
    'Asterisk Manager Interface (AMI)',
    'System file customization',
    'Maintenance',
    'PBX update',
  ],
  '2026.1.223': [
    'Network and Firewall',
    'Network firewall',
    'AMI access',
    'System file customization',
    'Maintenance',
    'PBX update',
    'ARI Access',
  ],
};

describeRecorded('what steps name', () => {
  const releases = ['2024.1.114', '2026.1.223'] as const;
  it.each(releases)('%s: boxes of a firewall rule', (release) => {
    const page = textOf(`${release}/firewall-index`).replaceAll(', ', ',');
    const boxes = ['SIP', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP', ...(release.startsWith('2026') ? ['IAX'] : [])];
    for (const box of boxes) {
      const name = begin(speak(boxName(box, known([]), parseRelease(release)))).replaceAll(', ', ',');
      expect(page).toContain(name);
    }
    expect(page.includes('"CTI"')).toBe(false);
  });
  it.each(releases)('%s: buttons, switch and fields', (release) => {
    const line = release.startsWith('2024') ? '2024' : '2026';
    const firewall = textOf(`${release}/firewall-index`);
    const said: readonly Message[] = [say(`steps.button.add.${line}`), say(`steps.switch.${line}`)];
    for (const message of said) expect(firewall).toContain(begin(speak(message)));
    expect(textOf(`${release}/providers-modifysip`)).toContain(begin(speak(say(`steps.field.hosts.${line}`))));
    const settings = textOf(
      release.startsWith('2024') ? `${release}/general-settings-modify` : `${release}/general-settings`,
    );
    for (const field of ['ssh-keys', 'ssh-passwords'] as const) {
      expect(settings).toContain(`"${speak(say(`steps.field.${field}.${line}`))}"`);
    }
    expect(settings).toContain('"SSH password"');
    expect(settings).toContain('"Allow incoming calls from any servers"');
    expect(textOf(`${release}/fail2-ban-index`)).toContain(speak(say('steps.tab.banned')));
    expect(textOf(`${release}/outbound-routes-index`)).toContain(speak(say(`steps.button.route.${line}`)));
    expect(textOf(`${release}/extensions-modify`)).toContain(speak(say(`steps.field.attributes.${line}`)));
    expect(textOf(`${release}/firewall-modify`)).toContain('Never block addresses from this network');
  });
  it.each(releases)('%s: every menu and tab, where outlines hold it', (release) => {
    const old = ['firewall', 'fail2ban', 'network', 'extensions', 'providers', 'routes', 'ami', 'files'] as const;
    const more = ['modules', 'update', 'main', 'ssh', 'web-password'] as const;
    const menus = [...old, ...more].map((page) => menuOf(page, parseRelease(release)));
    const tabs = (['ari', 'api', 'api-keys', 'sip'] as const).map(newMenuOf);
    const pages = readdirSync(join(RECORDINGS, 'dom', release)).map((file) =>
      textOf(`${release}/${file.replace('.json', '')}`),
    );
    const parts = [...menus, ...(release.startsWith('2024') ? [] : tabs)].flatMap((menu) => speak(menu).split(' → '));
    const lost = new Set(parts.filter((part) => !pages.some((page) => page.includes(`"${begin(part)}`))));
    expect([...lost]).toEqual(UNRECORDED[release]);
  });
  it('2026: fields of the new tabs', () => {
    const settings = textOf('2026.1.223/general-settings');
    for (const field of ['Auth Username prefix for authorization', 'CORS allowed origins', 'Use ARI interface']) {
      expect(settings).toContain(field);
    }
    expect(textOf('2026.1.223/extensions-modify')).toContain('Generate new password');
  });
  it.each(releases)('%s: menus', (release) => {
    const page = textOf(`${release}/firewall-index`);
    for (const part of speak(menuOf('providers', parseRelease(release))).split(' → ')) expect(page).toContain(part);
    const last =
      speak(menuOf('fail2ban', parseRelease(release)))
        .split(' → ')
        .at(-1) ?? '';
    expect(textOf(`${release}/fail2-ban-index`)).toContain(last);
  });
  it('writes masks as the list of masks has them', () => {
    const masks = ['192.168.1.0/24', '203.0.113.5', '10.0.0.0/30'].flatMap(networksOf).map((one) => typed(one).mask);
    expect(masks).toEqual(['24 - 255.255.255.0', '32 - 255.255.255.255', '30 - 255.255.255.252']);
    for (const mask of masks) expect(textOf('2026.1.223/firewall-modify')).toContain(mask);
  });
});

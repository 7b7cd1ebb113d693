import { describe, expect, it } from 'vitest';
import { connectionsOf, type Connections } from '../../../sites/checklist/exposure/connections.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';

const firewall = (...rules: (typeof CLEAN.firewall.rules)[number][]) => ({ ...CLEAN.firewall, rules });
const cell = (picture: Connections | null, row: string, service: string) =>
  picture?.rows.find(({ name, kind }) => name === row || kind === row)?.cells.find((one) => one.service === service);

describe('who can connect', () => {
  it('is by rule: what the box allows is open, by which rule is said', () => {
    const picture = connectionsOf(partsWith({ firewall: firewall(rule('1', '192.168.1.0/24', { WEB: true })) }));
    expect(cell(picture, 'Rule 1', 'WEB')).toEqual({
      service: 'WEB',
      state: 'allowed',
      by: [{ kind: 'rule', id: '1', name: 'Rule 1' }],
    });
    expect(cell(picture, 'Rule 1', 'SSH')).toMatchObject({ state: 'closed', by: [] });
    expect(cell(picture, 'everybody', 'WEB')).toMatchObject({ state: 'closed' });
  });

  it('shows the rule for everybody as the first row, and at every network that it opens', () => {
    const picture = connectionsOf(
      partsWith({ firewall: firewall(rule('1', '10.0.0.0/8', {}), rule('2', '0.0.0.0/0', { SIP: true })) }),
    );
    expect(picture?.rows.map(({ kind }) => kind)).toEqual(['everybody', 'rule']);
    expect(cell(picture, 'everybody', 'SIP')).toMatchObject({ state: 'allowed', by: [{ name: 'Rule 2' }] });
    expect(cell(picture, 'Rule 1', 'SIP')).toMatchObject({ state: 'allowed', by: [{ name: 'Rule 2' }] });
  });

  it('counts many narrow rules together', () => {
    const narrow = Array.from({ length: 300 }, (_, i) =>
      rule(String(i + 1), `81.${i % 256}.${i >> 8}.0/24`, { SIP: true }),
    );
    const picture = connectionsOf(partsWith({ firewall: firewall(...narrow) }));
    expect(cell(picture, 'everybody', 'SIP')?.state).toBe('together');
    expect(picture?.rows.filter(({ isAtLarge }) => isAtLarge).length).toBe(1);
  });

  it('says of half of the internet that it is no network of somebody', () => {
    const picture = connectionsOf(partsWith({ firewall: firewall(rule('1', '0.0.0.0/1', { WEB: true })) }));
    expect(picture?.rows[1]).toMatchObject({ name: 'Rule 1', isAtLarge: true });
    expect(cell(picture, 'everybody', 'WEB')?.state).toBe('allowed');
  });

  it('lets a part of a network stay closed: only what is let in as a whole is open', () => {
    const picture = connectionsOf(
      partsWith({ firewall: firewall(rule('1', '10.0.0.0/8', {}), rule('2', '10.1.0.0/16', { SSH: true })) }),
    );
    expect(cell(picture, 'Rule 1', 'SSH')?.state).toBe('closed');
    expect(cell(picture, 'Rule 2', 'SSH')?.state).toBe('allowed');
  });

  it('names the cause where no rule decides', () => {
    const off = connectionsOf(partsWith({ firewall: { ...CLEAN.firewall, enabled: false } }));
    expect(cell(off, 'everybody', 'WEB')).toMatchObject({ state: 'allowed', by: [{ kind: 'off' }] });
    const docker = { kind: 'docker', network: 'bridge', bouncer: null } as const;
    const inDocker = connectionsOf(partsWith({ system: { ...CLEAN.system, container: docker } }));
    expect(cell(inDocker, 'everybody', 'WEB')?.by).toEqual([{ kind: 'container' }]);
  });

  it('shows providers whose hosts the PBX opens by itself', () => {
    const [provider] = CLEAN.providers;
    if (provider === undefined) throw new Error('no provider');
    const picture = connectionsOf(partsWith({ providers: [{ ...provider, hosts: ['81.2.3.4'] }] }));
    expect(cell(picture, 'provider', 'SIP')).toMatchObject({ state: 'allowed', by: [{ kind: 'provider' }] });
    expect(cell(picture, 'provider', 'WEB')?.state).toBe('closed');
  });

  it('shows what the rules in force open and the cabinet does not', () => {
    const lines = [
      '-P INPUT DROP',
      '-A INPUT -s 81.2.3.0/24 -p tcp -m tcp --dport 22 -j ACCEPT',
      '-A INPUT -s 192.168.1.0/24 -j ACCEPT',
    ];
    const picture = connectionsOf(partsWith({ runningRules: { v4: lines, v6: ['-P INPUT DROP'] } }));
    expect(cell(picture, '81.2.3.0/24', 'SSH')).toMatchObject({ state: 'allowed', by: [{ kind: 'force' }] });
  });

  it('is not drawn where the rules are not known', () => {
    expect(connectionsOf(partsWith({}, { firewall: 'timeout' }))).toBeNull();
  });

  it('names what else decides, or could not be read', () => {
    const speak = speaker(LOCALES.en);
    const gapsOf = (...parts: Parameters<typeof partsWith>) => connectionsOf(partsWith(...parts))?.gaps.map(speak);
    expect(gapsOf()).toEqual([]);
    const extra = { firewallAdditional: true, modules: ['ModuleGeoIP'], customFiles: ['/etc/firewall_additional'] };
    expect(gapsOf({ extraRules: extra })?.join()).toMatch(/firewall_additional.*ModuleGeoIP/);
    expect(gapsOf({}, { providers: 'failed' })?.join()).toMatch(/providers/);
    const named = firewall(rule('1', 'office.example', EVERYTHING));
    expect(gapsOf({ firewall: named })?.join()).toContain('office.example');
  });

  it('leads from each row to its page, with the id to look for', () => {
    const [provider] = CLEAN.providers;
    if (provider === undefined) throw new Error('no provider');
    const lines = ['-P INPUT DROP', '-A INPUT -s 81.2.3.0/24 -p tcp -m tcp --dport 22 -j ACCEPT'];
    const picture = connectionsOf(
      partsWith({
        firewall: firewall(rule('1', '10.0.0.0/8,10.9.0.0/16', { SIP: true }), rule('2', '::/0', {})),
        providers: [
          { ...provider, hosts: ['81.2.9.9'] },
          { ...provider, id: 'OTHER', hosts: [] },
        ],
        runningRules: {
          v4: [...lines, '-A INPUT -s 81.2.9.9/32 -p udp -m udp --dport 5060 -j ACCEPT'],
          v6: ['-P INPUT DROP'],
        },
      }),
    );
    expect(picture?.rows.map(({ kind, id, name, networks, page }) => [kind, id, name, networks, page])).toEqual([
      ['everybody', '', '', [], null],
      ['rule', '1', 'Rule 1', ['10.0.0.0/8,10.9.0.0/16'], { page: 'firewall-rule', id: '1' }],
      ['provider', 'SIP-TRUNK-1', 'Provider', ['81.2.9.9'], { page: 'provider-sip', id: 'SIP-TRUNK-1' }],
      ['force', '81.2.3.0/24', '81.2.3.0/24', ['81.2.3.0/24'], { page: 'firewall' }],
    ]);
    expect(picture?.services.map(({ id }) => id)).toEqual(Object.keys(EVERYTHING));
  });

  it('names a rule without a name by its network', () => {
    const nameless = rule('1', '10.0.0.0/8', { WEB: true }, { name: '' });
    expect(connectionsOf(partsWith({ firewall: firewall(nameless) }))?.rows[1]?.cells).toContainEqual({
      service: 'WEB',
      state: 'allowed',
      by: [{ kind: 'rule', id: '1', name: '10.0.0.0/8' }],
    });
  });

  it('names each way in once', () => {
    const twice = firewall(rule('1', '10.0.0.0/8', { WEB: true }), rule('2', '10.0.0.0/8,10.1.0.0/16', { WEB: true }));
    const picture = connectionsOf(partsWith({ firewall: twice }));
    expect(cell(picture, 'Rule 1', 'WEB')?.by).toEqual([
      { kind: 'rule', id: '1', name: 'Rule 1' },
      { kind: 'rule', id: '2', name: 'Rule 2' },
    ]);
    expect(cell(picture, 'Rule 2', 'WEB')?.by).toHaveLength(2);
  });

  it('lets in what is left of a network only where all of the row is left', () => {
    const lines = ['-A INPUT -s 10.0.0.0/9 -j DROP', '-A INPUT -p tcp --dport 22 -j ACCEPT', '-A INPUT -j DROP'];
    const rules = ['10.0.0.0/8', '10.0.0.0/9', '10.128.0.0/9', '10.128.0.0/10'].map((permit, i) =>
      rule(String(i + 1), permit, {}),
    );
    const wide = rule('9', '0.0.0.0/0', { SSH: true });
    const picture = connectionsOf(
      partsWith({ firewall: firewall(...rules, wide), runningRules: { v4: lines, v6: ['-P INPUT DROP'] } }),
    );
    expect(['Rule 1', 'Rule 2', 'Rule 3', 'Rule 4'].map((name) => cell(picture, name, 'SSH')?.state)).toEqual([
      'closed',
      'closed',
      'allowed',
      'allowed',
    ]);
  });

  it('says whether a router stands in between, by both families', () => {
    const at = (...addresses: string[]) =>
      connectionsOf(
        partsWith({
          network: {
            ...CLEAN.network,
            interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }],
          },
        }),
      )?.behindRouter;
    expect(at('192.168.1.2/24')).toBe(true);
    expect(at('8.8.8.8/24')).toBe(false);
    expect(at('192.168.1.2/24', '2a00:1450::7/64')).toBe(false);
    expect(connectionsOf(partsWith({}, { network: 'forbidden' }))?.behindRouter).toBe(false);
  });

  it('of IPv6 that the release leaves alone and of addresses of IPv6 that are many', () => {
    const v6 = connectionsOf(
      partsWith({
        system: { ...CLEAN.system, release: '2026.1.223' },
        firewall: firewall(rule('1', '2a00::/32', { WEB: true }), rule('2', '8.8.8.8', { SSH: true })),
      }),
    );
    expect(cell(v6, 'everybody', 'WEB')).toMatchObject({ state: 'allowed', by: [{ name: 'Rule 1' }] });
    expect(cell(v6, 'everybody', 'SSH')).toEqual({ service: 'SSH', state: 'closed', by: [] });
    expect(v6?.rows.map(({ isAtLarge }) => isAtLarge)).toEqual([true, true, false]);
  });
});

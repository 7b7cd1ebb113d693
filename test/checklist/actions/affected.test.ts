/** Who loses what by a change of the rules: phones, the places they share, and providers. */
import { describe, expect, it } from 'vitest';
import { allCutOff, lossesBetween } from '../../../sites/checklist/actions/affected.ts';
import type { FirewallRule, PartData, Parts } from '../../../sites/checklist/facts/types.ts';
import { say, type Message } from '../../../sites/checklist/message.ts';
import type { ReachInput } from '../../../sites/checklist/reach/types.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';
import { inputOf } from './random.ts';

const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
const [TRUNK] = CLEAN.providers;
if (TRUNK === undefined) throw new Error('the clean PBX has a provider');

const partsOf = (rules: readonly FirewallRule[], more: Partial<PartData> = {}) =>
  partsWith({ system: SYSTEM, firewall: { ...CLEAN.firewall, rules: [...rules] }, providers: [], ...more });
const reach = (...rules: FirewallRule[]) => inputOf(partsOf(rules));
const open = (allow: Partial<Record<string, boolean>>) => reach(rule('7', '0.0.0.0/0', allow));
const named = (...services: string[]): Message[] =>
  services.map((service) => say('exposure.service.plain', { service }));

const lostBy = (address: string, was: ReachInput, is: ReachInput) => lossesBetween(was, is).of(address);
const cutOff = (was: ReachInput, is: ReachInput, facts: Parts) => allCutOff(lossesBetween(was, is), facts);

const ALL = open(EVERYTHING);
const cut = (after: Partial<Record<string, boolean>>, more: Partial<PartData>, lost = {}) =>
  cutOff(ALL, open(after), { ...partsOf([], more), ...lost });

describe('services that an address loses', () => {
  it('are those it reached and does not reach any more', () => {
    const none = open({ SSH: true });
    const is = open({ SIP: true });
    expect(lostBy('203.0.113.9', ALL, is)).toEqual(['IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP']);
    expect(lostBy('203.0.113.9', none, is)).toEqual(['SSH']);
    expect(lostBy('203.0.113.9', is, ALL)).toEqual([]);
    expect(lostBy('nowhere', ALL, is)).toEqual([]);
  });

  it('are lost by nobody where somebody only gains', () => {
    expect(lossesBetween(open({ SSH: true }), ALL).services).toEqual([]);
    expect(lossesBetween(ALL, open({ SSH: true })).services).toContain('SIP');
  });

  it('are lost with one of their ports, whatever else stays open', () => {
    const ports = (...all: number[]) => all.map((port) => ({ protocol: 'tcp' as const, from: port, to: port }));
    const web = (...all: number[]) =>
      reach({
        ...rule('7', '0.0.0.0/0', {}),
        services: [{ category: 'WEB', allow: true, ports: ports(...all) }],
      });
    const { web: plain, webTls: tls } = CLEAN.ports;
    expect(lostBy('203.0.113.9', web(plain, tls), web(plain))).toEqual(['WEB']);
    expect(lostBy('203.0.113.9', web(plain), web(plain, tls))).toEqual([]);
  });
});

describe('a provider', () => {
  const at = (host: string, more: Partial<PartData['providers'][number]> = {}) => ({
    providers: [{ ...TRUNK, host, ...more }],
  });

  it.each([
    ['sip', 'SIP'],
    ['iax', 'IAX'],
  ] as const)('of kind %s that can no longer send calls by %s is named, with its address', (kind, service) => {
    expect(cut({ ...EVERYTHING, [service]: false }, at('203.0.113.20', { kind }))).toEqual([
      {
        kind: 'provider',
        id: 'SIP-TRUNK-1',
        label: 'Provider',
        address: '203.0.113.20',
        maker: null,
        services: [service],
        says: say('actions.affected.provider', {
          provider: 'Provider',
          address: '203.0.113.20',
          services: named(service),
        }),
      },
    ]);
  });

  it('has no business with anything but the one way that it sends calls', () => {
    expect(cut({ SIP: true, IAX: true }, at('203.0.113.20'))).toEqual([]);
    expect(cut({ SIP: true }, at('203.0.113.20'))).toEqual([]);
    expect(cut({ IAX: true }, at('203.0.113.20', { kind: 'iax' }))).toEqual([]);
    expect(cut({}, at('203.0.113.20'))).toMatchObject([{ services: ['SIP'] }]);
    expect(cut({}, at('203.0.113.20', { kind: 'iax' }))).toMatchObject([{ services: ['IAX'] }]);
  });

  it('that is switched off, or has a name, loses nothing that is known here', () => {
    expect(cut({}, at('203.0.113.20', { disabled: true }))).toEqual([]);
    expect(cut({}, at('sip.example'))).toEqual([]);
    expect(cut({}, at('203.0.113.20:5061'))).toMatchObject([{ address: '203.0.113.20' }]);
  });

  it('is nobody where providers were not read', () => {
    const { providers } = partsWith({}, { providers: 'forbidden' });
    expect(cut({}, {}, { providers })).toEqual([]);
  });
});

describe('a phone', () => {
  const YEALINK = { account: '201', address: '203.0.113.9', userAgent: 'Yealink T46' };
  const kinds = (after: Partial<Record<string, boolean>>, ...devices: PartData['devices'][number][]) =>
    cut(after, { devices }).map(({ kind, id, services }) => [kind, id, services]);

  it('talks over SIP, one in a browser over AJAM', () => {
    const browser = { ...YEALINK, account: '201-WS' };
    expect(kinds({ ...EVERYTHING, SIP: false }, YEALINK)).toEqual([['device', '201', ['SIP']]]);
    expect(kinds({ ...EVERYTHING, AJAM: false }, browser)).toEqual([['device', '201', ['AJAM']]]);
    expect(kinds({ ...EVERYTHING, AJAM: false }, YEALINK)).toEqual([['place', '203.0.113.9', ['AJAM']]]);
    expect(kinds({ ...EVERYTHING, SIP: false }, browser)).toEqual([['place', '203.0.113.9', ['SIP']]]);
  });

  it('is shown with its maker and its place', () => {
    expect(cut({ ...EVERYTHING, SIP: false }, { devices: [YEALINK] })).toEqual([
      {
        kind: 'device',
        id: '201',
        label: 'Yealink T46',
        address: '203.0.113.9',
        maker: 'Yealink',
        services: ['SIP'],
        says: say('actions.affected.device', { account: '201', address: '203.0.113.9', services: named('SIP') }),
      },
    ]);
  });

  it('that told a name may be anywhere: it is named where what it uses closes for somebody', () => {
    const told = { ...YEALINK, address: 'home.example' };
    expect(cut({ ...EVERYTHING, SIP: false }, { devices: [told] })).toMatchObject([
      {
        kind: 'device',
        address: null,
        services: [],
        says: say('actions.affected.device.name', {
          account: '201',
          contact: 'home.example',
          services: named('SIP'),
        }),
      },
    ]);
    expect(kinds({ ...EVERYTHING, SSH: false }, told)).toEqual([['place', 'home.example', ['SSH']]]);
    expect(kinds(EVERYTHING, told)).toEqual([]);
  });

  it('where it stays connected: a narrow rule that closes within a wide one changes nothing', () => {
    const wide = rule('7', '0.0.0.0/0', EVERYTHING);
    const was = reach(wide, rule('8', '203.0.113.0/24', EVERYTHING));
    expect(cutOff(was, reach(wide), partsOf([], { devices: [{ ...YEALINK, address: 'home.example' }] }))).toEqual([]);
  });

  it('that shares its address with others makes one place, with all their accounts', () => {
    const devices = [YEALINK, { ...YEALINK, account: '202' }, { ...YEALINK, account: '202', userAgent: 'other' }];
    expect(cut({ ...EVERYTHING, WEB: false, SSH: false }, { devices })).toEqual([
      {
        kind: 'place',
        id: '203.0.113.9',
        label: '',
        address: '203.0.113.9',
        maker: null,
        services: ['WEB', 'SSH'],
        says: say('actions.affected.place', {
          address: '203.0.113.9',
          accounts: ['201', '202'],
          services: named('WEB', 'SSH'),
        }),
      },
    ]);
  });

  it('is nobody where phones were not read', () => {
    expect(cut({}, {}, { devices: partsWith({}, { devices: 'timeout' }).devices })).toEqual([]);
  });
});

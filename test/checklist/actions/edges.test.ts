/** What a plan is made of, at its edges: parts that were not read, ids and names of rules, guests of a host. */
import { describe, expect, it } from 'vitest';
import { categoriesOf } from '../../../sites/checklist/actions/categories.ts';
import { exempt } from '../../../sites/checklist/actions/exempting.ts';
import { reachInputOf } from '../../../sites/checklist/actions/guard.ts';
import { guestsOf } from '../../../sites/checklist/actions/guests.ts';
import { ruleNames, unchangeable } from '../../../sites/checklist/actions/requests.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { networksOf } from '../../../sites/checklist/reach/networks.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { CLEAN, known, partsWith, rule, unknown } from '../../support/facts.ts';

const RELEASE = parseRelease('2026.1.223');

describe('parts that were not read', () => {
  it('leave no idea of who can connect, whichever it is', () => {
    expect(reachInputOf(partsWith())).not.toBeNull();
    for (const part of ['system', 'ports', 'firewall'] as const)
      expect(reachInputOf(partsWith({}, { [part]: 'timeout' })), part).toBeNull();
    expect(reachInputOf(partsWith({}, { providers: 'timeout' }))).not.toBeNull();
  });

  it('are named where they keep somebody from being exempt', () => {
    const options = { ruleName: undefined, tidies: false };
    expect(exempt(networksOf('10.8.0.9'), partsWith({}, { fail2ban: 'timeout' }), RELEASE, options)).toEqual({
      kind: 'unknown',
      missing: [{ part: 'fail2ban', reason: 'timeout' }],
    });
    const lost = partsWith({}, { ports: 'forbidden', firewall: 'timeout' });
    expect(exempt(networksOf('10.8.0.0/24'), lost, RELEASE, options)).toEqual({
      kind: 'unknown',
      missing: [
        { part: 'ports', reason: 'forbidden' },
        { part: 'firewall', reason: 'timeout' },
      ],
    });
  });
});

describe('a list of trusted addresses', () => {
  const listed = (whitelist: string[], tidies: boolean, ...networks: string[]) => {
    const facts = partsWith({ fail2ban: { ...CLEAN.fail2ban, whitelist } });
    const made = exempt(networks.flatMap(networksOf), facts, parseRelease('2026.9.5'), { ruleName: undefined, tidies });
    return 'kind' in made ? made.kind : (made.list?.entries ?? null);
  };
  it('is written anew only for somebody, or to tidy it', () => {
    const untidy = ['0.0.0.0/0', '203.0.113.5'];
    expect(listed(untidy, false)).toBeNull();
    expect(listed(untidy, true)).toEqual(['203.0.113.5']);
    expect(listed(['203.0.113.5'], true)).toBeNull();
    expect(listed(['203.0.113.5'], false, '10.8.0.9')).toEqual(['203.0.113.5', '10.8.0.9']);
  });
});

describe('a rule that can be changed', () => {
  const categories = categoriesOf([], CLEAN.ports, null);
  const why = (id: string) => unchangeable({ ...rule('1', '10.0.0.0/8', {}), id }, [], categories)?.kind ?? null;

  it.each([
    ['1', null],
    ['2147483647', null],
    ['2147483648', 'no-row'],
    ['12345678901', 'no-row'],
    ['0', 'no-row'],
    ['01', 'no-row'],
    ['', 'no-row'],
    ['x', 'no-row'],
  ])('has a number that the PBX can hold: %j: %j', (id, expected) => {
    expect(why(id)).toBe(expected);
  });
});

describe('names of new rules', () => {
  const name = (wanted: string | undefined, ...taken: string[]) =>
    ruleNames(
      wanted,
      taken.map((one, i) => rule(String(i), '10.9.0.0/16', {}, { name: one })),
    );
  const [network] = networksOf('10.8.0.0/24');
  if (network === undefined) throw new Error('a network');

  it('are none that a rule has, blanks and capitals or not', () => {
    expect(name('Office')(network)).toBe('Office');
    expect(name('Office', ' OFFICE ')(network)).toBe('Office 10.8.0.0/24');
    expect(name('Office', 'Office', 'office 10.8.0.0/24')(network)).toBe('Office 10.8.0.0/24 (2)');
    expect(name(undefined)(network)).toBe('Security checklist');
  });

  it('are cut to a hundred characters, ending and all, without a blank at the end', () => {
    expect(name('x'.repeat(101))(network)).toBe('x'.repeat(100));
    expect(name(`${'x'.repeat(99)} y`)(network)).toBe('x'.repeat(99));
    expect(name('x'.repeat(100), 'x'.repeat(100))(network)).toBe(`${'x'.repeat(88)} 10.8.0.0/24`);
  });
});

describe('guests of a host', () => {
  const ports = known(CLEAN.ports);
  const phone = (account: string, address: string, userAgent = 'Chrome') => ({ account, address, userAgent });
  const guests = (...devices: PartData['devices']) => {
    if (ports.state !== 'known') throw new Error('known');
    return guestsOf({ devices: known(devices), ports }, networksOf('192.168.1.0/24')).map(
      (guest) => guest.network.cidr,
    );
  };

  it('are phones in browsers elsewhere, each address once', () => {
    expect(guests(phone('201-WS', '203.0.113.9'), phone('202-WS', '203.0.113.9'), phone('203-WS', '2a00::9'))).toEqual([
      '203.0.113.9/32',
      '2a00::9/128',
    ]);
    expect(guests(phone('201', '203.0.113.9'))).toEqual([]);
    expect(guests(phone('201-WS', '192.168.1.9'), phone('202-WS', '127.0.0.1'), phone('203-WS', '::1'))).toEqual([]);
    expect(guests(phone('201-WS', 'home.example'))).toEqual([]);
    expect(guests(phone('201-WS', '203.0.113.9', 'friendly-scanner'))).toEqual([]);
  });

  it('keep the ports of AJAM, and are none where phones were not read', () => {
    if (ports.state !== 'known') throw new Error('known');
    const [guest] = guestsOf({ devices: known([phone('201-WS', '203.0.113.9')]), ports }, []);
    expect(guest?.ports.map(({ protocol, from, to }) => [protocol, from, to])).toEqual([
      ['tcp', 8088, 8088],
      ['tcp', 8089, 8089],
    ]);
    expect(guestsOf({ devices: unknown(), ports }, [])).toEqual([]);
  });
});

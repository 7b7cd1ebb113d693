import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exemptNetworks,
  isExemptAtLarge,
  judgeEntry,
  judgeWhitelist,
  meantBy,
  wideExemptions,
} from '../../../sites/checklist/fail2ban/exempt.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { rule } from '../../support/facts.ts';

const never = (id: string, permit: string) => rule(id, permit, {}, { neverBlock: true });

describe('rules that never block', () => {
  it('are wide from 257 public addresses on', () => {
    const rules = [never('1', '45.83.12.0/24'), never('2', '45.84.0.0/23'), never('3', '10.0.0.0/8')];
    expect(wideExemptions([...rules, rule('4', '0.0.0.0/0', {})]).map(({ id }) => id)).toEqual(['2']);
  });

  it('exempt the internet at large by union, above 65,536 addresses', () => {
    expect(isExemptAtLarge([never('1', '45.83.0.0/16')])).toBe(false);
    expect(isExemptAtLarge([never('1', '45.83.0.0/16'), never('2', '45.84.0.1')])).toBe(true);
    expect(isExemptAtLarge([never('1', '45.83.0.0/16'), rule('2', '0.0.0.0/0', {})])).toBe(false);
    expect(isExemptAtLarge([never('1', '2a01::/47')])).toBe(true);
  });
});

describe('an entry of the whitelist', () => {
  it.each([
    ['192.168.1.5', '2024.1.114', 'works'],
    ['2001:db8::5', '2024.1.114', 'dropped'],
    ['10.8.0.0/24', '2024.1.114', 'dropped'],
    ['2001:db8::5', '2026.1.223', 'works'],
    ['10.8.0.0/24', '2026.1.223', 'dropped'],
    ['0.0.0.0/0', '2026.1.223', 'dropped'],
    ['10.8.0.0/24', '2026.2.118', 'works'],
    ['0.0.0.0/0', '2026.2.118', 'too-wide'],
    ['office.example.com', '2026.2.118', 'no-address'],
    ['10', '2026.2.118', 'no-address'],
    ['10.8.0.0/255.255.255.0', '2026.2.118', 'no-address'],
    ['10.0.0.5,10.0.0.6', '2026.1.223', 'joined'],
    ['10.0.0.5;10.8.0.0/24', '2026.2.118', 'joined'],
    ['203.0.113.7\r\n198.51.100.4', '2024.1.114', 'joined'],
    ['203.0.113.7\r\n', '2024.1.114', 'joined'],
    ['\t203.0.113.7', '2026.1.223', 'joined'],
    [',', '2026.1.223', 'no-address'],
    ['office', 'who knows', 'no-address'],
  ] as const)('%s on %s: %s', (entry, release, says) => {
    expect(judgeEntry(entry, parseRelease(release))).toBe(says);
  });
});

const v2024 = parseRelease('2024.1.114');
const v223 = parseRelease('2026.1.223');
const v118 = parseRelease('2026.2.118');
const listOf = (whitelistText: string) => ({ whitelist: [], whitelistText });
const cidrs = (text: string, release: typeof v2024) =>
  exemptNetworks([], listOf(text), release).map(({ cidr }) => cidr);

describe('the whitelist as it is stored', () => {
  it('is split at single blanks: addresses on lines of their own are one word', () => {
    expect(judgeWhitelist(listOf('203.0.113.7\r\n198.51.100.4 10.0.0.5'), v2024)).toEqual([
      { entry: '203.0.113.7\r\n198.51.100.4', judged: 'joined' },
      { entry: '10.0.0.5', judged: 'works' },
    ]);
    expect(cidrs('203.0.113.7\r\n198.51.100.4 10.0.0.5', v2024)).toEqual(['10.0.0.5/32']);
  });

  it('may hold more blanks than one', () => {
    expect(cidrs(' 203.0.113.7   198.51.100.4 ', v2024)).toEqual(['203.0.113.7/32', '198.51.100.4/32']);
  });

  it('holds networks from 2026.2.118 on', () => {
    expect(cidrs('10.8.0.0/24 203.0.113.7', v223)).toEqual(['203.0.113.7/32']);
    expect(cidrs('10.8.0.0/24 203.0.113.7', v118)).toEqual(['10.8.0.0/24', '203.0.113.7/32']);
    expect(cidrs('0.0.0.0/0', v118)).toEqual(['0.0.0.0/0']);
  });

  it('keeps IPv6 addresses from 2026 on', () => {
    expect(cidrs('2001:db8::5', v2024)).toEqual([]);
    expect(cidrs('2001:db8::5', v223)).toEqual(['2001:db8::5/128']);
  });

  it('is unsure in older facts, which do not tell what stood between two entries', () => {
    const old = { whitelist: ['95.31.18.119', '95.31.18.120'] };
    expect(judgeWhitelist(old, v2024).map(({ judged }) => judged)).toEqual(['unsure', 'unsure']);
    expect(exemptNetworks([], old, v2024)).toEqual([]);
    expect(exemptNetworks([], { whitelist: ['95.31.18.119'] }, v2024)).toHaveLength(1);
    expect(exemptNetworks([], old, v118)).toHaveLength(2);
    expect(judgeWhitelist({ whitelist: ['10.0.0.0/8', 'x'] }, v2024).map(({ judged }) => judged)).toEqual([
      'dropped',
      'no-address',
    ]);
  });

  it('tells what was meant, to write it anew', () => {
    expect(meantBy(listOf('203.0.113.7\r\n198.51.100.4;10.0.0.5,  10.0.0.6'))).toEqual([
      '203.0.113.7',
      '198.51.100.4',
      '10.0.0.5',
      '10.0.0.6',
    ]);
    expect(meantBy({ whitelist: ['10.0.0.5,10.0.0.6', '10.0.0.7'] })).toEqual(['10.0.0.5', '10.0.0.6', '10.0.0.7']);
  });

  const address = fc.ipV4().filter((text) => text !== '0.0.0.0');
  const between = fc.constantFrom('\n', '\r\n', '\t', ',', ';', ', ', ' \n', '\n ');

  it('never exempts more than was meant, and all of it once it is written with single blanks', () => {
    fc.assert(
      fc.property(
        fc.array(address, { minLength: 1 }),
        between,
        fc.constantFrom(v2024, v223, v118),
        (all, gap, release) => {
          const meant = meantBy(listOf(all.join(gap)));
          expect(meant).toEqual(all);
          const exempted = cidrs(all.join(gap), release);
          expect(all.map((one) => `${one}/32`)).toEqual(expect.arrayContaining(exempted));
          expect(cidrs(meant.join(' '), release)).toEqual(all.map((one) => `${one}/32`));
        },
      ),
    );
  });
});

describe('rules that never block exempt their networks', () => {
  const rules = [never('1', '45.83.12.0/24'), never('2', '45.84.0.1,45.84.0.2'), rule('3', '10.0.0.0/8', {})];
  const of = (release: typeof v2024) => exemptNetworks(rules, listOf(''), release).map(({ cidr }) => cidr);

  it('but lists of them in older releases only: newer ones leave such a rule out', () => {
    expect(of(v2024)).toEqual(['45.83.12.0/24', '45.84.0.1/32', '45.84.0.2/32']);
    expect(of(v223)).toEqual(of(v2024));
    expect(of(v118)).toEqual(['45.83.12.0/24']);
  });
});

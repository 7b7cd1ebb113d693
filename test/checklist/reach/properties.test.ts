/** What holds for every firewall. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FirewallRule } from '../../../sites/checklist/facts/types.ts';
import { addressText, contains, networksOf, parseAddress } from '../../../sites/checklist/reach/networks.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { CLEAN, EVERYTHING, known, rule } from '../../support/facts.ts';

const CATEGORIES = Object.keys(EVERYTHING);

const bits = (max: number) => fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max }), fc.constant(max));
/** Around few places, so that networks hold each other and addresses fall into them. */
const v4 = fc.oneof(
  fc.ipV4(),
  fc.tuple(fc.constantFrom('10.0', '8.8', '192.168'), fc.nat(3), fc.nat(255)).map((p) => p.join('.')),
);
const v6 = fc.oneof(
  fc.ipV6(),
  fc.nat(0xffff).map((n) => `2a00:1450::${n.toString(16)}`),
);
const permit = fc.oneof(
  fc.tuple(v4, bits(32)).map((parts) => parts.join('/')),
  fc.tuple(v6, bits(128)).map((parts) => parts.join('/')),
  fc.constantFrom(
    '0.0.0.0/0',
    '::/0',
    '0.0.0.0/1',
    '128.0.0.0/1',
    '10.0.0.0/8,192.168.0.0/16',
    '10.0.0.1',
    'office.example',
    '10.0.0.0/33',
  ),
);
const allowances = fc.record(Object.fromEntries(CATEGORIES.map((category) => [category, fc.boolean()])));
const rules = fc
  .array(fc.tuple(permit, allowances, fc.option(fc.integer({ min: -3, max: 30 }))), { minLength: 1, maxLength: 8 })
  .map((rows) => rows.map(([network, allow, priority], i) => rule(String(i + 1), network, allow, { priority })));
const address = fc.oneof(v4, v6, fc.constantFrom('127.0.0.1', '::1'));
const release = fc.constantFrom('2024.1.114', '2026.1.223', '2031.1.1');

const reachFor = (list: readonly FirewallRule[], version = '2026.1.223') =>
  reachOf({
    system: { ...CLEAN.system, release: version },
    ports: CLEAN.ports,
    firewall: { enabled: true, maxRequestsPerSecond: 0, rules: [...list] },
    providers: known([]),
  });
const answers = (list: readonly FirewallRule[], from: string, version: string) => {
  const reach = reachFor(list, version);
  return reach.services.map(({ id }) => reach.ask(from, id).allowed);
};

it('one rule more never takes access away, once there is a rule', () => {
  fc.assert(
    fc.property(rules, permit, allowances, address, release, (list, network, allow, from, version) => {
      const before = answers(list, from, version);
      const after = answers([...list, rule('99', network, allow)], from, version);
      before.forEach((allowed, i) => expect(allowed && after[i] !== true).toBe(false));
    }),
  );
});

it('switching a category to block never adds access', () => {
  fc.assert(
    fc.property(
      rules,
      fc.nat(),
      fc.constantFrom(...CATEGORIES),
      address,
      release,
      (list, at, category, from, version) => {
        const blocked = list.map((one, i) =>
          i === at % list.length
            ? { ...one, services: one.services.map((s) => (s.category === category ? { ...s, allow: false } : s)) }
            : one,
        );
        const before = answers(list, from, version);
        answers(blocked, from, version).forEach((allowed, i) => expect(allowed && before[i] !== true).toBe(false));
      },
    ),
  );
});

it('neither the order of rules nor their priority changes who gets in', () => {
  fc.assert(
    fc.property(rules, fc.integer(), address, release, (list, seed, from, version) => {
      const turn = Math.abs(seed) % list.length;
      const shuffled = [...list.slice(turn), ...list.slice(0, turn)]
        .reverse()
        .map((one, i) => ({ ...one, priority: i }));
      expect(answers(shuffled, from, version)).toEqual(answers(list, from, version));
    }),
  );
});

it('a network in two halves is the network', () => {
  fc.assert(
    fc.property(
      rules,
      fc.oneof(fc.tuple(v4, fc.nat(31)), fc.tuple(v6, fc.nat(127))),
      allowances,
      address,
      (list, [start, prefix], allow, from) => {
        const [network] = networksOf(`${start}/${prefix}`);
        if (network === undefined) throw new Error('no network');
        const middle =
          network.family === 4
            ? addressText({ family: 4, value: network.from + (network.to - network.from) / 2 })
            : addressText({ family: 6, value: network.from + (network.to - network.from) / 2n });
        const base = network.cidr.split('/')[0] ?? '';
        const whole = [...list, rule('98', network.cidr, allow)];
        const halves = [
          ...list,
          rule('98', `${base}/${prefix + 1}`, allow),
          rule('99', `${middle}/${prefix + 1}`, allow),
        ];
        expect(answers(halves, from, '2026.1.223')).toEqual(answers(whole, from, '2026.1.223'));
        for (const { id } of reachFor(whole).services) {
          const { publicV4, publicV6Prefix, atLarge } = reachFor(whole).exposure(id);
          expect(reachFor(halves).exposure(id)).toMatchObject({ publicV4, publicV6Prefix, atLarge });
        }
      },
    ),
  );
});

it('exposure and ask say the same of every address but localhost', () => {
  fc.assert(
    fc.property(rules, address, release, (list, from, version) => {
      const parsed = parseAddress(from);
      if (parsed === null) throw new Error('no address');
      const reach = reachFor(list, version);
      for (const { id } of reach.services) {
        const { openings } = reach.exposure(id);
        const open = openings.some(({ network }) => networksOf(network).some((one) => contains(one, parsed)));
        expect(reach.ask(from, id).allowed).toBe(open || from === '127.0.0.1' || from === '::1');
        expect(reach.ask(from, id).by.filter(({ kind }) => kind !== 'localhost')).toEqual(
          openings
            .filter(({ network }) => networksOf(network).some((one) => contains(one, parsed)))
            .map(({ cause }) => cause),
        );
      }
    }),
  );
});

it('a service is open exactly where one of its ports is', () => {
  fc.assert(
    fc.property(rules, address, release, (list, from, version) => {
      const reach = reachFor(list, version);
      for (const { id, ports } of reach.services) {
        const open = ports.some(({ protocol, from: port }) => reach.askPort(from, protocol, port).allowed);
        expect(reach.ask(from, id).allowed).toBe(open);
      }
    }),
  );
});

it('garbage permits never throw and never let anybody in', () => {
  // Digits alone are networks to iptables, and whatever stands before a null mask is everybody: both are no garbage.
  const garbage = fc
    .oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789abcdef:./, -') }))
    .filter((text) => networksOf(text).length === 0);
  fc.assert(
    fc.property(fc.array(garbage, { minLength: 1, maxLength: 5 }), v4, (permits, from) => {
      const reach = reachFor(permits.map((text, i) => rule(String(i + 1), text, EVERYTHING)));
      for (const { id } of reach.services) {
        expect(reach.ask(from, id).allowed).toBe(from === '127.0.0.1');
        expect(reach.exposure(id)).toMatchObject({ publicV4: 0, publicV6Prefix: null, atLarge: false });
      }
      expect(reach.malformed).toHaveLength(permits.length);
    }),
  );
});

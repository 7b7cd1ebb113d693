/** Random PBXs: nobody who is seen is lost, nobody is in two places, and text of strangers breaks nothing. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { contains, networksOf, parseAddress } from '../../../sites/checklist/reach/networks.ts';
import { usersOf } from '../../../sites/checklist/users/users.ts';
import { CLEAN, NOW, partsWith } from '../../support/facts.ts';

const runs = process.env['LONG'] === undefined ? 200 : 20_000;

const v4 = fc.oneof(
  fc.ipV4(),
  fc.constantFrom('192.168.1.20', '192.168.1.1', '192.168.1.10', '10.8.0.7', '10.77.1.1', '80.81.82.83', '127.0.0.1'),
);
const address = fc.oneof({ weight: 6, arbitrary: v4 }, { weight: 2, arbitrary: fc.ipV6() }, fc.string());
const time = fc
  .integer({ min: 0, max: 40 * 86_400 })
  .map((ago) => new Date(Date.parse(NOW) - ago * 1000).toISOString().replace('.000Z', '+00:00'));
const signedIn = fc.record({
  since: fc.option(time),
  addresses: fc.array(fc.record({ address, last: fc.oneof(time, fc.string()), count: fc.nat(5) }), { maxLength: 6 }),
  nameless: fc.nat(3),
  complete: fc.boolean(),
});
const unread = fc.constant({ unknown: 'failed' as const });
const prefix = fc.tuple(v4, fc.integer({ min: 0, max: 32 })).map(([one, length]) => `${one}/${String(length)}`);

const changes: fc.Arbitrary<Partial<PartData>> = fc.record({
  devices: fc.array(fc.record({ account: fc.string(), address, userAgent: fc.string() }), { maxLength: 8 }),
  signIns: fc.record({ web: fc.oneof(signedIn, unread), ssh: fc.oneof(signedIn, unread) }),
  connections: fc.record({
    rows: fc.array(fc.record({ port: fc.nat(65_535), address, count: fc.integer({ min: 1, max: 9 }) }), {
      maxLength: 8,
    }),
    complete: fc.boolean(),
  }),
  providers: fc.array(
    fc.record({
      id: fc.string(),
      name: fc.string(),
      kind: fc.constantFrom('sip' as const, 'iax' as const),
      registration: fc.constant('outbound' as const),
      host: fc.oneof(address, fc.constant('sip.carrier.example')),
      hosts: fc.oneof(fc.array(fc.oneof(address, prefix), { maxLength: 3 }), unread),
      disabled: fc.boolean(),
      filterId: fc.constant(null),
      demo: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  providerHosts: fc.array(
    fc.record({
      host: fc.constantFrom('sip.carrier.example', 'x'),
      resolvedAt: fc.option(time),
      failed: fc.constant(null),
      addresses: fc.array(fc.record({ address, target: fc.string(), firstSeen: time, lastSeen: time }), {
        maxLength: 4,
      }),
    }),
    { maxLength: 2 },
  ),
  network: fc
    .record({
      routes: fc.array(fc.oneof(prefix, fc.string()), { maxLength: 3 }),
      gateways: fc.array(address, { maxLength: 2 }),
    })
    .map((more) => ({ ...CLEAN.network, ...more })),
  vpn: fc.array(
    fc.record({
      name: fc.string(),
      networks: fc.array(fc.oneof(prefix, fc.string()), { maxLength: 3 }),
      peers: unread,
    }),
    { maxLength: 2 },
  ),
});

it('everybody who is seen is in one place that holds their address', () => {
  fc.assert(
    fc.property(changes, (changed) => {
      const { places, placeless } = usersOf(partsWith(changed));
      const networks = places.map(({ network }) => network);
      expect(new Set(networks).size).toBe(networks.length);
      for (const place of places) {
        const [network] = networksOf(place.network);
        expect(network?.cidr).toBe(place.network);
        const seen = [
          ...place.phones.map(({ phone }) => phone.address ?? ''),
          ...[...place.signIns, ...place.connections].map((one) => one.address),
        ];
        for (const text of seen) {
          const one = parseAddress(text);
          expect(one !== null && network !== undefined && contains(network, one), `${text} in ${place.network}`).toBe(
            true,
          );
        }
        const isUsed = seen.length > 0 || place.providers.length > 0;
        expect(isUsed || place.side === 'inside').toBe(true);
        // A place that was seen says when, unless nothing but texts that are no times tell it.
        if (place.phones.length + place.connections.length > 0) expect(place.lastSeen).not.toBeNull();
        for (const { service } of place.phones) expect(place.services).toContain(service);
      }
      const rows = changed.connections?.rows ?? [];
      const isSomebody = (text: string) => {
        const one = parseAddress(text.trim());
        return (
          one !== null && !['127.', '::1'].some((own) => text.trim().startsWith(own)) && text.trim() !== '192.168.1.2'
        );
      };
      const total = (all: readonly { readonly count: number }[]) => all.reduce((sum, { count }) => sum + count, 0);
      const counted = places.flatMap(({ connections }) => connections);
      // The PBX itself is nobody; everybody else is there.
      expect(total(counted)).toBeLessThanOrEqual(total(rows));
      expect(total(counted)).toBeGreaterThanOrEqual(
        total(rows.filter(({ address: text }) => isSomebody(text) && text !== '192.168.1.10' && !text.includes(':'))),
      );
      expect(placeless.every((phone) => phone.address === null)).toBe(true);
    }),
    { numRuns: runs },
  );
});

it('the order in which things were read changes nothing but the order within a place', () => {
  fc.assert(
    fc.property(changes, (changed) => {
      const turned = {
        ...changed,
        devices: [...(changed.devices ?? [])].reverse(),
        connections: { complete: true, rows: [...(changed.connections?.rows ?? [])].reverse() },
      };
      const summary = (data: Partial<PartData>) =>
        usersOf(partsWith(data)).places.map(({ network, phones, connections, services, lastSeen }) => [
          network,
          phones.length,
          connections.length,
          services,
          lastSeen,
        ]);
      expect(summary(turned)).toEqual(summary(changed));
    }),
    { numRuns: runs },
  );
});

/** Ping is worth a hint: whoever lets it in makes nothing graver, and is told nothing above "low" for it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closableServices } from '../../sites/checklist/actions/closing.ts';
import { audit } from '../../sites/checklist/audit.ts';
import type { FirewallRule } from '../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, factsWith, rule } from '../support/facts.ts';

const TOOL = { name: 'test', version: '0' };
const OFFICE = rule('1', '192.168.1.0/24', EVERYTHING);
const audited = (rules: FirewallRule[], release: string, isPublic: boolean) =>
  audit(
    factsWith({
      firewall: { ...CLEAN.firewall, rules },
      system: { ...CLEAN.system, release },
      ...(isPublic
        ? {
            network: {
              ...CLEAN.network,
              interfaces: CLEAN.network.interfaces.map((one) => ({ ...one, addresses: ['81.2.3.4/24'] })),
            },
          }
        : {}),
    }),
    { tool: TOOL },
  );

const networks = fc.constantFrom('0.0.0.0/0', '0.0.0.0/1', '::/0', '81.0.0.0/8', '81.2.3.0/24', '8.8.8.8', '2000::/3');
const others = fc.subarray(['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM']);
const releases = fc.constantFrom('2024.1.114', '2026.1.223', '2026.9.5');
const boxes = (names: readonly string[], ping: boolean): Record<string, boolean> =>
  Object.fromEntries([...names, ...(ping ? ['ICMP'] : [])].map((name) => [name, true] as const));

describe('ping', () => {
  it('is never above low, in no check, and changes nothing that is to be done first', () => {
    fc.assert(
      fc.property(networks, releases, fc.boolean(), (network, release, isPublic) => {
        const without = audited([OFFICE], release, isPublic);
        const ping = audited([OFFICE, rule('2', network, boxes([], true))], release, isPublic);
        for (const result of ping.results) {
          const before = without.results.find(({ id }) => id === result.id);
          const known = new Set(before?.findings.map(({ id }) => id));
          const added = result.findings.filter(({ id }) => !known.has(id));
          expect(added.filter(({ severity }) => severity !== 'low')).toEqual([]);
          if (added.length > 0 && before?.findings.length === 0) expect(result.severity).toBe('low');
        }
        expect(ping.first.map(({ check }) => check)).toEqual(without.first.map(({ check }) => check));
      }),
      { numRuns: 40 },
    );
  });

  it('beside other boxes makes none of them graver', () => {
    fc.assert(
      fc.property(networks, others, releases, fc.boolean(), (network, names, release, isPublic) => {
        const gravity = (ping: boolean) =>
          audited([OFFICE, rule('2', network, boxes(names, ping))], release, isPublic).results.map((result) => [
            result.id,
            result.findings.length === 0 || result.verdict === 'pass' ? '' : result.severity,
          ]);
        const [before, after] = [new Map(gravity(false) as [string, string][]), gravity(true) as [string, string][]];
        for (const [id, severity] of after) {
          if (before.get(id) !== severity) expect([before.get(id), severity]).toEqual(['', 'low']);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is nothing that a plan closes', () => {
    const parts = factsWith({}).parts;
    expect(closableServices(parts)).not.toContain('ICMP');
  });
});

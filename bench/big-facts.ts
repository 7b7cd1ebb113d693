/** Facts of a large PBX, made up and always the same: mixed good and bad, so that every check has work. */
import type { Facts, SecretFeatures } from '../sites/checklist/facts/types.ts';
import { EVERYTHING, factsWith, rule, strong } from '../test/support/facts.ts';

const SYLLABLES = ['an', 'be', 'cor', 'da', 'el', 'fin', 'ga', 'ho', 'ir', 'ju', 'ka', 'lo', 'mi', 'ne', 'or', 'pe'];

/** Names and features by a fixed sequence (Knuth's multiplicative hash): no chance, but no pattern a compiler likes. */
const spread = (index: number, size: number) => (Math.imul(index + 1, 2_654_435_761) >>> 8) % size;
const syllable = (index: number) => SYLLABLES[spread(index, SYLLABLES.length)] ?? 'an';
const nameOf = (index: number) =>
  `${syllable(index)}${syllable(index + 7)} ${syllable(index + 13)}${syllable(index + 29)}${index}`;

const WEAK: SecretFeatures = {
  ...strong,
  length: 'lt8',
  missing: ['upper', 'special'],
  dictionary: true,
  strong: false,
};
const GENERATED: SecretFeatures = { ...strong, missing: ['special'], generated: true };
const SHARED: SecretFeatures = { ...strong, shared: 3 };

const featuresOf = (index: number) => [strong, GENERATED, WEAK, SHARED][spread(index, 4)] ?? strong;

export function bigFacts(accounts: number): Facts {
  const numbers = Array.from({ length: accounts }, (_, index) => String(100_000 + index));
  return factsWith({
    accounts: numbers.map((number, index) => ({
      number,
      name: nameOf(index),
      page: String(index + 1),
      disabled: spread(index, 10) === 0,
      filterId: null,
      authUsername: null,
      secretOverridden: false,
      demo: false,
    })),
    secrets: [
      { owner: 'ami:crm', features: strong },
      ...numbers.map((number, index) => ({ owner: `sip:${number}`, features: featuresOf(index) })),
    ],
    devices: numbers
      .filter((_, index) => index % 2 === 0)
      .map((account, index) => ({
        account,
        address: `192.168.${(index >> 8) % 256}.${index % 256}`,
        userAgent: 'Yealink SIP-T46S 66.86.0.15',
      })),
    firewall: {
      enabled: true,
      maxRequestsPerSecond: 0,
      rules: Array.from({ length: 100 }, (_, index) =>
        rule(
          String(index + 1),
          index % 3 === 0 ? `10.${index}.0.0/16` : `45.${index}.${index}.0/24`,
          index % 2 === 0 ? EVERYTHING : { SIP: true },
        ),
      ),
    },
    outboundRoutes: Array.from({ length: 50 }, (_, index) => ({
      id: String(index + 1),
      name: `Route ${index + 1}`,
      priority: index,
      pattern: index % 5 === 0 ? '(7|8|00)' : `${index}`,
      rest: index % 7 === 0 ? -1 : 10,
      trim: index % 2,
      prepend: index % 3 === 0 ? '8' : '',
      providerId: 'SIP-TRUNK-1',
      providerDisabled: false,
    })),
    rotation: {
      firstReadingAt: '2026-01-01T00:00:00+00:00',
      holeClosedAt: null,
      secrets: numbers.map((number) => ({ owner: `sip:${number}`, changedAt: null })),
    },
  });
}

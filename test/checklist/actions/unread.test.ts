/** Parts that were not read: a plan says so where it needs them, and is made without them where it does not. */
import { describe, expect, it } from 'vitest';
import { CHOICES } from '../../../sites/checklist/actions/choices/index.ts';
import {
  outsideOf,
  restrictInternetChoices,
  type RestrictChoice,
} from '../../../sites/checklist/actions/choices/restrict-internet.ts';
import { outsidersFor } from '../../../sites/checklist/actions/restrict-internet.ts';
import { suggestionsFor } from '../../../sites/checklist/actions/outsiders.ts';
import type { PartData, PartName, Parts } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, NOW, partsWith, rule } from '../../support/facts.ts';

const PERSON = { address: '192.168.1.50', seen: 'direct' } as const;
const OUTSIDE = '8.8.4.4';
/** Somebody of every kind is seen, at home and elsewhere; what is not said here is as on a clean PBX. */
const USED: Partial<PartData> = {
  system: { ...CLEAN.system, release: '2026.1.223' },
  firewall: {
    ...CLEAN.firewall,
    rules: [rule('1', '192.168.1.0/24', EVERYTHING), rule('7', '0.0.0.0/0', EVERYTHING, { name: 'Internet' })],
  },
  fail2ban: { enabled: true, banning: true, maxretry: 20, findtime: 600, bantime: 600, whitelist: [] },
  providers: CLEAN.providers.map((provider) => ({ ...provider, host: '203.0.113.10' })),
  devices: [
    { account: '201', address: '192.168.1.7', userAgent: 'Yealink SIP-T31P 124.86.0.40' },
    { account: '202', address: OUTSIDE, userAgent: 'Yealink SIP-T31P 124.86.0.40' },
  ],
  signIns: {
    ...CLEAN.signIns,
    web: { since: NOW, addresses: [{ address: OUTSIDE, last: NOW, count: 2 }], nameless: 0, complete: true },
  },
  connections: { rows: [{ port: 5038, address: OUTSIDE, count: 1 }], complete: true },
};
const OFF: Partial<PartData> = { ...USED, firewall: { ...CLEAN.firewall, enabled: false, rules: [] } };
/** Without them none of these can be planned. */
const NEEDED = {
  'set-fail2ban-level': ['system', 'fail2ban'],
  'close-web-cti': ['system', 'ports', 'firewall'],
  'enable-firewall': ['system', 'ports', 'firewall', 'providers'],
  'restrict-internet': ['system', 'ports', 'firewall', 'providers'],
} as const;
const ALL: readonly PartName[] = Object.keys(partsWith()).filter((name): name is PartName => name in CLEAN);

const lost = (data: Partial<PartData>, ...parts: readonly PartName[]): Parts =>
  partsWith(data, Object.fromEntries(parts.map((part) => [part, 'timeout'])));

describe.each(Object.keys(NEEDED).filter((id): id is keyof typeof NEEDED => id in NEEDED))('%s', (id) => {
  const data = id === 'enable-firewall' ? OFF : USED;
  const said = (facts: Parts) => {
    const planned = CHOICES[id].possible(facts, PERSON);
    return planned.accepted ? 'accepted' : planned.refusal;
  };
  const needed: readonly PartName[] = NEEDED[id];

  it('can be planned where all is known', () => {
    expect(said(partsWith(data))).toBe('accepted');
  });

  it.each(needed)('names the part that it needs and that was not read: %s', (part) => {
    expect(said(lost(data, part))).toMatchObject({ kind: 'unknown', missing: [{ part, reason: 'timeout' }] });
  });

  it.each(ALL.filter((part) => !needed.includes(part)))('does without %s', (part) => {
    const outcome = said(lost(data, part));
    expect(typeof outcome === 'string' ? outcome : outcome.kind).toMatch(/^(?:accepted|unknown|undecided)$/);
  });

  it('does with nothing but what it needs', () => {
    const outcome = said(lost(data, ...ALL.filter((part) => !needed.includes(part))));
    expect(typeof outcome === 'string' ? outcome : outcome.kind).toMatch(/^(?:accepted|unknown|undecided)$/);
  });
});

describe('everybody elsewhere', () => {
  const asker = { ...PERSON, networks: ['192.168.1.0/24'] };
  const options = { sip: 'closes', keeps: [], ours: [], decisions: {}, providers: {}, unseen: 'asked' } as const;

  it('is told where what it takes was read, and nobody where it was not', () => {
    expect(outsidersFor(partsWith(USED), options, asker).map(({ place }) => place.network)).toEqual(['8.8.4.4/32']);
    // Who signed in is seen without the phones.
    expect(outsidersFor(lost(USED, 'devices'), options, asker).map(({ place }) => place.network)).toEqual([
      '8.8.4.4/32',
    ]);
    for (const part of ['system', 'ports', 'firewall', 'providers'] as const)
      expect(outsidersFor(lost(USED, part), options, asker), part).toEqual([]);
  });

  it('is told with what is suggested and what a person decided, wherever that person says they are', () => {
    const first = restrictInternetChoices.first(partsWith(USED), PERSON);
    const outside = (more: Partial<RestrictChoice>) =>
      outsideOf(partsWith(USED), { ...first, ...more }, PERSON).map(({ place, suggested, decision }) => [
        place.network,
        suggested,
        decision,
      ]);
    expect(outside({})).toEqual([['8.8.4.4/32', 'later', 'later']]);
    expect(outside({ decisions: { '8.8.4.4/32': 'cut' } })).toEqual([['8.8.4.4/32', 'later', 'cut']]);
    expect(outside({ from: ' 8.8.4.4 ' })).toEqual([]);
    expect(outside({ ours: ['8.8.4.4'] })).toEqual([]);
    expect(outside({ from: '', ours: [], keeps: [] }).map(([network]) => network)).toEqual([
      '192.168.1.0/24',
      '8.8.4.4/32',
    ]);
  });

  it.each(ALL)('is not suggested to be kept by what %s would say', (part) => {
    const [outsider] = outsidersFor(partsWith(USED), options, asker);
    if (outsider === undefined) throw new Error('nobody');
    expect(suggestionsFor(lost(USED, part))(outsider.place)).toBe('later');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  digestOf,
  digestOfPart,
  digestOfParts,
  planDigestOf,
} from '../../../sites/checklist/facts/digest.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { PART_SHAPES } from '../../../sites/checklist/facts/shapes.generated.ts';
import { isRead } from '../../../sites/checklist/facts/value.ts';
import { partsWith } from '../../support/facts.ts';
import vectors from '../../vectors/part-digest.json' with { type: 'json' };

describe('canonical JSON', () => {
  it('sorts keys at every depth and leaves lists in order', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 'ё"' }, 2], a: null })).toBe('{"a":null,"b":[{"c":"ё\\"","d":1},2]}');
  });
  it('sorts by code unit, numbers in keys included', () => {
    expect(canonicalJson({ 9: 0, 10: 0, B: 0, a: 0 })).toBe('{"10":0,"9":0,"B":0,"a":0}');
  });
  it('leaves out what JSON cannot say', () => {
    expect(canonicalJson({ a: undefined, b: [undefined] })).toBe('{"b":[null]}');
  });
  it('says the same as JSON, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const meant: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(meant);
      }),
    );
  });
});

describe('digest', () => {
  it('is the SHA-256 of the canonical JSON', () => {
    // printf '{"a":1,"b":2}' | sha256sum
    expect(digestOf({ b: 2, a: 1 })).toBe('43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777');
  });
  it.each(vectors)('of a part leaves out what changes by itself: $what', ({ data, digest }) => {
    const fits = (value: unknown): value is PartData['fail2ban'] => PART_SHAPES.fail2ban.fits(value);
    if (!fits(data)) throw new Error(PART_SHAPES.fail2ban.misfit(data));
    expect(digestOfPart('fail2ban', data)).toBe(digest);
  });
  const known = (data: PartData['fail2ban']) => partsWith({ fail2ban: data });
  it.each(vectors)('of a plan leaves out whether Fail2Ban runs at the moment: $what', ({ data, plan }) => {
    const fits = (value: unknown): value is PartData['fail2ban'] => PART_SHAPES.fail2ban.fits(value);
    if (!fits(data)) throw new Error(PART_SHAPES.fail2ban.misfit(data));
    expect(planDigestOf(known(data), ['fail2ban'])).toBe(plan);
    const others: Partial<PartData['fail2ban']>[] = [
      { enabled: false },
      { maxretry: 6 },
      { findtime: 60 },
      { bantime: 60 },
      { whitelist: ['192.0.2.1'], whitelistText: '192.0.2.1' },
      { securityMode: 'strict' },
    ];
    for (const other of others) expect(planDigestOf(known({ ...data, ...other }), ['fail2ban'])).not.toBe(plan);
  });
  it('of a plan is otherwise that of the parts', () => {
    const parts = partsWith();
    expect(planDigestOf(parts, ['sip', 'ami'])).toBe(digestOfParts(parts, ['sip', 'ami']));
    const lost = partsWith({}, { fail2ban: 'failed' });
    expect(planDigestOf(lost, ['fail2ban', 'ami'])).toBe(digestOfParts(lost, ['fail2ban', 'ami']));
    expect(planDigestOf(lost, ['fail2ban'])).not.toBe(planDigestOf(parts, ['fail2ban']));
  });
  it('of API keys leaves out when they were used: Core writes it every minute', () => {
    const key = { id: '1', name: 'Bouncer', fullPermissions: false, networkFilter: false, createdAt: null } as const;
    const used = (lastUsedAt: string | null) => digestOfPart('apiKeys', [{ ...key, lastUsedAt }]);
    expect(used('2026-11-23T12:00:00+00:00')).toBe(used(null));
    expect(digestOfPart('apiKeys', [{ ...key, name: 'Another', lastUsedAt: null }])).not.toBe(used(null));
  });
  it('of several parts changes with any of them, and with the reason of an unknown one', () => {
    const digest = (...lost: Parameters<typeof partsWith>) => digestOfParts(partsWith(...lost), ['sip', 'ami']);
    expect(digest()).toBe(digest());
    expect(digest({}, { sip: 'failed' })).not.toBe(digest());
    expect(digest({}, { sip: 'failed' })).not.toBe(digest({}, { sip: 'timeout' }));
    expect(digest({}, { ports: 'failed' })).toBe(digest());
  });
});

it('a value inside a part is read unless it says why it is not', () => {
  for (const value of [null, '', 0, false, [], ['unknown'], { other: 1 }]) expect(isRead(value)).toBe(true);
  expect(isRead({ unknown: 'not-asked' })).toBe(false);
});

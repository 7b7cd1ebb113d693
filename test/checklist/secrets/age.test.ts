/** How old a secret is, seen from the hole of 2024.1.114, and whether it has to be renewed. */
import { describe, expect, it } from 'vitest';
import { agesIn, isOverdue, overdueIn } from '../../../sites/checklist/secrets/age.ts';
import type { PartData, PartName } from '../../../sites/checklist/facts/types.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { CLEAN, NOW, partsWith } from '../../support/facts.ts';

const CLOSED = '2026-11-10T00:00:00+00:00';
const BEFORE = '2026-11-09T23:59:59+00:00';
const AFTER = '2026-11-10T00:00:01+00:00';
const UPGRADED = '2026-11-12T00:00:00+00:00';
const LATER = '2026-11-13T00:00:00+00:00';
const RELEASE = '2026.1.223';
type Storage = PartData['webLogin']['storage'];

interface Case {
  readonly holeClosedAt: string | null;
  /** undefined: no reading holds it. */
  readonly changedAt?: string | null;
  readonly answer?: string;
  readonly storage?: Storage;
  readonly newerSince?: string | null;
  readonly release?: string;
  readonly lost?: PartName;
}

const partsOf = ({ holeClosedAt, changedAt, storage = 'sha512', newerSince, lost }: Case) =>
  partsWith(
    {
      rotation: {
        firstReadingAt: NOW,
        holeClosedAt,
        ...(newerSince === undefined ? {} : { newerSince }),
        secrets: changedAt === undefined ? [] : ['web', 'sip:201'].map((owner) => ({ owner, changedAt })),
      },
      webLogin: { ...CLEAN.webLogin, storage },
    },
    lost === undefined ? {} : { [lost]: 'timeout' },
  );
const age = (one: Case, id = 'sip:201') =>
  agesIn(partsOf(one), parseRelease(one.release ?? RELEASE), one.answer ?? null)({ id });

describe('a secret', () => {
  it.each([
    ['changed after the hole was closed', { holeClosedAt: CLOSED, changedAt: AFTER }, 'changed'],
    ['changed in the very second', { holeClosedAt: CLOSED, changedAt: CLOSED }, 'too-early'],
    ['changed before', { holeClosedAt: CLOSED, changedAt: BEFORE }, 'too-early'],
    ['never changed', { holeClosedAt: CLOSED, changedAt: null }, 'not-changed'],
    [
      'never changed, whatever a person says',
      { holeClosedAt: CLOSED, changedAt: null, answer: 'rotated' },
      'not-changed',
    ],
    ['in no reading', { holeClosedAt: CLOSED }, 'unread'],
    ['in no reading, renewed as a person says', { holeClosedAt: null, answer: 'rotated' }, 'changed'],
    ['in no reading, although a person says so', { holeClosedAt: CLOSED, answer: 'rotated' }, 'unread'],
    ['changed where no reading saw the hole', { holeClosedAt: null, changedAt: BEFORE }, 'changed'],
    ['unchanged where no reading saw the hole', { holeClosedAt: null, changedAt: null }, 'asked'],
    ['of a PBX that was exposed', { holeClosedAt: null, changedAt: null, answer: 'yes' }, 'not-changed'],
    ['of a PBX that was exposed, and renewed', { holeClosedAt: null, changedAt: null, answer: 'rotated' }, 'changed'],
    ['where nothing is kept', { holeClosedAt: CLOSED, changedAt: AFTER, lost: 'rotation' }, 'unread'],
  ] as const)('%s: %j', (_, one, expected) => {
    expect(age(one)).toBe(expected);
  });

  it('of the web interface is of 2024 where it is stored as only that release did', () => {
    const old = { holeClosedAt: null, changedAt: AFTER, storage: 'bcrypt' } as const;
    expect(age(old, 'web')).toBe('since-2024');
    expect(age({ ...old, release: '2026.1.1' }, 'web')).toBe('since-2024');
    expect(age({ ...old, release: '2025.1.1' }, 'web')).toBe('changed');
    expect(age({ ...old, release: 'unknown' }, 'web')).toBe('changed');
    expect(age({ ...old, storage: 'sha512' }, 'web')).toBe('changed');
    expect(age({ ...old, lost: 'webLogin' }, 'web')).toBe('changed');
    expect(age(old)).toBe('changed');
  });

  it.each([
    [
      'changed on the patched 2024, before the upgrade',
      { holeClosedAt: CLOSED, changedAt: AFTER },
      UPGRADED,
      'changed',
    ],
    ['the same, where no reading saw the hole', { holeClosedAt: null, changedAt: AFTER }, UPGRADED, 'changed'],
    ['changed before the hole was closed', { holeClosedAt: CLOSED, changedAt: BEFORE }, UPGRADED, 'too-early'],
    ['not changed at all', { holeClosedAt: CLOSED, changedAt: null }, UPGRADED, 'since-2024'],
    [
      'of a copy that was restored after the upgrade',
      { holeClosedAt: CLOSED, changedAt: LATER },
      UPGRADED,
      'since-2024',
    ],
    ['of one that came with the upgrade', { holeClosedAt: CLOSED, changedAt: UPGRADED }, UPGRADED, 'since-2024'],
    ['of a PBX that was never older', { holeClosedAt: null, changedAt: AFTER }, CLOSED, 'since-2024'],
    ['where nobody knows when it became newer', { holeClosedAt: CLOSED, changedAt: AFTER }, null, 'since-2024'],
    ['where that is no time', { holeClosedAt: CLOSED, changedAt: AFTER }, 'soon', 'since-2024'],
  ] as const)('of the web interface, in the form of 2024: %s', (_, one, newerSince, expected) => {
    expect(age({ ...one, newerSince, storage: 'bcrypt' }, 'web')).toBe(expected);
  });
});

it('too early, unchanged and of 2024 are overdue; what nobody knows is not', () => {
  const ages = ['changed', 'too-early', 'not-changed', 'since-2024', 'asked', 'unread'] as const;
  expect(ages.filter(isOverdue)).toEqual(['too-early', 'not-changed', 'since-2024']);
});

describe('to be renewed', () => {
  const due = (one: Case, answer?: { readonly state: 'valid' | 'expired'; readonly answer: string }) => {
    const attestation = { item: 'ever-exposed', subject: '', by: 'admin', at: NOW, expiresAt: NOW, note: '' };
    const attested = (item: string) =>
      answer === undefined || item !== 'ever-exposed'
        ? ({ state: 'none' } as const)
        : ({ state: answer.state, attestation: { ...attestation, answer: answer.answer } } as const);
    return overdueIn(partsOf(one), parseRelease(one.release ?? RELEASE), attested)({ id: 'sip:201' });
  };
  const old = { holeClosedAt: CLOSED, changedAt: null };
  const asked = { holeClosedAt: null, changedAt: null };

  it('is what is overdue, unless the PBX was never exposed or the hole is open', () => {
    expect(due(old)).toBe(true);
    expect(due({ holeClosedAt: CLOSED, changedAt: AFTER })).toBe(false);
    expect(due(old, { state: 'valid', answer: 'no' })).toBe(false);
    expect(due(old, { state: 'expired', answer: 'no' })).toBe(true);
    expect(due({ ...old, release: '2023.2.206' })).toBe(false);
    expect(due(asked)).toBe(false);
    expect(due(asked, { state: 'valid', answer: 'yes' })).toBe(true);
    expect(due(asked, { state: 'expired', answer: 'yes' })).toBe(false);
  });
});

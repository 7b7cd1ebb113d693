import { describe, expect, it } from 'vitest';
import type { PartData } from '../../sites/checklist/facts/types.ts';
import { holeOf } from '../../sites/checklist/hole.ts';
import { parseRelease } from '../../sites/checklist/release.ts';
import { CLEAN, known, NOW, unknown } from '../support/facts.ts';

type State = PartData['patch']['markers'][number]['state'];
const patched = (states: Partial<Record<string, State>>, ids: readonly string[] = ['A', 'B', 'C']) =>
  known({
    readAt: NOW,
    markers: CLEAN.patch.markers
      .filter(({ id }) => ids.includes(id))
      .map((marker) => ({ ...marker, state: states[marker.id] ?? 'fixed' })),
  });
const of = (release: string, patch: Parameters<typeof holeOf>[1]) => holeOf(parseRelease(release), patch);

describe('the hole of 2024.1.114', () => {
  it.each(['2026.1.223', '2026.9.5'])('is closed by the release itself: %s', (release) => {
    expect(of(release, unknown())).toBe('closed');
  });

  it.each(['2024.1.113', '2023.2.206'])('is open in older ones, whatever their files say: %s', (release) => {
    expect(of(release, patched({}))).toBe('open');
  });

  it('is closed where both files that decide are fixed, and only then', () => {
    expect(of('2024.1.114', patched({}))).toBe('closed');
    expect(of('2024.1.114', patched({ C: 'unpatched' }))).toBe('closed');
    expect(of('2024.1.114', patched({ A: 'unpatched' }))).toBe('open');
    expect(of('2024.1.114', patched({ B: 'unpatched' }))).toBe('open');
    expect(of('2024.1.114', patched({ A: 'missing', B: 'unpatched' }))).toBe('open');
  });

  it.each(['missing', 'unreadable'] as const)('is not known where one of the two is %s', (state) => {
    expect(of('2024.1.114', patched({ A: state }))).toBe('unknown');
    expect(of('2024.1.114', patched({ B: state }))).toBe('unknown');
    expect(of('2024.1.114', patched({ A: state, B: state }))).toBe('unknown');
  });

  it('is not known where one of the two, or all of it, was not read', () => {
    expect(of('2024.1.114', patched({}, ['A']))).toBe('unknown');
    expect(of('2024.1.114', patched({}, []))).toBe('unknown');
    expect(of('2024.1.114', unknown())).toBe('unknown');
  });
});

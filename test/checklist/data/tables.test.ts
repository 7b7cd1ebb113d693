import { describe, expect, it } from 'vitest';
import table from '../../../sites/checklist/data/advisories.json' with { type: 'json' };
import { ADVISORIES, holesOf } from '../../../sites/checklist/data/advisories.ts';
import { tablesFor } from '../../../sites/checklist/data/tables.ts';
import { compareReleases, parseRelease } from '../../../sites/checklist/release.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { partsWith } from '../../support/facts.ts';

describe('the advisory table', () => {
  it('names each hole once, with a release that can be compared and a source that can be opened', () => {
    const ids = ADVISORIES.advisories.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(table.advisories.map(({ id }) => id));
    for (const { id, fixedIn, date, source } of ADVISORIES.advisories) {
      expect(parseRelease(fixedIn), id).toEqual({ text: fixedIn, numbers: fixedIn.split('.').map(Number) });
      expect(date ?? ADVISORIES.date, id).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect((date ?? '') <= ADVISORIES.date, id).toBe(true);
      expect(new URL(source).protocol, id).toBe('https:');
    }
  });

  it('has a sentence for each, and no sentence for none', () => {
    const words = (locale: object) =>
      Object.keys(locale)
        .filter((key) => key.startsWith('advisory.'))
        .sort();
    const wanted = ADVISORIES.advisories.map(({ id }) => `advisory.${id}`).sort();
    for (const locale of Object.values(LOCALES)) expect(words(locale)).toEqual(wanted);
  });

  it('goes from the oldest release to the newest', () => {
    for (const [index, { fixedIn }] of ADVISORIES.advisories.entries()) {
      const before = ADVISORIES.advisories[index - 1]?.fixedIn ?? '0';
      expect(compareReleases(parseRelease(before), parseRelease(fixedIn))).toBeLessThanOrEqual(0);
    }
  });

  it.each([
    ['2024.1.114', 7],
    ['2025.1.158-dev', 7],
    ['2026.1.223', 5],
    ['2026.2.118', 4],
    ['2026.6.99', 1],
    ['2026.9.5', 0],
    ['2026.10.1', 0],
  ])('%s still has %i of them', (release, count) => {
    expect(holesOf(parseRelease(release))).toHaveLength(count);
  });

  it('says nothing about a release that cannot be read', () => {
    expect(holesOf(parseRelease('unknown'))).toBeNull();
  });
});

describe('the tables of a report', () => {
  it('have versions and dates; the dictionary is named where secrets were judged', () => {
    const dated = {
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
      date: expect.stringMatching(/^20\d\d-\d\d-\d\d$/) as string,
    };
    expect(tablesFor(partsWith())).toEqual({ advisories: dated, dialling: dated, dictionary: dated });
    expect(tablesFor(partsWith({}, { secrets: 'not-asked' })).dictionary).toBeNull();
  });
});

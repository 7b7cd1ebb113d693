import { describe, expect, it } from 'vitest';
import releases from '../../../sites/checklist/data/releases.json' with { type: 'json' };
import table from '../../../sites/checklist/data/advisories.json' with { type: 'json' };
import { ADVISORIES, holesOf } from '../../../sites/checklist/data/advisories.ts';
import { tablesFor } from '../../../sites/checklist/data/tables.ts';
import { compareReleases, parseRelease, knowledgeOf, TESTED_RELEASES } from '../../../sites/checklist/release.ts';
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

  it('has every release that was no nightly, with what it closed or that nothing is known', () => {
    const closing = new Set(ADVISORIES.advisories.map(({ fixedIn }) => fixedIn));
    for (const { release, closes } of releases) {
      expect(closes, release).toBe(closing.has(release) ? 'advisories' : 'nothing known');
    }
    const listed = releases.map(({ release }) => release);
    expect([...closing].filter((fixedIn) => !listed.includes(fixedIn))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
    expect(TESTED_RELEASES.filter((tested) => !listed.includes(tested))).toEqual([]);
  });

  it('says of each release how well it is known, and of any other that it is not', () => {
    for (const { release, known } of releases) expect(knowledgeOf(release).replace('-', ' '), release).toBe(known);
    for (const other of ['2026.9.6', '2026.2.118-dev', '2024.1.113', '', 'next'])
      expect(knowledgeOf(other)).toBe('not-known');
  });

  it('goes in the order of time, by releases and by dates; a hole is dated by the release that closed it', () => {
    for (const [index, { release, date }] of releases.entries()) {
      expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
      const before = releases[index - 1];
      if (before === undefined) continue;
      expect(compareReleases(parseRelease(before.release), parseRelease(release)), release).toBe(-1);
      expect(before.date < date, release).toBe(true);
    }
    for (const { id, fixedIn, date } of ADVISORIES.advisories.filter((one) => one.id.startsWith('release-'))) {
      expect(date, id).toBe(releases.find(({ release }) => release === fixedIn)?.date);
    }
    // The table is no older than the newest release it knows.
    expect((releases.at(-1)?.date ?? '') <= ADVISORIES.date).toBe(true);
  });

  it('says of the web server what is known of HTTP/2', () => {
    for (const words of Object.values(LOCALES)) {
      expect(words['advisory.CVE-2026-123007']).toMatch(/HTTP\/2.*2026\.2\.118/);
    }
  });

  it.each([
    ['2024.1.114', 11],
    ['2025.1.158-dev', 11],
    ['2026.1.223', 9],
    ['2026.2.118', 8],
    ['2026.3.40', 7],
    ['2026.6.34', 4],
    ['2026.6.99', 3],
    ['2026.7.1', 2],
    ['2026.8.2', 2],
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

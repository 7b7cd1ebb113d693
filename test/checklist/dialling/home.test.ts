import { describe, expect, it } from 'vitest';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import { guessHome, homeOf } from '../../../sites/checklist/dialling/home.ts';
import type { Attestation } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, NOW } from '../../support/facts.ts';
import { attest } from '../../support/judge.ts';

const system = (language: string | null, timeZone: string | null) => ({ ...CLEAN.system, language, timeZone });
const lookup = (...attestations: Attestation[]) => attestationLookup(attestations, Date.parse(NOW));

describe('the suggestion of a home country', () => {
  it.each([
    ['en-en', 'Europe/Berlin', 'DE'],
    ['ru-ru', 'Asia/Almaty', 'KZ'], // the time zone is nearer to the truth than the language
    ['ru-ru', 'Europe/Moscow', 'RU'],
    ['de-de', 'Europe/Moscow', 'DE'], // Core's factory time zone says little
    ['en-en', 'Europe/Moscow', 'RU'],
    ['sv-sv', null, 'SE'], // not El Salvador
    ['cs-cs', '', 'CZ'],
    ['fr-ca', null, 'CA'],
    ['pt_BR', null, 'BR'],
    ['en-gb', 'UTC', 'GB'],
    ['ru', null, 'RU'],
    ['en-en', 'America/Argentina/Buenos_Aires', 'AR'],
    [null, 'Europe/Jersey', 'GB'],
  ])('language %s, time zone %s: %s', (language, zone, country) => {
    expect(guessHome(system(language, zone))?.id).toBe(country);
  });

  it.each([
    ['en-en', 'Etc/UTC'],
    ['', ''],
    [null, null],
    ['__proto__', '__proto__/constructor'],
    ['xx-yy', 'Europe/Nowhere'],
    ['en', 'Europe/'],
  ])('language %s, time zone %s: none', (language, zone) => {
    expect(guessHome(system(language, zone))).toBeNull();
    expect(guessHome(null)).toBeNull();
  });
});

describe('the home country', () => {
  it('is what a person said; only then it is confirmed and not asked again', () => {
    const home = homeOf(
      lookup(attest('home-country', 'DE'), attest('allowed-countries', 'at, CH;XX je')),
      system('ru-ru', null),
    );
    expect(home).toMatchObject({ country: { id: 'DE' }, confirmed: true, questions: [] });
    expect([...home.allowed]).toEqual(['AT', 'CH', 'GB']);
  });

  it('is asked with the suggestion until somebody answers', () => {
    const home = homeOf(lookup(), system('ru-ru', null));
    expect(home).toMatchObject({ country: { id: 'RU' }, confirmed: false });
    expect(home.questions).toMatchObject([
      { item: 'home-country', kind: 'countries', choices: [{ value: 'RU' }], says: { key: 'dialling.ask.home.guess' } },
      { item: 'allowed-countries', kind: 'countries' },
    ]);
  });

  it('an answer that ran out is still the best suggestion, and no more than that', () => {
    const old = { ...attest('home-country', 'DE'), expiresAt: '2026-11-22T00:00:00+00:00' };
    expect(homeOf(lookup(old), system('ru-ru', null))).toMatchObject({ country: { id: 'DE' }, confirmed: false });
  });

  it.each(['', 'XX', 'Germany', '+49', '<b>DE</b>'])('an answer that is no country is none: %j', (answer) => {
    expect(homeOf(lookup(attest('home-country', answer)), null)).toMatchObject({ country: null, confirmed: false });
  });

  it('"no other country" is an answer too', () => {
    const home = homeOf(lookup(attest('home-country', 'RU'), attest('allowed-countries', 'none')), null);
    expect(home.allowed.size).toBe(0);
    expect(home.questions).toEqual([]);
  });

  it('cannot be confirmed where confirmations cannot be read', () => {
    expect(homeOf(attestationLookup(null, 0), system('de-de', null))).toMatchObject({
      country: { id: 'DE' },
      confirmed: false,
    });
  });
});

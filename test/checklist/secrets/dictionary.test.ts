import { describe, expect, it } from 'vitest';
import table from '../../../sites/checklist/data/dictionary.generated.json';
import { DICTIONARY_VERSION } from '../../../sites/checklist/data/dictionary-version.generated.ts';
import { NO_DICTIONARY, openDictionary } from '../../../sites/checklist/secrets/dictionary.ts';
import { featuresOf } from '../../../sites/checklist/secrets/features.ts';

describe('dictionary', () => {
  const dictionary = openDictionary(table);

  it('is unpacked from lines that share their beginnings', () => {
    const small = openDictionary({
      ...{ version: '1', date: '2026-01-01', makers: '001565000b82' },
      ...{ common: '0pass\n4word\n8s\n3er', rare: '0pasta\n4o' },
    });
    expect(['pass', 'password', 'passwords', 'paser'].map((word) => small.rankOf(word))).toEqual(
      Array.from({ length: 4 }, () => 'common'),
    );
    expect(['pasta', 'pasto', 'pas'].map((word) => small.rankOf(word))).toEqual(['rare', 'rare', null]);
    expect(['001565', '000b82', '015650'].map((prefix) => small.isMaker(prefix))).toEqual([true, true, false]);
  });

  it('names its version and date, also where the words are not shipped', () => {
    expect({ version: table.version, date: table.date }).toEqual(DICTIONARY_VERSION);
    expect(dictionary).toMatchObject(DICTIONARY_VERSION);
    expect(table.date).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it('names every package it is made of, with its licence', () => {
    const names = table.sources.map(({ name }) => name);
    for (const language of ['common', 'en', 'de', 'fr', 'es-es', 'it', 'pt-br', 'cs', 'pl']) {
      expect(names).toContain(`@zxcvbn-ts/language-${language}`);
    }
    expect(names).toEqual(expect.arrayContaining(['dictionary-ru', 'dictionary-uk', 'dictionary-tr', 'oui-data']));
    for (const { version, license } of table.sources) {
      expect(version).toMatch(/^\d/);
      expect(license).toMatch(/^(MIT|BSD-\d-Clause|.*GPL-3\.0.*)$/);
    }
  });

  it('holds words in small letters, each once and of one rank', () => {
    const lists = [table.common, table.rare];
    for (const text of lists) expect(text).toBe(text.toLowerCase());
    expect(lists.map((text) => text.split('\n').length > 100_000)).toEqual([true, true]);
    expect(table.makers.length % 6).toBe(0);
  });

  it.each(['password', 'qwerty', '123456', 'gfhjkm', 'admin', 'mikopbx', 'asterisk', 'letmein', 'parol', 'haslo'])(
    'holds %s',
    (word) => {
      expect(dictionary.rankOf(word)).toBe('common');
    },
  );

  it.each([
    'Password2024!',
    'P@ssw0rd!2024',
    'Qwerty123456!',
    'Пароль-2024!',
    'Admin!Admin!1',
    'Sunshine!1985',
    'Summer-Office-Phone1!',
  ])('finds the word in %s', (secret) => {
    expect(featuresOf(secret, {}, dictionary, 0).dictionary).toBe(true);
  });

  it.each(['kQ9#loveZ3!h', 'bSKReigikgfzfGBmU8TU'])('finds none in %s', (secret) => {
    expect(featuresOf(secret, {}, dictionary, 0).dictionary).toBe(false);
  });

  it('finds no word without a dictionary, but runs all the same', () => {
    expect(featuresOf('Zebrafinch', {}, NO_DICTIONARY, 0).dictionary).toBe(false);
    expect(featuresOf('abcdefghij', {}, NO_DICTIONARY, 0).dictionary).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import table from '../../../sites/checklist/data/dictionary.generated.json';
import { DICTIONARY_VERSION } from '../../../sites/checklist/data/dictionary-version.generated.ts';
import { NO_DICTIONARY, openDictionary } from '../../../sites/checklist/secrets/dictionary.ts';
import { featuresOf } from '../../../sites/checklist/secrets/features.ts';

describe('dictionary', () => {
  const dictionary = openDictionary(table);

  it('is unpacked from lines that share their beginnings', () => {
    const small = openDictionary({ version: '1', date: '2026-01-01', text: '0pass\n4word\n8s\n3er' });
    expect(['pass', 'password', 'passwords', 'paser'].every((word) => small.has(word))).toBe(true);
    expect(small.has('pas')).toBe(false);
  });

  it('names its version and date, also where the words are not shipped', () => {
    expect({ version: table.version, date: table.date }).toEqual(DICTIONARY_VERSION);
    expect(dictionary).toMatchObject(DICTIONARY_VERSION);
    expect(table.date).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(table.license).toBe('MIT');
  });

  it('holds as many words as it says, sorted, lower case', () => {
    const lines = table.text.split('\n');
    expect(lines.length).toBe(table.words);
    expect(table.text).toBe(table.text.toLowerCase());
  });

  it.each(['password', 'qwerty', '123456', 'gfhjkm', 'admin', 'mikopbx', 'asterisk', 'letmein'])('holds %s', (word) => {
    expect(dictionary.has(word)).toBe(true);
  });

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

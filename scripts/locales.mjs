/** Reads the locales and holds them together: same keys, same placeholders, in every language. */
import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('../sites/locales/', import.meta.url);

const fragments = readdirSync(folder).filter((file) => /^.+\.[a-z]{2}\.json$/.test(file));

/** Languages that ship. English is the one the keys are typed from. */
export const LANGUAGES = readdirSync(folder)
  .filter((file) => /^[a-z]{2}\.json$/.test(file))
  .map((file) => file.slice(0, 2))
  .sort();

/** Flat map from key to text. */
export function loadLocale(language) {
  const files = [`${language}.json`, ...fragments.filter((file) => file.endsWith(`.${language}.json`))];
  return Object.assign({}, ...files.map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8'))));
}

const PLACEHOLDER = /%([a-zA-Z]\w*)(?::([^%]+))?%/g;

/** Names between percent signs, as Core writes them: %name%, or %name:one|other% for a word beside a number. */
export function placeholdersOf(text) {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name))].sort();
}

/** Names of numbers that a word stands beside. */
export function countsOf(text) {
  return [...text.matchAll(PLACEHOLDER)].flatMap(([, name, forms]) => (forms === undefined ? [] : [name]));
}

/** How many forms a word has beside whole numbers: two in English, three in Russian. */
function formsOf(language) {
  const rules = new Intl.PluralRules(language);
  return new Set(Array.from({ length: 101 }, (_, count) => rules.select(count))).size;
}

const hasAllForms = (text, count) =>
  [...text.matchAll(PLACEHOLDER)].every(([, , forms]) => forms === undefined || forms.split('|').length === count);

/** Throws with every difference, so that one build names them all. */
export function checkLocales() {
  const english = loadLocale('en');
  const wrong = [];
  for (const language of LANGUAGES) {
    const locale = loadLocale(language);
    for (const key of Object.keys(english)) {
      if (!(key in locale)) wrong.push(`${language}.json: missing key ${key}`);
      else if (placeholdersOf(locale[key]).join() !== placeholdersOf(english[key]).join()) {
        wrong.push(`${language}.json: ${key} has other placeholders than en.json`);
      }
      if (!hasAllForms(locale[key] ?? '', formsOf(language))) {
        wrong.push(`${language}.json: ${key} has a word without all of its ${formsOf(language)} forms`);
      }
    }
    for (const key of Object.keys(locale)) if (!(key in english)) wrong.push(`${language}.json: unknown key ${key}`);
  }
  if (wrong.length > 0) throw new Error(`Locales differ:\n${wrong.join('\n')}`);
}

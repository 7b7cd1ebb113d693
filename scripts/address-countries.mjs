/**
 * Makes sites/checklist/data/address-countries.json: the country that IPv4 blocks of 32,768 addresses (/17) are registered
 * in, where all that is registered of a block is of one country.
 *
 *     node scripts/address-countries.mjs asn-country-ipv4-num.csv 2026-06-17
 *
 * The file is the one of ip-location-db ("asn-country": first and last address as numbers, country), made of the
 * statistics of the Number Resource Organization (CC BY 4.0). A coarse table of registrations is enough to ask a person
 * whether a phone is theirs, and says nothing where it is not sure; it is renewed by hand, as blocks move slowly.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';

const [file, date] = process.argv.slice(2);
if (file === undefined || date === undefined) throw new Error('usage: address-countries.mjs FILE.csv YYYY-MM-DD');

const PREFIX = 17;
const SIZE = 2 ** (32 - PREFIX);
/** Printable, and nothing that JSON or a script would write as more than one character. */
const ALPHABET = [...Array(94).keys()]
  .map((i) => String.fromCharCode(33 + i))
  .filter((char) => !'"\\<&\'`$'.includes(char));
const HIGH = 7;
const LOW = ALPHABET.length - HIGH;

/** One character below LOW, else one of the last ones and another. */
const numeral = (n) => (n < LOW ? ALPHABET[n] : ALPHABET[LOW + Math.floor(n / LOW) - 1] + ALPHABET[n % LOW]);
const MOST = LOW * (HIGH + 1) - 1;

/** By block: one country; '' where several share it; undefined where nothing is registered. */
const blocks = new Array(2 ** PREFIX);
for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
  const [from, to, country] = line.split(',');
  // EU and AP are no country.
  const known = /^(?!EU|AP)[A-Z]{2}$/.test(country) ? country : '';
  for (let block = Math.floor(from / SIZE); block * SIZE <= Number(to); block++) {
    blocks[block] = blocks[block] === undefined || blocks[block] === known ? known : '';
  }
}

const counts = new Map();
const runs = [];
let last;
blocks.forEach((country, block) => {
  if (country === last) return;
  last = country;
  runs.push({ block, country });
  counts.set(country, (counts.get(country) ?? 0) + 1);
});
const countries = [...counts].sort((a, b) => b[1] - a[1]).map(([country]) => country);
let text = '';
let at = 0;
for (const { block, country } of runs) {
  // A longer way than a numeral says is gone in several, each of which repeats the country before.
  for (; block - at > MOST; at += MOST) text += numeral(MOST) + numeral(countries.indexOf(''));
  text += numeral(block - at) + numeral(countries.indexOf(country));
  at = block;
}
const table = {
  date,
  source: 'Number Resource Organization (nro.net), CC BY 4.0, through ip-location-db',
  prefix: PREFIX,
  alphabet: ALPHABET.join(''),
  high: HIGH,
  countries: countries.map((country) => (country === '' ? '--' : country)).join(''),
  runs: text,
};
writeFileSync('sites/checklist/data/address-countries.json', await format(JSON.stringify(table), { parser: 'json' }));

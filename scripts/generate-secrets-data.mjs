/**
 * Makes what PHP judges and guesses passwords with, from the same sources as the TypeScript: the dictionary, the tables
 * of letters, and the commonest passwords. Plain text and constants: PHP takes them in faster than anything packed, and
 * the zip packs them anyway.
 */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { emit } from './emit.mjs';
import { PASSWORDS } from './words.mjs';

const root = new URL('../', import.meta.url);
const at = (name) => fileURLToPath(new URL(name, root));
const readJson = async (name) => JSON.parse(await readFile(new URL(name, root), 'utf8'));

/** By so many characters PHP looks a word up (Lib/Secrets/Dictionary.php). */
const START = 4;
const BLOCK = 2;
const AT = 7;
const COMMONEST = 1_000;
/** Behind this no letter has a capital that the rule knows (sites/checklist/secrets/text.ts). */
const LAST_CASED = 0x1fff;

function unpacked(text) {
  let before = '';
  return text.split('\n').map((line) => (before = before.slice(0, Number.parseInt(line[0], 36)) + line.slice(1)));
}

/**
 * One line for each start of four characters: the start, then all that may follow it, each behind a blank: first of common
 * words, then, behind a tab, of rare ones. Lines that begin alike with two
 * characters are a block.
 */
function grouped({ common, rare }) {
  const lines = new Map();
  for (const [rank, text] of [common, rare].entries()) {
    for (const word of unpacked(text)) {
      const start = word.slice(0, START);
      const ranks = lines.get(start) ?? ['', ''];
      ranks[rank] += ` ${word.slice(START)}`;
      lines.set(start, ranks);
    }
  }
  const blocks = new Map();
  for (const [start, [common, rare]] of [...lines].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const block = start.slice(0, BLOCK);
    const line = start + common + (rare === '' ? '' : `\t${rare}`);
    blocks.set(block, blocks.has(block) ? `${blocks.get(block)}\n${line}` : line);
  }
  // Before them all, where each begins behind that line: its two characters and seven digits.
  let at = 0;
  const index = [...blocks].map(([block, text]) => {
    const entry = block.padEnd(BLOCK) + String(at).padStart(AT, '0');
    at += text.length + 1;
    return entry;
  });
  return [index.join(''), ...blocks.values()].join('\n');
}

const noticeOf = ({ name, version, license, notice }) => `From ${name} ${version}, ${license}.\n\n${notice}`.trim();
const notices = (sources) => `${sources.map(noticeOf).join('\n\n---\n\n')}\n`;

/** In order of frequency, as the package has them. */
async function commonest() {
  const passwords = await readJson(`node_modules/${PASSWORDS}/src/passwords.json`);
  const first = passwords.filter((word) => /^[\x20-\x7e]+$/.test(word)).slice(0, COMMONEST);
  if (first.length < COMMONEST || first[0] !== '123456')
    throw new Error(`${PASSWORDS} lists its passwords otherwise now`);
  return first;
}

const quoted = (text) => `'${text.replace(/[\\']/g, '\\$&')}'`;
const list = (texts) => `[\n${texts.map((text) => `        ${quoted(text)},`).join('\n')}\n    ]`;
const pairs = (table, indent = '    ') =>
  `[\n${Object.entries(table)
    .map(([from, to]) => `${indent}    ${quoted(from)} => ${quoted(to)},`)
    .join('\n')}\n${indent}]`;
const tables = (list) => `[\n${list.map((table) => `        ${pairs(table, '        ')},`).join('\n')}\n    ]`;

/** Capitals and small letters as the TypeScript has them, so that no other version of Unicode decides. */
function cases({ classOf, lower }) {
  const points = Array.from({ length: LAST_CASED - 0x7f }, (_, index) => String.fromCodePoint(0x80 + index));
  const capitals = points.filter((point) => classOf(point) === 'upper');
  return {
    lower: Object.fromEntries(capitals.map((point) => [point, lower(point)])),
    small: points.filter((point) => classOf(point) === 'lower').join(''),
  };
}

function lettersPhp(letters, { lower, small }) {
  const base = Object.entries(letters.base).flatMap(([plain, marked]) => Array.from(marked).map((at) => [at, plain]));
  const constants = [
    ['Rows of keyboards and alphabets.', 'list<string>', 'ROWS', list(letters.rows)],
    ['Leet and what it stands for.', 'list<array<int|string, string>>', 'LEET', tables(letters.leet)],
    ['Letters without their accents.', 'array<string, string>', 'BASE', pairs(Object.fromEntries(base))],
    ['Letters that are also written as two.', 'array<string, string>', 'SPELLED', pairs(letters.spelled)],
    ['Cyrillic in Latin letters.', 'list<array<string, string>>', 'CYRILLIC', tables(letters.cyrillic)],
    ['What an English keyboard makes of Cyrillic.', 'array<string, string>', 'LAYOUT', pairs(letters.layout)],
    ['What its keys make without the shift.', 'array<string, string>', 'SHIFTED', pairs(letters.shifted)],
    ['Regular expressions.', 'list<string>', 'MONTHS', list(letters.months)],
    ['Capitals beyond ASCII.', 'array<string, string>', 'LOWER', pairs(lower)],
    ['Small letters beyond ASCII.', 'string', 'SMALL', quoted(small)],
  ].map(
    ([what, type, name, value]) =>
      `    /**\n     * ${what}\n     *\n     * @var ${type}\n     */\n    public const ${name} = ${value};\n`,
  );
  return `<?php

declare(strict_types=1);

namespace Modules\\ModuleSecurityChecklist\\Lib\\Secrets\\Data;

/**
 * Generated by scripts/generate-secrets-data.mjs from sites/checklist/data/letters.json. Do not edit.
 */
final class Letters
{
${constants.join('\n')}}
`;
}

/** `text`: the module sites/checklist/secrets/text.ts. */
export async function secretsData(text) {
  const dictionary = await readJson('sites/checklist/data/dictionary.generated.json');
  const letters = await readJson('sites/checklist/data/letters.json');
  const { sources, makers } = dictionary;
  await emit(at('Lib/Secrets/Data/words.generated.txt'), `${grouped(dictionary)}\n`);
  await emit(at('Lib/Secrets/Data/makers.generated.txt'), `${makers}\n`);
  await emit(at('Lib/Secrets/Data/words.licence.generated.txt'), notices(sources));
  await emit(at('Lib/Secrets/Data/Letters.php'), lettersPhp(letters, cases(text)));
  await emit(at('Lib/Guessing/Data/commonest.generated.txt'), `${(await commonest()).join('\n')}\n`);
  const ofPasswords = sources.filter(({ name }) => name === PASSWORDS);
  await emit(at('Lib/Guessing/Data/commonest.licence.generated.txt'), notices(ofPasswords));
}

/**
 * Makes the dictionary: common passwords (zxcvbn-ts), words of the users' languages (words.mjs), and the first digits of
 * phones' hardware addresses (oui-data), in a form that the command line and PHP read alike. Its version and date are those
 * of the passwords; they are shown in every report.
 *
 * Format of `common` and `rare`: one word per line, sorted by bytes; the first character of a line is how many characters it
 * shares with the line before (base 36), the rest follows. `makers`: six digits each.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { emit } from './emit.mjs';
import { makers, MAKERS } from './makers.mjs';
import { PASSWORDS, SOURCES, words } from './words.mjs';

const root = new URL('../', import.meta.url);
const modules = new URL('node_modules/', root);
const at = (name) => fileURLToPath(new URL(`sites/checklist/data/${name}`, root));

/** What people around a PBX take for a password and the world's lists do not know. */
const TELEPHONY = [
  ...['mikopbx', 'askozia', 'asterisk', 'asterisk123', 'freepbx', 'pjsip', 'sipphone', 'siptrunk', 'trunk', 'voip'],
  ...['voip123', 'telephony', 'telefon', 'telefonia', 'yealink', 'grandstream', 'fanvil', 'snom', 'gigaset', 'polycom'],
  ...[
    'zoiper',
    'microsip',
    'linphone',
    'callcenter',
    'reception',
    'hotline',
    'gateway',
    'phpagi',
    '1cami',
    'extension',
  ],
];
/** Shorter passwords say nothing; longer ones are too few to matter. */
const SHORTEST = 3;
const LONGEST = 20;

const read = (name, from = modules) => readFile(new URL(name, from), 'utf8');

/** The day this version was released, from the package's own changelog. */
async function releasedOn(name, version) {
  const line = (await read(`${name}/CHANGELOG.md`))
    .split('\n')
    .find((text) => text.startsWith('#') && text.includes(`[${version}]`));
  const date = /\((\d{4}-\d{2}-\d{2})\)\s*$/.exec(line ?? '')?.[1];
  if (date === undefined) throw new Error(`the changelog of ${name} does not date version ${version}`);
  return date;
}

function frontCoded(sorted) {
  let before = '';
  return sorted
    .map((word) => {
      let shared = 0;
      while (shared < 35 && shared < word.length && word[shared] === before[shared]) shared++;
      before = word;
      return shared.toString(36) + word.slice(shared);
    })
    .join('\n');
}

/** What each package is, and its licence, whose text is asked for beside every copy. */
async function sources() {
  return Promise.all(
    [...SOURCES, MAKERS].map(async ({ name, license: expected, notice }) => {
      const { version, license } = JSON.parse(await read(`${name}/package.json`));
      if (license !== expected) throw new Error(`${name} changed its licence to ${license}: check that it still fits`);
      return { name, version, license, notice: notice === null ? '' : (await read(`${name}/${notice}`)).trim() };
    }),
  );
}

async function make(packages) {
  const [{ version }] = packages;
  const passwords = JSON.parse(await read(`${PASSWORDS}/src/passwords.json`));
  const letters = JSON.parse(await read('sites/checklist/data/letters.json', root));
  const fits = (word) => /^[\x21-\x7e]+$/.test(word) && word.length >= SHORTEST && word.length <= LONGEST;
  const most = [...passwords, ...TELEPHONY].map((word) => word.toLowerCase()).filter(fits);
  if (most.length < 10_000) throw new Error(`${PASSWORDS} holds only ${most.length} words: has its format changed?`);
  const { common, rare } = await words(letters, most);
  return {
    version,
    date: await releasedOn(PASSWORDS, version),
    sources: packages,
    common: frontCoded([...common].sort()),
    rare: frontCoded([...rare].sort()),
    makers: (await makers()).join(''),
  };
}

/** As it was made last time of the same: spelling half a million words takes seconds. */
async function made() {
  const packages = await sources();
  const own = [
    'scripts/generate-dictionary.mjs',
    'scripts/words.mjs',
    'scripts/office-words.mjs',
    'scripts/makers.mjs',
  ];
  const parts = await Promise.all([...own, 'sites/checklist/data/letters.json'].map((name) => read(name, root)));
  const of = createHash('sha256')
    .update(JSON.stringify([packages, parts]))
    .digest('hex');
  const file = fileURLToPath(new URL(`.cache/dictionary-${of}.json`, modules));
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return kept;
  const table = `${JSON.stringify(await make(packages))}\n`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, table);
  return table;
}

export async function dictionary() {
  const table = await made();
  const { version, date } = JSON.parse(table);
  await emit(at('dictionary.generated.json'), table);
  // On its own, so that the report can name the dictionary where the words themselves are not shipped.
  await emit(
    at('dictionary-version.generated.ts'),
    `// Generated by scripts/generate-dictionary.mjs. Do not edit.\nexport const DICTIONARY_VERSION = { version: '${version}', date: '${date}' } as const;\n`,
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await dictionary();

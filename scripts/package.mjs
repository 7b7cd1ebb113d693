/**
 * Writes dist/ModuleSecurityChecklist-<version>.zip, byte for byte the same for the same sources: names sorted, times made
 * of the content, a compressor in JavaScript (the system's zlib differs between machines).
 *
 * In it: module.json (lower case, as Core's installer reads it), the native module, generated Messages, the page's
 * bundles. Not in it: sources, tests, maps, development files.
 */
import { zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { notices } from './bundled.mjs';
import { LANGUAGES, loadLocale } from './locales.mjs';

const dist = process.env.DIST ?? 'dist';
const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const manifest = JSON.parse(await readFile('Module.json', 'utf8'));
const files = new Map();

/** Texts that the PHP side needs; everything else travels in the page's bundle, off Core's other pages. */
const NATIVE = 'native.';
function messagesPhp(language) {
  const quoted = (text) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = Object.entries(loadLocale(language))
    .filter(([key]) => key.startsWith(NATIVE))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, text]) => `    ${quoted(key.slice(NATIVE.length))} => ${quoted(text)},`);
  return `<?php\n\n// Generated from sites/locales/${language}.json.\n\nreturn [\n${lines.join('\n')}\n];\n`;
}

async function addFolder(folder, into = folder, wanted = () => true) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.startsWith('.')) continue;
    const path = `${entry.parentPath ?? entry.path}/${entry.name}`;
    const name = into + path.slice(folder.length);
    if (wanted(name)) files.set(name, await readFile(path));
  }
}

files.set('module.json', Buffer.from(`${JSON.stringify({ ...manifest, version }, null, 2)}\n`));
files.set('LICENSE', await readFile('LICENSE'));
files.set('THIRD-PARTY-NOTICES', Buffer.from(await notices()));
for (const language of LANGUAGES) files.set(`Messages/${language}.php`, Buffer.from(messagesPhp(language)));
for (const folder of ['App', 'Lib', 'Models', 'Setup', 'bin', 'agi-bin']) await addFolder(folder);
await addFolder('public/assets/css');
await addFolder('public/assets/img');
await addFolder(`${dist}/browser`, 'public/assets/js', (name) => name.endsWith('.js'));
files.set('App/bundles.json', await readFile(`${dist}/browser/bundles.json`));

/**
 * A file that has changed has another time, else PHP's cache of code (opcache) would go on with the old one after an
 * upgrade. Local time on purpose, for zip holds no time zone; of an afternoon, when no clock is set forward.
 */
function timeOf(data) {
  const number = createHash('sha256').update(data).digest().readUInt32BE();
  const [seconds, minutes, hours, days] = [
    (number % 30) * 2,
    (number >>> 5) % 60,
    12 + ((number >>> 11) % 12),
    number >>> 15,
  ];
  return new Date(2000, 0, 1 + (days % 3650), hours, minutes, seconds);
}

const entries = Object.fromEntries(
  [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, data]) => [
      name,
      [new Uint8Array(data), { level: 9, mtime: timeOf(data), os: 3, attrs: 0o100644 << 16 }],
    ]),
);
const zip = zipSync(entries);
const file = `${dist}/${manifest.moduleUniqueID}-${version}.zip`;
await mkdir(dist, { recursive: true });
await writeFile(file, zip);
console.log(`${file}  ${zip.length} bytes  sha256 ${createHash('sha256').update(zip).digest('hex')}`);

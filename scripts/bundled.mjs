/** Packages of others whose code or data is in what we ship: for notices and for the audit of what is bundled. */
import { build } from 'esbuild';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { licenceText } from './licences.mjs';
import { MAKERS } from './makers.mjs';
import { SOURCES } from './words.mjs';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
/** What the cabinet loads; the command line is for its own machine and is not in the zip. */
const ENTRIES = [
  'sites/admin-cabinet/page/main.tsx',
  'sites/admin-cabinet/first-run/main.ts',
  'sites/admin-cabinet/flags/main.ts',
  'sites/admin-cabinet/flags/worker.ts',
];

/** Tables are made from these, too: numbering of the world, first digits of network cards, words. */
const TABLES = ['google-libphonenumber', 'libphonenumber-js', MAKERS.name, ...SOURCES.map(({ name }) => name)];

/** `@scope/name/file` and `name/file` → the package. */
const packageOf = (specifier) => specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');

/** Sorted by name; `text`: its licence in full. Throws where it is not known, so that nothing is shipped unnoticed. */
export async function bundledPackages() {
  const { metafile } = await build({
    entryPoints: ENTRIES,
    absWorkingDir: root,
    outdir: 'unused',
    bundle: true,
    format: 'esm',
    splitting: true,
    metafile: true,
    write: false,
    logLevel: 'error',
    define: { __VERSION__: '""' },
  });
  const inputs = Object.keys(metafile.inputs).flatMap((path) => {
    const at = path.lastIndexOf('node_modules/');
    return at < 0 ? [] : [path.slice(at + 'node_modules/'.length)];
  });
  const names = [...new Set([...inputs, ...TABLES].map(packageOf))].sort();
  return Promise.all(names.map(described));
}

async function described(name) {
  const folder = join(root, 'node_modules', name);
  const { version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).filter((each) => /^(?:licen[cs]e|copying)/i.test(each)).sort()[0];
  const text = file === undefined ? licenceText(license, author) : await readFile(join(folder, file), 'utf8');
  if (text === null) throw new Error(`${name}: the words of its licence are not known`);
  return { name, version, license: license ?? '', text };
}

/** Tables that come from no package: their own words about whose they are. */
async function namedSources() {
  const { source, date } = JSON.parse(
    await readFile(join(root, 'sites/checklist/data/address-countries.json'), 'utf8'),
  );
  return [
    `Countries of addresses, as of ${date}\n\n${source}: https://creativecommons.org/licenses/by/4.0/\nMade coarser: blocks of one country only.\n`,
  ];
}

/** The file that travels in the zip. */
export async function notices() {
  const packages = await bundledPackages();
  const parts = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim().replace(/\r\n/g, '\n')}\n`,
  );
  parts.push(...(await namedSources()));
  return `Parts of others in this module, with their licences.\n\n${parts.join(`\n${'-'.repeat(72)}\n\n`)}`;
}

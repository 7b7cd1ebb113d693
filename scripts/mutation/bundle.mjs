/** All changes of a room in one bundle with its tests: each change behind a switch, each test file asleep until asked. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { build } from 'esbuild';

const silent = { debug() {}, info() {}, isDebugEnabled: () => false };
/** What these change the compiler refuses (keys of words, names of kinds, missing fields) or is a word for people. */
const EXCLUDED = ['StringLiteral', 'ObjectLiteral', 'ArrowFunction', 'OptionalChaining'];

/** @param {string[]} sources whose changes are wanted @returns their code with the switches, and the changes */
async function instrumented(sources) {
  const files = sources.map((name) => ({ name: resolve(name), mutate: true, content: readFileSync(name, 'utf8') }));
  const options = { plugins: null, excludedMutations: EXCLUDED, ignorers: [], noHeader: false };
  const { files: changed, mutants } = await new Instrumenter(silent).instrument(files, options);
  return {
    code: new Map(changed.map(({ name, content }) => [name, content])),
    changes: mutants.filter(({ status }) => status !== 'Ignored'),
  };
}

export const sourcesOf = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.generated.ts'))
    .map((name) => `${folder}/${name}`)
    .sort();

/** Where a file is, it says itself: in a bundle each would be the bundle. */
const placed = (path, text) =>
  text
    .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
    .replaceAll('import.meta.dirname', JSON.stringify(resolve(path, '..')));

/** @returns code of a function body that fills `module.exports` with test files by path, each to be called */
export async function bundle(sources, tests) {
  const { code, changes } = await instrumented(sources);
  const entry = tests.map(({ path }) => `exports[${JSON.stringify(path)}] = () => require('./${path}');`).join('\n');
  const places = {
    name: 'places',
    setup({ onLoad }) {
      onLoad({ filter: /\.tsx?$/ }, ({ path }) => ({
        contents: placed(path, code.get(path) ?? readFileSync(path, 'utf8')),
        loader: path.endsWith('x') ? 'tsx' : 'ts',
      }));
      // Read once, for all changes.
      onLoad({ filter: /\.json$/ }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(`table:${path}`)});`,
        loader: 'js',
      }));
    },
  };
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: '.', loader: 'js' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    external: ['table:*'],
    logLevel: 'error',
    plugins: [places],
  });
  return { text: outputFiles[0].text, changes };
}

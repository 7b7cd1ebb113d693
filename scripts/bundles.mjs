/**
 * The scripts for the cabinet: classic ones, without eval, named by the hash of their content.
 *
 * - `…-tables`, `…-checklist`, `…-actions`: what the others import of sites/checklist; `…-shown`: the page itself;
 *   `…-plan`: fixing and history. Without words, so one copy in the browser's cache does for every page and language; the
 *   others find them in the window.
 * - `…-<page>-<language>`: a page with the words that it and the checklist say, in one language.
 */
import { build } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LANGUAGES, loadLocale } from './locales.mjs';

const MODULE = 'module-security-checklist';
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
/** Where the shared ones stand in the window. */
const GLOBAL = 'moduleSecurityChecklist';
/** Files of the shared ones, by name. One needs only those before it. */
const SHARED = {
  tables: /^sites\/checklist\/data\/(.*\.json|.*\.generated\.ts|zones\.ts)$/,
  checklist: /^sites\/checklist\/(?!actions\/|data\/(.*\.json|.*\.generated\.ts|zones\.ts)$)/,
  actions: /^sites\/checklist\/actions\//,
  shown: /^(node_modules\/preact|sites\/(pbx|report)|sites\/admin-cabinet\/page\/(?!plan\/|main\.tsx))/,
  plan: /^sites\/admin-cabinet\/page\/plan\//,
};
const ORDER = Object.keys(SHARED);
/** By name; each exports `start(words, language)`. */
const PAGES = {
  page: 'sites/admin-cabinet/page/main.tsx',
  'first-run': 'sites/admin-cabinet/first-run/main.ts',
};

/** Writes them, and `bundles.json` for the module's PHP: the scripts of each page and language, in their order. */
export async function buildBrowser({ define, outdir }) {
  /** Files that are imported from outside of their shared bundle. */
  const wanted = new Set();
  const buildPage = async (page, language, words) => {
    const entry = { [`${MODULE}-${page}-${language}`]: `page:${page}:${language}` };
    const [built] = await outputs(define, entry, [pages(words), fromWindow(wanted)]);
    return built;
  };
  const codes = {};
  for (const page of Object.keys(PAGES)) codes[page] = (await buildPage(page, 'none', {})).text;
  const shared = [];
  for (const name of [...ORDER].reverse()) {
    const plugins = [intoWindow(name, wanted), fromWindow(wanted, ORDER.indexOf(name))];
    shared.unshift(...(await outputs(define, { [`${MODULE}-${name}`]: `whole:${name}` }, plugins)));
  }

  await mkdir(outdir, { recursive: true });
  const written = async ({ path, contents }) => {
    await writeFile(join(outdir, basename(path)), contents);
    return basename(path);
  };
  const sharedFiles = await Promise.all(shared.map(written));
  const bundles = {};
  for (const [page, code] of Object.entries(codes)) {
    const needsShared = code.includes(`window.${GLOBAL}`);
    const isSaid = keysIn([code, ...(needsShared ? shared.map(({ text }) => text) : [])].join('\n'));
    for (const language of LANGUAGES) {
      const words = Object.fromEntries(Object.entries(loadLocale(language)).filter(([key]) => isSaid(key)));
      const built = await buildPage(page, language, words);
      bundles[`${page}-${language}`] = [...(needsShared ? sharedFiles : []), await written(built)];
    }
  }
  await writeFile(join(outdir, 'bundles.json'), `${JSON.stringify(bundles, null, 2)}\n`);
}

async function outputs(define, entryPoints, plugins) {
  const { outputFiles } = await build({
    entryPoints,
    plugins,
    define,
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2020',
    charset: 'utf8',
    legalComments: 'none',
    absWorkingDir: ROOT,
    outdir: ROOT,
    entryNames: '[name]-[hash]',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles;
}

/** `page:<name>:<language>` starts a page in a language with its words. */
function pages(words) {
  return {
    name: 'pages',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^page:/ }, ({ path }) => ({ path, namespace: 'page' }));
      onResolve({ filter: /^words$/ }, ({ path }) => ({ path, namespace: 'words' }));
      onLoad({ filter: /.*/, namespace: 'page' }, ({ path }) => {
        const [, page, language] = path.split(':');
        const lines = [
          `import { start } from ${JSON.stringify(join(ROOT, PAGES[page]))};`,
          `import words from 'words';`,
          `start(words, '${language}');`,
        ];
        return { contents: lines.join('\n'), resolveDir: ROOT };
      });
      onLoad({ filter: /.*/, namespace: 'words' }, () => ({ contents: JSON.stringify(words), loader: 'json' }));
    },
  };
}

const below = (file) => relative(ROOT, file);

/** Name of the shared bundle that a file belongs to; undefined: to none. */
const bundleOf = (file) => ORDER.find((name) => SHARED[name].test(below(file)));

/** What belongs to another bundle, which is shared, is taken from the window, and noted in `wanted`. */
function fromWindow(wanted, place = ORDER.length) {
  return {
    name: 'from the window',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^([./]|preact)/ }, ({ path, importer, resolveDir, namespace }) => {
        const isPreact = path.startsWith('preact');
        // One copy for all, or its hooks would not find each other.
        const file = isPreact ? fileURLToPath(import.meta.resolve(path)) : resolve(resolveDir, path);
        const bundle = bundleOf(file);
        const isOwn = namespace === 'whole' || bundleOf(importer) === bundle;
        if (bundle === undefined || isOwn) return isPreact ? { path: file } : undefined;
        if (ORDER.indexOf(bundle) >= place)
          return { errors: [{ text: `${below(importer)} needs a later bundle: ${path}` }] };
        wanted.add(file);
        // Not named .mjs: what stands for it is CommonJS.
        return {
          path: below(file).replace(/\.mjs$/, ''),
          pluginData: below(file),
          namespace: 'window',
          sideEffects: false,
        };
      });
      onLoad({ filter: /.*/, namespace: 'window' }, ({ pluginData }) => ({
        contents: `module.exports = window.${GLOBAL}[${JSON.stringify(pluginData)}];`,
      }));
    },
  };
}

/** `whole:<name>`: puts the wanted files of a shared bundle into the window. */
function intoWindow(bundle, wanted) {
  return {
    name: 'into the window',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^whole:/ }, ({ path }) => ({ path, namespace: 'whole' }));
      onLoad({ filter: /.*/, namespace: 'whole' }, () => {
        const files = [...wanted].filter((file) => bundleOf(file) === bundle).sort();
        const imports = files.map((file, place) => `import * as _${place} from ${JSON.stringify(file)};`);
        const fields = files.map((file, place) => `${JSON.stringify(below(file))}: _${place}`);
        const contents = `${imports.join('\n')}\nwindow.${GLOBAL} = { ...window.${GLOBAL}, ${fields.join(', ')} };`;
        return { contents, resolveDir: ROOT };
      });
    },
  };
}

/**
 * Is a key of the locales said in this code? Keys are typed, so each is there as a text, or as a template that begins
 * with a part of it.
 */
function keysIn(code) {
  const whole = new Set();
  const beginnings = new Set();
  for (const [, text, end] of code.matchAll(/["'`]([a-z][\w-]*\.[\w.-]*)(["'`]|\$\{)/g)) {
    (end === '${' ? beginnings : whole).add(text);
  }
  return (key) => whole.has(key) || [...beginnings].some((beginning) => key.startsWith(beginning));
}

/**
 * The scripts for the cabinet: without eval, named by the hash of their content.
 *
 * - Large pages are ES modules in pieces (esbuild's splitting): what shows the page comes first, dialogs and plans when
 *   they are asked for. Core's pages take classic scripts, so a small one for each language loads them.
 * - Words travel beside the code, one language at a time: those that are said first, and those that the later pieces say.
 * - Small pages are one classic script for each language, with its words inside. Where one needs the engine, that judges in
 *   a worker, from the same pieces.
 */
import { build } from 'esbuild';
import { minify } from 'terser';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LANGUAGES, loadLocale } from './locales.mjs';

const MODULE = 'module-security-checklist';
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const LOADER = 'sites/admin-cabinet/loader.ts';
/** By name; each exports `start(words, language, moreWords)`. */
const LARGE = { page: 'sites/admin-cabinet/page/main.tsx' };
/** By name; each exports `start(words, language, files)`. `judge`: a worker, whose files it is told. */
const SMALL = {
  'first-run': { source: 'sites/admin-cabinet/first-run/main.ts' },
  'signed-out': { source: 'sites/admin-cabinet/flags/signed-out.ts' },
  flags: { source: 'sites/admin-cabinet/flags/main.ts', judge: 'sites/admin-cabinet/flags/worker.ts' },
};
/** Checks that no page has marks of: a judge says their titles at most, where another check refers to them. A test holds the list. */
const UNMARKED = [
  ...['core-warnings', 'docker-exposure', 'extension-networks', 'module-routes', 'no-excess-balance', 'pbx-version'],
  ...['provider-spending-limit', 'registered-devices', 'secrets-rotated', 'security-patch'],
];
/** What only the actions need, the dialogs of the actions and of their undoing: loaded when they are offered or opened. */
const ACTIONS =
  /^sites\/(?:checklist\/actions\/offered[./]|admin-cabinet\/page\/plan\/(?:forms\/|(?:undo|edits)\.tsx))/;
/** The history, and what comes with a plan that is over, closes something, is stuck, or is for later: pieces that have a limit of their own. */
const PLANS = /^sites\/admin-cabinet\/page\/plan\/(?:later\/|(?:after|connected|journal|missed|no-rules)\.tsx)/;
/** What only those need that renew secrets, and those that limit programs; `actions/offered` is of both. */
const SECRETS = /\/(?:actions\/offered|offered\/renewals|forms\/secrets)\.ts$|\/forms\/rotate-everything\.tsx$/;
const BOTH =
  /\/(?:actions\/offered|offered\/(?:renewals|limits)|forms\/(?:secrets|limits))\.ts$|\/forms\/rotate-everything\.tsx$/;
/** What only those need who make routes narrower, with their dialog. */
const ROUTES = /\/(?:actions\/offered|offered\/routes|forms\/routes)\.tsx?$/;
/** What only those need that are about what calls may cost. */
const MONEY = /\/(?:actions\/offered|offered\/money|forms\/brake-spending)\.tsx?$/;
/** What only those see who wait for phones after that. */
const RETURNS = /\/rotation\/panel\.tsx$/;
/** What only those need that are about logins of the PBX itself: a password is judged while it is typed. */
const PASSWORDS = /\/plan\/(?:forms\/logins\.ts|confirm\.tsx)$/;
/** What only those see who change things by hand while the PBX watches. */
const EDITS = /\/plan\/(?:forms\/watch-edits|edits)\.tsx$/;
/** What only those see whose release has a fix to be run. */
const PATCH = /\/plan\/patch\/dialog\.tsx$/;
/** What only those see on whose PBX the hole of 2024.1.114 is, or was: the way out of it. */
const WAY = /\/page\/path\/way-out\.tsx$/;
/** What only those see who have the PBX collect evidence on it. */
const EVIDENCE = /\/page\/path\/collect\.tsx$/;
/** What only those need who change everything at once. */
const EVERYTHING = /\/plan\/forms\/rotate-everything\.tsx$/;
/** What only those see who were broken into, and what some of its steps bring when they are opened. */
const ROOM = /\/page\/break-in\/room\.tsx$/;
const CALLS = /\/page\/break-in\/(?:calls|letters|log)\.tsx$/;
const TRACES = /\/page\/break-in\/traces\.tsx$/;
/** Judges facts, without a page: an entry, so that it stays in pieces of its own. */
const ENGINE = 'sites/checklist/audit.ts';

/**
 * Writes them, and two lists: `bundles.json` for the module's PHP, the scripts of each page and language; `pieces.json`
 * for tests, which files hold the engine, and which each large page loads at once, later, only for its actions, only for those that renew
 * secrets, only where routes are made narrower, only with some plans, only for those that set a typed password, only for what is offered and opened about logins, only
 * while somebody is watched, only where a release has a fix to be run, only where the hole is or was, only where evidence is collected,
 * only on the day of a break-in, only where its calls, letters or log are looked at, only for those about money, only where what was left behind is,
 * and only for changing everything at once.
 */
export async function buildBrowser({ define, outdir }) {
  const { outputs, textOf } = await modules(define);
  const pieces = { engine: closure(outputs, outputOf(outputs, ENGINE)), pages: {}, judges: {} };
  const bundles = {};
  const files = new Map(Object.keys(outputs).map((name) => [name, textOf(name)]));
  const putWords = (name, language, isSaid) => {
    const code = `export default ${JSON.stringify(only(loadLocale(language), isSaid))};\n`;
    const file = `${MODULE}-${name}-${language}-${hashOf(code)}.js`;
    files.set(file, code);
    return file;
  };

  for (const [page, source] of Object.entries(LARGE)) {
    const entry = outputOf(outputs, source);
    const first = closure(outputs, entry);
    const all = closure(outputs, entry, true);
    const later = all.filter((file) => !first.includes(file));
    const without = (entries) => closure(outputs, entry, true, (name) => entries.test(outputs[name].entryPoint ?? ''));
    // The way out and the room have the code of the actions behind them, too.
    const groups = [
      new RegExp(`${ACTIONS.source}|${WAY.source}|${ROOM.source}`),
      SECRETS,
      BOTH,
      new RegExp(`${PLANS.source}|${ROOM.source}`),
      RETURNS,
      PASSWORDS,
      EDITS,
      PATCH,
      WAY,
      EVIDENCE,
      new RegExp(`${CALLS.source}|${MONEY.source}|${ROUTES.source}`),
      MONEY,
      TRACES,
      EVERYTHING,
      new RegExp(`${WAY.source}|${ROOM.source}`),
    ];
    const left = groups.map(without);
    const [unacted, withLimits, withDoors, bare, unrenewed, untyped, unwatched, unfixed, unled, unproven] = left;
    const [uncalled, unpaid, untraced, unrotated, unbroken] = left.slice(-5);
    const unrouted = without(ROUTES);
    const everything = later.filter((file) => !unrotated.includes(file));
    const limits = later.filter((file) => !withDoors.includes(file) && withLimits.includes(file));
    const ofSecrets = later.filter((file) => !withDoors.includes(file) && !withLimits.includes(file));
    const secrets = ofSecrets.filter((file) => !everything.includes(file));
    const passwords = later.filter((file) => !untyped.includes(file));
    const edits = later.filter((file) => !unwatched.includes(file));
    const patch = later.filter((file) => !unfixed.includes(file));
    const evidence = later.filter((file) => !unproven.includes(file));
    const money = later.filter((file) => !unpaid.includes(file));
    const ofRoutes = later.filter((file) => !unrouted.includes(file));
    const routes = ofRoutes.filter((file) => ![...secrets, ...limits, ...money].includes(file));
    // All of them read calls.
    const calls = later.filter((file) => !uncalled.includes(file) && ![...money, ...ofRoutes].includes(file));
    const traces = later.filter((file) => !untraced.includes(file));
    const way = later.filter((file) => !unled.includes(file) && !evidence.includes(file));
    const ofRoom = later.filter((file) => !unbroken.includes(file));
    const room = ofRoom.filter((file) => ![...way, ...evidence, ...calls, ...money, ...traces].includes(file));
    const unshared = without(new RegExp(`${BOTH.source}|${PASSWORDS.source}`));
    const ofLogins = later.filter((file) => !unshared.includes(file));
    const logins = ofLogins.filter((file) => ![...secrets, ...limits, ...passwords, ...everything].includes(file));
    const others = [
      ...ofLogins,
      ...routes,
      ...edits,
      ...patch,
      ...way,
      ...evidence,
      ...room,
      ...calls,
      ...money,
      ...traces,
      ...everything,
    ];
    const actions = later.filter((file) => !unacted.includes(file) && !others.includes(file));
    const plans = later.filter((file) => !bare.includes(file) && !ofRoom.includes(file));
    const returns = later.filter((file) => !unrenewed.includes(file));
    pieces.pages[page] = {
      first,
      later,
      actions,
      secrets,
      limits,
      routes,
      plans,
      returns,
      passwords,
      logins,
      edits,
      patch,
      way,
      evidence,
      room,
      calls,
      money,
      traces,
      everything,
    };
    const saidFirst = keysIn(first.map(textOf));
    const saidLater = keysIn(later.map(textOf));
    for (const language of LANGUAGES) {
      const words = loadLocale(language);
      const load = {
        code: entry,
        pieces: first.filter((file) => file !== entry),
        words: putWords(`${page}-words`, language, saidFirst),
        moreWords: putWords(`${page}-more-words`, language, (key) => saidLater(key) && !saidFirst(key)),
        language,
        failed: {
          says: words['page.load.failed'],
          again: words['page.trouble.way.reload'],
          help: words['page.load.failed.help'],
        },
      };
      const code = await classic(`import { load } from ${at(LOADER)};\nload(${JSON.stringify(load)});`, define);
      const loader = `${MODULE}-${page}-${language}-${hashOf(code)}.js`;
      files.set(loader, code);
      bundles[`${page}-${language}`] = [loader];
    }
  }
  for (const [page, { source, judge }] of Object.entries(SMALL)) {
    const start = (...values) => {
      const given = values.map((value) => JSON.stringify(value)).join(', ');
      return classic(`import { start } from ${at(source)};\nstart(${given});`, define);
    };
    const isSaid = keysIn([await start({}, 'none', { code: '', words: '' })]);
    const code = judge === undefined ? null : outputOf(outputs, judge);
    const all = code === null ? [] : closure(outputs, code);
    if (code !== null) pieces.judges[page] = all;
    for (const language of LANGUAGES) {
      const judgeFiles =
        code === null
          ? []
          : [{ code, words: putWords(`${page}-judge-words`, language, keysIn(all.map(textOf), UNMARKED)) }];
      const text = await start(only(loadLocale(language), isSaid), language, ...judgeFiles);
      const file = `${MODULE}-${page}-${language}-${hashOf(text)}.js`;
      files.set(file, text);
      bundles[`${page}-${language}`] = [file];
    }
  }
  await mkdir(outdir, { recursive: true });
  for (const [name, text] of files) await writeFile(join(outdir, name), text);
  await writeFile(join(outdir, 'bundles.json'), `${JSON.stringify(bundles, null, 2)}\n`);
  await writeFile(join(outdir, 'pieces.json'), `${JSON.stringify(pieces, null, 2)}\n`);
}

const COMMON = {
  bundle: true,
  minify: true,
  platform: 'browser',
  target: 'es2020',
  charset: 'utf8',
  legalComments: 'none',
  absWorkingDir: ROOT,
  outdir: ROOT,
  entryNames: '[name]-[hash]',
  write: false,
  logLevel: 'warning',
};

/** All large pages and the engine, in pieces that they share. */
async function modules(define) {
  const judges = Object.entries(SMALL).flatMap(([page, { judge }]) =>
    judge === undefined ? [] : [[`${page}-judge`, judge]],
  );
  const entries = Object.fromEntries(
    [...Object.entries(LARGE), ...judges].map(([name, source]) => [`${MODULE}-${name}`, source]),
  );
  const { outputFiles, metafile } = await build({
    ...COMMON,
    entryPoints: { ...entries, [`${MODULE}-engine`]: ENGINE },
    chunkNames: `${MODULE}-[name]-[hash]`,
    define,
    format: 'esm',
    splitting: true,
    metafile: true,
    plugins: Object.values(LARGE).map(together),
  });
  const small = async ({ path, text }) => [relative(ROOT, path), await smaller(text)];
  const texts = new Map(await Promise.all(outputFiles.map(small)));
  return { outputs: metafile.outputs, textOf: (name) => texts.get(name) ?? '' };
}

/**
 * What comes later knows that the page is there: it imports it, so that esbuild puts what the page shares with it into one piece,
 * and not into one for each set of pieces that share it.
 */
const together = (page) => ({
  name: 'together',
  setup(building) {
    const later = new Set();
    building.onResolve({ filter: /^\./ }, ({ path, importer, kind }) => {
      if (kind === 'dynamic-import') later.add(resolve(dirname(importer), path));
    });
    building.onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      if (!later.has(path)) return;
      const contents = await readFile(path, 'utf8');
      return {
        contents: `${contents}\nimport ${JSON.stringify(resolve(ROOT, page))};`,
        loader: path.endsWith('x') ? 'tsx' : 'ts',
      };
    });
  },
});

/** Terser finds another 3 % in what esbuild has minified. */
async function smaller(text) {
  const { code } = await minify(text, {
    module: true,
    ecma: 2020,
    compress: { passes: 3, inline: 1, keep_fargs: false },
  });
  return code;
}

const outputOf = (outputs, source) => Object.keys(outputs).find((name) => outputs[name].entryPoint === source);

/** A file and what it imports; `later`: also what it imports only when asked, but for what `isLeft` out. */
function closure(outputs, entry, later = false, isLeft = () => false) {
  const found = new Set();
  const add = (name) => {
    if (found.has(name) || isLeft(name)) return;
    found.add(name);
    for (const { path, kind } of outputs[name].imports) {
      if (kind === 'import-statement' || (later && kind === 'dynamic-import')) add(path);
    }
  };
  add(entry);
  return [...found].sort();
}

/** One classic script. */
async function classic(contents, define) {
  const { outputFiles } = await build({ ...COMMON, stdin: { contents, resolveDir: ROOT }, define, format: 'iife' });
  const [{ text }] = outputFiles;
  return text;
}

/** A source as the name of an import. */
const at = (source) => JSON.stringify(`./${source}`);
const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase();
const only = (words, isSaid) => Object.fromEntries(Object.entries(words).filter(([key]) => isSaid(key)));

/**
 * Is a key of the locales said in this code? Keys are typed, so each is there as a text, or as a template that begins
 * with a part of it. Of the checks that are `silent` it is their title alone.
 */
function keysIn(codes, silent = []) {
  const whole = new Set();
  const beginnings = new Set();
  for (const [, text, end] of codes.join('\n').matchAll(/["'`]([a-z][\w-]*\.[\w.-]*)(["'`]|\$\{)/g)) {
    (end === '${' ? beginnings : whole).add(text);
  }
  const isSilent = (key) => silent.some((id) => key.startsWith(`checks.${id}.`) && key !== `checks.${id}.title`);
  return (key) => !isSilent(key) && (whole.has(key) || [...beginnings].some((beginning) => key.startsWith(beginning)));
}

/**
 * A process that judges changes, one after the other, as it is told: `{ dry: true }` first runs all tests without a change and
 * says which run what, `{ change: id }` is answered with what became of it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { collected, run, vitest } from './vitest.mjs';

/** Seconds of work after which a change counts as endless; by the clock, a busy computer would kill what lives. */
const ENDLESS = 300;
/** So many times as often as without the change a switch may be passed: no loop ends then. */
const ENDLESS_PASSES = 100;

// Properties draw the same few values for each change: it must live or die by the code, not by luck.
fc.configureGlobal({ numRuns: 25, seed: 1 });

const [, , bundlePath, tests] = process.argv;
const own = new Set(JSON.parse(tests).flatMap(({ path, isOwn }) => (isOwn ? [path] : [])));
const script = new Script(`(function (require, exports, module) {${readFileSync(bundlePath, 'utf8')}\n})`, {
  filename: bundlePath,
});
const outer = createRequire(`${process.cwd()}/package.json`);
const tables = new Map();

function required(name) {
  if (name === 'vitest') return vitest;
  if (!name.startsWith('table:')) return outer(name);
  const path = name.slice('table:'.length);
  if (!tables.has(path)) tables.set(path, JSON.parse(readFileSync(path, 'utf8')));
  return tables.get(path);
}

/** Everything anew, with one change or none. */
function start(state) {
  globalThis.__stryker__ = state;
  const module = { exports: {} };
  script.runInThisContext()(required, module.exports, module);
  return module.exports;
}

/** When the work on the present change began, in milliseconds of work. */
const began = new Float64Array(new SharedArrayBuffer(8));
const worked = () => process.cpuUsage().user / 1000;
new Worker(
  `const { workerData: { began, most } } = require('node:worker_threads');
  setInterval(() => process.cpuUsage().user / 1000 - began[0] > most * 1000 && process.kill(process.pid, 'SIGXCPU'), 1000);`,
  { eval: true, workerData: { began, most: ENDLESS } },
).unref();

/** Without a change: which changes does each test run, how often, and how long does it take? */
async function dry() {
  const state = { mutantCoverage: { static: {}, perTest: {} } };
  const files = start(state);
  const found = [];
  for (const [path, load] of Object.entries(files)) {
    const all = collected(load);
    const milliseconds = [];
    const covers = [];
    for (const [nth, test] of all.entries()) {
      state.currentTestId = `${path} ${nth}`;
      const before = worked();
      try {
        await run(test);
      } catch (error) {
        throw new Error(`${path}: "${test.name}" fails although nothing is changed: ${String(error)}`);
      }
      milliseconds.push(worked() - before);
      covers.push(state.mutantCoverage.perTest[state.currentTestId] ?? {});
      state.currentTestId = undefined;
    }
    found.push({ path, covers, milliseconds });
  }
  return { files: found, loaded: state.mutantCoverage.static };
}

/** The room's own tests know it best; cases are the slowest. */
const turn = ({ path }) => (own.has(path) ? 0 : path.startsWith('test/cases/') ? 2 : 1);
/** Of the tests that run the change. */
const takes = ({ milliseconds, wanted }) => milliseconds.reduce((sum, one, nth) => sum + (wanted[nth] ? one : 0), 0);

async function judge(id, { files, loaded }) {
  const always = loaded[id] ?? 0;
  const asked = files
    .map((file) => ({ ...file, wanted: file.covers.map((covered) => always > 0 || id in covered) }))
    .filter(({ wanted }) => wanted.includes(true))
    .sort((a, b) => turn(a) - turn(b) || takes(a) - takes(b));
  if (asked.length === 0) return { end: 'not run' };
  const passes = files.reduce(
    (sum, { covers }) => covers.reduce((all, covered) => all + (covered[id] ?? 0), sum),
    always,
  );
  const modules = start({ activeMutant: id, hitCount: 0, hitLimit: passes * ENDLESS_PASSES });
  let isBroken = false;
  for (const { path, wanted } of asked) {
    let all;
    try {
      all = collected(modules[path]);
    } catch {
      isBroken = true;
      continue;
    }
    for (const [nth, test] of all.entries()) {
      // Where the change makes other tests, all of them are asked.
      if (all.length === wanted.length && !wanted[nth]) continue;
      try {
        await run(test);
      } catch {
        return { end: 'killed', by: path, isOwn: own.has(path) };
      }
    }
  }
  return { end: isBroken ? 'broken' : 'survived' };
}

let known;
process.on('message', async ({ change, isDry, dry: told }) => {
  known = told ?? known;
  began[0] = worked();
  if (isDry) process.send(await dry());
  else process.send({ change, ...(await judge(change, known)) });
});

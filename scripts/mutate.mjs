/**
 * Mutation of the thinking: `ROOM=actions npm run test:mutation` (docs/mutation.md).
 *
 * Stryker's instrumenter writes all changes of a room into its code, each behind a switch; that code is bundled with the
 * tests, and for each change the bundle starts anew within one process. So nothing is left of the change before, and
 * nothing is read or compiled twice: a tenth of the work of a test runner that begins anew each time.
 *
 * ROOM: a folder of sites/checklist. FILES: only these of it, `guard,closing`. SHARE, SEED: a drawn part of all changes.
 * AGAIN=1: of the same sample, those alone that survived last time.
 * OWN=1: judged by the room's own tests alone. WORKERS: so many at a time. Status 1: fewer were killed than the room has reached.
 */
import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { prepareMutators } from './mutation/mutators.mjs';
import { bundle, sourcesOf } from './mutation/bundle.mjs';
import { refusedOf } from './mutation/compiler.mjs';
import { REACHED, testsOf } from './mutation/rooms.mjs';

process.chdir(resolve(import.meta.dirname, '..'));
const { ROOM: room = '', FILES: only, SEED: seed = '1', OWN: own } = process.env;
const share = Number(process.env.SHARE ?? 1);
const workers = Number(process.env.WORKERS ?? availableParallelism());

prepareMutators({ share, seed });
const tests = testsOf(room, own === '1');
const wanted = only?.split(',').map((name) => `${name}.ts`);
const sources = sourcesOf(`sites/checklist/${room}`).filter(
  (path) => wanted?.some((name) => path.endsWith(`/${name}`)) ?? true,
);
const { text, changes } = await bundle(sources, tests);
mkdirSync('.mutation', { recursive: true });
const bundlePath = resolve(`.mutation/${room}.cjs`);
writeFileSync(bundlePath, text);

const begin = () =>
  fork(resolve('scripts/mutation/judge.mjs'), [bundlePath, JSON.stringify(tests)], {
    env: { CASES: resolve('../shared/cases'), ...process.env, RUNS: '100' },
    execArgv: ['--max-old-space-size=2048', '--no-warnings'],
    serialization: 'advanced',
  });

/** Ends as the process does: null where that did not wait for an answer. */
const answer = (judge, message) =>
  new Promise((done) => {
    judge.once('message', (said) => {
      judge.off('exit', ended);
      done(said);
    });
    const ended = (status, signal) => done({ end: signal === 'SIGXCPU' ? 'endless' : 'lost', status });
    judge.once('exit', ended);
    judge.send(message);
  });

const first = begin();
const dry = await answer(first, { isDry: true });
first.kill();
if (dry.files === undefined) {
  console.error('The tests fail before anything is changed.');
  process.exit(1);
}

const places = new Map();
const nameOf = ({ fileName, location: { start } }) =>
  `${relative('.', fileName)}:${start.line + 1}:${start.column + 1}`;
function original({ fileName, location: { start, end } }) {
  if (!places.has(fileName)) places.set(fileName, readFileSync(fileName, 'utf8').split('\n'));
  const lines = places.get(fileName).slice(start.line, end.line + 1);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column);
  lines[0] = lines[0].slice(start.column);
  return lines.join(' ').replace(/\s+/g, ' ');
}

const keyOf = (change) => JSON.stringify([nameOf(change), change.mutatorName, change.replacement]);
/** Those that nothing killed in the run before; the compiler took them then. */
function survivors() {
  const before = JSON.parse(readFileSync(`.mutation/${room}.json`, 'utf8'));
  const alive = new Set(
    before.flatMap(({ end, change }) => (end === 'survived' || end === 'not run' ? [keyOf(change)] : [])),
  );
  return changes.filter((change) => alive.has(keyOf(change)));
}

const again = process.env.AGAIN === '1';
const refused = again ? new Set() : refusedOf(changes);
const results = [];
const waiting = again ? survivors() : changes.filter(({ id }) => !refused.has(id));
async function work() {
  let judge = null;
  for (let change = waiting.shift(); change !== undefined; change = waiting.shift()) {
    const isNew = judge === null;
    judge ??= begin();
    const said = await answer(judge, { change: change.id, ...(isNew ? { dry } : {}) });
    if (said.end === 'endless' || said.end === 'lost') judge = null;
    results.push({ ...said, change });
    const isKilled = said.end === 'killed' || said.end === 'endless';
    if (!isKilled) {
      const instead = change.replacement.replace(/\s+/g, ' ');
      console.log(`${nameOf(change)} ${said.end}: ${change.mutatorName}: ${original(change)} → ${instead}`);
    }
  }
  judge?.kill();
}
await Promise.all(Array.from({ length: workers }, work));

const count = (...ends) => results.filter(({ end }) => ends.includes(end)).length;
const byOwn = results.filter(({ end, isOwn }) => end === 'endless' || (end === 'killed' && isOwn)).length;
const killed = count('killed', 'endless');
const all = killed + count('survived', 'not run');
const percent = (part) => (all === 0 ? 100 : (100 * part) / all).toFixed(1);
for (const path of sources) {
  const here = results.filter(({ change }) => change.fileName === resolve(path));
  const dead = here.filter(({ end }) => end === 'killed' || end === 'endless').length;
  if (here.length > 0) console.log(`${path}: ${dead}/${here.length}`);
}
console.log(
  `${room}: ${killed} of ${all} killed: ${percent(killed)} % (by its own tests ${byOwn}: ${percent(byOwn)} %);`,
  `endless ${count('endless')}, broken ${count('broken')}, lost ${count('lost')}, refused by the compiler ${refused.size}`,
);
if (!again) writeFileSync(`.mutation/${room}.json`, JSON.stringify(results, null, 1));
process.exit(!again && share === 1 && only === undefined && Number(percent(killed)) < (REACHED[room] ?? 0) ? 1 : 0);

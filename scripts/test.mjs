/**
 * Everything that has to hold. What fails fastest comes first; what only reads runs beside the PHP units. Stops at the first
 * step that does not hold.
 */
import { spawn } from 'node:child_process';

const FIRST = [
  ['system packages', 'node', ['scripts/setup.mjs']],
  ['generated files', 'node', ['scripts/generate.mjs']],
];
const READING = [
  ['format', 'npx', ['prettier', '--check', '--log-level', 'warn', '.']],
  ['types', 'npx', ['tsc', '-p', 'tsconfig.json']],
  ['types of the checklist', 'npx', ['tsc', '-p', 'sites/checklist/tsconfig.json']],
  ['lint', 'npx', ['eslint', '.']],
  [
    'direction of imports',
    'npx',
    ['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'sites'],
  ],
  ['PHP style', 'vendor/bin/phpcs', []],
  ['PHP types', 'vendor/bin/phpstan', ['analyse', '--no-progress', '--memory-limit=1G']],
];
const PHP_UNITS = [['PHP units', 'vendor/bin/phpunit', []]];
const TESTS = [['tests, after a build', 'npx', ['vitest', 'run']]];

/** To be ended when another one fails. */
const running = new Set();

/** `inherit`: its output as it comes; else in one piece when it is over, because another one runs beside it. */
function run([name, command, args], stdio) {
  const started = process.hrtime.bigint();
  const child = spawn(command, args, { stdio: stdio === 'inherit' ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  const said = [];
  child.stdout?.on('data', (bytes) => said.push(bytes));
  child.stderr?.on('data', (bytes) => said.push(bytes));
  if (stdio === 'inherit') console.log(`\n== ${name}`);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      running.delete(child);
      const seconds = Number((process.hrtime.bigint() - started) / 1_000_000n) / 1000;
      if (stdio !== 'inherit') console.log(`\n== ${name}\n${Buffer.concat(said).toString()}`);
      console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
      if (status === 0) return resolve();
      for (const other of running) other.kill();
      process.exit(status ?? 1);
    });
  });
}

async function inOrder(steps, stdio) {
  for (const step of steps) await run(step, stdio);
}

await inOrder(FIRST, 'inherit');
await Promise.all([inOrder(READING, 'pipe'), inOrder(PHP_UNITS, 'pipe')]);
await inOrder(TESTS, 'inherit');

/** Everything that has to hold, in the order in which it fails fastest. Stops at the first step that does not. */
import { spawnSync } from 'node:child_process';

const STEPS = [
  ['system packages', 'node', ['scripts/setup.mjs']],
  ['generated files', 'node', ['scripts/generate.mjs']],
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
  ['PHP units', 'vendor/bin/phpunit', []],
  ['tests, after a build', 'npx', ['vitest', 'run']],
];

for (const [name, command, args] of STEPS) {
  const started = process.hrtime.bigint();
  console.log(`\n== ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const seconds = Number((process.hrtime.bigint() - started) / 1_000_000n) / 1000;
  console.log(`== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${seconds.toFixed(1)} s)`);
  if (status !== 0) process.exit(status ?? 1);
}

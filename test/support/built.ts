/** Before the first test: bundles and zip, once for all who read them. Nobody else writes into dist/ while tests run. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All that they are made of. */
const SOURCES = [
  'App',
  'Lib',
  'LICENSE',
  'Module.json',
  'Setup',
  'bench',
  'build.mjs',
  'package-lock.json',
  'package.json',
  'public',
  'scripts',
  'sites',
];
/** Written when both are there; a build begins by taking it away with the rest of the folder. */
const STAMP = 'dist/.tested';

const changedAt = (path: string): number => statSync(path).mtimeMs;

/** Newest change of a file, or of anything in a folder; a folder itself changes with what is added to it and taken away. */
function newestIn(path: string): number {
  if (!statSync(path).isDirectory()) return changedAt(path);
  const within = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => changedAt(join(path, name)));
  return within.reduce((newest, time) => Math.max(newest, time), changedAt(path));
}

export default function setup(): void {
  if (existsSync(STAMP) && SOURCES.every((path) => newestIn(path) < changedAt(STAMP))) return;
  for (const script of ['build.mjs', 'scripts/package.mjs']) {
    execFileSync('node', [script], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  writeFileSync(STAMP, '');
}

/**
 * Bundles: the command line, the local demo, the benchmarks (for Node), and the scripts for the cabinet
 * (scripts/bundles.mjs). scripts/package.mjs makes the module of it. Both work in dist/, or in the folder named in DIST.
 */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { buildBrowser } from './scripts/bundles.mjs';

const dist = process.env.DIST ?? 'dist';
const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const define = { __VERSION__: JSON.stringify(version) };
// Some packages for Node are CommonJS inside and ask for `require`.
const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };

await rm(dist, { recursive: true, force: true });
await mkdir(`${dist}/browser`, { recursive: true });

await build({
  entryPoints: { cli: 'sites/cli/main.ts', start: 'sites/cli/start.ts', bench: 'bench/main.ts' },
  outdir: dist,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  define,
  banner,
  external: ['@php-wasm/*', 'playwright-core'],
  logLevel: 'warning',
});

await buildBrowser({ define, outdir: `${dist}/browser` });
if (!existsSync(`${dist}/cli.mjs`)) throw new Error('esbuild wrote no command line');

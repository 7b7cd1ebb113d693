/**
 * Bundles: the command line, the local demo, the benchmarks (for Node), and the module's page (for the cabinet,
 * named by content hash, no inline script, no eval). What ships is staged in dist/module by scripts/package.mjs.
 */
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const define = { __VERSION__: JSON.stringify(version) };
// Some packages for Node are CommonJS inside and ask for `require`.
const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };

await rm('dist', { recursive: true, force: true });
await mkdir('dist/browser', { recursive: true });

await build({
  entryPoints: { cli: 'sites/cli/main.ts', start: 'sites/cli/start.ts', bench: 'bench/main.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  define,
  banner,
  external: ['@php-wasm/*'],
  logLevel: 'warning',
});

const browser = await build({
  entryPoints: { 'module-security-checklist-page': 'sites/admin-cabinet/page/main.tsx' },
  entryNames: '[name]-[hash]',
  outdir: 'dist/browser',
  bundle: true,
  minify: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2020',
  define,
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

/** Which bundle the page asks for: read by the module's controller. */
const bundles = Object.fromEntries(
  Object.entries(browser.metafile.outputs)
    .filter(([, output]) => output.entryPoint !== undefined)
    .map(([file]) => [
      file
        .split('/')
        .pop()
        .replace(/-[A-Z0-9]{8}\.js$/, ''),
      file.split('/').pop(),
    ]),
);
await writeFile('dist/browser/bundles.json', `${JSON.stringify(bundles, null, 2)}\n`);
if (!existsSync('dist/cli.mjs')) throw new Error('esbuild wrote no command line');

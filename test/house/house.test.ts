/** The house rules that no other tool holds: locales, published schemas, the zip. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';

const root = new URL('../..', import.meta.url).pathname;
const read = (file: string) => readFileSync(`${root}/${file}`, 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const ZIP = `ModuleSecurityChecklist-${version}.zip`;
/** The zip that all tests share (test/support/built.ts). */
const packed = () => readFileSync(`${root}/dist/${ZIP}`);

/** The zip, made once more elsewhere. */
function packAgain(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'dist-'));
  try {
    const env = { ...process.env, DIST: folder };
    execFileSync('node', ['build.mjs'], { cwd: root, env });
    execFileSync('node', ['scripts/package.mjs'], { cwd: root, env, stdio: 'ignore' });
    return readFileSync(join(folder, ZIP));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Times of the files, from the directory at the end of the zip. */
function timesIn(zip: Buffer): string[] {
  const times: string[] = [];
  for (let at = zip.indexOf('PK\u0001\u0002'); at !== -1; at = zip.indexOf('PK\u0001\u0002', at + 46)) {
    const [time, date] = [zip.readUInt16LE(at + 12), zip.readUInt16LE(at + 14)];
    times.push(`${1980 + (date >> 9)}-${(date >> 5) & 15}-${date & 31} ${time}`);
  }
  return times;
}

describe('the zip', () => {
  it('is the same, byte for byte, for the same sources', () => {
    const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(digest(packAgain())).toBe(digest(packed()));
  }, 120_000);

  it('gives a changed file another time, so that no cache of code takes it for the old one', () => {
    const times = timesIn(packed());
    expect(new Set(times).size).toBeGreaterThan(times.length * 0.95);
    for (const time of times) expect(time).toMatch(/^200\d-/);
  });

  it('has what Core installs, and nothing of the workshop', () => {
    const files = unzipSync(new Uint8Array(packed()));
    const names = Object.keys(files);
    const manifest = JSON.parse(new TextDecoder().decode(files['module.json'])) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      moduleUniqueID: 'ModuleSecurityChecklist',
      version,
      min_pbx_version: '2024.1.114',
    });
    expect(names).toEqual(
      expect.arrayContaining(['Messages/en.php', 'Messages/ru.php', 'App/bundles.json', 'LICENSE']),
    );
    expect(
      names.filter((name) =>
        /\.(ts|tsx|map|md)$|^(sites|test|node_modules|scripts|vendor)\/|^Module\.json$/.test(name),
      ),
    ).toEqual([]);
    const bundles = JSON.parse(new TextDecoder().decode(files['App/bundles.json'])) as Record<string, string[]>;
    for (const bundle of Object.values(bundles).flat()) {
      expect(bundle).toMatch(/-[A-Z0-9]{8}\.js$/);
      const code = new TextDecoder().decode(files[`public/assets/js/${bundle}`]);
      expect(code).not.toMatch(/\beval\(|new Function\(|sourceMappingURL/);
    }
    expect(new TextDecoder().decode(files['Messages/ru.php'])).toContain("'BreadcrumbModuleSecurityChecklist' => ");
  });
});

describe('published schemas', () => {
  it('are current', () => {
    const names = ['facts', 'report', 'plan', 'last-judged'];
    const before = names.map((name) => read(`docs/schemas/${name}.schema.json`));
    execFileSync('node', ['scripts/generate.mjs'], { cwd: root });
    expect(names.map((name) => read(`docs/schemas/${name}.schema.json`))).toEqual(before);
  });
});

describe('documents', () => {
  it('tell of every check', async () => {
    const { CHECKS } = await import('../../sites/checklist/checks/index.generated.ts');
    const text = read('docs/checks.md');
    expect(CHECKS.filter(({ id }) => !text.includes(`\`${id}\``)).map(({ id }) => id)).toEqual([]);
  });
});

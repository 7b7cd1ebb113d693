/** The same secrets judged by PHP and by TypeScript, with the dictionary that ships; and the key, made by many at once. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { openDictionary, type DictionaryTable } from '../../sites/checklist/secrets/dictionary.ts';
import { featuresOf, type About } from '../../sites/checklist/secrets/features.ts';
import { PHP_VERSIONS, phpCli } from '../support/php.ts';

const root = new URL('../..', import.meta.url).pathname;
const table = JSON.parse(
  readFileSync(`${root}/sites/checklist/data/dictionary.generated.json`, 'utf8'),
) as DictionaryTable;
const dictionary = openDictionary(table);
const words = readFileSync(`${root}/Lib/Guessing/Data/commonest.generated.txt`, 'utf8').trimEnd().split('\n');

interface Case {
  readonly secret: string;
  readonly about: About;
  readonly shared: number;
}

const NAMES = [
  'Anna Müller',
  'Светлана Юрьевна Щукина',
  'İpek Çağlar',
  'Søren Ærø',
  'Σίσυφος',
  'Ян Ли',
  'O’Neil',
  '李小龍',
];
const PIECES = [
  ...['qwerty', 'asdfgh', '12345', '9876', 'йцукен', 'abcabc', 'zzzz', '1qaz2wsx', 'gfhjkm', 'пароль', 'p@$$w0rd'],
  ...['24.12.1985', '19850524', '240585', '24dec85', 'May 3rd 1985', '9 мая 1985', '31.02.99', '2024', '1999'],
  ...[
    '00:15:65:1a:2b:3c',
    '0015651A2B3C',
    '000b82-1f2e3d',
    'Бухгалтерия',
    'Хфку',
    '<e[ufknthbz',
    'Vesna',
    'yaz',
    'Ofis',
  ],
  ...[
    'İ',
    'ß',
    'ẞ',
    'Σ',
    'ς',
    'ŉ',
    'ǆ',
    'é',
    'e\u0301',
    '🔐',
    '\u0000',
    '\n',
    ' ',
    '\u00a0',
    '\u3000',
    'Ⅷ',
    'ⓐ',
    'ﬀ',
    '١٢',
    'К',
    'Ω',
  ],
];

/** JSON holds no half characters. */
const wellFormed = (text: string) => Buffer.from(text, 'utf8').toString('utf8');

/** Always the same, so that what fails once fails again; made of what is judged, and of what is not. */
function cases(count: number, seed: number): readonly Case[] {
  const random = fc.sample(
    fc.record({
      pieces: fc.array(
        fc.oneof(
          fc.constantFrom(...PIECES),
          fc.constantFrom(...words),
          fc.constantFrom(...NAMES.flatMap((name) => name.split(' '))),
          fc.string({ maxLength: 8 }),
          fc.string({ unit: 'binary', maxLength: 4 }),
          fc.integer({ min: 0, max: 99_999_999 }).map(String),
          fc.stringMatching(/^[a-f0-9]{8,20}$/),
          fc.constantFrom('-', '!', '_', ' ', '#1'),
        ),
        { maxLength: 4 },
      ),
      upper: fc.boolean(),
      name: fc.constantFrom(...NAMES, ''),
      number: fc.constantFrom('204', '10', '100205', '', ' 7 '),
      login: fc.constantFrom('crm', 'anna.m', '', ' Ann '),
      email: fc.constantFrom('anna.mueller@example.org', 'щука@пример.рф', '', '@'),
      mobile: fc.constantFrom('+7 (926) 111-11-11', '79261111111', '', '123'),
      company: fc.constantFrom('Büro & Söhne', 'ООО «Рога»', 'PBX system', ''),
      borrowed: fc.constantFrom('', '', 'name', 'number', 'mobile', 'login', 'company'),
      shared: fc.integer({ min: -1, max: 3 }),
    }),
    { numRuns: count, seed },
  );
  return random.map(({ pieces, upper, borrowed, shared, ...about }) => {
    const own = borrowed === '' ? '' : about[borrowed];
    const text = [...pieces, own].join('');
    return { secret: wellFormed(upper ? text.toUpperCase() : text), about, shared };
  });
}

const RANDOM = 600;
const LONG: readonly Case[] = ['a', 'Ü', '🔐', 'пароль1', 'e\u0301', 'Qwerty 24.12.1985 '].flatMap((piece) =>
  [1023, 1024, 1025, 5000].map((length) => ({
    secret: `${wellFormed(`x${piece.repeat(length)}`.slice(0, length))}7`,
    about: { name: piece, login: piece.repeat(200) },
    shared: 0,
  })),
);

let folder = '';
beforeEach(() => {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  folder = mkdtempSync(join(root, 'node_modules/.cache/secrets-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe.each(PHP_VERSIONS)('secrets judged by PHP %s', (version) => {
  it('have the features that TypeScript finds', async () => {
    const all = [...cases(RANDOM, 20261), ...LONG];
    const file = join(folder, 'cases.json');
    writeFileSync(file, JSON.stringify(all));
    const { exitCode, out } = await phpCli(version, ['test/php/judge-secrets.php', relative(root, file)]);
    expect(exitCode, out).toBe(0);
    const answer = JSON.parse(out) as { readonly php: string; readonly features: readonly unknown[] };
    expect(answer.php.startsWith(version)).toBe(true);
    expect(answer.features).toHaveLength(all.length);
    for (const [index, { secret, about, shared }] of all.entries()) {
      const wanted = featuresOf(secret, about, dictionary, shared);
      expect(answer.features[index], JSON.stringify({ secret, about })).toEqual(wanted);
    }
  }, 60_000);
});

describe('the cases', () => {
  it('hold enough of everything', () => {
    const features = cases(RANDOM, 20261).map(({ secret, about }) => featuresOf(secret, about, dictionary, 0));
    const share = (has: (one: (typeof features)[number]) => boolean) => features.filter(has).length / features.length;
    expect(share(({ dictionary: common }) => common)).toBeGreaterThan(0.1);
    expect(share(({ strong }) => strong)).toBeGreaterThan(0.1);
    for (const kind of ['name', 'number', 'login', 'company', 'date', 'hardware'] as const) {
      expect(
        share(({ contains }) => contains.includes(kind)),
        kind,
      ).toBeGreaterThan(kind === 'hardware' ? 0.005 : 0.015);
    }
  });
});

describe('the key of fingerprints', () => {
  it('is one, however many ask for the first at once', async () => {
    const own = mkdtempSync(join(tmpdir(), 'key-'));
    const code = `require '${root}/vendor/autoload.php';
      $key = new Modules\\ModuleSecurityChecklist\\Lib\\Adapters\\KeyFile($argv[1]);
      while (microtime(true) < (float) $argv[2]) {}
      echo bin2hex($key->of('purpose', 'text'));`;
    const at = String(Date.now() / 1000 + 0.7);
    try {
      const prints = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const child = spawn('php', ['-r', code, own, at], { stdio: ['ignore', 'pipe', 'inherit'] });
          let out = '';
          child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
          await once(child, 'close');
          return out;
        }),
      );
      expect(prints[0]).toMatch(/^[0-9a-f]{32}$/);
      expect(new Set(prints).size).toBe(1);
      expect(statSync(join(own, 'fingerprints.key')).mode & 0o777).toBe(0o600);
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });
});

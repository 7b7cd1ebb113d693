/** Every PHP file that ships is parsed by the real PHP of both releases: one token too new kills a 2024.1.114. */
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { PHP_VERSIONS, runPhp } from '../support/php.ts';

const root = new URL('../..', import.meta.url).pathname;
/** Only a 2026 loads these: they may be newer PHP, as long as nothing else leads to them. */
const NEWER = 'Lib/RestAPI/';
let shipped: Record<string, string> = {};
let newer: Record<string, string> = {};
beforeAll(() => {
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
  const zip = unzipSync(new Uint8Array(readFileSync(`${root}/dist/ModuleSecurityChecklist-${version}.zip`)));
  const files = Object.entries(zip).filter(([name]) => name.endsWith('.php'));
  const texts = files.map(([name, data]) => [name, strFromU8(data)] as const);
  shipped = Object.fromEntries(texts.filter(([name]) => !name.startsWith(NEWER)));
  newer = Object.fromEntries(texts.filter(([name]) => name.startsWith(NEWER)));
});

const PARSE = `<?php
$broken = [];
foreach (json_decode(base64_decode('%FILES%'), true) as $name => $source) {
    try {
        token_get_all($source, TOKEN_PARSE);
    } catch (Throwable $error) {
        $broken[] = $name . ':' . $error->getLine() . ' ' . $error->getMessage();
    }
}
echo json_encode(['version' => PHP_VERSION, 'sqlite' => extension_loaded('pdo_sqlite'), 'broken' => $broken]);`;

describe.each(PHP_VERSIONS)('PHP %s', (version) => {
  it('parses everything, and has SQLite', async () => {
    const files = Buffer.from(JSON.stringify(shipped)).toString('base64');
    const answer = JSON.parse(await runPhp(version, PARSE.replace('%FILES%', files))) as object;
    expect(Object.keys(shipped)).toEqual(expect.arrayContaining(['Messages/en.php', 'Messages/ru.php']));
    expect(answer).toMatchObject({ sqlite: true, broken: [], version: expect.stringMatching(`^${version}`) as string });
  });

  it('reads the messages as the locales have them', async () => {
    const code = `${shipped['Messages/ru.php']?.replace(/return/, '$messages =') ?? ''}\necho json_encode($messages);`;
    const native = JSON.parse(await runPhp(version, code)) as Record<string, string>;
    const locale = JSON.parse(readFileSync(`${root}/sites/locales/ru.json`, 'utf8')) as Record<string, string>;
    const wanted = Object.entries(locale).filter(([key]) => key.startsWith('native.'));
    expect(native).toEqual(Object.fromEntries(wanted.map(([key, text]) => [key.slice('native.'.length), text])));
  });
});

describe('what only a 2026 can read', () => {
  it('is PHP for it', async () => {
    const files = Buffer.from(JSON.stringify(newer)).toString('base64');
    expect(JSON.parse(await runPhp('8.4', PARSE.replace('%FILES%', files)))).toMatchObject({ broken: [] });
    expect(Object.keys(newer).length).toBeGreaterThan(0);
  });

  it('is referred to by nothing else', () => {
    const namespace = /namespace\s+Modules\\ModuleSecurityChecklist\\Lib\\RestAPI/;
    expect(Object.values(newer).every((source) => namespace.test(source))).toBe(true);
    // By name of its classes; the same folder of other modules may be looked into.
    const leading = Object.entries(shipped).filter(([, source]) =>
      source.includes('ModuleSecurityChecklist\\Lib\\RestAPI'),
    );
    expect(leading.map(([name]) => name)).toEqual([]);
  });
});

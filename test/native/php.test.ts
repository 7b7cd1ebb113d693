/** Every PHP file that ships is parsed by the real PHP of both releases: one token too new kills a 2024.1.114. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { PHP_VERSIONS, runPhp } from '../support/php.ts';

const root = new URL('../..', import.meta.url).pathname;
let shipped: Record<string, string> = {};
beforeAll(() => {
  const { version } = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
  execFileSync('node', ['build.mjs'], { cwd: root });
  execFileSync('node', ['scripts/package.mjs'], { cwd: root, stdio: 'ignore' });
  const zip = unzipSync(new Uint8Array(readFileSync(`${root}/dist/ModuleSecurityChecklist-${version}.zip`)));
  const files = Object.entries(zip).filter(([name]) => name.endsWith('.php') && !name.startsWith('Lib/RestAPI/'));
  shipped = Object.fromEntries(files.map(([name, data]) => [name, strFromU8(data)]));
}, 120_000);

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

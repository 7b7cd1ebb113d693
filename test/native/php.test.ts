/** One PHP 8 token in what the Conf loads kills every page of a 2024.1.114: all of it is compiled by a real PHP 7.4. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PHP_VERSIONS, phpCli, startPhp } from '../support/php.ts';

const phpFiles = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.php'))
    .map((name) => join(folder, name));
const SHIPPED = ['App', 'Lib', 'Models', 'Setup'].flatMap(phpFiles);
const FOR_2026 = SHIPPED.filter((file) => file.startsWith('Lib/RestAPI/'));
const FOR_BOTH = SHIPPED.filter((file) => !FOR_2026.includes(file));

describe.each(PHP_VERSIONS)('PHP %s', (version) => {
  it('parses every file outside Lib/RestAPI', async () => {
    const php = await startPhp(version);
    const list = JSON.stringify(FOR_BOTH);
    const { text } = await php.run({
      code: `<?php
        $broken = [];
        foreach (json_decode('${list}', true) as $file) {
            try {
                token_get_all((string) file_get_contents('/project/' . $file), TOKEN_PARSE);
            } catch (Throwable $error) {
                $broken[] = $file . ':' . $error->getLine() . ' ' . $error->getMessage();
            }
        }
        echo json_encode($broken);`,
    });
    php.exit();
    expect(FOR_BOTH.length).toBeGreaterThan(5);
    expect(JSON.parse(text)).toEqual([]);
  });

  it('compiles and links every file outside Lib/RestAPI against the signatures of Core', async () => {
    const { exitCode, out } = await phpCli(version, ['test/php/load-all.php', ...FOR_BOTH]);
    expect(out.trim()).toBe(`loaded ${FOR_BOTH.length}`);
    expect(exitCode).toBe(0);
  });

  it('passes the framework-free tests', async () => {
    const { exitCode, out } = await phpCli(version, ['vendor/bin/phpunit', '--colors=never']);
    expect(out).toMatch(/OK \(\d+ tests/);
    expect(exitCode).toBe(0);
  });
});

describe('Lib/RestAPI, which is PHP 8', () => {
  it('is named by no other file, so that 2024.1.114 never loads it', () => {
    const referring = FOR_BOTH.filter((file) => withoutComments(readFileSync(file, 'utf8')).includes('RestAPI'));
    expect(referring).toEqual([]);
  });
});

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');

/** Files of the private folder, written by root and by the user who owns it: on a PBX both do. */
import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const AUTOLOAD = new URL('../../vendor/autoload.php', import.meta.url).pathname;
const WRITE = `require '${AUTOLOAD}';
Modules\\ModuleSecurityChecklist\\Lib\\Adapters\\PrivateFile::write($argv[1], ['kept']) || exit(1);`;
const SOMEBODY = 12345;

describe('a file of the private folder', () => {
  it.skipIf(process.getuid?.() !== 0)('belongs to the owner of the folder, though root wrote it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'private-'));
    try {
      chownSync(folder, SOMEBODY, SOMEBODY);
      const path = join(folder, 'file');
      execFileSync('php', ['-r', WRITE, path]);
      const { uid, mode } = statSync(path);
      expect([uid, mode & 0o777]).toEqual([SOMEBODY, 0o600]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Files of the private folder, written by root and by the user who owns it: on a PBX both do. */
import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const AUTOLOAD = new URL('../../vendor/autoload.php', import.meta.url).pathname;
const WRITE = `require '${AUTOLOAD}';
Modules\\ModuleSecurityChecklist\\Lib\\Adapters\\PrivateFile::write($argv[1], ['kept']) || exit(1);`;
const FILL = `require '${AUTOLOAD}';
try {
    Modules\\ModuleSecurityChecklist\\Lib\\Adapters\\PrivateFile::mustWrite($argv[1], str_repeat('x', (int) $argv[2]));
    echo 'written';
} catch (Modules\\ModuleSecurityChecklist\\Lib\\Ports\\CannotStore $why) {
    echo $why->isFull() ? 'full' : 'broken';
}`;
const KEYS = `require '${AUTOLOAD}';
use Modules\\ModuleSecurityChecklist\\Lib\\Adapters\\{KeyFile, RootSealer};
use Modules\\ModuleSecurityChecklist\\Lib\\Ports\\CannotRead;
$prints = new KeyFile($argv[1]);
$sealer = new RootSealer($argv[1], $prints);
foreach ([fn () => $prints->of('a', 'b'), fn () => $sealer->seal('web', 'secret')] as $ask) {
    try {
        $ask();
        echo 'made ';
    } catch (CannotRead $why) {
        echo $why->isOfFullDisk() ? 'full ' : 'broken ';
    }
}`;
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

  it.skipIf(process.getuid?.() !== 0)('says whether it is the disk that is full', () => {
    const folder = mkdtempSync(join(tmpdir(), 'full-'));
    const write = (name: string, bytes: number): string =>
      execFileSync('php', ['-r', FILL, join(folder, name), `${bytes}`], { encoding: 'utf8' });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'none', folder]);
    try {
      expect(write('a', 100_000)).toBe('written');
      expect(write('b', 200_000)).toBe('full');
      expect(write('nowhere/c', 10)).toBe('broken');
      expect(readdirSync(folder)).toEqual(['a']);
      writeFileSync(join(folder, 'rest'), new Uint8Array(256 * 1024 - 100_000 - 8192));
      expect(write('a', 20_000)).toBe('full');
      expect(statSync(join(folder, 'a')).size).toBe(100_000);
      // So does who needs a key that is not there yet.
      const keys = (path: string): string => execFileSync('php', ['-r', KEYS, path], { encoding: 'utf8' });
      writeFileSync(join(folder, 'last'), new Uint8Array(4096));
      expect(() => writeFileSync(join(folder, 'more'), new Uint8Array(8192))).toThrow('ENOSPC');
      expect(keys(folder)).toBe('full full ');
      expect(keys(join(folder, 'nowhere'))).toBe('broken broken ');
      rmSync(join(folder, 'rest'));
      expect(keys(folder)).toBe('made made ');
    } finally {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    }
  });
});

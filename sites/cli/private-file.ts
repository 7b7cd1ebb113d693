/** Files for their owner alone: reports and facts tell what is weak on a PBX. */
import { open, readFile } from 'node:fs/promises';

const OWNER_ONLY = 0o600;

/** A file that was there before is closed to others before anything is written. Rejects where it cannot be written. */
export async function writePrivate(file: string, text: string): Promise<void> {
  const handle = await open(file, 'a', OWNER_ONLY);
  try {
    // Pipes and devices keep their owner's rights.
    if ((await handle.stat()).isFile()) {
      await handle.chmod(OWNER_ONLY);
      await handle.truncate();
    }
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}

/** "-" is the standard input. Rejects where it cannot be read. */
export const readText = (file: string): Promise<string> => readFile(file === '-' ? '/dev/stdin' : file, 'utf8');

/** Recordings of the real Cores, where they are at hand; a suite that needs them says so when they are not. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';

/** Where the recordings are, if they are. */
export const RECORDINGS = join(import.meta.dirname, '../../../shared/recorded');

/** Parsed JSON of one recording, for instance `recorded('reach-oracle.json')`. */
export function recorded(name: string): unknown {
  return JSON.parse(readFileSync(join(RECORDINGS, name), 'utf8'));
}

/** Like `describe`; left out with a printed line where the recordings are not there. */
export function describeRecorded(title: string, suite: () => void): void {
  if (existsSync(RECORDINGS)) {
    describe(title, suite);
    return;
  }
  console.warn(`left out, no ../shared/recorded: ${title}`);
  describe.skip(title, () => it('needs ../shared/recorded'));
}

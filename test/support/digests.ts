/** What a known part says of itself is the digest of what it says. */
import { expect } from 'vitest';
import { digestOfPart } from '../../sites/checklist/facts/digest.ts';
import type { PartName, Parts } from '../../sites/checklist/facts/types.ts';

export function expectOwnDigest<P extends PartName>(parts: Parts, name: P): void {
  const part = parts[name];
  if (part.state === 'known') expect(part.digest, name).toBe(digestOfPart(name, part.data));
}

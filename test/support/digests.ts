/** What a known part says of itself is the digest of what it says. */
import { expect } from 'vitest';
import { digestOfPart } from '../../sites/checklist/facts/digest.ts';
import { eachPart } from '../../sites/checklist/facts/parts.ts';
import type { Part, PartData, PartName, Parts } from '../../sites/checklist/facts/types.ts';

export function expectOwnDigests(parts: Parts): void {
  eachPart(<P extends PartName>(name: P): Part<PartData[P]> => {
    const part: Part<PartData[P]> = parts[name];
    if (part.state === 'known') expect(part.digest, name).toBe(digestOfPart(name, part.data));
    return part;
  });
}

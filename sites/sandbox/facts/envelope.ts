/** The facts as the module's API sends them: all parts, or the ones that are asked for. */
import { eachPart } from '../../checklist/facts/parts.ts';
import { digestOfPart, digestOfParts } from '../../checklist/facts/digest.ts';
import type { Facts, Part, PartData, PartName } from '../../checklist/facts/types.ts';
import type { Pbx } from '../pbx.ts';
import { setting } from '../settings.ts';
import { intendedUnknowns, isoOf, PARTS } from './parts.ts';

const isPart = (name: string): name is PartName => Object.hasOwn(PARTS, name);
export const PART_NAMES: readonly PartName[] = Object.keys(PARTS).filter(isPart);

/** Parts that are not asked for are unknown for that reason. */
export function factsOf(pbx: Pbx, address: string, now: Date, asked: readonly PartName[] = PART_NAMES): Facts {
  const header = { readAt: isoOf(now), source: 'sandbox' } as const;
  const unknowns = intendedUnknowns(pbx);
  const part = <P extends PartName>(name: P): Part<PartData[P]> => {
    if (!asked.includes(name)) return { state: 'unknown', ...header, reason: 'not-asked' };
    const reason = unknowns[name];
    if (reason !== undefined) return { state: 'unknown', ...header, reason };
    const data = PARTS[name](pbx, now);
    return { state: 'known', ...header, digest: digestOfPart(name, data), data };
  };
  const parts = eachPart(part);
  return { version: 1, pbx: { address, name: setting(pbx, 'Name') }, readAt: header.readAt, parts };
}

/** The names in `?parts=a,b`, in the order of the contract; all where it is absent; null: one of them does not exist. */
export function askedParts(text: string | undefined): readonly PartName[] | null {
  if (text === undefined || text === '') return PART_NAMES;
  const names = text.split(',');
  return names.every(isPart) ? PART_NAMES.filter((name) => names.includes(name)) : null;
}

/** What goes over the wire: the asked parts and no others. */
export const messageOf = (facts: Facts, asked: readonly PartName[]): object => ({
  ...facts,
  parts: Object.fromEntries(asked.map((name) => [name, facts.parts[name]])),
});

/** Changes when one of the parts does, not when they are merely read again. */
export const etagOf = ({ parts }: Facts, asked: readonly PartName[]): string => `"${digestOfParts(parts, asked)}"`;

/** The same, but of the time of reading only the day counts. */
export function dailyDigestOf({ parts }: Facts, asked: readonly PartName[]): string {
  const { system, patch } = parts;
  return digestOfParts(
    {
      ...parts,
      system:
        system.state === 'known'
          ? withDigest('system', system, { ...system.data, now: dayOf(system.data.now) })
          : system,
      patch:
        patch.state === 'known'
          ? withDigest('patch', patch, { ...patch.data, readAt: dayOf(patch.data.readAt) })
          : patch,
    },
    asked,
  );
}
const dayOf = (time: string) => time.slice(0, '2026-12-31'.length);
const withDigest = <P extends PartName>(name: P, part: Part<PartData[P]>, data: PartData[P]): Part<PartData[P]> => ({
  ...part,
  state: 'known',
  data,
  digest: digestOfPart(name, data),
});

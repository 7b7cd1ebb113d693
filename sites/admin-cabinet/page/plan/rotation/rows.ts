/** Who is back and who is not, in an order that does not jump under the hand of the person. */
import { makerOf } from '../../../../checklist/devices/makers.ts';
import type { OwnDevice, ReturnState, RotatedOwner } from '../../../../pbx/rotation-api.ts';

/** `open`: whoever still needs a visit. */
export type Filter = 'all' | 'open' | 'back';

const NEEDS_A_VISIT: ReadonlySet<ReturnState> = new Set(['waiting', 'old-tried', 'unknown']);
export const needsAVisit = ({ state }: RotatedOwner): boolean => NEEDS_A_VISIT.has(state);

/** Numbers first, by their value; names after them. */
export function byNumber(a: Pick<RotatedOwner, 'number'>, b: Pick<RotatedOwner, 'number'>): number {
  const [left, right] = [valueOf(a.number), valueOf(b.number)];
  if (left !== right) return left < right ? -1 : 1;
  return a.number < b.number ? -1 : a.number > b.number ? 1 : 0;
}

const valueOf = (number: string): number => (/^\d{1,15}$/.test(number) ? Number(number) : Infinity);

export function shownOf(owners: readonly RotatedOwner[], filter: Filter, search: string): readonly RotatedOwner[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const isSought = (owner: RotatedOwner) => {
    const { number, name, devices, back, refused } = owner;
    if (filter !== 'all' && (filter === 'open') !== needsAVisit(owner)) return false;
    if (filter === 'back' && owner.state !== 'back') return false;
    if (words.length === 0) return true;
    const told = devices.flatMap(({ address, userAgent }) => [address, userAgent]);
    const text = [number, name, back?.address, refused?.address, ...told].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return owners.filter(isSought).sort(byNumber);
}

export interface Counts {
  readonly all: number;
  readonly back: number;
  readonly open: number;
  readonly tried: number;
}
export const countsOf = (owners: readonly RotatedOwner[]): Counts => ({
  all: owners.length,
  back: owners.filter(({ state }) => state === 'back').length,
  open: owners.filter(needsAVisit).length,
  tried: owners.filter(({ state }) => state === 'old-tried').length,
});

/** Makers that are known, each once. */
export const makersOf = (devices: readonly OwnDevice[]): readonly string[] => [
  ...new Set(devices.flatMap(({ userAgent }) => makerOf(userAgent) ?? [])),
];

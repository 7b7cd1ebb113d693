/** Renewed secrets of which the earlier ones are still kept: what Lib/Plan/OpenRotations answers, over the description. */
import type { Pbx } from '../../pbx.ts';
import { withPlans, type PlanRecord } from './memory.ts';
import { isRotation } from './player.ts';
import { ownerOf, secretKey, stateOfSecret } from './secrets.ts';

const MOST = 5;

export type HasNow = 'new' | 'old' | 'other';

export interface Rotation {
  readonly plan: string;
  readonly action: string;
  readonly person: string;
  /** In seconds since 1970. */
  readonly playedAt: number;
  readonly until: number;
  readonly sheetClosed: boolean;
  /** By owner, as in Lib/Plan/Owner. */
  readonly owners: Readonly<Record<string, HasNow>>;
}

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** Newest first. */
export function openRotations(pbx: Pbx): readonly Rotation[] {
  const { due, played } = pbx.module.plans;
  return [...due]
    .reverse()
    .flatMap(({ plan, at, trouble }): Rotation[] => {
      const record = played.find(({ id }) => id === plan);
      if (record === undefined || trouble !== null || !isRotation(record)) return [];
      const { id, action, person, playedAt, sheetClosed } = record;
      return [
        {
          plan: id,
          action,
          person,
          playedAt: seconds(playedAt ?? 0),
          until: seconds(at),
          sheetClosed,
          owners: ownersOf(pbx, record),
        },
      ];
    })
    .slice(0, MOST);
}

function ownersOf(pbx: Pbx, { steps, before, after }: PlanRecord): Readonly<Record<string, HasNow>> {
  const owners = (steps ?? []).map(ownerOf).filter((owner) => owner !== null);
  return Object.fromEntries(
    owners.map((owner): readonly [string, HasNow] => {
      const [key, is] = [secretKey(owner), JSON.stringify(stateOfSecret(pbx, owner))];
      const isNew = is === JSON.stringify(after[key]);
      return [owner, isNew ? 'new' : is === JSON.stringify(before[key]) ? 'old' : 'other'];
    }),
  );
}

/** The person has what was renewed: it is not shown again. */
export function withSheetClosed(pbx: Pbx, plan: string): Pbx {
  const { played } = pbx.module.plans;
  return withPlans(pbx, { played: played.map((one) => (one.id === plan ? { ...one, sheetClosed: true } : one)) });
}

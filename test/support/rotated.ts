/** An embedded PBX on which somebody has just renewed passwords, and what its log tells of the phones since. */
import type { Step } from '../../sites/checklist/actions/types.ts';
import { say } from '../../sites/checklist/message.ts';
import type { Pbx } from '../../sites/sandbox/index.ts';
import { freshRecord, withPlans, type Comeback } from '../../sites/sandbox/module/plans/memory.ts';
import { objectsOf, playStep } from '../../sites/sandbox/module/plans/objects.ts';
import { keptOf, statesOf } from '../../sites/sandbox/module/plans/player.ts';

export interface Rotating {
  readonly numbers: readonly string[];
  readonly now: Date;
  readonly person?: string;
}

const DAY = 86_400_000;

/** A plan that is done, as the player leaves it. */
export function rotated(pbx: Pbx, { numbers, now, person = 'admin' }: Rotating): Pbx {
  const steps = numbers.map((number): Step => ({
    kind: 'account.secret',
    says: say('page.plan.running'),
    number,
    secret: { $secret: { length: 20 } },
  }));
  let after = pbx;
  steps.forEach((step, index) => ({ pbx: after } = playStep(after, step, index + 1, {})));
  const at = now.getTime();
  const of = { objects: objectsOf(steps, pbx), made: {} };
  const record = {
    ...freshRecord(at, 0),
    ...of,
    steps,
    action: 'rotate-sip-passwords',
    person,
    address: '192.168.1.20',
    phase: 'done' as const,
    done: steps.length,
    ends: at + DAY,
    endedAt: at,
    playedAt: at,
    kept: keptOf(pbx),
    stood: keptOf(after),
    before: statesOf(pbx, of),
    after: statesOf(after, of),
  };
  const { due, played } = pbx.module.plans;
  return withPlans(after, {
    current: record,
    played: [...played, record],
    due: [...due, { plan: record.id, at: at + DAY, trouble: null }],
  });
}

/** The log tells this of an account. */
export const seen = (pbx: Pbx, number: string, comeback: Partial<Comeback>): Pbx =>
  withPlans(pbx, {
    comebacks: { ...pbx.module.plans.comebacks, [`sip:${number}`]: { back: null, refused: null, ...comeback } },
  });

/** Whether a plan may begin: Lib/Plan/Acceptance. Asked when it is handed in, and once more where it begins later. */
import { consoleWordsIn } from '../../../checklist/actions/console-words.ts';
import { usedKeys } from '../../../checklist/actions/ssh-keys-only.ts';
import type { Plan } from '../../../checklist/actions/types.ts';
import { planDigestOf } from '../../../checklist/facts/digest.ts';
import type { PartName } from '../../../checklist/facts/types.ts';
import { isBetween } from '../../../checklist/hole.ts';
import { coreManagesFirewall } from '../../../checklist/reach/enforcement.ts';
import { parseRelease } from '../../../checklist/release.ts';
import { factsOf, PART_NAMES } from '../../facts/envelope.ts';
import { is2024, type Pbx } from '../../pbx.ts';
import { isOn } from '../../settings.ts';
import { invalid, Refused } from '../refused.ts';
import { isWatching } from './edits.ts';
import type { PlanRecord } from './memory.ts';
import { bansSooner, closesSomething, endsPasswords, isKeptIn, isLetIn, isolates, playStep } from './objects.ts';

const isPart = (name: unknown): name is PartName => PART_NAMES.some((part) => part === name);

/** Whatever the person makes of it, what comes back lets them in. */
function mustFallBackTo(pbx: Pbx, client: string): void {
  const isOpen = !isOn(pbx, 'PBXFirewallEnabled') || (!is2024(pbx) && pbx.filters.length === 0);
  if (!coreManagesFirewall(pbx.container)) throw new Refused(409, 'container');
  if (!isOpen && !isLetIn(pbx, client)) throw new Refused(409, 'locked-out');
}

/** Throws why not. */
export function mustHold(pbx: Pbx, plan: Plan, client: string, now: Date): void {
  if (plan.asker.address !== client) throw new Refused(403, 'other-asker');
  if (isBetween(parseRelease(pbx.release))) throw new Refused(409, 'checks-only');
  const parts = plan.parts.filter(isPart);
  const facts = factsOf(pbx, '', now, parts).parts;
  if (plan.release !== pbx.release || planDigestOf(facts, parts) !== plan.factsDigest) {
    throw new Refused(409, 'stale-plan');
  }
  let then = pbx;
  let made: PlanRecord['made'] = {};
  plan.steps.forEach((step, index) => ({ pbx: then, made } = playStep(then, step, index + 1, made)));
  const closes = closesSomething(pbx, then);
  if (isWatching(plan)) mustFallBackTo(pbx, client);
  const shutsOut = isolates(pbx, then);
  if (shutsOut && !coreManagesFirewall(pbx.container)) throw new Refused(409, 'container');
  if (shutsOut && !isKeptIn(then, client)) throw new Refused(409, 'locked-out');
  if (closes && !isLetIn(then, client)) throw new Refused(409, 'locked-out');
  for (const step of plan.steps) {
    if (step.kind === 'ssh.keys-only') mustComeBack(pbx, step.console, now);
  }
  const isSevere = closes || shutsOut || bansSooner(pbx, then) || endsPasswords(pbx, then) || isWatching(plan);
  if (plan.confirm === null && isSevere) throw new Refused(409, 'confirm-missing');
}

/** With a key that was just used, or from the console. */
function mustComeBack(pbx: Pbx, typed: string, now: Date): void {
  if (typed !== '') {
    if (consoleWordsIn(typed) !== typed) throw invalid('plan');
    return;
  }
  const { ssh, signIns, system } = factsOf(pbx, '', now, ['ssh', 'signIns', 'system']).parts;
  if (usedKeys({ ssh, signIns, system }).length === 0) throw new Refused(409, 'no-key');
}

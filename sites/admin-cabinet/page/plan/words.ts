/** Phases and reasons of a plan in plain words. */
import { say, type Message } from '../../../checklist/message.ts';
import type { PlanStatus } from '../../../pbx/plans-api.ts';

export function phaseLine({
  phase,
  undoes,
  reason,
  objects,
  edits,
}: Pick<PlanStatus, 'phase' | 'undoes' | 'reason' | 'objects' | 'edits'>): Message {
  if (phase === 'waiting' && edits !== null) return say('page.plan.phase.watching');
  if (phase === 'stuck' && reason === DAMAGED) return say('page.plan.phase.damaged');
  if (phase === 'done' && reason !== null) return say('page.plan.phase.done.differs');
  if (phase === 'undone' && Object.keys(objects).length > 0) return say('page.plan.phase.undone.differs');
  return undoes !== null && phase === 'done' ? say('page.plan.phase.done.undo') : say(`page.plan.phase.${phase}`);
}

/** For who is shut out, at the console of the PBX or over SSH (bin/undo.php). */
export const CONSOLE_UNDO = 'php /storage/usbdisk1/mikopbx/custom_modules/ModuleSecurityChecklist/bin/undo.php';

/** Nobody knows what was begun. */
export const DAMAGED = 'damaged';

const REASONS = [
  'too-late',
  'asked',
  'module-off',
  'broken-off',
  'not-in-force',
  'changed-meanwhile',
  DAMAGED,
  'step-refused',
  'not-stored',
  'no-journal',
  'unreadable',
  'conflict',
  'stale-plan',
  'bad-nonce',
  'no-proof',
  'locked-out',
  'plan-running',
  'other-clock',
] as const;
type Reason = (typeof REASONS)[number];
const isReason = (code: string): code is Reason => REASONS.some((reason) => reason === code);

/** Why it went back or was not begun; codes that need no words of their own stay codes. */
export const reasonLine = (code: string): Message =>
  isReason(code) ? say(`page.plan.reason.${code}`) : say('page.plan.reason.other', { code });

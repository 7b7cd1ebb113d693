/** The dialog of every action, the one that undoes them, and what only some plans bring; each loaded when it is opened. */
import type { ComponentType } from 'preact';
import type { ActionId } from '../../../checklist/actions/types.ts';
import { later } from '../later.tsx';
import type { FixProps } from './forms/fix.tsx';
import type { WhilesProps } from './forms/whiles.tsx';
import type { AfterProps } from './after.tsx';
import type { ConnectedProps } from './connected.tsx';
import type { LaterFieldsProps } from './later/fields.tsx';
import type { LaterPlanProps } from './later/plan.tsx';
import type { UndoProps } from './undo.tsx';

const from = <P extends object>(load: () => Promise<{ readonly default: ComponentType<P> }>) =>
  later<P>(async () => (await load()).default);

export const FIXES: Readonly<Record<ActionId, ComponentType<FixProps>>> = {
  'set-fail2ban-level': from(() => import('./forms/set-fail2ban-level.tsx')),
  'enable-firewall': from(() => import('./forms/enable-firewall.tsx')),
  'close-web-cti': from(() => import('./forms/close-web-cti.tsx')),
  'restrict-internet': from(() => import('./forms/restrict-internet.tsx')),
  'fix-safe': from(() => import('./forms/fix-safe.tsx')),
  'let-in': from(() => import('./forms/let-in.tsx')),
};

export const Whiles = from<WhilesProps>(() => import('./forms/whiles.tsx'));
export const LaterFields = from<LaterFieldsProps>(() => import('./later/fields.tsx'));
export const LaterPlan = from<LaterPlanProps>(() => import('./later/plan.tsx'));
export const StillConnected = from<ConnectedProps>(() => import('./connected.tsx'));
export const NoRules = from<object>(() => import('./no-rules.tsx'));
export const After = from<AfterProps>(() => import('./after.tsx'));
export const UndoDialog = from<UndoProps>(() => import('./undo.tsx'));

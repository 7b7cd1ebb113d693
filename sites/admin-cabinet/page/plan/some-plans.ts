/** What only some plans bring: for later, closing something, stuck. Loaded when it is shown. */
import type { ConnectedProps } from './connected.tsx';
import type { EditsProps } from './edits.tsx';
import { from } from './from.ts';
import type { LaterFieldsProps } from './later/fields.tsx';
import type { LaterPlanProps } from './later/plan.tsx';
import type { MissedProps } from './missed.tsx';

export const LaterFields = from<LaterFieldsProps>(() => import('./later/fields.tsx'));
export const LaterPlan = from<LaterPlanProps>(() => import('./later/plan.tsx'));
export const StillConnected = from<ConnectedProps>(() => import('./connected.tsx'));
export const OwnEdits = from<EditsProps>(() => import('./edits.tsx'));
export const Missed = from<MissedProps>(() => import('./missed.tsx'));
export const NoRules = from<object>(() => import('./no-rules.tsx'));

/** Plans as TypeScript types, taken from the one schema. */
import type { Typed } from '../report/types.ts';
import type * as schema from './schema.ts';

export type Plan = Typed<schema.PlanOnTheWire>;
export type Step = Typed<schema.StepOnTheWire>;
export type ActionId = Plan['action'];
export type UndoRow = Plan['undo'][number];
export type Change = Plan['changes'][number];
export type ReachLine = Plan['reach'][number];
export type Affected = Plan['affected'][number];
export type Stop = Plan['stops'][number];
export type Warning = Plan['warnings'][number];
export type Confirm = NonNullable<Plan['confirm']>;

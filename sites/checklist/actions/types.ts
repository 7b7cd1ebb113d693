/** Plans as TypeScript types, taken from the one schema. */
import type { Typed } from '../report/types.ts';
import type * as schema from './schema.ts';

export type Plan = Typed<schema.PlanOnTheWire>;
export type Step = Typed<schema.StepOnTheWire>;

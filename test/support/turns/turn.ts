/** One thing that is otherwise on a made-up PBX: what it makes of the facts that are there. */
import type { PartData } from '../../../sites/checklist/facts/types.ts';

export type Turn = (of: PartData) => Partial<PartData>;
export type Turns = Readonly<Record<string, Turn>>;

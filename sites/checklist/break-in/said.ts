/** Whether anything was ever said of a break-in. Of its own, as the page asks before it loads the rest. */
import type { Facts } from '../facts/types.ts';

/** The item of what persons say of it. */
export const BREAK_IN = 'break-in';

export const isBreakInSaid = ({ parts: { attestations } }: Facts): boolean =>
  attestations.state === 'known' && attestations.data.some(({ item }) => item === BREAK_IN);

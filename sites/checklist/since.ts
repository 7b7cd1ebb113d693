/** When what a person said begins to hold. */

const DAY = 86_400_000;

/**
 * From the moment it was said. The clock of the PBX is read with the facts, and an answer that was given since is newer
 * than that: it holds at once. A date further ahead is a clock gone wrong. Unreadable: it never begins. `now` in ms.
 */
export const hasBegun = (at: string, now: number): boolean => Date.parse(at) <= now + DAY;

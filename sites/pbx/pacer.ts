/** Not too many requests. */
import pThrottle from 'p-throttle';
import { within, type Paced } from './pace.ts';

/**
 * Core blocks an address that asks more than 180 times a minute (and a burst of 20) for five minutes and longer. The
 * person's browser, at the same address, needs some of that too.
 */
export const REQUESTS_PER_MINUTE = 150;
const MINUTE = 60_000;

/** At most `perMinute` starts in any 60 seconds; the rest wait in line. */
export function pacer(perMinute: number): Paced {
  const turn = pThrottle({ limit: perMinute, interval: MINUTE, strict: true })(() => Promise.resolve());
  return async (signal, run) => {
    await within(null, signal, turn);
    return run();
  };
}

/** Lengths of time as people say them. */
import { say, type Message } from './message.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Seconds in the largest unit that says them wholly; negative ones are for ever (Fail2Ban). */
export function duration(seconds: number): Message {
  const isWhole = (unit: number) => seconds > 0 && seconds % unit === 0;
  if (seconds < 0) return say('time.for-ever');
  if (isWhole(DAY)) return say('time.days', { count: seconds / DAY });
  if (isWhole(HOUR)) return say('time.hours', { count: seconds / HOUR });
  return isWhole(MINUTE) ? say('time.minutes', { count: seconds / MINUTE }) : say('time.seconds', { count: seconds });
}

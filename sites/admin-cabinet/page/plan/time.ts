/** Seconds as a countdown shows and tells them. */
import { say, type Message } from '../../../checklist/message.ts';

/** `4:37` */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** In whole minutes where it is more than one and a half. */
export function duration(seconds: number): Message {
  return seconds >= 90
    ? say('page.plan.minutes', { count: Math.round(seconds / 60) })
    : say('page.plan.seconds', { count: seconds });
}

/** Told to people who hear the page, and to nobody more often. */
export const TOLD_AT: readonly number[] = [120, 60, 30, 10];

/** Seconds as a countdown shows and tells them. */
import { duration } from '../../../checklist/duration.ts';
import type { Message } from '../../../checklist/message.ts';

/** `4:37` */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const two = (number: number) => String(number).padStart(2, '0');

/** `2026-11-30T18:00`, by the clock of the person, as fields for time take it. */
export const localTime = (time: Date): string =>
  `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}`;

/** In whole minutes where it is more than one and a half. */
export const roughly = (seconds: number): Message => duration(seconds >= 90 ? Math.round(seconds / 60) * 60 : seconds);

/** Told to people who hear the page, and to nobody more often. */
export const TOLD_AT: readonly number[] = [120, 60, 30, 10];

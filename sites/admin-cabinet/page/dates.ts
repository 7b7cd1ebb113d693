/** Dates of forms, in the person's own time zone. */

const DAY = 86_400_000;

/** `2026-11-23`, as date fields want it. */
export function dayAhead(days: number, now: number = Date.now()): string {
  const date = new Date(now);
  const day = new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The end of that day; null where the text is no date. */
export function endOf(day: string): Date | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  return year === undefined ? null : new Date(Number(year), Number(month) - 1, Number(date), 23, 59, 59);
}

/** Days until the end of that day: at least one, at most so many. */
export function daysUntil(day: string, most: number, now: number = Date.now()): number {
  const end = endOf(day)?.getTime() ?? now + most * DAY;
  return Math.min(most, Math.max(1, Math.floor((end - now) / DAY)));
}

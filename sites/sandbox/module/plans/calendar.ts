/** Moments by the calendar of the PBX, as Lib/Plan/Appointment.php has them. */
const DAY = 86_400_000;
const MINUTE = 60_000;

/** `2026-11-30T22:00` there; null: no such zone. */
function wallIn(zone: string, ms: number): string | null {
  try {
    const style = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const;
    return new Intl.DateTimeFormat('sv-SE', style).format(ms).replace(' ', 'T');
  } catch {
    return null;
  }
}

const offsetIn = (zone: string, ms: number): number =>
  Date.parse(`${wallIn(zone, ms) ?? ''}Z`) - Math.floor(ms / MINUTE) * MINUTE;

/** In ms; of an hour that comes twice, the later one. null: there is no such moment, or no such zone. */
export function momentIn(zone: string, wall: string): number | null {
  const about = Date.parse(`${wall}Z`);
  const found = [about - DAY, about + DAY]
    .map((ms) => about - offsetIn(zone, ms))
    .filter((ms) => wallIn(zone, ms) === wall);
  return found.length === 0 ? null : Math.max(...found);
}

/** ISO 8601 with the offset of the zone. */
export function isoIn(zone: string, ms: number): string {
  const offset = offsetIn(zone, ms) / MINUTE;
  const two = (value: number) => String(Math.trunc(Math.abs(value))).padStart(2, '0');
  const local = new Date(ms + offset * MINUTE).toISOString().slice(0, 19);
  return `${local}${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
}

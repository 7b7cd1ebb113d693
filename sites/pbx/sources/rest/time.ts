/** Times of Core as ISO 8601. */

/** From seconds since 1970; null: no such moment. */
export function isoFromSeconds(seconds: number): string | null {
  const moment = new Date(seconds * 1000);
  return Number.isFinite(moment.getTime()) ? moment.toISOString() : null;
}

/** From Core's `2026-11-23 06:26:19`, which is local time of the PBX. null: not such a text, or no offset known. */
export function isoFromLocal(text: string, offset: string | null): string | null {
  const match = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined || offset === null) return null;
  const iso = `${match[1]}T${match[2]}${offset}`;
  return Number.isNaN(Date.parse(iso)) ? null : iso;
}

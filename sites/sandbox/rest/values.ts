/** Reads what came over the wire the way PHP does: everything may be anything, and most things become text. */
export type Data = Readonly<Record<string, unknown>>;

export const isData = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value as text; undefined where it is absent, null or no scalar. */
export function textOf(data: Data, key: string): string | undefined {
  const value = data[key];
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '';
  return undefined;
}

const YES = new Set<unknown>([true, 1, '1', 'true', 'on', 'yes']);
/** The value as a switch; undefined where it is absent. */
export const flagOf = (data: Data, key: string): boolean | undefined =>
  data[key] === undefined || data[key] === null ? undefined : YES.has(data[key]);

/** The value as a whole number; undefined where it is absent or no number. */
export function numberOf(data: Data, key: string): number | undefined {
  const value = data[key];
  if (value === undefined || value === null || value === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? Math.trunc(number) : undefined;
}

/** 'none' and nothing mean "from anywhere". */
export function filterIdOf(data: Data, key: string): string | null | undefined {
  const value = textOf(data, key);
  if (value === undefined) return undefined;
  return value === 'none' || value === '' ? null : value;
}

/** Core's errors for a field outside its limits. */
export function outside(field: string, value: number, min: number | undefined, max: number | undefined): string | null {
  if (min !== undefined && value < min) return `Field '${field}' must be at least ${min} (got ${value})`;
  if (max !== undefined && value > max) return `Field '${field}' must be at most ${max} (got ${value})`;
  return null;
}

/**
 * What Core does to names and descriptions before it keeps them: dangerous elements with their content, addresses
 * that run code and event handlers go; other elements stay as they are.
 */
export function storedText(text: string): string {
  return text
    .replaceAll('\0', '')
    .trim()
    .replace(/<(script|iframe|object|embed|applet|meta|link|style)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<(script|iframe|object|embed|applet|meta|link|style)\b[^>]*\/>/gi, '')
    .replace(/(javascript|vbscript):[^"']*["']?/gi, '')
    .replace(/data:text\/html[^"']*["']?/gi, '')
    .replace(/\s*on\w+\s*=\s*[^>]*/gi, '')
    .replace(/<\/?form[^>]*>/gi, '');
}

/** Core's text for searching: no elements, lower case, no punctuation. */
export function searchIndex(parts: readonly string[]): string {
  return parts
    .map((part) => part.replace(/<[^>]*>/g, ''))
    .filter((part) => part !== '')
    .join(' ')
    .toLowerCase()
    .replace(/[.,;:!?'"()[\]{}]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** An entry of a table by a key that a stranger chose. */
export const entry = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

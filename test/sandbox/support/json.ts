/** Walks through parsed JSON without trusting it. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `at(value, 'a', 0, 'b')`; undefined where there is nothing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return typeof key === 'number' ? inner.at(key) : undefined;
    return isObject(inner) ? inner[String(key)] : undefined;
  }, value);
}
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const object = (value: unknown): Readonly<Record<string, unknown>> => (isObject(value) ? value : {});
export const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/**
 * What an answer of Core has to look like. A shape takes what it names and drops everything else at once: a secret that
 * nobody asked for does not get past it. What does not fit throws `Misfit` with the place, never with the value.
 */
import { isRecord } from '../../json.ts';

export type Shape<T> = (value: unknown, place: string) => T;

export class Misfit extends Error {}

const misfit = (place: string, expected: string): never => {
  throw new Misfit(`${place === '' ? '/' : place} ${expected}`);
};

/** For a closer look later. */
export const anything: Shape<unknown> = (value) => value;

export const text: Shape<string> = (value, place) =>
  typeof value === 'string' ? value : misfit(place, 'must be text');

/** Ids come as numbers and as texts. */
export const id: Shape<string> = (value, place) => (typeof value === 'number' ? String(value) : text(value, place));

/** Numbers come as numbers and as texts. */
export const number: Shape<number> = (value, place) => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return typeof value === 'string' && /^-?\d{1,12}$/.test(value) ? Number(value) : misfit(place, 'must be a number');
};

/** Switches come as booleans, and as the texts 0 and 1. */
export const flag: Shape<boolean> = (value, place) => {
  if (typeof value === 'boolean') return value;
  return value === '1' || value === '0' ? value === '1' : misfit(place, 'must be a switch');
};

export const oneOf =
  <const T extends string>(...values: readonly T[]): Shape<T> =>
  (value, place) =>
    values.find((allowed) => allowed === value) ?? misfit(place, `must be one of ${values.join(', ')}`);

export const list =
  <T>(item: Shape<T>): Shape<T[]> =>
  (value, place) =>
    Array.isArray(value) ? value.map((inner, i) => item(inner, `${place}/${i}`)) : misfit(place, 'must be a list');

/** An object of equal members. PHP writes an empty one as an empty list. */
export const map =
  <T>(item: Shape<T>): Shape<(readonly [string, T])[]> =>
  (value, place) => {
    if (Array.isArray(value) && value.length === 0) return [];
    if (!isRecord(value)) return misfit(place, 'must be an object');
    return Object.entries(value).map(([key, inner]) => [key, item(inner, `${place}/${key}`)] as const);
  };

/** null and nothing at all. */
export const optional =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, place) =>
    value === undefined || value === null ? null : shape(value, place);

export type Field = <T>(name: string, shape: Shape<T>) => T;

export const object =
  <T>(build: (field: Field) => T): Shape<T> =>
  (value, place) =>
    isRecord(value)
      ? build((name, shape) => shape(value[name], `${place}/${name}`))
      : misfit(place, 'must be an object');

/**
 * Core's answers: `{ result, data, messages, meta }`. Seen on 2026.1.223: messages as an object of lists, an object of
 * texts, or a flat list; 404 says `success` instead of `result`; 2024 says `{ errors: […] }`.
 */
import { isRecord } from './json.ts';

export interface Envelope {
  readonly result: boolean;
  readonly data: unknown;
  readonly messages: readonly string[];
  /** `meta.timestamp`: the PBX's clock with its offset, or null. */
  readonly timestamp: string | null;
}

/** null: this is no answer of Core. */
export function envelopeOf(value: unknown): Envelope | null {
  if (!isRecord(value)) return null;
  const result = value['result'] ?? value['success'] ?? ('errors' in value ? false : undefined);
  if (typeof result !== 'boolean') return null;
  const meta = value['meta'];
  const timestamp = isRecord(meta) ? meta['timestamp'] : null;
  return {
    result,
    data: value['data'] ?? null,
    messages: textsIn(value['messages'] ?? value['errors']),
    timestamp: typeof timestamp === 'string' ? timestamp : null,
  };
}

/** Texts at any depth of lists and objects, in order. */
function textsIn(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value !== 'object' || value === null || depth > 3) return [];
  return Object.values(value).flatMap((inner) => textsIn(inner, depth + 1));
}

/** Texts of strangers for an error: on one line, short, without anything of `secrets`. */
export function cleaned(messages: readonly string[], secrets: readonly string[]): string {
  const line = messages
    .join('; ')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  const blank = secrets.filter((secret) => secret !== '').reduce((text, secret) => text.replaceAll(secret, '…'), line);
  return blank.length > LONGEST ? `${blank.slice(0, LONGEST)}…` : blank;
}
const LONGEST = 300;

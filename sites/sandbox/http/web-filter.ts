/** Core's web filter since 2026.2.118 (unified-security.lua): what it takes for an attack, written from a description of it. */
import type { Incoming } from './incoming.ts';

/** On lower-case text, across lines. */
const SQL = [
  /union\s+select/,
  /select.*from/s,
  /insert\s+into/,
  /delete\s+from/,
  /drop\s+table/,
  /update.*set/s,
  /['"];/,
  /['"]\s+or\s+['"]/,
  /1=1/,
  /1'\s*or\s*'1'\s*=\s*'1/,
];
/** Longer bodies pass unseen, in bytes. */
const LOOKED_AT = 65_536;
const WITH_BODY: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH']);

export function isFiltered(request: Incoming): boolean {
  const [rawPath = '', rawQuery = ''] = request.target.split(/\?(.*)/s);
  if (/%252e%252e/i.test(request.target)) return true;
  const line = [rawPath, rawQuery, request.header('user-agent') ?? ''].map(decoded);
  return line.some((text) => isSql(text)) || line.slice(0, 2).some(isPath) || isBodyFiltered(request);
}

function isBodyFiltered(request: Incoming): boolean {
  const type = request.header('content-type') ?? '';
  if (!WITH_BODY.has(request.method) || type.includes('multipart')) return false;
  if (Buffer.byteLength(request.text) >= LOOKED_AT) return false;
  const body = type.includes('x-www-form-urlencoded') ? decoded(request.text.replaceAll('+', ' ')) : request.text;
  return /\.\.[/\\]|\0/.test(body) || isSql(body);
}

const isSql = (text: string): boolean => SQL.some((pattern) => pattern.test(text.toLowerCase()));
const isPath = (text: string): boolean => text.includes('..') || text.includes('\0');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

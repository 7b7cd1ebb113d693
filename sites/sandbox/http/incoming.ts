/** A request as PHP behind nginx sees it: path with single slashes, query and body as nested values, bearer, cookies. */
import type { Data } from '../rest/values.ts';
import { isData } from '../rest/values.ts';
import type { Asking } from './listen.ts';

export interface Incoming {
  readonly method: string;
  /** As it was sent, query included. */
  readonly target: string;
  /** Decoded, slashes merged. */
  readonly path: string;
  readonly query: Data;
  readonly body: Data;
  /** As it was sent. */
  readonly text: string;
  readonly client: string;
  /** Number of the connection that it came over; they grow. */
  readonly connection: number;
  /** Over HTTP/2, where all requests of a browser share one. */
  readonly isShared: boolean;
  readonly authorization: string | null;
  readonly cookies: Readonly<Record<string, string>>;
  header(name: string): string | null;
}
export type Read = Incoming | { readonly refused: number };

/** Tells the sandbox where a request is to come from: it listens on loopback only, where everybody is localhost. */
export const CLIENT_HEADER = 'x-sandbox-client';
const LAN_CLIENT = '192.168.1.20';

const LARGEST_BODY = 4 * 1024 * 1024;

export async function readRequest(request: Asking, connection: number): Promise<Read> {
  const target = request.url ?? '/';
  const [rawPath, rawQuery] = splitOnce(target, '?');
  const path = decoded(rawPath);
  if (path === null) return { refused: 400 };
  const body = await readBody(request);
  if (body === null) return { refused: 413 };
  const header = (name: string) => {
    // HTTP/2 has a name of its own for it.
    const value = request.headers[name === 'host' && request.headers.host === undefined ? ':authority' : name];
    return typeof value === 'string' ? value : null;
  };
  return {
    method: request.method ?? 'GET',
    target,
    path: path.replace(/\/{2,}/g, '/'),
    query: fieldsOf(rawQuery),
    body: parsed(body, header('content-type') ?? ''),
    text: body,
    client: header(CLIENT_HEADER) ?? LAN_CLIENT,
    connection,
    isShared: request.httpVersionMajor > 1,
    authorization: header('authorization'),
    cookies: cookiesOf(header('cookie') ?? ''),
    header,
  };
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

async function readBody(request: Asking): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    // Read to the end all the same: who is still sending does not hear an answer.
    if (size <= LARGEST_BODY) chunks.push(bytes);
  }
  return size > LARGEST_BODY ? null : Buffer.concat(chunks).toString('utf8');
}

/** JSON and forms are read; any other type, and JSON that is none, is no body at all. */
function parsed(text: string, type: string): Data {
  if (type.includes('application/x-www-form-urlencoded')) return fieldsOf(text);
  if (!type.includes('json')) return {};
  try {
    const value: unknown = JSON.parse(text);
    return isData(value) || Array.isArray(value) ? renumbered(Object.entries(value)) : {};
  } catch {
    return {};
  }
}

/** PHP merges the body with the query and counts whole-number keys anew. */
function renumbered(entries: readonly (readonly [string, unknown])[]): Data {
  let next = 0;
  return Object.fromEntries(entries.map(([key, value]) => [/^\d+$/.test(key) ? String(next++) : key, value]));
}

/** `a=1&b[c]=2`, one level deep. */
function fieldsOf(text: string): Data {
  const fields = new Map<string, unknown>();
  for (const [name, value] of new URLSearchParams(text)) {
    const [, outer, inner] = /^([^[]+)\[([^\]]*)\]$/.exec(name) ?? [];
    if (outer === undefined || inner === undefined) {
      fields.set(name, value);
      continue;
    }
    const known = fields.get(outer);
    const nested = isData(known) ? known : {};
    fields.set(outer, { ...nested, [inner === '' ? Object.keys(nested).length : inner]: value });
  }
  return Object.fromEntries(fields);
}

const cookiesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split(';')
      .map((one) => splitOnce(one.trim(), '='))
      .filter(([name]) => name !== ''),
  );

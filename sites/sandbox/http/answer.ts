/** Answers as Core writes them: envelope, headers, the E-Tag that is new every time. */
import { createHash } from 'node:crypto';
import { fullName, type Action, type Reply } from '../rest/resource.ts';
import { isoOf } from '../facts/parts.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Uint8Array;
}

const COMMON = {
  'Access-Control-Allow-Origin': '*',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
};
const PID = 1000;

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

/** Any JSON with Core's headers. `meta` and E-Tag depend on the clock, so they differ from answer to answer. */
export function json(
  status: number,
  content: object,
  now: Date,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const timestamp = isoOf(now);
  const hash = sha1(timestamp + JSON.stringify(content));
  const body = JSON.stringify({ ...content, meta: { timestamp, hash } });
  return {
    status,
    headers: { 'Content-Type': 'application/json', ...COMMON, 'E-Tag': sha1(`${now.getTime()}${body}`), ...headers },
    body,
  };
}

/** JSON without Core's envelope and headers: an answer of the module. */
export function plainJson(status: number, content: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
    body: JSON.stringify(content),
  };
}

export const text = (status: number, body: string, type = 'text/plain; charset=utf-8'): Answer => ({
  status,
  headers: { 'Content-Type': type, ...COMMON },
  body,
});

export const nginxPage = (status: number, reason: string): Answer =>
  text(
    status,
    `<html>\r\n<head><title>${status} ${reason}</title></head>\r\n<body>\r\n<center><h1>${status} ${reason}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`,
    'text/html; charset=utf-8',
  );

/** What an action said, in Core's envelope. Failure without a code of its own is 422. */
export function envelope(action: Action | null, reply: Reply, now: Date): Answer {
  const status = reply.httpCode ?? (reply.result ? 200 : 422);
  const processor = reply.processor === undefined ? (action?.processor ?? '') : fullName(reply.processor);
  return json(
    status,
    {
      result: reply.result,
      data: reply.data ?? [],
      messages: reply.messages ?? [],
      function: reply.crashed === true ? '' : (action?.name ?? ''),
      processor: reply.crashed === true ? crashedProcessor(processor) : processor,
      pid: PID,
      ...(reply.httpCode === undefined ? {} : { httpCode: reply.httpCode }),
      ...(reply.reload === undefined ? {} : { reload: reply.reload }),
    },
    now,
    reply.cookie === undefined ? {} : { 'Set-Cookie': reply.cookie },
  );
}
/** After a crash only the resource's processor is known. */
const crashedProcessor = (processor: string) => processor.replace(/\\(\w+)\\\w+::\w+$/, '\\$1ManagementProcessor');

/** A legacy module route: 200 whatever happened, no name of the function. */
export const moduleEnvelope = (reply: Omit<Reply, 'httpCode'>, processor: string, name: string, now: Date): Answer =>
  json(
    200,
    {
      result: reply.result,
      data: reply.data ?? [],
      messages: reply.messages ?? [],
      function: name,
      processor,
      pid: PID,
    },
    now,
  );

const failure = (status: number, error: string, now: Date) =>
  json(status, { result: false, data: [], messages: { error: [error] }, function: '', processor: '', pid: PID }, now);

export const unauthenticated = (now: Date): Answer => failure(401, "The user isn't authenticated.", now);
export const forbidden = (now: Date): Answer =>
  failure(403, 'Access denied. You do not have permission to access this resource.', now);
export const busy = (now: Date): Answer => failure(503, 'The queue is full. Try again later.', now);
export const notFound = (path: string, now: Date): Answer =>
  json(404, { success: false, messages: { error: [`Endpoint not found: ${path}`] }, data: null }, now);
export const methodNotAllowed = (custom: string, method: string, now: Date): Answer =>
  json(405, { result: false, messages: { error: [`Method '${custom}' is not allowed with HTTP ${method}`] } }, now);

/** 2024 knows another envelope. */
export const error2024 = (status: number, error: string, now: Date): Answer =>
  json(status, { jsonapi: { version: '1.0' }, errors: [error] }, now);

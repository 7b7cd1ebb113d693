/** Reads and writes of the module's API: where it is, and the page token that every write carries. */
import { shape, type Shape } from '../checklist/facts/shape.ts';
import type { Client } from './client.ts';
import type { Answer } from './errors.ts';
import type { Reply } from './judge.ts';

export interface AskedBy {
  readonly signal?: AbortSignal;
}
export type Fits<T> = Pick<Shape<T>, 'fits'>;

export interface ModuleCalls {
  /** Path that resources come after, for what the browser itself asks for. */
  readonly base: string;
  read<T>(resource: string, query: string, shape: Fits<T>, asked?: AskedBy): Promise<Answer<T>>;
  write<T>(resource: string, body: object, shape: Fits<T>, asked?: AskedBy): Promise<Answer<T>>;
}

const MODULE_BASE = '/pbxcore/api/module-security-checklist/';
/** Carries the page token: no other site can set it. */
const TOKEN_HEADER = 'X-Security-Checklist';

export function createModuleCalls(client: Client): ModuleCalls {
  /** Asked for once; forgotten when it could not be had or is no longer good. */
  let token: Promise<Answer<{ readonly token: string }>> | null = null;

  async function read<T>(resource: string, query: string, shape: Fits<T>, asked: AskedBy = {}): Promise<Answer<T>> {
    const answer = await client.json(`${MODULE_BASE}${resource}${query}`, { signal: asked.signal });
    return fitting(answer, shape, `GET ${MODULE_BASE}${resource}`);
  }

  async function write<T>(resource: string, body: object, shape: Fits<T>, asked: AskedBy = {}): Promise<Answer<T>> {
    const first = await send(resource, body, asked);
    const answer = isStale(first) ? await send(resource, body, asked) : first;
    return fitting(answer, shape, `POST ${MODULE_BASE}${resource}`);
  }

  async function send(resource: string, body: object, { signal }: AskedBy): Promise<Answer<Reply>> {
    // Without the signal: other writes wait for the same one.
    const asked = (token ??= read('page-token', '', TOKEN));
    const held = await asked;
    const answer = held.ok
      ? await client.post(MODULE_BASE + resource, body, { signal, headers: { [TOKEN_HEADER]: held.value.token } })
      : held;
    if ((!held.ok || isStale(answer)) && token === asked) token = null;
    return answer;
  }

  return { base: MODULE_BASE, read, write };
}

const isStale = (answer: Answer<unknown>): boolean =>
  !answer.ok && answer.error.kind === 'refused' && answer.error.code === 'no-page-token';

/** What does not fit the contract is no answer. */
function fitting<T>(answer: Answer<Reply>, shape: Fits<T>, at: string): Answer<T> {
  if (!answer.ok) return answer;
  const { json } = answer.value;
  return shape.fits(json)
    ? { ok: true, value: json }
    : { ok: false, error: { at, kind: 'broken-json', how: 'envelope' } };
}

const TOKEN: Shape<{ readonly token: string }> = shape({
  type: 'object',
  required: ['token'],
  properties: { token: { type: 'string' } },
});

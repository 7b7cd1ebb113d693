/**
 * A PBX that answers what the real Core 2026.1.223 was recorded to answer (../shared/recorded), as a server. Reads that
 * were not recorded are answered from those that were, in the shapes that `write-flows.json` shows; anything else is 404.
 */
import { readdirSync } from 'node:fs';
import { recorded, RECORDINGS } from './recorded.ts';
import { notFound, refusal } from './refusals.ts';
import { json, serve, type Asked, type Said, type Served } from './serve.ts';

export interface ReplayOptions {
  /** `default`: factory database; `seeded`: with sample data. */
  readonly set: 'default' | 'seeded';
  /** The key that is accepted. */
  readonly key: string;
  /** SIP secrets by number, for records of employees that were not recorded. */
  readonly sipSecrets?: Readonly<Record<string, string>>;
  /** Answers instead of the recording. */
  readonly instead?: (asked: Asked) => Said | null;
}

type Json = Readonly<Record<string, unknown>>;
const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** What is below these keys; undefined where one of them is missing. */
export function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return listOf(inner)[Number(key)];
    return isJson(inner) ? inner[key] : undefined;
  }, value);
}

export const API = '/pbxcore/api/v3/';
const RELEASE = '2026.1.223';

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

export async function replay(options: ReplayOptions): Promise<Served> {
  const answers = answersOf(options.set);
  return serve((asked) => {
    const instead = options.instead?.(asked) ?? null;
    if (instead !== null) return instead;
    const path = asked.path.split('?', 1).join('');
    if (path === '/admin-cabinet/session/index') {
      return {
        headers: { 'Content-Type': 'text/html' },
        body: `<script>var globalPBXVersion = '${RELEASE}';</script>`,
      };
    }
    const isPublic = path === `${API}system:ping`;
    if (!isPublic && asked.headers.authorization !== `Bearer ${options.key}`) return refusal(401);
    const answer = answers.get(path) ?? derived(path, answers, options);
    return answer === null ? notFound(path) : json(answer.body, answer.status);
  });
}

/** GET answers by path; of writes' recording only the first reads, from before anything was changed. */
function answersOf(set: ReplayOptions['set']): ReadonlyMap<string, Answered> {
  const answers = new Map<string, Answered>();
  const add = (request: string, status: unknown, body: unknown) => {
    const [method, target = ''] = request.split(' ');
    const path = target.split('?', 1).join('');
    if (method === 'GET' && typeof status === 'number' && !answers.has(path)) answers.set(path, { status, body });
  };
  for (const name of readdirSync(`${RECORDINGS}/rest-read`).sort()) {
    if (name.startsWith('default-') !== (set === 'default')) continue;
    const recording = recorded(`rest-read/${name}`);
    add(String(at(recording, 'request')), at(recording, 'status'), at(recording, 'body'));
  }
  for (const flow of listOf(at(recorded('write-flows.json'), 'flows'))) {
    if (at(flow, 'auth') !== 'Bearer admin JWT' || !isJson(at(flow, 'responseBody'))) continue;
    const path = String(at(flow, 'path'));
    // They were run on the sample data; of the factory database they tell only what is the same on both.
    if (set === 'default' && !path.includes('/system:')) continue;
    add(`${String(at(flow, 'method'))} ${path}`, at(flow, 'status'), at(flow, 'responseBody'));
  }
  return answers;
}

function derived(path: string, answers: ReadonlyMap<string, Answered>, options: ReplayOptions): Answered | null {
  const [, resource, id] = /^\/pbxcore\/api\/v3\/([\w-]+)\/([^/:]+)$/.exec(path) ?? [];
  if (resource === undefined || id === undefined) return null;
  const body = answers.get(`${API}${resource}`)?.body;
  if (resource === 'general-settings') return setting(id, at(body, 'data', 'settings', id));
  if (resource === 'employees') {
    const listed = listOf(at(body, 'data', 'data')).find((one) => String(at(one, 'id')) === id);
    const template = answers.get(`${API}employees/110`)?.body;
    const number = String(at(listed, 'number'));
    const secret = options.sipSecrets?.[number];
    const data = at(template, 'data');
    if (!isJson(template) || !isJson(data) || !isJson(listed) || secret === undefined) return null;
    const { user_username, user_email } = listed;
    return ok({ ...template, data: { ...data, id, number, user_username, user_email, sip_secret: secret } });
  }
  if (resource === 'sip-providers') {
    const listed = listOf(at(body, 'data')).find((one) => at(one, 'id') === id);
    const template = answers.get(`${API}sip-providers/SIP-TRUNK-34F7CAFE`)?.body;
    const data = at(template, 'data');
    if (!isJson(template) || !isJson(data) || !isJson(listed)) return null;
    return ok({ ...template, data: { ...data, ...listed, description: '', secret: '', additionalHosts: [] } });
  }
  if (resource === 'asterisk-managers') return ok(envelope({ id, username: '', secret: 'b3Kw9Tq2Lm7Xz5Rv' }));
  return null;
}

const ok = (body: unknown): Answered => ({ status: 200, body });
const envelope = (data: unknown) => ({
  result: true,
  data,
  messages: [],
  meta: { timestamp: '2026-11-23T06:25:30+00:00' },
});

/** "general-settings GET one key", "… unknown key". */
function setting(key: string, value: unknown): Answered {
  if (value !== undefined) return ok(envelope({ [key]: value }));
  const error = [`Setting '${key}' is not accessible through this API`];
  return { status: 422, body: { result: false, data: [], messages: { error } } };
}

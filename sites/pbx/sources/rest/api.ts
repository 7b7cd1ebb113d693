/** REST v3 as the parts see it: typed reads that succeed or throw `Unreadable`, which says why for the facts. */
import type { UnknownReason, UnknownValue } from '../../../checklist/facts/types.ts';
import type { Client } from '../../client.ts';
import { detailOf, reasonOf, type PbxError } from '../../errors.ts';
import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { SETTINGS, type SettingKey, type Settings } from './settings.ts';
import { Misfit, object, type Shape } from './shape.ts';

/** Why something could not be read. `error`: the client's, where there was one. */
export class Unreadable extends Error {
  readonly reason: UnknownReason;
  readonly detail: string;
  readonly error: PbxError | null;
  constructor(reason: UnknownReason, detail = '', error: PbxError | null = null) {
    super(reason);
    this.reason = reason;
    this.detail = detail;
    this.error = error;
  }
}

export interface Api {
  /** May answers that hold secrets be asked for? */
  readonly secrets: boolean;
  read<T>(endpoint: Endpoint, shape: Shape<T>): Promise<T>;
  setting<K extends SettingKey>(key: K): Promise<Settings[K]>;
  /** Asked before anything else and without a token: is this a PBX that speaks REST v3? null: it is. */
  ping(): Promise<PbxError | null>;
  /** Text of the sign-in page, which is public. */
  signInPage(): Promise<string>;
  /** The PBX's offset from UTC as its answers show it ("+03:00"); null before the first answer. */
  offset(): string | null;
}

const ROOT = '/pbxcore/api/v3/';
const SIGN_IN = '/admin-cabinet/session/index';

export function openApi(client: Client, secrets: boolean, signal: AbortSignal | undefined): Api {
  let offset: string | null = null;

  async function read<T>(endpoint: Endpoint, shape: Shape<T>): Promise<T> {
    if (endpoint.secret && !secrets) throw new Unreadable('not-asked');
    const path = `${ROOT}${endpoint.path}`;
    const answer = await client.get(path, { signal });
    if (!answer.ok) throw failedBy(answer.error);
    offset = /(?:Z|[+-]\d\d:\d\d)$/.exec(answer.value.timestamp ?? '')?.[0] ?? offset;
    return fit(endpoint, shape, answer.value.data);
  }

  const setting = <K extends SettingKey>(key: K) =>
    read(
      ENDPOINTS.setting(key),
      object((field) => field(key, SETTINGS[key])),
    );

  return {
    secrets,
    read,
    setting,
    async ping() {
      const answer = await client.get(`${ROOT}${ENDPOINTS.ping.path}`, { signal, anonymous: true });
      return answer.ok ? null : answer.error;
    },
    async signInPage() {
      const answer = await client.page(SIGN_IN, { signal });
      if (!answer.ok) throw failedBy(answer.error);
      return answer.value;
    },
    offset: () => offset,
  };
}

/** What was read has to look like this. `place`: where in the answer it stood. */
export function fit<T>(endpoint: Endpoint, shape: Shape<T>, value: unknown, place = ''): T {
  try {
    return shape(value, place);
  } catch (error) {
    if (!(error instanceof Misfit)) throw error;
    throw new Unreadable('mistyped', `GET ${ROOT}${endpoint.path.split('?', 1).join('')} ${error.message}`);
  }
}

const failedBy = (error: PbxError): Unreadable => new Unreadable(reasonOf(error), detailOf(error), error);

/** Reads once, whoever asks, and fails with the same words for all. */
export function once<T>(read: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | null = null;
  return () => (result ??= read());
}

/** The value, or why it is unknown: for values whose part stands without them. */
export async function orUnknown<T>(reading: Promise<T>): Promise<T | UnknownValue> {
  try {
    return await reading;
  } catch (error) {
    return unknownValue(error);
  }
}

export function unknownValue(error: unknown): UnknownValue {
  if (!(error instanceof Unreadable)) throw error;
  return { unknown: error.reason, ...(error.detail === '' ? {} : { detail: error.detail }) };
}

/** The value, or null where null says in the contract that it is not known. */
export async function orNull<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

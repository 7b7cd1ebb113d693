/** What an answer of the network means: JSON, or a named error. */
import { cleaned, envelopeOf } from './envelope.ts';
import { REFUSAL_CODES, type Answer, type AuthMode, type PbxError, type RefusalCode } from './errors.ts';
import { isRecord, parseJson } from './json.ts';

/** What was heard, whatever it is. */
export interface Heard {
  readonly status: number;
  readonly text: string;
  readonly header: (name: string) => string | null;
}

/** JSON as it came, with its status (2xx or 304). */
export interface Reply {
  readonly status: number;
  readonly json: unknown;
  /** What an unchanged answer is asked for by; nginx may weaken it to `W/"…"`. */
  readonly etag: string | null;
}

/** What the judge has to know beside the answer. */
export interface Case {
  /** Method and path of the request, for the error. */
  readonly at: string;
  readonly base: string;
  readonly mode: AuthMode;
  readonly secrets: readonly string[];
  /** Core was heard at this address before. */
  readonly speaksCore: boolean;
}

export function judge(heard: Heard, { at, base, mode, secrets, speaksCore }: Case): Answer<Reply> {
  const { status, text } = heard;
  const error = (what: PbxError) => ({ ok: false, error: what }) as const;
  const etag = heard.header('etag');
  if (status === 304) return { ok: true, value: { status, json: null, etag } };
  // A browser hides where a redirect points, and its status.
  if (status === 0 || (status >= 300 && status < 400)) {
    return error({ at, kind: 'redirected', to: originOf(heard.header('location'), base) });
  }
  const json = parseJson(text);
  if (status >= 200 && status < 300) {
    if (json.ok) return { ok: true, value: { status, json: json.value, etag } };
    return error(isPage(heard) ? { at, kind: 'not-a-pbx', status } : { at, kind: 'broken-json', how: json.error });
  }
  const refusal = json.ok ? refusalIn(json.value) : null;
  if (refusal !== null) {
    const { code, message } = refusal;
    return error({
      at,
      kind: 'refused',
      code,
      status,
      said: cleaned([message], secrets),
      seconds: secondsToWait(heard),
    });
  }
  const said = cleaned(json.ok ? (envelopeOf(json.value)?.messages ?? []) : plainWords(heard), secrets);
  if (status === 401) return error({ at, kind: 'unauthorized', mode, said });
  if (status === 403) return error(json.ok ? { at, kind: 'forbidden', said } : guarded(at, heard, said));
  if (status === 429) return error({ at, kind: 'rate-limited', seconds: secondsToWait(heard), said });
  if (status >= 500) return error({ at, kind: 'server-error', status, said });
  // A PBX answers some unknown paths with a page of nginx: it means "no PBX" only while Core was never heard.
  if (isPage(heard) && !speaksCore) return error({ at, kind: 'not-a-pbx', status });
  return error(status === 404 ? { at, kind: 'not-found', said } : { at, kind: 'rejected', status, said });
}

/** nginx itself refuses in one line of plain text (unified-security.lua, since 2026.2.118; the first also before). */
function guarded(at: string, { text }: Heard, said: string): PbxError {
  const kinds: Readonly<Record<string, 'filtered' | 'banned'>> = {
    'Security violation detected': 'filtered',
    'Access denied': 'banned',
  };
  const kind = kinds[text.trim()];
  return kind === undefined ? { at, kind: 'forbidden', said } : { at, kind };
}

/** What the module's own API says; null: this is not from there. */
function refusalIn(json: unknown): { readonly code: RefusalCode; readonly message: string } | null {
  const error = isRecord(json) && json['result'] === false ? json['error'] : null;
  if (!isRecord(error)) return null;
  const code = REFUSAL_CODES.find((known) => known === error['code']);
  const message = error['message'];
  return code === undefined || typeof message !== 'string' ? null : { code, message };
}

/** Did Core itself say this? */
export function isOfCore({ text }: Heard): boolean {
  const json = parseJson(text);
  return json.ok && envelopeOf(json.value) !== null;
}

/** From the header, or from Core's words ("… is blocked for 60 seconds."). null: neither says. */
export function secondsToWait({ header, text }: Heard): number | null {
  const seconds = /^\s*(\d{1,6})\s*$/.exec(header('retry-after') ?? '') ?? /\b(\d{1,6}) seconds?\b/.exec(text);
  return seconds?.[1] === undefined ? null : Number(seconds[1]);
}

const isPage = ({ header, text }: Heard): boolean =>
  /\bhtml\b/i.test(header('content-type') ?? '') || /^\s*<(?:!doctype|html|head|body)\b/i.test(text);

/** nginx says why in one line of plain text. */
const plainWords = (heard: Heard): string[] => (isPage(heard) || heard.text.length > 200 ? [] : [heard.text]);

function originOf(location: string | null, base: string): string {
  return location !== null && URL.canParse(location, base) ? new URL(location, base).origin : '';
}

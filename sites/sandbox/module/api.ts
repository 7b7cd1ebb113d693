/** The module's API (docs/module-api.md): the same conditions in the same order as Lib/Api. */
import type { Caller } from '../access.ts';
import { isoOf } from '../facts/parts.ts';
import type { Answer } from '../http/answer.ts';
import type { Incoming } from '../http/incoming.ts';
import type { Pbx } from '../pbx.ts';
import { answer } from './answer.ts';
import { EVIDENCE_WRITES, showEvidence } from './evidence.ts';
import { CALLS_WRITES, foundCalls, showCalls } from './calls.ts';
import { showFacts, showFlags } from './facts.ts';
import { fieldsOf } from './fields.ts';
import { note, verdictOn, type JournalRow } from './journal.ts';
import { upgradedSince } from './memory.ts';
import { PATCH_WRITES, showPatch, showScript } from './patch.ts';
import { isolationNow } from './plans/isolation.ts';
import { PLAN_WRITES, giveNonce, knockedAt, shown } from './plans/requests.ts';
import { withPlans } from './plans/memory.ts';
import { RETURN_WRITES, showRotations } from './plans/returns.ts';
import { invalid, Refused, type Says } from './refused.ts';
import { foundTraces, lookedAt, TRACES_WRITES } from './traces.ts';
import type { PageTokens } from './tokens.ts';
import { WRITES, type Write } from './writes.ts';

export const API = '/pbxcore/api/module-security-checklist/';

export interface Asked {
  readonly pbx: Pbx;
  readonly caller: Caller;
  readonly request: Incoming;
  readonly tokens: PageTokens;
  readonly says: Says;
  /** Of this PBX, for the facts. */
  readonly address: string;
  readonly now: Date;
}
interface Answered {
  readonly answer: Answer;
  readonly pbx: Pbx;
}
type Person = Extract<Caller, { kind: 'person' }>;
const shownLastJudged = (pbx: Pbx): unknown => {
  const { lastJudged } = pbx.module;
  const upgraded = upgradedSince(pbx);
  return lastJudged === null || upgraded === null ? lastJudged : { ...lastJudged, upgraded };
};
type Read = (asked: Asked) => Answer | Answered;

const MOST_BYTES = 65_536;
const MOST_BYTES_OF_SCRIPTS = 4_259_840;
const MOST_ENTRIES = 500;
const USUAL_ENTRIES = 100;
const MINUTE = 60_000;

const READS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['facts', showFacts],
  ['page-token', givePageToken],
  ['last-judged', ({ pbx }) => answer(200, shownLastJudged(pbx))],
  ['flags', showFlags],
  ['journal', showJournal],
  ['journal/verify', ({ pbx }) => answer(200, verdictOn(pbx.module.journal))],
  ['plans/nonce', givePlanNonce],
  ['plans/knock', knock],
  ['plans/rotations', rotations],
  ['isolation', ({ pbx }) => answer(200, isolationNow(pbx))],
  ['patch/state', ({ pbx }) => answer(200, showPatch(pbx))],
  ['patch/script', ({ pbx }) => answer(200, showScript(pbx))],
  ['evidence/state', ({ pbx }) => answer(200, showEvidence(pbx))],
  ['calls/state', ({ pbx, now }) => answer(200, showCalls(pbx, now))],
  ['calls/found', showFound],
  ['traces/found', showTraces],
  ['plans/current', ({ pbx, now }) => answer(200, { plan: shown(pbx, now) })],
]);
const ALL_WRITES: ReadonlyMap<string, Write> = new Map([
  ...WRITES,
  ...PLAN_WRITES,
  ...RETURN_WRITES,
  ...PATCH_WRITES,
  ...EVIDENCE_WRITES,
  ...CALLS_WRITES,
  ...TRACES_WRITES,
]);
const CONFIRM = 'plans/confirm';
/** Their answers end the connection, so that the next try comes over a new one; HTTP/2 knows no such thing. */
const ENDING: ReadonlySet<string> = new Set(['plans/nonce', 'plans', CONFIRM, 'plans/undo']);
/** A WebSocket opens here for whoever has a key. */
export const DOOR = `${API}plans/door`;

export function moduleApi(asked: Asked): Answered {
  const { pbx, request, says } = asked;
  const isEnding = !request.isShared && ENDING.has(request.path.slice(API.length));
  const ends = isEnding ? { Connection: 'close' } : {};
  try {
    const done = answered(asked);
    return { ...done, answer: { ...done.answer, headers: { ...done.answer.headers, ...ends } } };
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    const { status, code, values, headers } = thrown;
    const message = says(code, values, request.cookies['sandbox-language'] ?? 'en');
    return {
      answer: answer(status, { result: false, error: { code, message } }, { ...headers, ...ends }),
      pbx: told(asked, thrown, pbx),
    };
  }
}

function answered(asked: Asked): Answered {
  const { pbx, caller, request, now } = asked;
  const resource = request.path.slice(API.length);
  if (!pbx.module.enabled) throw new Refused(403, 'module-disabled');
  const read = READS.get(resource);
  const write = ALL_WRITES.get(resource);
  const methods = [...(read === undefined ? [] : ['GET']), ...(write === undefined ? [] : ['POST'])];
  if (methods.length === 0) throw new Refused(404, 'unknown-action');
  if (!methods.includes(request.method)) throw new Refused(405, 'wrong-method', {}, { Allow: methods.join(', ') });
  if (caller.kind === 'nobody') throw new Refused(401, 'not-signed-in');
  if (caller.kind === 'person' && caller.role !== 'admins') throw new Refused(403, 'not-an-admin');
  if (request.method === 'GET' || write === undefined) {
    const shown = read?.(asked) ?? answer(404, null);
    return 'pbx' in shown ? shown : { answer: shown, pbx };
  }

  const { login, binding, signedInAt } = person(caller);
  writable(asked);
  if (resource === CONFIRM && pbx.module.plans.knobs.sameConnection > 0) return takenForOld(pbx);
  const { client, connection } = request;
  const fields = fieldsOf(request.text, write.fields);
  const written = write.run({
    pbx,
    fields,
    by: login,
    binding,
    client,
    connection,
    isEncrypted: isEncrypted(asked),
    signedInAt,
    now,
  });
  const after = written.details === null ? written.pbx : noted(written.pbx, asked, resource, written.details);
  return { answer: answer(written.status, written.json), pbx: after };
}

function person(caller: Caller): Person {
  if (caller.kind !== 'person') throw new Refused(403, 'no-person');
  return caller;
}

function writable({ caller, request, tokens, now }: Asked): void {
  if (!/^application\/json[ \t]*(;[ \t]*charset="?utf-8"?[ \t]*)?$/i.test(request.header('content-type') ?? '')) {
    throw new Refused(415, 'not-json');
  }
  const most = request.path === `${API}patch/fetch` ? MOST_BYTES_OF_SCRIPTS : MOST_BYTES;
  if (Buffer.byteLength(request.text) > most) throw new Refused(413, 'too-large');
  fromOwnPage(request);
  if (!tokens.fits(person(caller), request.header('x-security-checklist') ?? '', now)) {
    throw new Refused(403, 'no-page-token');
  }
}

function fromOwnPage(request: Incoming): void {
  const origin = request.header('origin');
  const site = request.header('sec-fetch-site');
  const isOwn = origin === null || (URL.canParse(origin) && new URL(origin).host === request.header('host'));
  if (!isOwn || site === 'cross-site' || site === 'same-site') throw new Refused(403, 'wrong-origin');
}

function givePageToken({ caller, request, tokens, now }: Asked): Answer {
  const holder = person(caller);
  fromOwnPage(request);
  return answer(200, { token: tokens.make(holder, now) });
}

/** Nobody on the way reads along: the connection is encrypted, and so is the page that asks. */
const isEncrypted = ({ address, request }: Asked): boolean =>
  address.startsWith('https:') && request.header('origin')?.startsWith('http:') !== true;

function rotations(asked: Asked): Answer {
  const { pbx, caller, request, now } = asked;
  const by = caller.kind === 'person' ? caller.login : null;
  return answer(200, showRotations({ pbx, by, client: request.client, isEncrypted: isEncrypted(asked), now }));
}

function showFound({ pbx, caller, now }: Asked): Answer {
  person(caller);
  return answer(200, foundCalls(pbx, now));
}

function showTraces({ pbx, caller, now }: Asked): Answered {
  person(caller);
  const looked = lookedAt(pbx, now);
  return { answer: answer(200, foundTraces(looked, now)), pbx: looked };
}

function givePlanNonce({ pbx, caller, request, now }: Asked): Answered {
  const { binding, signedInAt } = person(caller);
  fromOwnPage(request);
  const given = giveNonce(pbx, { binding, client: request.client, connection: request.connection, signedInAt, now });
  return { answer: answer(200, given.json), pbx: given.pbx };
}

/** nginx asks; from outside nobody can. */
function knock({ pbx, caller, request }: Asked): Answered {
  const { door, from } = request.query;
  const isMeant = caller.kind === 'localhost' && typeof door === 'string' && typeof from === 'string';
  const knocked = isMeant ? knockedAt(pbx, door, request.connection) : null;
  if (knocked === null) throw new Refused(404, 'unknown-action');
  return { answer: answer(200, { result: true }), pbx: knocked };
}

function takenForOld(pbx: Pbx): Answered {
  const { knobs } = pbx.module.plans;
  const error = { code: 'same-connection', message: 'same-connection' };
  return {
    answer: answer(409, { result: false, error }),
    pbx: withPlans(pbx, { knobs: { ...knobs, sameConnection: knobs.sameConnection - 1 } }),
  };
}

function showJournal({ pbx, request }: Asked): Answer {
  const before = wholeNumber(request, 'before') ?? Infinity;
  const limit = wholeNumber(request, 'limit') ?? USUAL_ENTRIES;
  if (limit > MOST_ENTRIES) throw invalid('limit');
  const older = pbx.module.journal.filter(({ id }) => id < before).reverse();
  const entries = older.slice(0, limit);
  return answer(200, { entries, next: older.length > limit ? (entries.at(-1)?.id ?? null) : null });
}

function wholeNumber(request: Incoming, name: string): number | null {
  const value = request.query[name] ?? '';
  if (value === '') return null;
  if (typeof value !== 'string' || !/^[1-9]\d{0,14}$/.test(value)) throw invalid(name);
  return Number(value);
}

const nameOf = (caller: Caller) => (caller.kind === 'person' ? caller.login : '');

function noted(pbx: Pbx, { caller, request, now }: Asked, action: string, details: JournalRow['details']): Pbx {
  return note(pbx, { at: isoOf(now), person: nameOf(caller), address: request.client, action, details });
}

/** What an administrator was refused because of the page it came from is told once a minute. */
function told(asked: Asked, { code }: Refused, pbx: Pbx): Pbx {
  if (asked.request.method !== 'POST' || (code !== 'wrong-origin' && code !== 'no-page-token')) return pbx;
  const action = `refused/${code}`;
  const last = pbx.module.journal.findLast((row) => row.action === action);
  if (last !== undefined && Math.abs(asked.now.getTime() - Date.parse(last.at)) < MINUTE) return pbx;
  return noted(pbx, asked, action, { resource: asked.request.path.slice(API.length) });
}

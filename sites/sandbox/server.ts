/** The embedded PBX: a server on loopback that answers like the described PBX. State lives in memory, per server. */
import { randomBytes } from 'node:crypto';
import { ServerResponse, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { visit } from './cabinet/cabinet.ts';
import { cabinetFiles } from './cabinet/files.ts';
import { saysIn } from './cabinet/says.ts';
import { busy, forbidden, nginxPage, plainJson, text, unauthenticated, type Answer } from './http/answer.ts';
import { createGuard } from './http/guard.ts';
import { readRequest } from './http/incoming.ts';
import { createListener, type Answering, type Asking, type Tls } from './http/listen.ts';
import { createKnobs, type Knob, type Trouble } from './knobs.ts';
import { DOOR } from './module/api.ts';
import { withPlans, type PlanKnobs } from './module/plans/memory.ts';
import { knockedAt } from './module/plans/requests.ts';
import { advanceEvidence, setEvidenceKnobs, type EvidenceKnobs } from './module/evidence.ts';
import { advancePatch, setPatchKnobs, type PatchKnobs } from './module/patch.ts';
import type { CallsMemory } from './module/calls.ts';
import { advance } from './module/plans/player.ts';
import { saysTheCode, type Says } from './module/refused.ts';
import { createPageTokens } from './module/tokens.ts';
import type { ApiKey, Pbx } from './pbx.ts';
import { respond } from './respond.ts';
import { createSessions } from './sessions.ts';
import { setting } from './settings.ts';
import { scenarioNamed, type Scenario, type ScenarioName } from './scenarios/index.ts';

export interface SandboxOptions {
  /** A scenario by name, or a description of one's own. */
  readonly scenario: ScenarioName | Scenario;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: '127.0.0.1' | '::1';
  /** The PBX's clock; default: this machine's. */
  readonly now?: () => Date;
  /** nginx's limit of 180 requests a minute; default: as the PBX's setting says. */
  readonly rateLimit?: boolean;
  /** What the module says when it refuses; default: its texts where the cabinet is there, else the code. */
  readonly says?: Says;
  /** Folder of the built project: then the pages of the cabinet are here, too. */
  readonly cabinet?: string;
  /** Then it speaks HTTP/2, too. */
  readonly tls?: Tls;
  /** Who counts the connections; default: the sandbox itself. */
  readonly counted?: 'here' | 'in-front';
}

export interface Sandbox {
  readonly url: string;
  /** A key with full rights that is not among the keys of the PBX. Of no use on 2024, which has none. */
  readonly apiKey: string;
  /** Name and password of the cabinet; null where only the hash of the password is known. */
  readonly login: { readonly login: string; readonly password: string } | null;
  /** A token for a role, as modules make them. */
  tokenFor(role: string): string;
  /** The description as it is now. */
  pbx(): Pbx;
  /** Makes trouble; returns what ends it. */
  trouble(knob: Knob): () => void;
  /** Changes how plans go. */
  plans(knobs: Partial<PlanKnobs>): void;
  /** Changes what scripts of the fix do. */
  patch(knobs: Partial<PatchKnobs>): void;
  /** Changes how evidence is collected. */
  evidence(knobs: Partial<EvidenceKnobs>): void;
  /** Changes how calls are read. */
  calls(knobs: Partial<CallsMemory['knobs']>): void;
  /** Changes the description behind everybody's back. */
  change(change: (pbx: Pbx) => Pbx): void;
  close(): Promise<void>;
}

/** Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = options.now ?? (() => new Date());
  const milliseconds = () => clock().getTime();
  const scenario = typeof options.scenario === 'string' ? scenarioNamed(options.scenario) : options.scenario;
  let pbx = scenario(clock());
  const sessions = createSessions(milliseconds);
  const guard = createGuard(milliseconds);
  const knobs = createKnobs();
  const ownKey = sandboxKey();
  const tokens = createPageTokens();
  const files = options.cabinet === undefined ? null : cabinetFiles(options.cabinet);
  const says = options.says ?? (files === null ? saysTheCode : await saysIn(files));
  let address = '';

  const listener = createListener({
    tls: options.tls ?? null,
    isCounted: options.counted === 'in-front',
    answer: (request, response) => void handle(request, response).catch(() => response.destroy()),
    opens,
  });
  const played = () =>
    (pbx = advanceEvidence(advancePatch(advance(pbx, clock(), listener.newest()), clock()), clock()));

  /** At the door of the module. */
  function opens(request: IncomingMessage): boolean {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const after =
      pathname === DOOR ? knockedAt(pbx, searchParams.get('door') ?? '', listener.connectionOf(request)) : null;
    pbx = after ?? pbx;
    return after !== null;
  }

  async function handle(request: Asking, response: Answering): Promise<void> {
    const trouble = knobs.take(request.url ?? '/');
    if (trouble?.kind === 'delay') await sleep(trouble.ms, undefined, { ref: false });
    const answer = await answerTo(request);
    send(response, answer, trouble, clock());
  }

  async function answerTo(request: Asking): Promise<Answer> {
    const incoming = await readRequest(request, listener.connectionOf(request));
    if ('refused' in incoming) return nginxPage(incoming.refused, 'Request refused');
    const guarded = guard.check(incoming, pbx, options.rateLimit ?? null);
    if (guarded !== null) return text(guarded.status, guarded.text);
    const visited = files === null ? null : await visit(files, { pbx, sessions, request: incoming });
    if (visited !== null) {
      pbx = visited.pbx ?? pbx;
      return visited.answer;
    }
    played();
    const responded = respond({ pbx, sessions, ownKey, tokens, says, address, now: clock() }, incoming);
    pbx = responded.pbx;
    return responded.answer;
  }

  const { server } = listener;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', resolve);
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const host = options.host === '::1' ? '[::1]' : '127.0.0.1';
  address = `${options.tls === undefined ? 'http' : 'https'}://${host}:${port}`;

  const { password } = pbx.webLogin;
  return {
    url: address,
    apiKey: ownKey.key,
    login: password === null ? null : { login: setting(pbx, 'WebAdminLogin'), password },
    tokenFor: (role) => sessions.issue(role, role),
    pbx: played,
    trouble: (knob) => knobs.set(knob),
    plans(knobs) {
      pbx = withPlans(pbx, { knobs: { ...pbx.module.plans.knobs, ...knobs } });
    },
    patch(knobs) {
      pbx = setPatchKnobs(pbx, knobs);
    },
    evidence(knobs) {
      pbx = setEvidenceKnobs(pbx, knobs);
    },
    calls(knobs) {
      const { calls } = pbx.module;
      pbx = { ...pbx, module: { ...pbx.module, calls: { ...calls, knobs: { ...calls.knobs, ...knobs } } } };
    },
    change(change) {
      pbx = change(played());
    },
    close: () => listener.close(),
  };
}

const sandboxKey = (): ApiKey => ({
  id: 0,
  key: randomBytes(32).toString('hex'),
  description: '',
  fullPermissions: true,
  allowedPaths: {},
  filterId: null,
  createdAt: '',
  lastUsedAt: '',
});

function send(response: Answering, answer: Answer, trouble: Trouble | null, now: Date): void {
  if (trouble?.kind === 'cut') cut(response, answer, trouble.afterBytes);
  else write(response, troubled(answer, trouble, now));
}

function troubled(answer: Answer, trouble: Exclude<Trouble, { kind: 'cut' }> | null, now: Date): Answer {
  switch (trouble?.kind) {
    case undefined:
    case 'delay':
      return answer;
    case 'status':
      return statusAnswer(trouble.status, trouble.retryAfter, now);
    case 'html':
      return nginxPage(trouble.status ?? 200, 'Gateway');
    case 'json':
      return plainJson(trouble.status, trouble.body);
    case 'truncate':
      return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
  }
}

function write(response: Answering, { status, headers, body }: Answer): void {
  response.writeHead(status, outgoing(headers));
  response.end(body);
}

const outgoing = (headers: Answer['headers']): OutgoingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
  );

/** The length of the whole is promised, and the connection ends before it. */
function cut(response: Answering, { status, headers, body }: Answer, afterBytes: number | undefined): void {
  if (afterBytes === undefined) {
    response.destroy();
    return;
  }
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...outgoing(headers), 'Content-Length': String(bytes.length) });
  const part = bytes.subarray(0, Math.min(afterBytes, bytes.length - 1));
  const end = () => response.destroy();
  if (response instanceof ServerResponse) response.write(part, end);
  else response.write(part, end);
}

function statusAnswer(status: number, retryAfter: number | undefined, now: Date): Answer {
  const known: Readonly<Record<number, () => Answer>> = {
    401: () => unauthenticated(now),
    403: () => forbidden(now),
    429: () => text(429, 'Too many requests\n'),
    500: () => nginxPage(500, 'Internal Server Error'),
    503: () => busy(now),
  };
  const answer = known[status]?.() ?? text(status, '');
  return retryAfter === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, 'Retry-After': String(retryAfter) } };
}

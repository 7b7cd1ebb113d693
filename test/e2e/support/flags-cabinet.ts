/**
 * Recorded pages of Core at their addresses, with what Core loads there and the built marks behind it. The module's API
 * answers as the test says, and knows what it said before.
 */
import { createHash } from 'node:crypto';
import { cabinetFiles, type CabinetFiles } from '../../../sites/sandbox/cabinet/files.ts';
import { FRAME_STYLE } from '../../../sites/sandbox/cabinet/style.ts';
import { htmlOf, outline, type Release } from '../../admin-cabinet/flags/outline.ts';
import { json, serve, type Asked, type Said } from '../../support/serve.ts';

const ROOT = '/admin-cabinet/';
const ASSETS = `${ROOT}assets/`;
/** Core's icons jump and turn; tests compare places. */
const STILL = '* { animation: none !important; }';
const FLAGS = '/pbxcore/api/module-security-checklist/flags';

export interface Shown {
  readonly release: Release;
  /** Inside of the body. */
  readonly body: string;
}

export interface FlagsCabinet {
  readonly url: string;
  /** The page at every address; what it is made of. */
  page: Shown;
  /** In which the marks speak. */
  language: 'en' | 'ru';
  /** What the API says to a question for these parts. */
  answer: (parts: readonly string[]) => Said | object | Promise<Said | object>;
  /** Of the API, since the last look. */
  asked(): readonly Asked[];
  /** Names of the module's files, since the last look. */
  files(): readonly string[];
  close(): Promise<void>;
}

/** The address of a recorded page, and the page. */
export function recordedPage(release: Release, name: string): { readonly path: string; readonly page: Shown } {
  const shown = outline(release, name);
  return { path: `${ROOT}${shown.path}`, page: { release, body: htmlOf(shown) } };
}

export async function serveFlags(root: string): Promise<FlagsCabinet> {
  const files = cabinetFiles(root);
  const looked = { api: 0, files: 0 };
  const since = (kind: 'api' | 'files', is: (asked: Asked) => boolean) => {
    const all = server.asked.slice(looked[kind]);
    looked[kind] = server.asked.length;
    return all.filter(is);
  };
  const server = await serve(async (asked) => {
    const path = asked.path.split('?', 1)[0] ?? '';
    if (path === FLAGS) return flags(cabinet, asked);
    if (path.startsWith(ASSETS)) return asset(files, path.slice(ASSETS.length));
    if (path.startsWith(ROOT)) return html(await pageOf(files, cabinet));
    return json({}, 404);
  });
  const cabinet: FlagsCabinet = {
    url: server.url,
    page: { release: '2026.1.223', body: '' },
    language: 'en',
    answer: () => json({}, 404),
    asked: () => since('api', ({ path }) => path.startsWith('/pbxcore/')),
    files: () =>
      since('files', ({ path }) => path.includes('/ModuleSecurityChecklist/')).map(({ path }) =>
        (path.split('/').at(-1) ?? '').replace(/\?.*/, ''),
      ),
    close: () => server.close(),
  };
  return cabinet;
}

async function flags({ answer, page }: FlagsCabinet, { path, headers }: Asked): Promise<Said> {
  const isSignedIn = page.release === '2024.1.114' || headers['authorization'] === 'Bearer of-the-test';
  if (!isSignedIn) return json({}, 401);
  const parts = (new URLSearchParams(path.slice(path.indexOf('?'))).get('parts') ?? '').split(',');
  const said = await answer(parts);
  if (isSaid(said)) return said;
  const body = JSON.stringify(said);
  const etag = `"${createHash('sha256').update(body).digest('hex')}"`;
  if (headers['if-none-match'] === etag) return { status: 304, headers: { ETag: etag } };
  return { body, headers: { ETag: etag, 'Cache-Control': 'no-store' } };
}
const isSaid = (said: Said | object): said is Said => 'status' in said || 'body' in said || 'end' in said;

async function asset(files: CabinetFiles, path: string): Promise<Said> {
  const found = await files.asset(path);
  if (found === null) return json({}, 404);
  const { type, body } = found;
  return { headers: { 'Content-Type': type }, ...(typeof body === 'string' ? { body } : { bytes: body }) };
}

const html = (body: string): Said => ({ headers: { 'Content-Type': 'text/html; charset=utf-8' }, body });

async function pageOf(files: CabinetFiles, { page: { release, body }, language }: FlagsCabinet): Promise<string> {
  const bearer =
    release === '2024.1.114'
      ? ''
      : `var TokenManager = { accessToken: 'of-the-test' }, tokenManagerReady = Promise.resolve();`;
  const scripts = await files.scripts('flags', language);
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>MikoPBX</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="stylesheet" href="${ASSETS}vendor/semantic.min.css"><style>${FRAME_STYLE} ${STILL}</style>
<script>var globalRootUrl = '${ROOT}'; ${bearer}</script></head>
<body class="pushable">${body}
<script src="${ASSETS}vendor/jquery.min.js"></script><script src="${ASSETS}vendor/semantic.min.js"></script>
<script>$('.tabular.menu > .item').tab(); $('.ui.checkbox').checkbox();</script>
${scripts.map((path) => `<script defer src="${ASSETS}${path}"></script>`).join('')}</body></html>`;
}

/**
 * The pages of the cabinet that are here: the checklist, and the settings where the default password is changed. Every
 * other address says which page of Core it would be. Whoever opens one is signed in as the administrator.
 */
import { nginxPage, plainJson, text, type Answer } from '../http/answer.ts';
import type { Incoming } from '../http/incoming.ts';
import { is2024, type Pbx } from '../pbx.ts';
import { isStoredDefault, newLogin } from '../rest/general-settings.ts';
import { textOf } from '../rest/values.ts';
import type { Sessions } from '../sessions.ts';
import { setting } from '../settings.ts';
import type { CabinetFiles } from './files.ts';
import { CHECKLIST_PATH, MENU, SETTINGS_PATH } from './menu.ts';
import { escaped, shell, type Language, type ShellOptions } from './shell.ts';
import { settingsForm } from './settings-form.ts';

export interface Visit {
  readonly pbx: Pbx;
  readonly sessions: Sessions;
  readonly request: Incoming;
}
export interface Visited {
  readonly answer: Answer;
  /** After the request; null: as it was. */
  readonly pbx: Pbx | null;
}

const ROOT = '/admin-cabinet/';
const ASSETS = `${ROOT}assets/`;
const SIGN_OUT = `${ROOT}session/end`;
const SAVE = `${ROOT}general-settings/save`;
export const LANGUAGE_COOKIE = 'sandbox-language';

type Page = Pick<ShellOptions, 'title' | 'subtitle' | 'icon' | 'content' | 'isForm' | 'styles' | 'scripts'>;

/** null: the cabinet has nothing to say to this request. */
export async function visit(files: CabinetFiles, { pbx, sessions, request }: Visit): Promise<Visited | null> {
  const { path, method } = request;
  if (path === SAVE && method === 'POST' && is2024(pbx)) return saved(pbx, request);
  if (method === 'GET' && path === SIGN_OUT) return { answer: signedOut(sessions, request), pbx: null };
  if (method !== 'GET' || path.startsWith(`${ROOT}session/`)) return null;
  if (path === '/' || path === ROOT || path === ROOT.slice(0, -1)) {
    const query = request.target.includes('?') ? request.target.slice(request.target.indexOf('?')) : '';
    return { answer: redirect(`${ROOT}${CHECKLIST_PATH}${query}`), pbx: null };
  }
  if (path.startsWith(ASSETS)) return { answer: await asset(files, path.slice(ASSETS.length)), pbx: null };
  if (!path.startsWith(ROOT)) return null;

  const language = languageOf(pbx, request);
  const below = path.slice(ROOT.length);
  const login = setting(pbx, 'WebAdminLogin');
  const cookies = [`${LANGUAGE_COOKIE}=${language}; path=/`];
  if (is2024(pbx) && sessions.session(request.cookies['PHPSESSID'] ?? '') === null) {
    cookies.push(`PHPSESSID=${sessions.openSession(login)}; path=/; HttpOnly`);
  }
  if (!is2024(pbx) && sessions.signedInAt(request.cookies['refreshToken'] ?? '') === null) {
    cookies.push(`refreshToken=${sessions.openLogin(login)}; path=/; HttpOnly`);
  }
  const html = shell({
    ...(await pageAt(files, pbx, below, language)),
    deferred: below === CHECKLIST_PATH ? [] : await files.scripts('flags', language),
    language,
    path: below,
    release: pbx.release,
    bearer: is2024(pbx) ? null : sessions.issue(login, 'admins'),
  });
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Set-Cookie': cookies };
  return { answer: { status: 200, headers, body: html }, pbx: null };
}

async function pageAt(files: CabinetFiles, pbx: Pbx, path: string, language: Language): Promise<Page> {
  const common = { styles: [], scripts: [], isForm: false };
  const said = language === 'ru' ? 1 : 0;
  const item = MENU.flatMap(({ items }) => items).find((one) => one.path === path);
  if (path === CHECKLIST_PATH) {
    const words = await files.words(language);
    return {
      ...common,
      title: words['native.BreadcrumbModuleSecurityChecklist'] ?? '',
      subtitle: words['native.SubHeaderModuleSecurityChecklist'] ?? '',
      icon: 'puzzle piece',
      content: await files.view(),
      styles: ['css/cache/ModuleSecurityChecklist/module-security-checklist.css'],
      scripts: await files.scripts('page', language),
    };
  }
  if (path === SETTINGS_PATH) {
    return {
      ...common,
      title: item?.words[said] ?? '',
      subtitle: setting(pbx, 'Name'),
      icon: 'cogs',
      content: settingsForm(is2024(pbx)),
      isForm: true,
      scripts: isStoredDefault(pbx.webLogin) ? await files.scripts('first-run', language) : [],
    };
  }
  const content = `<p>This would be a page of Core: <code>${escaped(`${ROOT}${path}`)}</code></p>`;
  return {
    ...common,
    title: item?.words[said] ?? path,
    subtitle: setting(pbx, 'Name'),
    icon: item?.icon ?? 'cogs',
    content,
  };
}

/** What was chosen last, else the language of the PBX; English where that is neither. */
function languageOf(pbx: Pbx, request: Incoming): Language {
  const asked = request.query['lang'] ?? request.cookies[LANGUAGE_COOKIE] ?? setting(pbx, 'PBXLanguage');
  return typeof asked === 'string' && asked.startsWith('ru') ? 'ru' : 'en';
}

async function asset(files: CabinetFiles, path: string): Promise<Answer> {
  const found = await files.asset(path);
  if (found === null) return nginxPage(404, 'Not Found');
  const headers = { 'Content-Type': found.type, 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' };
  return { status: 200, headers, body: found.body };
}

/** Whoever opens a page of the cabinet is signed in again. */
function signedOut(sessions: Sessions, { cookies }: Incoming): Answer {
  sessions.logout(cookies['refreshToken'] ?? '');
  const body = `<!doctype html><title>Signed out</title><p>Signed out. <a href="${ROOT}">Sign in again</a></p>`;
  const forgotten = ['refreshToken', 'PHPSESSID'].map((name) => `${name}=; path=/; Max-Age=0`);
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Set-Cookie': forgotten };
  return { status: 200, headers, body };
}

const redirect = (to: string): Answer => ({ ...text(302, ''), headers: { Location: to } });

/** 2024 saves by a form; it refuses the default. */
function saved(pbx: Pbx, request: Incoming): Visited {
  const password = textOf(request.body, 'WebAdminPassword') ?? '';
  if (password === '' || password === 'admin') {
    return { answer: plainJson(200, { success: false, message: { error: 'Choose another password' } }), pbx: null };
  }
  return { answer: plainJson(200, { success: true, message: {} }), pbx: { ...pbx, webLogin: newLogin(password) } };
}

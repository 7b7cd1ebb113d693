/**
 * A page in a frame like Core's: bar, left menu, header, `#content-frame`, and the globals that Core's scripts leave in the
 * window. Nothing of Core itself is in it.
 */
import { CHECKLIST_PATH, MENU } from './menu.ts';
import { FRAME_STYLE } from './style.ts';

export type Language = 'en' | 'ru';

export interface ShellOptions {
  readonly language: Language;
  readonly release: string;
  /** null: 2024, where the cookie of the session signs requests. */
  readonly bearer: string | null;
  /** Path of the page below the cabinet. */
  readonly path: string;
  readonly title: string;
  readonly subtitle: string;
  readonly icon: string;
  /** Of the page, in the frame; HTML. */
  readonly content: string;
  /** Core calls a page with a form `grey`. */
  readonly isForm: boolean;
  /** Addresses below /admin-cabinet/assets/. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** After all others, when the page is there. */
  readonly deferred: readonly string[];
}

const ROOT = '/admin-cabinet/';
const ASSETS = `${ROOT}assets/`;

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
/** As a text of JavaScript inside a page. */
const literal = (text: string) => JSON.stringify(text).replaceAll('<', '\\u003c');

const script = (path: string) => `<script src="${ASSETS}${path}"></script>`;
const deferred = (path: string) => `<script src="${ASSETS}${path}" defer></script>`;
const style = (path: string) => `<link rel="stylesheet" href="${ASSETS}${path}">`;

function menu(language: Language, current: string): string {
  const said = language === 'ru' ? 1 : 0;
  return MENU.map(({ words, items }) => {
    const links = items.map(({ path, words: name, icon }) => {
      const active = path === current ? ' active' : '';
      return `<a class="item${active}" href="${ROOT}${path}"><i class="${icon} icon"></i>${name[said]}</a>`;
    });
    return `<div class="item"><div class="header">${words[said]}</div><div class="menu">${links.join('')}</div></div>`;
  }).join('\n');
}

function globals({ language, release, bearer }: ShellOptions): string {
  const lines = [
    `globalTranslate = {}`,
    `globalPBXVersion = ${literal(release)}`,
    `globalRootUrl = ${literal(ROOT)}`,
    `globalDebugMode = ''`,
    `globalPBXLicense = ''`,
    `globalModuleUniqueId = 'ModuleSecurityChecklist'`,
    `globalWebAdminLanguage = ${literal(language)}`,
    ...(bearer === null
      ? []
      : [`TokenManager = { accessToken: ${literal(bearer)} }`, `tokenManagerReady = Promise.resolve()`]),
  ];
  return `<script>${lines.map((line) => `var ${line};`).join(' ')}</script>`;
}

export function shell(options: ShellOptions): string {
  const { language, release, path, title, subtitle, icon, content, isForm, styles, scripts } = options;
  const other = language === 'ru' ? 'en' : 'ru';
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>MikoPBX|${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="icon" href="data:,">
${style('vendor/semantic.min.css')}
<style>${FRAME_STYLE}</style>
${styles.map(style).join('\n')}
${globals(options)}
</head>
<body>
<div class="ui fixed inverted menu">
<a class="item logo hide-on-mobile" href="${ROOT}${CHECKLIST_PATH}">MikoPBX</a>
<div class="ui item black launch left floated fixed button" id="sidebar-menu-button"><i class="content icon"></i></div>
<div class="right menu">
<a class="item" href="?lang=${other}" lang="${other}" hreflang="${other}">${other === 'ru' ? 'Русский' : 'English'}</a>
<a class="item hide-on-mobile" id="show-advice-button"><i class="grey icon bell"></i></a>
</div>
</div>
<div id="main" class="ui main-content-wrapper pusher">
<div class="full height">
<div class="toc"><div class="ui vertical menu left inverted sidebar-menu" id="sidebar-menu">
${menu(language, path)}
</div></div>
<div class="article">
<div class="ui container" id="main-content-container">
<div class="ui hidden divider"></div>
<h1 class="ui header"><i class="${icon} icon"></i><div class="content">${escaped(title)}
<div class="sub header">${escaped(subtitle)}</div></div></h1>
<div class="ui clearing hidden divider"></div>
<div class="ui ${isForm ? 'grey' : 'basic'} segment" id="content-frame">
<div id="ajax-messages"></div>
${content}
</div>
<div id="pbx-version">MikoPBX ver: ${escaped(release)}</div>
</div>
</div>
</div>
</div>
${script('vendor/jquery.min.js')}
${script('vendor/semantic.min.js')}
${[...scripts.map(script), ...options.deferred.map(deferred)].join('\n')}
</body>
</html>
`;
}

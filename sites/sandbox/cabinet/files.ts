/** The files that the cabinet's pages load: the built module, and Semantic UI with jQuery from the packages. */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface Asset {
  readonly type: string;
  readonly body: string | Uint8Array;
}

export interface CabinetFiles {
  /** `path` below /admin-cabinet/assets/; null: there is no such file. */
  asset(path: string): Promise<Asset | null>;
  /** Scripts of a page of the module in its order, below the assets. */
  scripts(page: string, language: string): Promise<readonly string[]>;
  /** Texts of the module's locale. */
  words(language: string): Promise<Readonly<Record<string, string>>>;
  /** The module's view, which holds no Volt. */
  view(): Promise<string>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.eot': 'application/vnd.ms-fontobject',
};
const PLACES: readonly (readonly [RegExp, string])[] = [
  [/^js\/cache\/ModuleSecurityChecklist\/([\w.-]+)$/, 'dist/browser'],
  [/^css\/cache\/ModuleSecurityChecklist\/([\w.-]+)$/, 'public/assets/css'],
  [/^img\/cache\/ModuleSecurityChecklist\/([\w.-]+)$/, 'public/assets/img'],
  [/^vendor\/(jquery\.min\.js)$/, 'node_modules/jquery/dist'],
  [/^vendor\/(semantic\.min\.(?:js|css)|themes\/default\/assets\/\w+\/[\w.-]+)$/, 'node_modules/semantic-ui-css'],
];
/** Semantic UI asks Google for its font; the sandbox asks nobody. */
const FONTS_OF_OTHERS = /@import url\(https:[^)]*\);/g;

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((text) => typeof text === 'string');
const isLists = (value: unknown): value is Readonly<Record<string, readonly string[]>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((list) => Array.isArray(list));

/** `root`: folder of the project. */
export function cabinetFiles(root: string): CabinetFiles {
  const json = async (path: string): Promise<unknown> => JSON.parse(await readFile(join(root, path), 'utf8'));
  return {
    async asset(path) {
      const found = PLACES.map(([pattern, folder]) => ({ name: pattern.exec(path)?.[1], folder })).find(
        ({ name }) => name !== undefined && !name.includes('..'),
      );
      if (found?.name === undefined) return null;
      const body = await readFile(join(root, found.folder, found.name)).catch(() => null);
      if (body === null) return null;
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      return { type, body: path.endsWith('.css') ? body.toString('utf8').replace(FONTS_OF_OTHERS, '') : body };
    },
    async scripts(page, language) {
      const bundles = await json('dist/browser/bundles.json');
      const files = isLists(bundles) ? (bundles[`${page}-${language}`] ?? []) : [];
      return files.map((file) => `js/cache/ModuleSecurityChecklist/${file}`);
    },
    async words(language) {
      const words = await json(`sites/locales/${language}.json`);
      return isTexts(words) ? words : {};
    },
    view: () => readFile(join(root, 'App/Views/ModuleSecurityChecklist/index.volt'), 'utf8'),
  };
}

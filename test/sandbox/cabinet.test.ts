/** Which scripts of the module the pages of the embedded cabinet load. */
import { expect, it } from 'vitest';
import { visit } from '../../sites/sandbox/cabinet/cabinet.ts';
import type { CabinetFiles } from '../../sites/sandbox/cabinet/files.ts';
import { startSandbox, type ScenarioName } from '../../sites/sandbox/index.ts';
import { createSessions } from '../../sites/sandbox/sessions.ts';

const CHECKLIST = 'module-security-checklist/module-security-checklist/index';

/** A build with these pages. */
const built = (...pages: readonly string[]): CabinetFiles => ({
  asset: () => Promise.resolve(null),
  scripts: (page, language) => Promise.resolve(pages.includes(page) ? [`${page}-${language}.js`] : []),
  words: () => Promise.resolve({}),
  view: () => Promise.resolve('<div id="module-security-checklist"></div>'),
});

async function scriptsOf(path: string, files: CabinetFiles, scenario: ScenarioName = 'hardened-2026') {
  const sandbox = await startSandbox({ scenario });
  const [address = '', query = ''] = `/admin-cabinet/${path}`.split('?');
  const visited = await visit(files, {
    pbx: sandbox.pbx(),
    sessions: createSessions(Date.now),
    request: {
      method: 'GET',
      target: path,
      path: address,
      query: Object.fromEntries(new URLSearchParams(query)),
      body: {},
      text: '',
      client: '192.168.1.20',
      connection: 1,
      isShared: false,
      authorization: null,
      cookies: {},
      header: () => null,
    },
  });
  await sandbox.close();
  const html = String(visited?.answer.body);
  return [...html.matchAll(/<script src="\/admin-cabinet\/assets\/([^"]+)"([^>]*)>/g)]
    .map(([, file = '', attributes = '']) => file + attributes)
    .filter((script) => !script.startsWith('vendor/'));
}

it.each(['hardened-2026', 'breached-2024'] as const)(
  '%s: marks are loaded last, when the page is there',
  async (of) => {
    const files = built('page', 'flags', 'first-run');
    expect(await scriptsOf('firewall/index/?lang=en', files, of)).toEqual(['flags-en.js defer']);
    expect(await scriptsOf('extensions/modify/1?lang=ru', files, of)).toEqual(['flags-ru.js defer']);
  },
);

it('they come after the explanation of the factory password', async () => {
  const files = built('page', 'flags', 'first-run');
  expect(await scriptsOf('general-settings/modify/?lang=en', files, 'factory-2026')).toEqual([
    'first-run-en.js',
    'flags-en.js defer',
  ]);
});

it('the checklist itself has none', async () => {
  expect(await scriptsOf(`${CHECKLIST}?lang=en`, built('page', 'flags'))).toEqual(['page-en.js']);
});

it('a build without them puts none', async () => {
  expect(await scriptsOf('firewall/index/?lang=en', built('page'))).toEqual([]);
});

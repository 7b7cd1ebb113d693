/**
 * What the marks cost a page of Core: a list of 1,000 extensions, each with a mark, loaded in turn with and without the
 * script. The page is made like Core's: its table is drawn by a script after the page has loaded.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { SCENARIOS, startSandbox, type Sandbox, type Scenario } from '../sites/sandbox/index.ts';
import { openBrowser } from '../test/support/browser.ts';
import { median, rounded, type Figure } from './figure.ts';
import { weak } from './weak.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROWS = 1000;
const PAIRS = 21;
const LOAD_SHARE = 0.03;
const BEFORE_LOAD_MS = 10;
const MARKS_MS = 100;
const TASK_MS = 50;
const SIZE = 15_000;
const SHIFT = 0;
const TOLD_MS = 300;
const PATH = '/admin-cabinet/extensions/index';
const MARKING = 'data:text/javascript,performance.mark(';

const thousandWeak: Scenario = (now) => {
  const pbx = SCENARIOS['ten-thousand'](now);
  return { ...pbx, employees: pbx.employees.slice(0, ROWS).map(weak) };
};

/** As Core's list: rows with the number, name and a link for editing. */
const TABLE = (numbers: readonly string[]) => `
window.seen = { tasks: [], shifts: [], painted: Infinity, marked: 0 };
new PerformanceObserver((list) => { for (const task of list.getEntries()) seen.tasks.push(task); })
  .observe({ type: 'longtask', buffered: true });
new PerformanceObserver((list) => { for (const shift of list.getEntries()) seen.shifts.push(shift); })
  .observe({ type: 'layout-shift', buffered: true });
window.drawTable = () => {
  const rows = ${JSON.stringify(numbers)}.map((number) => '<tr class="extension-row" data-value="' + number + '"><td></td>'
    + '<td>Somebody</td><td class="number">' + number + '</td><td>a@example.org</td>'
    + '<td><a class="ui button edit" href="/admin-cabinet/extensions/modify/' + number + '">edit</a></td></tr>');
  document.querySelector('#extensions-table tbody').innerHTML = rows.join('');
  seen.tasks = [];
  seen.shifts = [];
  requestAnimationFrame(() => setTimeout(() => { seen.painted = performance.now(); }));
  const look = () => {
    if (document.querySelector('.mscl-flag') !== null) seen.marked = performance.now();
    else requestAnimationFrame(look);
  };
  look();
};`;

export async function benchFlags(): Promise<readonly Figure[]> {
  const sandbox = await startSandbox({ scenario: thousandWeak, cabinet: ROOT, rateLimit: false });
  const core = await likeCore(sandbox);
  const browser = await openBrowser();
  try {
    const page = await browser.context.newPage();
    // The first fills the caches of code and of the session.
    await loaded(page, core.url, true);
    const pairs = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const isFirst = pair % 2 === 0;
      const one = await loaded(page, core.url, isFirst);
      const other = await loaded(page, core.url, !isFirst);
      pairs.push(isFirst ? { with: one, without: other } : { with: other, without: one });
    }
    return figures(pairs);
  } finally {
    await browser.close();
    core.close();
    await sandbox.close();
  }
}

/** The embedded PBX with that page, whose files the browser may keep, as nginx lets it on a PBX. */
async function likeCore(sandbox: Sandbox): Promise<{ readonly url: string; close(): void }> {
  const frame = await (await fetch(`${sandbox.url}${PATH}?lang=en`)).text();
  const numbers = sandbox.pbx().employees.map(({ number }) => number);
  const html = frame
    .replace(
      '<div id="ajax-messages"></div>',
      `<div id="ajax-messages"></div>${EMPTY_TABLE}<script>${TABLE(numbers)}</script>`,
    )
    // Between these two, what the script does before the page has loaded.
    .replace(
      SCRIPT,
      `<script defer src="${MARKING}'before')"></script>$&<script defer src="${MARKING}'after')"></script>`,
    );
  const server = createServer((request, response) => {
    const { url = '/', method = 'GET', headers } = request;
    if (url.startsWith(PATH)) {
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(url.includes('flags=1') ? html : html.replace(SCRIPT, ''));
      return;
    }
    const { authorization = '', 'if-none-match': held = '' } = headers;
    void fetch(sandbox.url + url, {
      method,
      headers: { authorization, ...(held === '' ? {} : { 'if-none-match': held }) },
    }).then(async (answer) => {
      const isFile = url.includes('/assets/');
      for (const name of ['content-type', 'etag']) {
        const value = answer.headers.get(name);
        if (value !== null) response.setHeader(name, value);
      }
      response.setHeader('Cache-Control', isFile ? 'max-age=3600' : 'no-store');
      response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
const SCRIPT = /<script[^>]*flags-en[^>]*><\/script>/;
const EMPTY_TABLE =
  '<table id="extensions-table"><thead><tr><th></th><th>Name</th><th>Number</th><th>Email</th><th></th></tr></thead><tbody></tbody></table>';

interface Load {
  readonly load: number;
  readonly before: number;
  readonly marks: number;
  readonly task: number;
  readonly shift: number;
  readonly requests: number;
}

async function loaded(page: Page, url: string, hasScript: boolean): Promise<Load> {
  let requests = 0;
  const count = (request: { url(): string }) => {
    if (request.url().includes('/pbxcore/api/module-security-checklist/')) requests++;
  };
  page.on('request', count);
  await page.goto(`${url}${PATH}?flags=${hasScript ? 1 : 0}`, { waitUntil: 'load' });
  // Marks are judged by now; then Core draws its table.
  if (hasScript) await page.locator('.mscl-flag-grade').waitFor();
  await page.evaluate('drawTable()');
  if (hasScript) await page.waitForFunction('seen.marked > 0');
  // What moved and what took long is told a moment later.
  await page.waitForTimeout(TOLD_MS);
  const seen = await page.evaluate<Omit<Load, 'requests'>>(`({
    load: performance.getEntriesByType('navigation')[0].loadEventEnd,
    // Without the time that it took to come.
    before: performance.getEntriesByName('after')[0].startTime - Math.max(performance.getEntriesByName('before')[0].startTime,
      ...performance.getEntriesByType('resource').filter(({ name }) => name.includes('-flags-en-')).map(({ responseEnd }) => responseEnd)),
    marks: Math.max(0, seen.marked - seen.painted),
    // Core's table takes its time and moves what is below it: that is no matter of the marks.
    task: Math.max(0, ...seen.tasks.filter(({ startTime }) => startTime >= seen.painted - 1).map(({ duration }) => duration)),
    shift: seen.shifts.filter(({ startTime }) => startTime >= seen.painted - 1).reduce((sum, { value }) => sum + value, 0),
  })`);
  page.off('request', count);
  return { ...seen, requests };
}

interface Pair {
  readonly with: Load;
  readonly without: Load;
}

/** 95 % interval of a median by the order of the values (binomial, normal approximation). */
function lowerOfMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = Math.max(0, Math.floor(sorted.length / 2 - 0.98 * Math.sqrt(sorted.length)));
  return sorted[place] ?? Number.NaN;
}

function figures(pairs: readonly Pair[]): readonly Figure[] {
  const base = median(pairs.map(({ without }) => without.load));
  const differences = pairs.map(({ with: one, without }) => one.load - without.load);
  const own = (name: keyof Load) => median(pairs.map(({ with: one }) => one[name]));
  const plain = (name: keyof Load) => median(pairs.map(({ without }) => without[name]));
  const name = (what: string) => `marks on a list of 1,000 extensions: ${what}`;
  const bundle = readFileSync(`${ROOT}/dist/browser/${bundleName()}`);
  const size = gzipSync(bundle, { level: 9 }).length;
  return [
    {
      name: name('lower end of the 95 % interval of the median load difference / 3 % of the load'),
      ratio: rounded(Math.max(0, lowerOfMedian(differences)) / (LOAD_SHARE * base)),
      limit: 1,
      details: { medianDifferenceMs: rounded(median(differences)), loadMs: rounded(base) },
    },
    {
      name: name(`script before load, beyond nothing at all / ${BEFORE_LOAD_MS} ms`),
      ratio: rounded(Math.max(0, own('before') - plain('before')) / BEFORE_LOAD_MS),
      limit: 1,
      details: { ms: rounded(own('before') - plain('before')) },
    },
    {
      name: name(`marks in the window after the table was shown / ${MARKS_MS} ms`),
      ratio: rounded(own('marks') / MARKS_MS),
      limit: 1,
      details: { ms: rounded(own('marks')) },
    },
    {
      name: name(`longest task of laying them / ${TASK_MS} ms`),
      ratio: rounded(own('task') / TASK_MS),
      limit: 1,
      details: { ms: rounded(own('task')), withoutMs: rounded(plain('task')) },
    },
    {
      name: name('layout shift by the marks'),
      ratio: rounded(Math.max(...pairs.map(({ with: one }) => one.shift))),
      limit: SHIFT,
      details: {},
    },
    {
      name: name('requests of a page / 1'),
      ratio: Math.max(...pairs.map(({ with: one }) => one.requests)),
      limit: 1,
      details: {},
    },
    { name: name(`script, gzip / ${SIZE} bytes`), ratio: rounded(size / SIZE), limit: 1, details: { bytes: size } },
  ];
}

function bundleName(): string {
  const list: unknown = JSON.parse(readFileSync(`${ROOT}/dist/browser/bundles.json`, 'utf8'));
  const files: unknown = typeof list === 'object' && list !== null && 'flags-en' in list ? list['flags-en'] : null;
  return Array.isArray(files) ? String(files[0]) : '';
}

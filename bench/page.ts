/** The checklist page in a browser, over 10,000 extensions of which every one is a problem: milliseconds by their limits. */
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { SCENARIOS, startSandbox, type Scenario } from '../sites/sandbox/index.ts';
import { openBrowser } from '../test/support/browser.ts';
import { median, rounded, type Figure } from './figure.ts';
import { weak } from './weak.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = 5;
const USABLE_MS = 300;
const STEP_MS = 100;
export const TASK_MS = 200;
const FACTS_BYTES = 400_000;
const FACTS = '/module-security-checklist/facts';

const allWeak: Scenario = (now) => {
  const pbx = SCENARIOS['ten-thousand'](now);
  return { ...pbx, employees: pbx.employees.map(weak) };
};

/** In the page, before anything of it: long tasks, and the moment from which everything is there. */
export const WATCH = `
window.seen = { tasks: [], usable: 0 };
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.seen.tasks.push(duration);
}).observe({ type: 'longtask', buffered: true });
const look = () => {
  const isThere = document.querySelector('.mscl-basis') !== null && document.querySelector('.mscl-pending') === null
    && document.querySelector('.mscl-progress') === null;
  if (isThere) window.seen.usable = performance.now();
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
`;
/** From a step until the frame that shows what it did, in ms. */
const timed = (page: Page, step: string) =>
  page.evaluate<number>(`new Promise((resolve) => {
    const start = performance.now();
    ${step};
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  })`);
const typed = (selector: string, text: string) => `
  const input = document.querySelector('${selector}');
  input.value = '${text}';
  input.dispatchEvent(new Event('input', { bubbles: true }))`;

export async function benchPage(): Promise<readonly Figure[]> {
  const sandbox = await startSandbox({ scenario: allWeak, cabinet: ROOT, rateLimit: false });
  const browser = await openBrowser();
  try {
    const rounds = [];
    for (let round = 0; round <= ROUNDS; round++)
      rounds.push(await oneRound(await browser.context.newPage(), sandbox.url));
    // The first fills the browser's cache of code.
    return figures(rounds.slice(1));
  } finally {
    await browser.close();
    await sandbox.close();
  }
}

interface Round {
  readonly bytes: number;
  readonly usable: number;
  readonly task: number;
  readonly filter: number;
  readonly sort: number;
}

async function oneRound(page: Page, url: string): Promise<Round> {
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.url().includes(FACTS)) bodies.push(response.body());
  });
  await page.addInitScript(WATCH);
  await page.goto(`${url}/?lang=en#open=sip-passwords`);
  await page.waitForFunction('window.seen.usable > 0');
  const usable = await page.evaluate<number>(`window.seen.usable - Math.max(...performance.getEntriesByType('resource')
    .filter(({ name }) => name.includes('${FACTS}')).map(({ responseEnd }) => responseEnd))`);
  const row = '#mscl-sip-passwords';
  await page.locator(`${row} tbody tr`).first().waitFor();
  const filter = await timed(page, typed(`${row} input[type=search]`, '1999'));
  await timed(page, typed(`${row} input[type=search]`, ''));
  const sort = await timed(page, `document.querySelector('${row} th:nth-child(2) button').click()`);
  const all = await timed(page, typed('.mscl-search input', 'extension 19999'));
  const task = await page.evaluate<number>('Math.max(0, ...window.seen.tasks)');
  const bytes = (await Promise.all(bodies)).reduce((sum, body) => sum + gzipSync(body).length, 0);
  await page.close();
  return { bytes, usable, task, filter: Math.max(filter, all), sort };
}

function figures(rounds: readonly Round[]): readonly Figure[] {
  const of = (name: keyof Round) => median(rounds.map((round) => round[name]));
  const against = (name: string, value: number, limit: number, unit: string): Figure => ({
    name: `page over 10,000 extensions, each a problem: ${name} / ${limit} ${unit}`,
    ratio: rounded(value / limit),
    limit: 1,
    details: { [unit]: rounded(value) },
  });
  return [
    against('facts, gzip', of('bytes'), FACTS_BYTES, 'bytes'),
    against('usable after the facts arrived', of('usable'), USABLE_MS, 'ms'),
    against('longest task', of('task'), TASK_MS, 'ms'),
    against('filter, until shown', of('filter'), STEP_MS, 'ms'),
    against('sort, until shown', of('sort'), STEP_MS, 'ms'),
  ];
}

/** The checklist page over a firewall with 1,000 lines of its owner: its longest task, from opening it to a planned change. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { startSandbox } from '../sites/sandbox/index.ts';
import { openBrowser } from '../test/support/browser.ts';
import { median, rounded, type Figure } from './figure.ts';
import { TASK_MS, WATCH } from './page.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ROUNDS = 5;
const LINES = Array.from(
  { length: 1000 },
  (_, i) =>
    `-A INPUT -s 81.${2 + (i >> 8)}.${i & 255}.0/24 -p tcp -m tcp --dport 22 -j ${i % 2 === 0 ? 'DROP' : 'ACCEPT'}`,
);

interface Told {
  readonly parts?: { readonly runningRules?: { readonly data?: { v4: string[] } } };
}

export async function benchOwnLines(): Promise<readonly Figure[]> {
  const sandbox = await startSandbox({ scenario: 'breached-2024', cabinet: ROOT, rateLimit: false });
  const browser = await openBrowser();
  try {
    const tasks: number[] = [];
    for (let round = 0; round <= ROUNDS; round++)
      tasks.push(await longest(await browser.context.newPage(), sandbox.url));
    const task = median(tasks.slice(1));
    return [
      {
        name: `page over 1,000 own lines of the firewall: longest task / ${TASK_MS} ms`,
        ratio: rounded(task / TASK_MS),
        limit: 1,
        details: { ms: rounded(task) },
      },
    ];
  } finally {
    await browser.close();
    await sandbox.close();
  }
}

async function longest(page: Page, url: string): Promise<number> {
  await page.route(/\/facts/, async (route) => {
    const response = await route.fetch();
    const told = (await response.json()) as Told;
    told.parts?.runningRules?.data?.v4.splice(1, 0, ...LINES);
    await route.fulfill({ response, json: told });
  });
  await page.addInitScript(WATCH);
  await page.goto(`${url}/?lang=en#open=web-cti-closed`);
  await page.locator('#mscl-web-cti-closed .mscl-links .primary').click();
  await page.locator('dialog[open] .mscl-preview').waitFor();
  const task = await page.evaluate<number>('Math.max(0, ...window.seen.tasks)');
  await page.close();
  return task;
}

/** The HTML report in a real browser: hostile names, narrow screens, the dark, screen readers, both languages. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../sites/checklist/checks/index.generated.ts';
import { audit } from '../../sites/checklist/audit.ts';
import { speaker } from '../../sites/checklist/speak.ts';
import { isLanguage, LOCALES } from '../../sites/locales/index.ts';
import { toHtml } from '../../sites/report/html.tsx';
import { factsOf, isScenarioName, SCENARIOS, type ScenarioName } from '../../sites/sandbox/index.ts';
import { sheetsOf } from '../support/paper.ts';
import { complaintsOf, openBrowser, type Browser } from '../support/browser.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Screenshots for the documents: `SCREENSHOTS=docs/screenshots npx vitest run test/e2e`. */
const SCREENSHOTS = process.env['SCREENSHOTS'];

function html(scenario: ScenarioName, language: string): string {
  const code = isLanguage(language) ? language : 'en';
  const facts = factsOf(SCENARIOS[scenario](NOW), 'https://192.168.1.2', NOW);
  const report = audit(facts, { tool: { name: 'mikopbx-checklist', version: '0' } });
  return toHtml({
    report,
    speak: speaker(LOCALES[code]),
    language: code,
    cabinet: 'https://192.168.1.2/admin-cabinet/',
  });
}

let browser: Browser;
let server: Server;
let base = '';
beforeAll(async () => {
  browser = await openBrowser();
  server = createServer((request, response) => {
    const [, scenario = '', language = ''] = (request.url ?? '').split('/');
    const known = isScenarioName(scenario);
    response.writeHead(known ? 200 : 204, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(known ? html(scenario, language) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  base = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
});
afterAll(async () => {
  await browser.close();
  server.close();
});

describe.each(['breached-2024', 'hardened-2026', 'hostile-names'] as const)('%s', (scenario) => {
  it.each([
    ['en', 1280, 'light'],
    ['ru', 1280, 'light'],
    ['en', 390, 'dark'],
    ['ru', 390, 'light'],
  ] as const)('%s, %i px, %s', async (language, width, colorScheme) => {
    const page = await browser.context.newPage();
    const complaints = complaintsOf(page);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${base}/${scenario}/${language}`);
    await expect.poll(() => page.locator('h1').textContent()).toBe(LOCALES[language]['report.title']);
    await expect.poll(() => page.locator('details.row').count()).toBe(CHECKS.length);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    if (SCREENSHOTS !== undefined && scenario === 'breached-2024') {
      await page.screenshot({ path: `${SCREENSHOTS}/report-${language}-${width}.png` });
    }
    await page.close();
  });

  it.each(['en', 'ru'] as const)(
    '%s, on paper: whole, and no page but the last is less than half full',
    async (language) => {
      const page = await browser.context.newPage();
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto(`${base}/${scenario}/${language}`);
      const margin = '15mm';
      const paper = { format: 'A4', margin: { top: margin, bottom: margin, left: margin, right: margin } } as const;
      const sheets = sheetsOf(await page.pdf(paper));
      expect(sheets.length).toBeGreaterThan(2);
      for (const { height, lines } of sheets.slice(0, -1)) expect(lines.at(-1) ?? 0).toBeGreaterThan(height / 2);
      // Nothing is folded: what is unfolded by hand takes no more paper.
      await page.evaluate(() => document.querySelectorAll('details').forEach((one) => (one.open = true)));
      expect(sheetsOf(await page.pdf(paper)).length).toBe(sheets.length);
      await page.close();
    },
  );

  it('has nothing axe-core objects to', async () => {
    const page = await browser.context.newPage();
    // The report forbids scripts to itself; the examiner is let in by the test alone.
    await page.route('**/*', async (route) => {
      const response = await route.fetch();
      const body = (await response.text()).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
      await route.fulfill({ response, body });
    });
    await page.goto(`${base}/${scenario}/en`);
    for (const row of await page.locator('details.row').all())
      await row.evaluate((node) => node.setAttribute('open', ''));
    await page.evaluate(AXE);
    const found: AxeResults = await page.evaluate(
      'axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "best-practice"] })',
    );
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
    await page.close();
  });
});

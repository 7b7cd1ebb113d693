/** What axe has against a page, of the rules that accessibility is held to here. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** `of`: a selector; each element that it finds, with what is in it. What axe finds in order is not told, which is most of its work. */
export async function objectionsTo(page: Page, of: string): Promise<string[]> {
  await page.evaluate(AXE);
  const found: AxeResults = await page.evaluate(
    `axe.run({ include: [...document.querySelectorAll(${JSON.stringify(of)})] },
      { runOnly: ${JSON.stringify(RULES)}, resultTypes: ['violations'] })`,
  );
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** The built scripts for the cabinet (`npm run build` first): their size, and that the parts fit together. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS } from '../../sites/sandbox/index.ts';

const folder = join(import.meta.dirname, '../../dist/browser');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
const codeOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const isList = (value: unknown): value is Readonly<Record<string, readonly string[]>> =>
  typeof value === 'object' && value !== null && Object.values(value).every((files) => Array.isArray(files));
const list: unknown = JSON.parse(readFileSync(join(folder, 'bundles.json'), 'utf8'));
const bundles = isList(list) ? list : {};

const LARGEST = 60_000;

describe('size', () => {
  it.each(scripts)('%s is at most 60 kB gzip', (name) => {
    expect(gzipSync(codeOf(name), { level: 9 }).length).toBeLessThanOrEqual(LARGEST);
  });
});

describe('the list', () => {
  it('names every script, and each page in English and Russian', () => {
    expect([...new Set(Object.values(bundles).flat())].sort()).toEqual([...scripts].sort());
    expect(Object.keys(bundles)).toEqual(expect.arrayContaining(['page-en', 'page-ru']));
  });
});

describe('the shared checklist', () => {
  it('judges as the sources do', () => {
    const window: { moduleSecurityChecklist?: Readonly<Record<string, { audit?: typeof audit }>> } = {};
    const context = createContext({ window, URL, TextEncoder });
    for (const name of (bundles['page-en'] ?? []).slice(0, -1)) runInContext(codeOf(name), context);
    const shared = window.moduleSecurityChecklist?.['sites/checklist/audit.ts'];
    const now = new Date('2026-11-20T10:00:00Z');
    for (const name of SCENARIO_NAMES) {
      const facts = factsOf(SCENARIOS[name](now), 'http://pbx', now);
      const tool = { name: 'test', version: '1' };
      const report: unknown = JSON.parse(JSON.stringify(shared?.audit?.(facts, { tool }) ?? null));
      expect(report).toEqual(JSON.parse(JSON.stringify(audit(facts, { tool }))));
    }
  });
});

describe.each(Object.keys(bundles))('%s', (page) => {
  const own = codeOf(bundles[page]?.at(-1) ?? '');
  const all = (bundles[page] ?? []).map(codeOf).join('\n');

  it('has the words of one language only', () => {
    expect(/[а-яё]{4}/i.test(own)).toBe(page.endsWith('-ru'));
  });
  it('has no words of the command line and of PHP', () => {
    expect(own).not.toMatch(/"(?:cli|native)\./);
  });
  it('has every word that it says', () => {
    const said = [...all.matchAll(/["'`]((?:page|report|checks|actions|pbx|part|reason|score)\.[\w.-]*\w)["'`]/g)].map(
      ([, key = '']) => key,
    );
    const missing = [...new Set(said)].filter((key) => !own.includes(`"${key}":`));
    expect(missing).toEqual([]);
  });
  it('runs without eval', () => {
    expect(all).not.toMatch(/\beval\(|new Function\(|sourceMappingURL/);
  });
});

// @vitest-environment jsdom
/** The table of selectors: as the code uses them, and as the recorded pages hold them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { PAGES } from '../../../sites/admin-cabinet/flags/pages/index.ts';
import { SELECTORS, type Seen } from '../../../sites/admin-cabinet/flags/selectors.ts';
import { CLEAN } from '../../support/facts.ts';
import { describeRecorded } from '../../support/recorded.ts';
import { outline, outlinesOf, RELEASES, showOutline } from './outline.ts';
import { marksFor, placesOf, visited } from './places.ts';
import { riskyFacts } from './risky.ts';

const FLAGS = join(import.meta.dirname, '../../../sites/admin-cabinet/flags');
const table: Readonly<Record<string, Readonly<Record<string, readonly Seen[]>>>> = SELECTORS;
const codeOf = (page: string) => readFileSync(join(FLAGS, page === '*' ? 'page.ts' : `pages/${page}.ts`), 'utf8');

/** Selectors written in the code. Names of inputs that it takes from lists are held by their type. */
function usedIn(code: string): ReadonlySet<string> {
  const found = (pattern: RegExp, selectors: (groups: readonly string[]) => readonly string[]) =>
    [...code.matchAll(pattern)].flatMap((match) => selectors(match.slice(1)));
  return new Set([
    ...found(/(?:querySelector(?:All)?(?:<\w+>)?|closest|matches)\(\s*'([^']+)'/g, (groups) => groups),
    ...found(/rowsByLink\(\w+, '([^']+)', '([^']+)'\)/g, ([rows = '', link = '']) => [
      rows,
      `a.edit[href*="/${link}/"]`,
    ]),
    ...found(/(?:fieldSpot|valueOf|isChecked|secretIn|held|inputNamed)\((?:view(?:\.root)?, )?'(\w+)'/g, (groups) =>
      groups.map((name) => `[name="${name}"]`),
    ),
  ]);
}

/** As it stands in the code: the selector, the link of its rows, or the name of its input. */
function isUsed(selector: string, code: string): boolean {
  const name = /^\[name="(\w+)"\]$/.exec(selector)?.[1] ?? /^a\.edit\[href\*="\/(.+)\/"\]$/.exec(selector)?.[1];
  const word = name ?? selector;
  return code.includes(`'${word}'`) || new RegExp(`\\b${name ?? '$.'}:`).test(code);
}

afterEach(() => {
  document.body.innerHTML = '';
});

describe('the table of selectors', () => {
  it('has every page', () => {
    const files = readdirSync(join(FLAGS, 'pages')).map((name) => name.replace(/\.ts$/, ''));
    expect(Object.keys(table).sort()).toEqual(['*', ...files.filter((name) => name !== 'index')].sort());
    expect(PAGES.map(({ name }) => name).filter((name) => !(name in table))).toEqual([]);
  });

  it.each(Object.keys(table))('%s: what the code uses stands in it, and nothing else', (page) => {
    const code = codeOf(page);
    const listed = Object.keys(table[page] ?? {});
    expect([...usedIn(code)].filter((selector) => !listed.includes(selector))).toEqual([]);
    expect(listed.filter((selector) => !isUsed(selector, code))).toEqual([]);
    expect(Object.entries(table[page] ?? {}).filter(([, seen]) => seen.length === 0)).toEqual([]);
  });
});

describeRecorded('selectors on recorded pages', () => {
  it.each(RELEASES)('%s holds those that are said to be seen there, and no other', (release) => {
    const found = new Map<string, Set<string>>();
    for (const name of outlinesOf(release)) {
      const shown = outline(release, name);
      const page = visited(shown.path)?.page.name;
      if (page === undefined) continue;
      showOutline(shown);
      const here = found.get(page) ?? new Set();
      for (const selector of Object.keys(table[page] ?? {})) {
        if (document.querySelector(selector.replaceAll(':scope > ', '')) !== null) here.add(selector);
      }
      found.set(page, here);
    }
    for (const [page, selectors] of Object.entries(table).filter(([name]) => name !== '*')) {
      const seen = Object.keys(selectors).filter((selector) => selectors[selector]?.includes(release));
      expect([page, [...(found.get(page) ?? [])].sort()]).toEqual([page, seen.sort()]);
    }
  });
});

describe('the table of trusted addresses', () => {
  const TABLE = `
    <form id="whitelist-form"><div class="field"><label>Add</label><div class="ui action input">
      <input type="text" id="whitelist-input"></div></div></form>
    <table id="whitelist-table"><thead><tr><th>Address</th><th>Source</th><th>Description</th><th></th></tr></thead>
      <tbody><tr><td>203.0.113.7</td><td>list</td><td></td><td><a>x</a></td></tr>
        <tr><td> 0.0.0.0/0 </td><td>list</td><td></td><td><a>x</a></td></tr></tbody></table>
    <div class="field"><label>Level</label><div id="SecurityPresetSlider"></div></div>`;
  const places = (html: string, whitelist: readonly string[], more = {}) => {
    document.body.innerHTML = html;
    const at = visited('fail2-ban/index');
    if (at === null) throw new Error('no page');
    const fail2ban = { ...CLEAN.fail2ban, ...more, whitelist: [...whitelist], whitelistText: whitelist.join(' ') };
    const system = { ...CLEAN.system, release: '2026.9.5' };
    return placesOf(at.page, at.view, marksFor(at.page, riskyFacts('2026.1.223', { fail2ban, system })));
  };

  it('marks the row of the entry', () => {
    expect(places(TABLE, ['203.0.113.7', '0.0.0.0/0'])['fail2ban whitelist:0.0.0.0/0']).toMatch(/^(?:row|buttons) /);
  });

  it('marks the field to add one where the row is not shown, and the text of older releases', () => {
    const key = 'fail2ban whitelist:office';
    expect(places(TABLE, ['office'])[key]).toBe('field "Add"');
    const old = '<div class="field"><label>List</label><textarea name="whitelist"></textarea></div>';
    expect(places(old, ['office'])[key]).toBe('field "List"');
    expect(places('', ['office'])[key]).toBeUndefined();
  });

  it('marks the level at the slider, as before', () => {
    const marked = places(TABLE, [], { maxretry: 50 });
    expect(Object.values(marked).filter((place) => place === 'field "Level"').length).toBeGreaterThan(0);
  });
});

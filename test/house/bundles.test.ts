/** The built scripts for the cabinet : their size, and that the pieces fit together. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PAGES } from '../../sites/admin-cabinet/flags/pages/index.ts';
import { audit } from '../../sites/checklist/audit.ts';
import { CHECKS } from '../../sites/checklist/checks/index.generated.ts';
import { LOCALES } from '../../sites/locales/index.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS } from '../../sites/sandbox/index.ts';

type Files = readonly string[];
interface Pieces {
  readonly engine: Files;
  readonly pages: Readonly<
    Record<
      string,
      Readonly<
        Record<
          | 'first'
          | 'later'
          | 'actions'
          | 'secrets'
          | 'limits'
          | 'routes'
          | 'plans'
          | 'returns'
          | 'passwords'
          | 'logins'
          | 'edits'
          | 'patch'
          | 'way'
          | 'evidence'
          | 'room'
          | 'calls'
          | 'money'
          | 'traces'
          | 'everything',
          Files
        >
      >
    >
  >;
  readonly judges: Readonly<Record<string, Files>>;
}

const folder = join(import.meta.dirname, '../../dist/browser');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
const codeOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const bundles = JSON.parse(codeOf('bundles.json')) as Readonly<Record<string, Files>>;
const pieces = JSON.parse(codeOf('pieces.json')) as Pieces;
const gzipped = (files: Files) =>
  files.map((name) => gzipSync(codeOf(name), { level: 9 }).length).reduce((sum, size) => sum + size, 0);
const wordsOf = (page: string, language: string) =>
  scripts.filter((name) => new RegExp(`-${page}-(more-)?words-${language}-`).test(name));

describe('size, gzip', () => {
  const {
    first = [],
    later = [],
    actions = [],
    secrets = [],
    limits = [],
    routes = [],
    plans = [],
    returns = [],
    passwords = [],
    logins = [],
    edits = [],
    patch = [],
    way = [],
    evidence = [],
    room = [],
    calls = [],
    money = [],
    traces = [],
    everything = [],
  } = pieces.pages['page'] ?? {};
  const own = (files: Files) => files.filter((file) => !pieces.engine.includes(file));

  it('all code of the page, with its dialogs, exports and libraries: at most 60 kB', () => {
    const others = new Set([
      ...actions,
      ...secrets,
      ...limits,
      ...routes,
      ...plans,
      ...returns,
      ...passwords,
      ...logins,
      ...edits,
      ...patch,
      ...way,
      ...evidence,
      ...room,
      ...calls,
      ...money,
      ...traces,
      ...everything,
    ]);
    const page = [...first, ...later].filter((file) => !others.has(file));
    expect(gzipped([...own(page), ...(bundles['page-en'] ?? [])])).toBeLessThanOrEqual(60_000);
  });
  it('the code of the actions comes when they are offered: at most 49.4 kB; that of a dialog when it opens: at most 4 kB', () => {
    expect(actions.some((file) => first.includes(file))).toBe(false);
    expect(gzipped(own(actions))).toBeLessThanOrEqual(49_400);
    const dialogs = actions.filter(
      (file) =>
        /-checklist-[a-z][a-z0-9-]+-[0-9A-Z]{8}\.js$/.test(file) &&
        !file.includes('-chunk-') &&
        !file.includes('-offered-'),
    );
    expect(dialogs.length).toBeGreaterThan(1);
    for (const dialog of dialogs) expect(gzipped([dialog]), dialog).toBeLessThanOrEqual(4_000);
  });
  it('what follows the phones after that comes while there is something to follow, with the files for phones: at most 7 kB', () => {
    expect(returns.some((file) => first.includes(file))).toBe(false);
    expect(returns.length).toBeGreaterThan(0);
    expect(gzipped(own(returns))).toBeLessThanOrEqual(7_000);
  });
  it('that of the actions that renew secrets comes after it: at most 10 kB, with their dialogs', () => {
    expect(secrets.some((file) => first.includes(file))).toBe(false);
    expect(secrets.length).toBeGreaterThan(1);
    expect(gzipped(own(secrets))).toBeLessThanOrEqual(10_000);
  });
  it('that of the actions that limit programs, too: at most 8.1 kB, with their dialogs and who signs in from where', () => {
    expect(limits.some((file) => first.includes(file) || actions.includes(file))).toBe(false);
    expect(limits.length).toBeGreaterThan(1);
    expect(gzipped(own(limits))).toBeLessThanOrEqual(8_100);
  });
  it('that of routes comes after it: at most 9 kB, with its dialog and the calls that would stop', () => {
    expect(routes.some((file) => first.includes(file) || actions.includes(file))).toBe(false);
    expect(routes.length).toBeGreaterThan(1);
    expect(gzipped(own(routes))).toBeLessThanOrEqual(9_000);
  });
  it('that of passwords which persons type comes with their dialog: at most 6.7 kB, with what judges them, here and on the PBX', () => {
    expect(passwords.some((file) => first.includes(file))).toBe(false);
    expect(passwords.length).toBeGreaterThan(1);
    expect(gzipped(own(passwords))).toBeLessThanOrEqual(6_700);
  });
  it('what is offered about logins of the PBX itself, with its dialogs: at most 3 kB', () => {
    expect(logins.some((file) => first.includes(file))).toBe(false);
    expect(logins.length).toBeGreaterThan(0);
    expect(gzipped(own(logins))).toBeLessThanOrEqual(3_000);
  });
  it('that of the actions about what calls may cost, with their dialogs: at most 8 kB', () => {
    expect(money.some((file) => first.includes(file) || actions.includes(file))).toBe(false);
    expect(money.length).toBeGreaterThan(1);
    expect(gzipped(own(money))).toBeLessThanOrEqual(8_000);
  });
  it('that of changes by hand comes while somebody is watched: at most 3 kB', () => {
    expect(edits.some((file) => first.includes(file))).toBe(false);
    expect(edits.length).toBeGreaterThan(1);
    expect(gzipped(own(edits))).toBeLessThanOrEqual(3_000);
  });
  it('that of the fix of 2024.1.114 comes with its dialog: at most 5 kB', () => {
    expect(patch.some((file) => first.includes(file) || actions.includes(file))).toBe(false);
    expect(patch.length).toBeGreaterThan(0);
    expect(gzipped(own(patch))).toBeLessThanOrEqual(5_000);
  });
  it('that of the way out of the hole comes where there is one: at most 6 kB', () => {
    expect(way.some((file) => first.includes(file) || actions.includes(file))).toBe(false);
    expect(way.length).toBeGreaterThan(0);
    expect(gzipped(own(way))).toBeLessThanOrEqual(6_000);
  });
  it('what collects evidence comes when somebody wants it: at most 5 kB', () => {
    expect(evidence.some((file) => first.includes(file) || way.includes(file))).toBe(false);
    expect(evidence.length).toBeGreaterThan(0);
    expect(gzipped(own(evidence))).toBeLessThanOrEqual(5_000);
  });
  it('the room of the day of a break-in comes to who enters it: at most 10.4 kB, with what it shares with the way out', () => {
    expect(room.some((file) => first.includes(file) || actions.includes(file))).toBe(false);
    expect(room.length).toBeGreaterThan(0);
    expect(gzipped(own(room))).toBeLessThanOrEqual(10_400);
  });
  it('what looks at calls, writes letters and tells what was done comes when somebody wants it: at most 16 kB', () => {
    expect(calls.some((file) => first.includes(file) || room.includes(file))).toBe(false);
    expect(calls.length).toBeGreaterThan(0);
    expect(gzipped(own(calls))).toBeLessThanOrEqual(16_000);
  });
  it('what looks for what was left behind comes when somebody wants it: at most 6 kB', () => {
    expect(traces.some((file) => first.includes(file) || room.includes(file))).toBe(false);
    expect(traces.length).toBeGreaterThan(0);
    expect(gzipped(own(traces))).toBeLessThanOrEqual(6_000);
  });
  it('what changes everything at once comes when somebody wants it: at most 5 kB', () => {
    expect(everything.some((file) => first.includes(file) || room.includes(file) || actions.includes(file))).toBe(
      false,
    );
    expect(everything.length).toBeGreaterThan(0);
    expect(gzipped(own(everything))).toBeLessThanOrEqual(5_000);
  });
  it('the history, and what comes with a plan that is over, closes something, is stuck, or is for later: at most 7 kB', () => {
    expect(plans.some((file) => first.includes(file) || actions.includes(file))).toBe(false);
    expect(plans.length).toBeGreaterThan(2);
    expect(gzipped(own(plans))).toBeLessThanOrEqual(7_000);
  });
  it('the engine that judges, with its tables and steps: at most 120 kB', () => {
    expect(gzipped(pieces.engine)).toBeLessThanOrEqual(120_000);
  });
  it('what the page waits for before it shows anything, less the engine: at most 67.5 kB', () => {
    for (const language of ['en', 'ru']) {
      const words = wordsOf('page', language).filter((name) => !name.includes('-more-'));
      expect(words).toHaveLength(1);
      expect(gzipped([...own(first), ...words, ...(bundles[`page-${language}`] ?? [])])).toBeLessThanOrEqual(67_500);
    }
  });
});

describe('marks on pages of Core', () => {
  const judge = pieces.judges['flags'] ?? [];
  const quoted = (code: string) =>
    new Set([...code.matchAll(/(["'`])([a-z][\w-]*\.[\w.-]+)\1/g)].map(([, , key]) => key));

  it.each(['en', 'ru'])('%s: what every page loads is at most 15 kB, gzip', (language) => {
    expect(bundles[`flags-${language}`]).toHaveLength(1);
    expect(gzipped(bundles[`flags-${language}`] ?? [])).toBeLessThanOrEqual(15_000);
  });
  it.each(['en', 'ru'])(
    '%s: what judges, beyond the engine: code at most 10 kB, words at most 22 kB, gzip',
    (language) => {
      expect(judge.some((file) => file.includes('-flags-judge-'))).toBe(true);
      expect(pieces.engine.filter((file) => file.includes('-engine-') || judge.includes(file))).toEqual(pieces.engine);
      expect(gzipped(judge.filter((file) => !pieces.engine.includes(file)))).toBeLessThanOrEqual(10_000);
      const words = wordsOf('flags-judge', language);
      expect(words).toHaveLength(1);
      expect(gzipped(words)).toBeLessThanOrEqual(22_000);
    },
  );
  // Marks say the title, the reason and the problems of the checks that their page names, and nothing else.
  const marked = new Set<string>(PAGES.flatMap(({ checks }) => checks));
  const unmarked = CHECKS.map(({ id }) => id).filter((id) => !marked.has(id));
  const isUnmarked = (key: string) =>
    unmarked.some((id) => key.startsWith(`checks.${id}.`) && key !== `checks.${id}.title`);
  it('words of checks that no page has marks of stay away', () => {
    const words = wordsOf('flags-judge', 'en').map(codeOf).join('');
    expect(unmarked.length).toBeGreaterThan(3);
    expect(Object.keys(LOCALES.en).filter((key) => isUnmarked(key) && words.includes(`"${key}":`))).toEqual([]);
  });

  it.each(['en', 'ru'])('%s: every word that is said is there, and of one language', (language) => {
    const words = wordsOf('flags-judge', language).map(codeOf).join('');
    const own = (bundles[`flags-${language}`] ?? []).map(codeOf).join('');
    const keys = Object.keys(LOCALES.en);
    const lost = (code: string, there: string) => {
      const said = quoted(code);
      return keys.filter((key) => said.has(key) && !there.includes(`"${key}":`));
    };
    const code = judge.map(codeOf).join('\n');
    expect([...quoted(code)].filter((key) => words.includes(`"${key}":`)).length).toBeGreaterThan(100);
    expect(lost(code, words).filter((key) => !isUnmarked(key))).toEqual([]);
    expect(lost(own, own)).toEqual([]);
    for (const text of [words, own]) expect(/[а-яё]{4}/i.test(text)).toBe(language === 'ru');
  });
  it('what every page loads holds no check: that is for the thread', () => {
    const own = (bundles['flags-en'] ?? []).map(codeOf).join('');
    expect(own).not.toMatch(/checks\.[\w-]+\.title/);
    expect(own).not.toMatch(/\beval\(|new Function\(|innerHTML|insertAdjacentHTML|document\.write/);
  });
});

describe('the list', () => {
  it('has each page in English and Russian', () => {
    expect(Object.keys(bundles)).toEqual(expect.arrayContaining(['page-en', 'page-ru']));
  });
  it('leads to every script', () => {
    const reached = new Set([...Object.values(bundles).flat(), ...pieces.engine]);
    for (const name of reached) {
      for (const other of scripts) if (codeOf(name).includes(other)) reached.add(other);
    }
    expect([...reached].sort()).toEqual([...scripts].sort());
  });
});

describe('the engine', () => {
  it('judges as the sources do', async () => {
    const entry = pieces.engine.find((name) => name.includes('-engine-')) ?? '';
    const built = (await import(join(folder, entry))) as { readonly audit: typeof audit };
    const now = new Date('2026-11-20T10:00:00Z');
    for (const name of SCENARIO_NAMES) {
      const facts = factsOf(SCENARIOS[name](now), 'http://pbx', now);
      const tool = { name: 'test', version: '1' };
      expect(built.audit(facts, { tool })).toEqual(audit(facts, { tool }));
    }
  });
});

describe.each(Object.keys(bundles))('%s', (name) => {
  const page = name.slice(0, -3);
  const language = name.slice(-2);
  const own = [...(bundles[name] ?? []), ...wordsOf(page, language)].map(codeOf).join('\n');
  const { first, later } = pieces.pages[page] ?? { first: [], later: [] };
  const all = [...first, ...later].map(codeOf).join('\n') + own;
  const saidIn = (code: string) => [
    ...new Set(
      [...code.matchAll(/["'`]((?:page|report|checks|actions|pbx|part|reason|score)\.[\w.-]*\w)["'`]/g)].map(
        ([, key = '']) => key,
      ),
    ),
  ];

  it('has the words of one language only', () => {
    // A script may say nothing.
    const speaks = Object.keys(LOCALES.en).some((key) => own.includes(`"${key}":`));
    expect(/[а-яё]{4}/i.test(own)).toBe(language === 'ru' && speaks);
  });
  it('has no words of the command line and of PHP', () => {
    expect(own).not.toMatch(/"(?:cli|native)\./);
  });
  it('has every word that it says', () => {
    expect(saidIn(all).filter((key) => !own.includes(`"${key}":`))).toEqual([]);
  });
  it('has every word that it says first, before the others come', () => {
    const words = wordsOf(page, language).filter((file) => !file.includes('-more-'));
    const there = words.map(codeOf).join('');
    expect(saidIn(first.map(codeOf).join('\n')).filter((key) => !there.includes(`"${key}":`))).toEqual([]);
  });
  it('runs without eval', () => {
    expect(all).not.toMatch(/\beval\(|new Function\(|sourceMappingURL/);
  });
});

/** What is new, what is odd, what nobody can date; and that a quiet PBX has no trace. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speaker } from '../../../sites/checklist/speak.ts';
import {
  TRACE_KINDS,
  TRACE_SOURCES,
  type FoundItem,
  type TraceKindId,
  type TracesFound,
} from '../../../sites/checklist/traces/found.ts';
import { judgeTraces, whenOf } from '../../../sites/checklist/traces/judge.ts';
import { KINDS } from '../../../sites/checklist/traces/kinds.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { foundTraces } from '../../../sites/sandbox/module/traces.ts';
import { SCENARIOS, SCENARIO_NAMES } from '../../../sites/sandbox/index.ts';
import { CLEAN, partsWith } from '../../support/facts.ts';

const SINCE = '2026-11-16T00:00';
const NOW = new Date('2026-11-30T12:00:00Z');

const ITEM: FoundItem = {
  id: '00000000000000aa',
  print: '00000000000000bb',
  what: { name: 'x', row: '1' },
  absent: null,
  present: '2026-11-20T10:00:00+03:00',
  by: '',
  former: false,
  fine: null,
};
const found = (kind: TraceKindId, ...items: readonly FoundItem[]): TracesFound => ({
  readAt: '2026-11-30T12:00:00+03:00',
  since: '2026-11-01T12:00:00+03:00',
  goodAt: null,
  copies: { count: 0, oldest: null, newest: null, complete: true },
  kinds: { [kind]: { state: 'known', items } },
});
const verdictOn = (item: Partial<FoundItem>, kind: TraceKindId = 'ami-users') => {
  const { count, undated, settled } = judgeTraces(found(kind, { ...ITEM, ...item }), SINCE, {});
  return count > 0 ? 'trace' : undated.length > 0 ? 'undated' : settled.length > 0 ? 'settled' : 'quiet';
};

describe('when it came', () => {
  it.each([
    ['after that day', { absent: '2026-11-19T10:00:00+03:00', by: 'copies' }, 'trace'],
    ['around that day', { absent: '2026-11-10T10:00:00+03:00', by: 'copies' }, 'trace'],
    ['before it', { absent: '2026-11-10T10:00:00+03:00', present: '2026-11-15T23:59:00+03:00', by: 'copies' }, 'quiet'],
    ['nobody knows', {}, 'undated'],
    ['it was there on that day', { present: '2026-11-16T00:00:00+03:00', by: 'copies' }, 'quiet'],
    ['with the release', { by: 'release' }, 'quiet'],
    [
      'somebody says that it is theirs',
      { absent: '2026-11-19T10:00:00+03:00', fine: { by: 'boss', at: '2026-11-30T12:00:00Z' } },
      'settled',
    ],
  ] as const)('%s', (_says, item, verdict) => {
    expect(verdictOn(item)).toBe(verdict);
  });
});

it.each([
  ['ssh-keys', { place: 'file', file: '/root/.ssh/authorized_keys' }],
  ['modules', { place: 'folder', id: 'ModuleX' }],
  ['cron', { of: '', line: '* * * * * id' }],
  ['core-files', { path: '/usr/www/x.php' }],
  ['processes', { program: '/tmp/x' }],
  ['system-users', { name: 'toor' }],
] as const)('%s: what is not as Core has it is told whenever it came', (kind, what) => {
  const old = { absent: '2020-01-01T00:00:00+00:00', present: '2020-01-01T00:00:00+00:00', by: 'file' as const };
  expect(verdictOn({ what, ...old }, kind)).toBe('trace');
});

it('lines of Core and of modules, and this module, are no traces', () => {
  const recent = { absent: '2026-11-19T10:00:00+03:00', by: 'module' as const };
  expect(verdictOn({ ...recent, what: { of: 'core' } }, 'cron')).toBe('quiet');
  expect(verdictOn({ ...recent, what: { id: 'ModuleSecurityChecklist' } }, 'modules')).toBe('quiet');
});

it('the fix of the vendor explains what it writes, on the release that it is for', () => {
  const facts = (release: string) =>
    partsWith({
      patch: { readAt: '', markers: [{ id: 'A', file: '/usr/www/x.php', state: 'fixed' }] },
      system: { ...CLEAN.system, release },
    });
  const judge = (path: string, release: string) =>
    judgeTraces(found('core-files', { ...ITEM, what: { path } }), SINCE, facts(release));
  const explained = { count: 0, settled: [{ explained: { key: 'traces.core-files.fixed' } }] };
  expect(judge('/usr/www/x.php', '2024.1.114')).toMatchObject(explained);
  expect(judge('/usr/www/y.php', '2024.1.114').count).toBe(1);
  expect(judge('/usr/www/x.php', '2026.1.223').count).toBe(1);
});

it('what could not be read is said; what a release does not have is not', () => {
  const kinds = {
    cron: { state: 'unknown', reason: 'failed', detail: '' },
    passkeys: { state: 'unknown', reason: 'not-supported', detail: '' },
  } as const;
  const judged = judgeTraces({ ...found('cron'), kinds }, SINCE, {});
  expect(judged.unknown.map(({ kind, reason }) => [kind.id, reason])).toEqual([['cron', 'failed']]);
});

it('described PBXs that nobody broke into show no trace; the one that was shows one of each planted kind', () => {
  for (const name of SCENARIO_NAMES) {
    const pbx = SCENARIOS[name](NOW);
    const { count, traces, undated } = judgeTraces(foundTraces(pbx, NOW), SINCE, {});
    if (name !== 'breached-2024') expect([name, count, undated]).toEqual([name, 0, []]);
    else {
      expect(new Set(traces.map(({ kind }) => kind.id))).toEqual(
        new Set(TRACE_KINDS.filter((kind) => !['api-keys', 'passkeys', 'ari-users', 'cabinet-users'].includes(kind))),
      );
      expect(count).toBe(13);
    }
  }
});

it('every kind has its words, whatever strangers wrote; nothing is thrown', () => {
  expect(KINDS.map(({ id }) => id).sort()).toEqual([...TRACE_KINDS].sort());
  const speak = [speaker(LOCALES.en), speaker(LOCALES.ru)];
  const time = fc.date({ noInvalidDate: true, min: new Date(0), max: NOW }).map((date) => date.toISOString());
  const item = fc.record<FoundItem>({
    id: fc.constant(ITEM.id),
    print: fc.constant(ITEM.print),
    what: fc.dictionary(
      fc.constantFrom(
        'name',
        'row',
        'place',
        'of',
        'line',
        'path',
        'target',
        'outside',
        'gone',
        'script',
        'ports',
        'root',
        'type',
      ),
      fc.string({ unit: 'binary' }),
    ),
    absent: fc.option(time),
    present: time,
    by: fc.constantFrom(...TRACE_SOURCES),
    former: fc.boolean(),
    fine: fc.constant(null),
  });
  fc.assert(
    fc.property(fc.constantFrom(...TRACE_KINDS), item, (kind, one) => {
      const { traces, undated, settled } = judgeTraces(found(kind, one), SINCE, {});
      const all = [...[...traces, ...undated].flatMap((group) => group.traces), ...settled];
      expect(all.length).toBeLessThanOrEqual(1);
      for (const trace of all) {
        for (const say of speak) {
          for (const message of [trace.says, trace.kind.title, trace.kind.why, whenOf(trace, (iso) => iso)])
            expect(say(message)).not.toMatch(/%\w+%|undefined/);
        }
        expect(trace.address ?? '').not.toMatch(/\.\.\/|^\/|[\s"<>]/);
      }
    }),
    { numRuns: 300 },
  );
});

/** What PHP sums of Core's calls is what the page reads, and what the embedded PBX sums of the same ones. */
import { describe, expect, it } from 'vitest';
import { CALLS_TROUBLES, createCallsApi } from '../../sites/pbx/calls-api.ts';
import type { ModuleCalls } from '../../sites/pbx/module-calls.ts';
import type { CallSums } from '../../sites/checklist/calls/sums.ts';
import { sumCalls, type Leg } from '../../sites/sandbox/module/call-sums.ts';
import { PHP_VERSIONS, phpCli } from '../support/php.ts';

const saying = (text: string): ModuleCalls => ({
  base: '',
  read: (_resource, _query, shape) => {
    const json: unknown = JSON.parse(text);
    return Promise.resolve(
      shape.fits(json)
        ? { ok: true, value: json }
        : { ok: false, error: { at: '', kind: 'broken-json', how: 'envelope' } },
    );
  },
  write: () => Promise.reject(new Error('nothing is written')),
});
const ordered = <T extends { readonly account: string; readonly number?: string; readonly provider?: string }>(
  all: readonly T[],
) => [...all].sort((one, other) => key(one).localeCompare(key(other)));
const key = (one: { readonly account: string; readonly number?: string; readonly provider?: string }) =>
  JSON.stringify([one.account, one.number, one.provider]);

describe.each(PHP_VERSIONS)('calls, told by PHP %s', (version) => {
  it('fit the contract at every moment, and are the same sums', async () => {
    const { exitCode, out } = await phpCli(version, ['test/php/answer-calls.php']);
    expect(exitCode, out).toBe(0);
    const { said, legs, troubles } = JSON.parse(out) as {
      readonly said: Record<'idle' | 'nothing' | 'reading' | 'done' | 'found', string>;
      readonly legs: readonly Leg[];
      readonly troubles: readonly string[];
    };
    expect(troubles).toEqual(CALLS_TROUBLES);
    const phaseOf = async (text: string) => {
      const answer = await createCallsApi(saying(text)).state();
      return answer.ok ? answer.value.phase : text;
    };
    expect([await phaseOf(said.idle), await phaseOf(said.reading), await phaseOf(said.done)]).toEqual([
      'idle',
      'reading',
      'done',
    ]);
    expect(await createCallsApi(saying(said.nothing)).found()).toEqual({ ok: true, value: null });
    const found = await createCallsApi(saying(said.found)).found();
    if (!found.ok || found.value === null) throw new Error(said.found.slice(0, 500));
    const sums = sumCalls(legs, {
      from: '2026-10-20 00:00:00',
      to: '2026-11-03 00:00:00',
      before: 20,
      dusk: 22,
      dawn: 6,
      each: true,
      plain: [{ provider: 'SIP-TRUNK-0B1D2F3A', ranges: ['83-84/11', '88-89/11'] }],
    });
    const rest = { accounts: [], numbers: [], each: [] };
    expect({ ...found.value, ...rest }).toEqual({ ...sums, ...rest });
    // By what they lead to: of two numbers that cost as much, either may come first.
    const each = ({ each: calls = [], numbers }: CallSums) =>
      calls
        .map(([place, at, seconds]) => `${numbers[place]?.account} ${numbers[place]?.number} ${at} ${seconds}`)
        .sort();
    expect(each(found.value)).toEqual(each(sums));
    expect(ordered(found.value.numbers)).toEqual(ordered(sums.numbers));
    // Of several hours or moments that were as busy, either may be told.
    const timeless = ordered(sums.accounts).map((account) => ({ ...account, busiestAt: '', atOnceAt: '' }));
    expect(ordered(found.value.accounts).map((account) => ({ ...account, busiestAt: '', atOnceAt: '' }))).toEqual(
      timeless,
    );
  });
});

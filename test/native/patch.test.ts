/** What PHP says of the fix of 2024.1.114 is what the page reads. */
import { describe, expect, it } from 'vitest';
import { createPatchApi, PATCH_TROUBLES, type PatchState } from '../../sites/pbx/patch-api.ts';
import type { ModuleCalls } from '../../sites/pbx/module-calls.ts';
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

describe.each(PHP_VERSIONS)('the fix, told by PHP %s', (version) => {
  it('fits the contract at every moment', async () => {
    const { exitCode, out } = await phpCli(version, ['test/php/answer-patch.php']);
    expect(exitCode, out).toBe(0);
    const { said, troubles } = JSON.parse(out) as {
      readonly said: Record<'nothing' | 'fetched' | 'script' | 'running' | 'done' | 'refused', string>;
      readonly troubles: readonly string[];
    };
    expect(troubles).toEqual(PATCH_TROUBLES);
    const stateOf = async (text: string): Promise<PatchState> => {
      const answer = await createPatchApi(saying(text)).state();
      if (!answer.ok) throw new Error(text);
      return answer.value;
    };
    expect(await stateOf(said.nothing)).toMatchObject({ waits: false, phase: 'idle', script: null, run: null });
    const fetched = await stateOf(said.fetched);
    expect(fetched.script).toMatchObject({ from: 'vendor', host: 'files.miko.ru', person: 'boss' });
    expect(await createPatchApi(saying(said.script)).script()).toEqual({
      ok: true,
      value: { sha256: fetched.script?.sha256, text: '#!/bin/sh\necho fixed\n' },
    });
    expect(await stateOf(said.running)).toMatchObject({ phase: 'running', run: { ended: null, after: [] } });
    const done = await stateOf(said.done);
    expect(done).toMatchObject({ phase: 'idle', kept: fetched.script?.sha256, run: { ended: 'exit', exit: 0 } });
    expect(done.run?.after.find(({ id }) => id === 'A')).toMatchObject({ state: 'fixed' });
    expect(await stateOf(said.refused)).toMatchObject({ trouble: { code: 'other-release' }, run: { exit: 0 } });
  });
});

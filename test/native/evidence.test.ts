/** What PHP says of evidence is what the page reads. */
import { describe, expect, it } from 'vitest';
import { createEvidenceApi, EVIDENCE_TROUBLES, type EvidenceState } from '../../sites/pbx/evidence-api.ts';
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

describe.each(PHP_VERSIONS)('evidence, told by PHP %s', (version) => {
  it('fits the contract at every moment', async () => {
    const { exitCode, out } = await phpCli(version, ['test/php/answer-evidence.php']);
    expect(exitCode, out).toBe(0);
    const { said, troubles } = JSON.parse(out) as {
      readonly said: Record<'nothing' | 'collecting' | 'ready' | 'stopped', string>;
      readonly troubles: readonly string[];
    };
    expect(troubles).toEqual(EVIDENCE_TROUBLES);
    const stateOf = async (text: string): Promise<EvidenceState> => {
      const answer = await createEvidenceApi(saying(text)).state();
      if (!answer.ok) throw new Error(text);
      return answer.value;
    };
    expect(await stateOf(said.nothing)).toMatchObject({ waits: false, phase: 'idle', archive: null });
    expect(await stateOf(said.collecting)).toMatchObject({
      phase: 'collecting',
      archive: { size: null, person: 'boss' },
    });
    const ready = await stateOf(said.ready);
    expect(ready).toMatchObject({ phase: 'ready', archive: { recordings: { how: 'hashed', doneFiles: 1 } } });
    expect(ready.archive?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await stateOf(said.stopped)).toMatchObject({ phase: 'stopped', trouble: { code: 'disk' } });
  });
});

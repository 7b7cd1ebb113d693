import { describe, expect, it } from 'vitest';
import { readFacts } from '../../../sites/pbx/read.ts';
import { fileSource } from '../../../sites/pbx/sources/file.ts';
import { factsWith } from '../../support/facts.ts';

const FACTS = factsWith();
const TEXT = JSON.stringify(FACTS);
const read = (text: string) => readFacts(fileSource(text));

describe('a facts file', () => {
  it('is read as it was written', async () => {
    expect(await read(TEXT)).toEqual({ ok: true, value: FACTS });
    expect(await read(`\ufeff${TEXT}\n`)).toEqual({ ok: true, value: FACTS });
  });
  it('cut off anywhere: truncated', async () => {
    for (let length = 1; length < TEXT.length; length += 97) {
      expect(await read(TEXT.slice(0, length))).toEqual({
        ok: false,
        error: { kind: 'file-not-json', how: 'truncated' },
      });
    }
  });
  it.each(['', 'hello', '<html></html>', `${TEXT}}`, '{"a":1,}'])('no JSON: %#', async (text) => {
    expect(await read(text)).toEqual({ ok: false, error: { kind: 'file-not-json', how: 'invalid' } });
  });
  it.each(['null', '[]', '{}', '{"version":"1"}', JSON.stringify({ ...FACTS, version: 0 })])(
    'JSON, but no facts: %s',
    async (text) => expect(await read(text)).toMatchObject({ ok: false, error: { kind: 'not-facts' } }),
  );
  it('of a newer contract: says which', async () => {
    expect(await read(JSON.stringify({ ...FACTS, version: 7 }))).toEqual({
      ok: false,
      error: { kind: 'newer-contract', version: 7, supported: 1 },
    });
  });
  it('one mistyped part is unknown, the rest stands', async () => {
    const { firewall } = FACTS.parts;
    const answer = await read(
      JSON.stringify({ ...FACTS, parts: { ...FACTS.parts, firewall: { ...firewall, data: { rules: 3 } } } }),
    );
    if (!answer.ok) throw new Error('no facts');
    expect(answer.value.parts.firewall).toMatchObject({ state: 'unknown', reason: 'mistyped' });
    expect(answer.value.parts.sip).toEqual(FACTS.parts.sip);
  });
});

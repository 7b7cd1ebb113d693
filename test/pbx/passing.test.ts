/** Whatever a person writes passes the web filter, and arrives as it was written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passing } from '../../sites/pbx/passing.ts';
import { readRequest } from '../../sites/sandbox/http/incoming.ts';
import { isFiltered } from '../../sites/sandbox/http/web-filter.ts';
import { asked } from '../support/asked.ts';

const isRefused = async (body: string): Promise<boolean> => {
  const read = await readRequest(
    asked({ method: 'POST', url: '/pbxcore/api/module-security-checklist/waivers', body }),
    1,
  );
  if ('refused' in read) throw new Error(`${read.refused}`);
  return isFiltered(read);
};

/** Reasons, notes, names of rules and passwords from ordinary life. */
const SENTENCES = [
  'We select a new provider; until then calls from abroad are allowed.',
  "Update follows next week, the offices' routers are set up by then",
  'Bitte nicht löschen: "Büro"; Ansprechpartner = Hr. Müller',
  "L'accès depuis l'étranger sera fermé; insert into the plan",
  "1=1 or '1'='1",
  "x' or '1'='1",
  'Drop table tennis group, delete from list when done',
  'Выбор оператора: select, затем update и set; до тех пор «звонки» из-за границы',
  'Оновлення (update) … set; union select',
  'Zaktualizujemy; "biuro" or "dom"',
  'Seleccionar proveedor; select … from',
  'Selezionare; l\'ufficio "A"; or "B"',
  'Güncelleme; "ofis" or "ev"',
  'Atualização; d\'água; "x" or "y"',
  'Výběr; "kancelář"; 1=1',
  'Pass..\\word9',
  '../../office',
  'abc"; DEF',
  '" or "',
  ' or ',
  "'; --",
  'UNION\tSELECT',
  'a\u0000b',
];

describe('a body', () => {
  it.each(SENTENCES)('%j passes and is the same', async (sentence) => {
    const body = passing({ reason: sentence, note: ` ${sentence}`, others: [sentence, ' or ', sentence] });
    expect(JSON.parse(body)).toEqual({ reason: sentence, note: ` ${sentence}`, others: [sentence, ' or ', sentence] });
    expect(await isRefused(body)).toBe(false);
  });

  it('passes whatever it holds', async () => {
    const word = fc.constantFrom(
      ...SENTENCES,
      'select',
      'from',
      'Update',
      'set',
      "'",
      '"',
      ';',
      ' or ',
      '..',
      '/',
      '\\',
      '=',
      '1',
    );
    const text = fc
      .array(fc.oneof(word, fc.string({ unit: 'binary' })), { maxLength: 8 })
      .map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(text, fc.oneof(text, fc.array(text), fc.integer(), fc.boolean())),
        async (body) => {
          const sent = passing(body);
          expect(JSON.parse(sent)).toEqual(JSON.parse(JSON.stringify(body)));
          expect(await isRefused(sent)).toBe(false);
        },
      ),
    );
  });

  it('most of these would be refused as JSON usually is', async () => {
    const refused = await Promise.all(SENTENCES.map((sentence) => isRefused(JSON.stringify({ reason: sentence }))));
    expect(refused.filter(Boolean).length).toBeGreaterThan(15);
  });
});

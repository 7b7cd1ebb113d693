/** Who is back, as a table that can be searched; and the sheet, with what makers call their fields. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byNumber, countsOf, makersOf, shownOf } from '../../../sites/admin-cabinet/page/plan/rotation/rows.ts';
import { sheetCsv, sheetLines } from '../../../sites/admin-cabinet/page/plan/rotation/sheet-rows.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { RETURN_STATES, type RotatedOwner, type SheetRow } from '../../../sites/pbx/rotation-api.ts';

const owner = (number: string, more: Partial<RotatedOwner> = {}): RotatedOwner => ({
  owner: `sip:${number}`,
  number,
  name: '',
  state: 'waiting',
  back: null,
  refused: null,
  devices: [],
  ...more,
});
const row = (number: string, more: Partial<SheetRow> = {}): SheetRow => ({
  owner: `sip:${number}`,
  number,
  name: '',
  login: number,
  secret: 'Abcdefgh23456789wxyz',
  devices: [],
  ...more,
});
const numbers = (owners: readonly RotatedOwner[]) => owners.map(({ number }) => number);
const speak = speaker(LOCALES.en);

describe('the table', () => {
  it('goes by number, whatever happens to whom', () => {
    const owners = [owner('1001', { state: 'back' }), owner('99'), owner('crm'), owner('204', { state: 'old-tried' })];
    expect(numbers(shownOf(owners, 'all', ''))).toEqual(['99', '204', '1001', 'crm']);
  });
  it('orders any names in one way only', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (names) => {
        const all = names.map((name) => owner(name));
        const once = numbers([...all].sort(byNumber));
        expect(numbers([...all].reverse().sort(byNumber))).toEqual(once);
      }),
    );
  });
  it('shows who is not back yet: nobody who was given the old one, or whose password somebody changed', () => {
    const owners = RETURN_STATES.map((state, place) => owner(String(200 + place), { state }));
    const open = shownOf(owners, 'open', '').map(({ state }) => state);
    expect(open).toEqual(['waiting', 'old-tried', 'unknown']);
    expect(shownOf(owners, 'back', '').map(({ state }) => state)).toEqual(['back']);
    expect(countsOf(owners)).toEqual({ all: 6, back: 1, open: 3, tried: 1 });
  });
  it('finds by number, name, address and phone', () => {
    const device = { address: '192.168.7.21', userAgent: 'Yealink SIP-T46U 108.86' };
    const tried = { count: 2, last: 5, address: '198.51.100.7' };
    const owners = [
      owner('204', { name: 'Maria Petrova', devices: [device] }),
      owner('205', { refused: tried }),
      owner('206'),
    ];
    for (const [search, found] of [
      ['204', ['204']],
      ['petrova t46', ['204']],
      ['7.21', ['204']],
      ['198.51', ['205']],
      ['petrova 205', []],
      ['', ['204', '205', '206']],
    ] as const) {
      expect(numbers(shownOf(owners, 'all', search)), search).toEqual(found);
    }
  });
  it('names each maker once', () => {
    const agents = ['Yealink SIP-T46U', 'Yealink SIP-T19', 'something else', 'MicroSIP/3.21.3'];
    expect(makersOf(agents.map((userAgent) => ({ address: '', userAgent })))).toEqual(['Yealink', 'MicroSIP']);
  });
});

describe('the sheet', () => {
  const yealink = { address: '192.168.7.21', userAgent: 'Yealink SIP-T46U 108.86' };
  const zoiper = { address: '10.8.0.3', userAgent: 'Zoiper v2.10.20' };
  const panasonic = { address: '192.168.7.40', userAgent: 'Panasonic_KX-HDV130' };
  const stranger = { address: '192.168.7.99', userAgent: '=cmd()' };

  it('says for each make of phone what its fields are called and where they are', () => {
    const [first, second] = sheetLines({ rows: [row('204', { devices: [yealink, zoiper] })] });
    expect(first).toMatchObject({ maker: 'Yealink', addresses: ['192.168.7.21'] });
    expect(first?.fields).toEqual({ login: 'Register Name', password: 'Password', where: 'Account → Register' });
    expect(second).toMatchObject({ maker: 'Zoiper', fields: { login: 'Authentication user' } });
  });
  it('says that it does not know: another maker, another phone, none at all', () => {
    const [known] = sheetLines({ rows: [row('204', { devices: [panasonic] })] });
    expect(known).toMatchObject({ maker: 'Panasonic', fields: null });
    const both = sheetLines({ rows: [row('204', { devices: [yealink, stranger] })] });
    expect(both.map(({ maker }) => maker)).toEqual(['Yealink', null]);
    expect(sheetLines({ rows: [row('204')] })).toMatchObject([{ maker: null, fields: null, addresses: [] }]);
  });
  it.each(['en', 'ru'] as const)(
    '%s: is a table without a formula in it, whatever strangers call themselves',
    (language) => {
      const rows = [
        row('204', { name: '=HYPERLINK("http://x")', devices: [stranger] }),
        row('+7', { name: '@SUM(1)' }),
      ];
      const csv = sheetCsv(sheetLines({ rows }), speaker(LOCALES[language]), ';');
      expect(csv.startsWith('\uFEFF"')).toBe(true);
      for (const cell of csv
        .slice(1)
        .trimEnd()
        .split(/;|\r\n/))
        expect(cell).toMatch(/^"(?![=+\-@])/);
      expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    },
  );
  it('holds every password exactly as it is', () => {
    const secret = fc.string({
      unit: fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'),
      minLength: 16,
      maxLength: 64,
    });
    fc.assert(
      fc.property(secret, (one) => {
        const csv = sheetCsv(sheetLines({ rows: [row('204', { secret: one })] }), speak, ',');
        expect(csv.endsWith(`"${one}"\r\n`)).toBe(true);
      }),
    );
  });
});

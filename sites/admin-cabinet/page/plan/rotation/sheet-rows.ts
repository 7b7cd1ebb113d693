/** The sheet with the new passwords: for each phone what its maker calls the fields, and where they are. */
import { phoneFieldsOf, type PhoneFields } from '../../../../checklist/devices/phone-fields.ts';
import { say } from '../../../../checklist/message.ts';
import { csvOf } from '../../../../checklist/report/csv-cell.ts';
import type { Speak } from '../../../../checklist/speak.ts';
import type { Sheet, SheetRow } from '../../../../pbx/rotation-api.ts';
import { byNumber, makersOf } from './rows.ts';

/** A login for one make of phone: an owner with phones of two makers has two. */
export interface SheetLine {
  readonly row: SheetRow;
  /** null: not known. */
  readonly maker: string | null;
  /** null: not known. */
  readonly fields: PhoneFields | null;
  /** Of the phones of this maker. */
  readonly addresses: readonly string[];
}

export function sheetLines({ rows }: Sheet): readonly SheetLine[] {
  return [...rows].sort(byNumber).flatMap(linesOf);
}

function linesOf(row: SheetRow): readonly SheetLine[] {
  const makers = makersOf(row.devices);
  const unknown = row.devices.filter(({ userAgent }) => makersOf([{ address: '', userAgent }]).length === 0);
  const lines = makers.map((maker) => ({
    row,
    maker,
    fields: phoneFieldsOf(maker),
    addresses: addressesOf(row.devices.filter(({ userAgent }) => makersOf([{ address: '', userAgent }])[0] === maker)),
  }));
  if (makers.length > 0 && unknown.length === 0) return lines;
  return [...lines, { row, maker: null, fields: null, addresses: addressesOf(unknown) }];
}

const addressesOf = (devices: SheetRow['devices']) => [...new Set(devices.map(({ address }) => address))];

const COLUMNS = ['number', 'name', 'phone', 'where', 'login-field', 'login', 'password-field', 'password'] as const;

/** Whoever opens it sees a table; no cell of it is a formula. */
export function sheetCsv(lines: readonly SheetLine[], speak: Speak, separator: ',' | ';'): string {
  const head = COLUMNS.map((column) => speak(say(`page.sheet.column.${column}`)));
  return csvOf([head, ...lines.map((line) => cellsOf(line, speak))], separator);
}

function cellsOf({ row, maker, fields, addresses }: SheetLine, speak: Speak): readonly string[] {
  const phone = [maker ?? speak(say('page.sheet.maker.unknown')), ...addresses].join(' ');
  const login = fields?.login ?? speak(say('page.sheet.field.login'));
  const password = fields?.password ?? speak(say('page.sheet.field.password'));
  return [
    row.number,
    row.name,
    phone,
    fields?.where ?? '',
    login,
    row.login,
    password,
    row.secret === '' ? speak(say('page.sheet.same')) : row.secret,
  ];
}

/** One cell of a table for spreadsheets. */
import { printable } from '../printable.ts';

/** With a byte order mark, which spreadsheets need to read UTF-8. */
export const csvOf = (rows: readonly (readonly string[])[], separator: ',' | ';'): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(separator)).join('\r\n')}\r\n`;

/** Texts of strangers: a spreadsheet would run a cell that starts like a formula, whatever it is quoted in. */
function cell(text: string): string {
  const line = printable(text);
  const harmless = /^[\s'"\u200B\uFEFF\u00AD]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]/u.test(line) ? `'${line}` : line;
  return `"${harmless.replaceAll('"', '""')}"`;
}

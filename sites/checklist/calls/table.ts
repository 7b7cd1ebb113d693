/** The calls of a period as a table for spreadsheets: the asked export, and the only one that holds numbers. */
import { csvOf } from '../report/csv-cell.ts';
import type { Speak } from '../speak.ts';
import { say } from '../message.ts';
import { placeWord, type JudgedCalls } from './judge.ts';

export function callsTable(
  calls: JudgedCalls,
  {
    speak,
    name,
    separator,
  }: { readonly speak: Speak; readonly name: (account: string) => string; readonly separator: ',' | ';' },
): string {
  const head = [
    say('calls.table.account'),
    say('calls.table.name'),
    say('calls.table.number'),
    say('calls.table.where'),
    say('calls.table.calls'),
    say('calls.table.answered'),
    say('calls.table.minutes'),
    say('calls.table.first'),
    say('calls.table.last'),
    say('calls.table.night'),
    say('calls.table.before'),
    say('calls.table.marked'),
  ].map((each) => speak(each));
  const rows = calls.accounts.flatMap(({ calls: { account }, numbers }) =>
    numbers.map((number) => [
      account,
      name(account),
      number.number,
      speak(placeWord(number.called)),
      String(number.calls),
      String(number.answered),
      String(Math.ceil(number.seconds / 60)),
      number.first.slice(0, 19),
      number.last.slice(0, 19),
      String(number.atNight),
      String(number.before),
      number.isMarked ? speak(say('calls.table.marked')) : '',
    ]),
  );
  return csvOf([head, ...rows], separator);
}

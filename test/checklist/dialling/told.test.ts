/** What is told of many kinds of routes in several countries: where each leads, by which example. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COUNTRIES, countryById } from '../../../sites/checklist/dialling/countries.ts';
import { testRoutes, type Reached, type TestedRoute } from '../../../sites/checklist/dialling/tester.ts';
import type { OutboundRoute } from '../../../sites/checklist/facts/types.ts';
import { keptLines } from '../../support/kept-lines.ts';
import { instead } from '../../support/turns/all.ts';

type Way = readonly [pattern: string, rest: number | null, trim?: number, prepend?: string];

const routeOf = ([pattern, rest, trim = 0, prepend = '']: Way, nth: number): OutboundRoute => ({
  id: String(nth),
  name: '',
  priority: nth,
  pattern,
  rest,
  trim,
  prepend,
  providerId: 'any',
  providerDisabled: false,
});

const ALL = COUNTRIES.map(({ id }) => id);
/** Of many those that are left out. */
function placesOf({ countries }: Reached): string {
  const left = ALL.filter((id) => !countries.includes(id));
  return countries.length <= left.length ? countries.join() : `all but ${left.join()}`;
}
const reached = (name: string, found: Reached | null) =>
  found === null
    ? `no ${name}`
    : `${name} ${placesOf(found)} (${found.example.country}: ${found.example.dialled} as ${found.example.sent})`;
const lineOf = ({ route, unreadable, abroad, premium }: TestedRoute) =>
  [
    `${route.pattern} + ${String(route.rest)} - ${String(route.trim)} ${route.prepend}:`,
    unreadable ?? `${reached('abroad', abroad)}; ${reached('premium', premium)}`,
  ].join(' ');

/** Each by itself. */
const ALONE: readonly Way[] = [
  ['', null],
  ['', -1],
  ['', 0],
  ['', 3],
  ['', 10],
  ['', 11],
  ['', 12],
  ['', 13],
  ['', 15],
  ['', 16],
  ['00', -1],
  ['00', 11],
  ['00[1-9]', null],
  ['0[1-9]', 9],
  ['0[1-9]', -1],
  ['0900', -1],
  ['0900', 6],
  ['01(3|8)', -1],
  ['[2-9]', 6],
  ['[1-9]', 9],
  ['[1-9]', 10],
  ['1[2-9]', 9],
  ['1900', 7],
  ['7', 10],
  ['8', 10],
  ['(7|8)', 10],
  ['7|8', 10],
  ['810', -1],
  ['8[3-9]', 9],
  ['8(800|809)', 7],
  ['011', -1],
  ['11[0-9]', 0],
  ['(110|112)', 0],
  ['\\+', -1],
  ['+', -1],
  ['+4', -1],
  ['*', -1],
  ['44', 10],
  ['0044', 10],
  ['0043', -1],
  ['00979', -1],
  ['0(0|1)', 9],
  ['9', 11, 1],
  ['9', 12, 1],
  ['9', -1, 1],
  ['90', -1, 1],
  ['9', -1, 2],
  ['', -1, 3],
  ['', 10, 3],
  ['', -1, 79],
  ['', -1, 76],
  ['', -1, 77],
  ['', -1, 0, '00'],
  ['', -1, 0, '0'],
  ['', -1, 0, '+'],
  ['', -1, 0, '+49'],
  ['', -1, 0, '49'],
  ['', 9, 0, '0044'],
  ['', -1, 0, '9'],
  ['9', 10, 1, '00'],
  ['0', -1, 1, '+49'],
  ['8', 10, 1, '7'],
  ['8', 10, 1, '+7'],
  ['[0-9]{3}', 8],
  ['[0-9]{3,}', 0],
  ['[0-9]{10,12}', 0],
  ['0?[1-9]', 8],
  ['.', 10],
  ['[^0]', -1],
  ['00(1|44|49)', -1],
  ['(((', 3],
  ['{2}', 3],
  ['${X}', 3],
  ['[a-z]', 3],
  ['0[9-1]', 3],
  ['(0[0-9]{200}){3}', 0],
];
/** In this order: the first of each may end the calls of the others. */
const TOGETHER: readonly (readonly Way[])[] = [
  [
    ['00', -1, 79],
    ['', -1],
  ],
  [
    ['00', -1, 20],
    ['0', -1],
  ],
  [
    ['00', -1, 3],
    ['0', -1],
  ],
  [
    ['0900', -1, 79],
    ['0', -1],
  ],
  [
    ['00', -1, 79, '1'],
    ['', -1],
  ],
  [
    ['00', -1, 79],
    ['9', -1, 1],
    ['00', -1],
  ],
];
const HOMES: readonly (readonly [home: string, ...allowed: string[]])[] = [
  ['', 'DE'],
  ['DE'],
  ['DE', 'AT', 'CH'],
  ['RU'],
  ['RU', 'KZ'],
  ['KZ'],
  ['US'],
  ['CA', 'US'],
  ['IT'],
  ['GB'],
  ['JP'],
  ['FR'],
  ['DK'],
];

describe('where routes lead', () => {
  it.each(HOMES.map((home) => [home.join(' '), home] as const))('in %s', (title, [home, ...allowed]) => {
    const told = (...ways: readonly Way[]) =>
      testRoutes(ways.map(routeOf), countryById(home), new Set(allowed)).map(lineOf);
    const alone = ALONE.flatMap((way) => told(way));
    const now = Object.fromEntries([
      ['alone', instead([], alone)] as const,
      ...TOGETHER.map((ways, nth) => [`together ${String(nth)}`, instead([], told(...ways))] as const),
    ]);
    expect(now).toEqual(keptLines(join(import.meta.dirname, 'told.json'), title, now));
  });
});

/** The description as rows of Core's database, for the queries that were recorded after a write. */
import { categoriesOf } from '../../../sites/sandbox/categories.ts';
import type { NetworkFilter, Pbx } from '../../../sites/sandbox/pbx.ts';
import { setting, SETTINGS } from '../../../sites/sandbox/settings.ts';
import { at, list, text } from './json.ts';
import type { Flow } from './recorded-start.ts';

interface Query {
  readonly sql: string;
  readonly rows: readonly unknown[];
}
type Rows = (pbx: Pbx, sql: string, match: RegExpExecArray) => readonly object[];

const flag = (on: boolean) => (on ? '1' : '0');
const row = (filter: NetworkFilter) => ({
  id: filter.id,
  permit: filter.permit,
  deny: filter.deny,
  newer_block_ip: flag(filter.newerBlockIp),
  local_network: flag(filter.localNetwork),
  description: filter.description,
  priority: String(filter.priority),
});
const inOrder = (pbx: Pbx) => [...pbx.filters].sort((a, b) => a.priority - b.priority || a.id - b.id);

const QUERIES: readonly (readonly [RegExp, Rows])[] = [
  [/^select \* from m_NetworkFilters order by/, (pbx) => inOrder(pbx).map(row)],
  [
    /^select \* from m_NetworkFilters where id=(\d+)$/,
    (pbx, _, [, id]) => pbx.filters.filter((filter) => String(filter.id) === id).map(row),
  ],
  [
    /^select category, .* from m_FirewallRules where networkfilterid=(\d+)/,
    (pbx, _, [, id]) =>
      pbx.filters
        .filter((filter) => String(filter.id) === id)
        .flatMap(({ allow }) =>
          categoriesOf(pbx).map(({ key, ports }) => ({
            category: key,
            action: (allow[key] ?? false) ? 'allow' : 'block',
            portRows: ports.length,
          })),
        ),
  ],
  [
    /^select \* from m_Fail2BanRules$/,
    ({ fail2ban: { maxretry, bantime, findtime, whitelist } }) => [{ id: 1, maxretry, bantime, findtime, whitelist }],
  ],
  [
    /^select id,username,secret,networkfilterid from m_AsteriskManagerUsers$/,
    (pbx) =>
      pbx.amiUsers.map(({ id, username, filterId }) => ({
        id,
        username,
        networkfilterid: filterId === null ? null : Number(filterId),
      })),
  ],
  [
    /^select extension,secret,weakSecret,networkfilterid,transport from m_Sip where extension='(\d+)'/,
    (pbx, _, [, number]) =>
      pbx.employees
        .filter((employee) => employee.number === number)
        .map(({ secret, filterId, transport }) => ({
          extension: number,
          secret: secret.value,
          networkfilterid: filterId === null ? null : Number(filterId),
          transport,
        })),
  ],
];

/** Columns that Core fills by workers, or whose start was not recorded (the factory AMI user's secret and 0 filter). */
const WITHOUT: Readonly<Record<string, readonly string[]>> = { weakSecret: [], secret: ['m_AsteriskManagerUsers'] };

/** Settings. A row exists only where the value was ever written: without one, the default holds. */
const SETTINGS_QUERY = 'select key,value from m_PbxSettings where key in';
const keysIn = (sql: string) => [...sql.matchAll(/'(\w+)'/g)].map(([, key = '']) => key).sort();
const defaultOf = (key: string) => SETTINGS[key]?.default ?? '';

/** The recorded queries after this write that the description can answer. */
export function comparable({ dbAfter }: Flow): readonly Query[] {
  return list(dbAfter)
    .map((query) => ({ sql: text(at(query, 'sql')), rows: list(at(query, 'rows')) }))
    .filter(({ sql }) => sql.startsWith(SETTINGS_QUERY) || QUERIES.some(([pattern]) => pattern.test(sql)))
    .map(({ sql, rows }) =>
      sql.startsWith(SETTINGS_QUERY)
        ? { sql, rows: keysIn(sql).map((key) => ({ key, value: recordedValue(rows, key) ?? defaultOf(key) })) }
        : { sql, rows: rows.map((one) => cleaned(sql, one)) },
    );
}

const recordedValue = (rows: readonly unknown[], key: string) =>
  at(
    rows.find((one) => at(one, 'key') === key),
    'value',
  );

function cleaned(sql: string, one: unknown): unknown {
  const entries = typeof one === 'object' && one !== null ? Object.entries(one) : [];
  return Object.fromEntries(
    entries
      .filter(([column]) => {
        const tables = WITHOUT[column];
        return tables === undefined || (tables.length > 0 && !tables.some((table) => sql.includes(table)));
      })
      .map(([column, value]) => [column, column === 'networkfilterid' && value === 0 ? null : value]),
  );
}

export function storedRows(pbx: Pbx, sql: string): readonly unknown[] {
  if (sql.startsWith(SETTINGS_QUERY)) {
    return keysIn(sql).map((key) => ({ key, value: setting(pbx, key) }));
  }
  const [pattern, rows] = QUERIES.find(([one]) => one.test(sql)) ?? [];
  const match = pattern?.exec(sql);
  return match === undefined || match === null || rows === undefined ? [] : rows(pbx, sql, match);
}

/** Employees and, with consent, their records one by one: the only place of REST v3 that knows their SIP settings. */
import type { PbxErrorKind } from '../../errors.ts';
import { Unreadable, type Api } from './api.ts';
import { ENDPOINTS } from './endpoints.ts';
import { authOverride } from './manual-attributes.ts';
import type { JudgedSecret, SecretJudge } from './secret-judge.ts';
import { flag, id, list, object, optional, text } from './shape.ts';

export interface Employee {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly mobile: string;
  readonly email: string;
  readonly disabled: boolean;
}
export interface EmployeeRecord {
  readonly filterId: string | null;
  readonly authUsername: string | null;
  readonly secretOverridden: boolean;
  readonly secretHashed: boolean;
  readonly judged: JudgedSecret;
}
export interface EmployeeReading {
  readonly employee: Employee;
  readonly record: EmployeeRecord | Unreadable;
}

const employee = object((field): Employee => ({
  id: field('id', id),
  number: field('number', optional(id)) ?? '',
  name: field('user_username', optional(text)) ?? '',
  mobile: field('mobile', optional(id)) ?? '',
  email: field('user_email', optional(text)) ?? '',
  disabled: field('disabled', flag),
}));
const employees = object((field) => field('data', list(employee)));

/** Those that have a SIP account. */
export async function readEmployees(api: Api): Promise<Employee[]> {
  return (await api.read(ENDPOINTS.employees, employees)).filter(({ number }) => number !== '');
}

export interface RecordsOptions {
  readonly judge: SecretJudge;
  readonly company: string;
  readonly onRead: (done: number, total: number) => void;
}

/** After one of these the next record would fare no better. */
const HOPELESS: ReadonlySet<PbxErrorKind> = new Set([
  'cancelled',
  'unauthorized',
  'forbidden',
  'rate-limited',
  'insecure',
  'tls',
  'redirected',
] as const);

/** Every record once; those that failed once more, if they are still there: an hour is a long time. */
export async function readRecords(
  api: Api,
  all: readonly Employee[],
  options: RecordsOptions,
): Promise<EmployeeReading[]> {
  const stopped: { by: Unreadable | null } = { by: null };
  let done = 0;
  const readOne = async (one: Employee): Promise<EmployeeReading> => {
    if (stopped.by !== null) return { employee: one, record: stopped.by };
    try {
      return { employee: one, record: await readRecord(api, one, options) };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      if (error.error !== null && HOPELESS.has(error.error.kind)) stopped.by = error;
      return { employee: one, record: error };
    } finally {
      options.onRead(Math.min(++done, all.length), all.length);
    }
  };
  const readings: EmployeeReading[] = [];
  for (const one of all) readings.push(await readOne(one));
  if (stopped.by !== null || readings.every(({ record }) => !(record instanceof Unreadable))) return readings;

  const left = new Set((await readEmployees(api)).map((one) => one.id));
  const again: EmployeeReading[] = [];
  for (const reading of readings) {
    if (!(reading.record instanceof Unreadable)) again.push(reading);
    else if (left.has(reading.employee.id)) again.push(await readOne(reading.employee));
  }
  return again;
}

async function readRecord(api: Api, one: Employee, { judge, company }: RecordsOptions): Promise<EmployeeRecord> {
  const { id: key, number, name, mobile, email } = one;
  // The secret lives inside the shape only: what comes out is already judged.
  const shape = object((field): EmployeeRecord => {
    const override = authOverride(field('sip_manualattributes', optional(text)) ?? '');
    const filter = field('sip_networkfilterid', optional(id)) ?? 'none';
    const secret = field('sip_secret', text);
    const login = override.username === null ? {} : { login: override.username };
    const about = { name, number, mobile, email, company, ...login };
    return {
      filterId: filter === 'none' || filter === '' ? null : filter,
      authUsername: override.username,
      secretOverridden: override.password !== null,
      secretHashed: override.hash !== null,
      judged: judge(`sip:${number}`, override.hash ?? override.password ?? secret, about),
    };
  });
  return api.read(ENDPOINTS.employee(key), shape);
}

/** What several parts read together: asked once, whoever asks first. */
import type { Dictionary } from '../../../checklist/secrets/dictionary.ts';
import { once, orNull, type Api } from './api.ts';
import { readEmployees, readRecords, type Employee, type EmployeeReading } from './employees.ts';
import { readFail2ban, type Fail2ban } from './fail2ban.ts';
import { readFirewallList, type FirewallList } from './firewall.ts';
import { readAdvice, type Advice } from './advice.ts';
import { readProviderRecords, type ProviderReading } from './providers.ts';
import { readReleaseCheck, type ReleaseCheck } from './updates.ts';
import { secretJudge } from './secret-judge.ts';

export interface Pbx {
  readonly api: Api;
  /** `Name` of the general settings; '' where it cannot be read: it is for show only. */
  name(): Promise<string>;
  releaseCheck(): Promise<ReleaseCheck>;
  firewall(): Promise<FirewallList>;
  fail2ban(): Promise<Fail2ban>;
  advice(): Promise<Advice>;
  employees(): Promise<readonly Employee[]>;
  /** Only with consent to secrets. */
  employeeRecords(): Promise<readonly EmployeeReading[]>;
  providers(): Promise<readonly ProviderReading[]>;
  readonly judge: ReturnType<typeof secretJudge>;
}

export interface ContextOptions {
  readonly dictionary: Dictionary;
  readonly onRecord: (done: number, total: number) => void;
}

export function openPbx(api: Api, { dictionary, onRecord }: ContextOptions): Pbx {
  const judge = secretJudge(dictionary);
  const name = once(async () => (await orNull(api.setting('Name'))) ?? '');
  const employees = once(() => readEmployees(api));
  return {
    api,
    judge,
    name,
    releaseCheck: once(() => readReleaseCheck(api)),
    firewall: once(() => readFirewallList(api)),
    fail2ban: once(() => readFail2ban(api)),
    advice: once(() => readAdvice(api)),
    employees,
    employeeRecords: once(async () =>
      readRecords(api, await employees(), { judge, company: await name(), onRead: onRecord }),
    ),
    providers: once(async () => readProviderRecords(api, judge, await name())),
  };
}

/** Part `accounts`. The list is open; filter and manual attributes are in records that hold the SIP secret. */
import type { Account, PartData } from '../../../checklist/facts/types.ts';
import { Unreadable, unknownValue } from './api.ts';
import type { Pbx } from './context.ts';
import { isDemoEmployee } from './demo.ts';
import type { EmployeeReading } from './employees.ts';

export async function readAccounts(pbx: Pbx): Promise<PartData['accounts']> {
  const readings: readonly EmployeeReading[] = pbx.api.secrets
    ? await pbx.employeeRecords()
    : (await pbx.employees()).map((employee) => ({ employee, record: new Unreadable('not-asked') }));
  return readings.map(({ employee, record }): Account => {
    const { id, number, name, mobile, disabled } = employee;
    const unread = record instanceof Unreadable;
    return {
      number,
      name,
      page: id,
      disabled,
      filterId: unread ? unknownValue(record) : record.filterId,
      authUsername: unread ? unknownValue(record) : record.authUsername,
      secretOverridden: unread ? unknownValue(record) : record.secretOverridden,
      ...(!unread && record.secretHashed ? { secretHashed: true } : {}),
      demo: isDemoEmployee(number, name, mobile),
    };
  });
}

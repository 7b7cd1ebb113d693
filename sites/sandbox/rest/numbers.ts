/** All internal numbers of this PBX: employees, their mobiles, and what is no person. */
import type { InternalNumber, Pbx } from '../pbx.ts';

export function numbersOf(pbx: Pbx): readonly InternalNumber[] {
  return [
    ...pbx.otherNumbers,
    ...pbx.employees.map(({ number, name }) => ({ number, type: 'SIP', callerid: name })),
    ...pbx.employees
      .filter(({ mobile }) => mobile !== '')
      .map(({ mobile, name }) => ({ number: mobile, type: 'EXTERNAL', callerid: name })),
  ].sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0));
}

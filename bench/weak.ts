/** An extension whose password holds its number: each is a problem. */
import type { Pbx } from '../sites/sandbox/index.ts';

type Employee = Pbx['employees'][number];

export const weak = (employee: Employee): Employee => ({
  ...employee,
  secret: {
    value: `Tbx#Wk${employee.number}`,
    features: {
      length: '8-11',
      missing: [],
      dictionary: false,
      digitsOnly: false,
      contains: ['number'],
      shared: 0,
      strong: false,
      generated: false,
    },
  },
});

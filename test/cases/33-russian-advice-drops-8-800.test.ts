import { expect, it } from 'vitest';
import { Automaton } from '../../sites/checklist/dialling/automaton.ts';
import { readPattern } from '../../sites/checklist/dialling/pattern.ts';
import { describeCase } from '../support/cases.ts';

describeCase('33-russian-advice-drops-8-800', (open) => {
  /** What the step tells to type: pattern, digits after it. */
  const advised = () =>
    [
      ...open()
        .text('international-blocked')
        .matchAll(/(\(7\|8\)\S+), digits after it: (\d+)/g),
    ].map(([, pattern = '', rest = '']) => {
      const read = readPattern(pattern, Number(rest));
      if (!read.ok) throw new Error(`not readable: ${pattern}`);
      return new Automaton(read.pattern);
    });
  const goesOut = (number: string) => advised().some((route) => route.matches(number));

  it('keeps 8-800, leaves out Abkhazia, Kazakhstan and 8-10', () => {
    expect(advised().length).toBeGreaterThan(1);
    expect(['88001234567', '84951234567', '79161234567'].filter((number) => !goesOut(number))).toEqual([]);
    expect(['89401234567', '88401234567', '87011234567', '810441234567890'].filter(goesOut)).toEqual([]);
  });

  it('keeps emergency numbers', () => {
    expect(open().text('international-blocked')).toMatch(/112/);
  });
});

/** States that were judged right from the first stay so: verdict and severity of every check, as kept in right.json. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeCase, rightCases } from '../support/cases.ts';

type Verdicts = Readonly<Record<string, string>>;
const isTable = (value: unknown): value is Readonly<Record<string, Verdicts>> =>
  typeof value === 'object' && value !== null;
const read: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'right.json'), 'utf8'));
const kept = isTable(read) ? read : {};

// Also where the cases are not at hand: a file without a test is an error.
it('those that are kept are those that were right', { skip: rightCases().length === 0 }, () => {
  expect(Object.keys(kept).sort()).toEqual(rightCases());
});

for (const [name, verdicts] of Object.entries(kept)) {
  describeCase(name, (open) => {
    it('is judged as before', () => {
      const { results } = open().report;
      const said = results.map(({ id, verdict, severity }) => [id, `${verdict}, ${severity}`]);
      // A new check says something, too; what was there says the same.
      expect(Object.fromEntries(said)).toMatchObject(verdicts);
    });
  });
}

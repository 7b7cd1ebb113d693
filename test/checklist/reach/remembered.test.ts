import { expect, it } from 'vitest';
import { remembered } from '../../../sites/checklist/reach/remembered.ts';

it('is found once for each question, whatever else is asked in between', () => {
  const asked: string[] = [];
  const find = remembered((name: string, place: number) => {
    asked.push(`${name}${place}`);
    return { name, place };
  });
  const first = find('a', 1);
  expect([find('a', 2), find('b', 1), first]).toEqual([
    { name: 'a', place: 2 },
    { name: 'b', place: 1 },
    { name: 'a', place: 1 },
  ]);
  expect(find('a', 1)).toBe(first);
  expect(asked).toEqual(['a1', 'a2', 'b1']);
});

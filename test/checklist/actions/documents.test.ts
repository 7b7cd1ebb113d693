/** docs/actions.md tells of every action and of every kind of step. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ACTIONS } from '../../../sites/checklist/actions/index.ts';
import { StepSchema } from '../../../sites/checklist/actions/schema.ts';

const text = readFileSync(new URL('../../../docs/actions.md', import.meta.url), 'utf8');

it('tells of every action', () => {
  for (const [id, action] of Object.entries(ACTIONS)) {
    expect(action.id).toBe(id);
    expect(text).toContain(`## \`${id}\``);
  }
});

it('tells of every kind of step', () => {
  const kinds = StepSchema.anyOf.map(({ properties }) => properties.kind.const);
  expect(kinds.filter((kind) => !text.includes(`\`${kind}\``))).toEqual([]);
});

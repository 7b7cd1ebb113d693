/** Accounts and programs whose network filter was deleted. */
import { expect, it } from 'vitest';
import { cutToLocal, isGoneFilter } from '../../../sites/checklist/exposure/gone-filter.ts';
import { say } from '../../../sites/checklist/message.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { CLEAN, known, rule, unknown } from '../../support/facts.ts';

const RULES = [rule('1', '10.0.0.0/8', {})];

it.each([
  ['9', true],
  ['1', false],
  ['localhost', false],
  [null, false],
  [undefined, false],
])('%s is a filter that is gone: %j', (id, gone) => {
  expect(isGoneFilter(id, RULES)).toBe(gone);
});

it('the newest releases then let in the PBX alone; whoever is cut off so is named', () => {
  const users = [
    { name: 'crm', filterId: '9' },
    { name: 'office', filterId: '1' },
    { name: 'all', filterId: null },
  ];
  const firewall = known({ ...CLEAN.firewall, rules: RULES });
  const told = [say('exposure.gone.local', { names: ['crm'] })];
  expect(cutToLocal(users, firewall, parseRelease('2026.7.1'))).toEqual(told);
  expect(cutToLocal(users, firewall, parseRelease('2026.1.223'))).toEqual([]);
  expect(cutToLocal(users.slice(1), firewall, parseRelease('2026.7.1'))).toEqual([]);
  expect(cutToLocal(users, unknown(), parseRelease('2026.7.1'))).toEqual([]);
});

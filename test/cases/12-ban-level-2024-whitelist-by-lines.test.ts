/** Also case 07, which tells the same of the reader (test/php/Facts/Parts/Fail2banPartTest.php). */
import { expect, it } from 'vitest';
import { setFail2banLevel } from '../../sites/checklist/actions/set-fail2ban-level.ts';
import type { Parts } from '../../sites/checklist/facts/types.ts';
import { describeCase } from '../support/cases.ts';
import { judgeWith } from '../support/judge.ts';
import { check } from '../../sites/checklist/checks/fail2ban.ts';
import { CLEAN } from '../support/facts.ts';

const OFFICE = '95.31.18.119';
const STORED = `${OFFICE}\r\n95.31.18.120`;

function planOf(parts: Parts) {
  const asker = { address: OFFICE, seen: 'direct', networks: [`${OFFICE}/32`] } as const;
  const planned = setFail2banLevel.plan(parts, { level: 'strong', ours: [] }, asker);
  if (!planned.accepted) throw new Error(JSON.stringify(planned.refusal));
  return planned.plan;
}

describeCase('12-ban-level-2024-whitelist-by-lines', (open) => {
  it.each([
    // As our older reader left it: what stood between the two is lost, so neither is called exempt.
    ['as older facts tell it', (parts: Parts) => parts],
    [
      'as it is stored',
      ({ fail2ban, ...parts }: Parts): Parts => {
        if (fail2ban.state === 'unknown') throw new Error('not known');
        const data = { ...fail2ban.data, whitelist: [STORED], whitelistText: STORED };
        return { ...parts, fail2ban: { ...fail2ban, data } };
      },
    ],
  ])('the plan writes the list anew, with single blanks, %s', (_, as) => {
    const plan = planOf(as(open().facts.parts));
    expect(plan.steps).toContainEqual(
      expect.objectContaining({ kind: 'fail2ban.patch', whitelist: [OFFICE, '95.31.18.120'] }),
    );
    expect(plan.warnings.map(({ id }) => id)).not.toContain('not-exempt');
  });
});

it('names what has no effect', () => {
  const system = { ...CLEAN.system, release: '2024.1.114' };
  const outcome = judgeWith(check, {
    system,
    fail2ban: { ...CLEAN.fail2ban, whitelist: [STORED], whitelistText: STORED },
  });
  expect(outcome).toMatchObject({
    verdict: 'warn',
    findings: [{ severity: 'low', says: { key: 'checks.fail2ban.whitelist.joined', params: { entry: STORED } } }],
  });
});

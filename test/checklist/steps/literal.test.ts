/** Every printed step, followed literally in every state at hand: nobody is cut off, and the item is right afterwards. */
import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import type { Step } from '../../../sites/checklist/steps/step.ts';
import { speakIn } from '../../../sites/cli/language.ts';
import { followed, judge } from './promises.ts';
import { caseStates, oracleStates, recordedStates, sandboxStates, type State } from './states.ts';

const isLong = process.env['LONG'] === '1';
/** Of many alike some are enough where time is short. */
const some = (states: readonly State[], every: number): readonly State[] =>
  isLong ? states : states.filter((_, i) => i % every === 0);
/** Ten thousand extensions. */
const isBig = ({ name }: State): boolean => name.startsWith('ten-thousand');

/** An own address of the office, one from elsewhere. */
const PEOPLE = isLong ? ['192.168.1.44', '203.0.113.77'] : ['192.168.1.44'];

const { speak } = speakIn('en');
const told = (steps: readonly Step[]): string => steps.map(({ says }, i) => `${i + 1}. ${speak(says)}`).join('\n');

function expectFollowable({ facts }: State): void {
  for (const check of CHECKS) {
    const before = judge(check, facts);
    if (before.verdict !== 'fail' && before.verdict !== 'warn') continue;
    const steps = before.steps ?? [];
    if (before.verdict === 'fail') expect(steps.length, check.id).toBeGreaterThan(0);
    for (const person of PEOPLE) {
      const { left, harm } = followed(check, facts, steps, person);
      expect({ left, harm }, `${check.id}\n${told(steps)}`).toEqual({ left: [], harm: [] });
    }
  }
}

describe('the steps of every item, followed', () => {
  it.each(sandboxStates().filter((state) => isLong || !isBig(state)))(
    'in the embedded PBX: $name',
    expectFollowable,
    600_000,
  );
  it('in what the real Core answered', async () => {
    for (const state of await recordedStates()) expectFollowable(state);
  }, 600_000);
  it.each(caseStates())('in the case $name', expectFollowable, 600_000);
  it.each(some(oracleStates(), 20))('behind $name', expectFollowable, 600_000);
});

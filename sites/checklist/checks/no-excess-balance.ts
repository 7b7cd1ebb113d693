/** Is only little money within reach of a thief? Asked every 90 days; postpaid once a year. (guide: balance) */
import { inUse, isOwn } from '../billed.ts';
import { defineCheck } from '../check.ts';
import { say } from '../message.ts';
import type { Question } from '../report/types.ts';
import { notHere } from '../steps/step.ts';

const ITEM = 'balance';
const QUESTION: Question = {
  item: ITEM,
  subject: '',
  says: say('checks.no-excess-balance.ask'),
  kind: 'choice',
  choices: [
    { value: 'small', says: say('checks.no-excess-balance.small') },
    { value: 'postpaid', says: say('checks.no-excess-balance.postpaid') },
    { value: 'none', says: say('checks.no-excess-balance.no-account') },
  ],
  validDays: 90,
};
const DAY = 86_400_000;
/** How long each answer holds, whatever end was written down. */
const HOLDS: ReadonlyMap<string, number> = new Map([
  ['small', 90 * DAY],
  ['postpaid', 366 * DAY],
  ['none', 366 * DAY],
]);

export const check = defineCheck({
  id: 'no-excess-balance',
  section: 'money',
  order: 3,
  severity: 'low',
  needs: ['providers'],
  uses: ['attestations'],
  title: say('checks.no-excess-balance.title'),
  todo: say('checks.no-excess-balance.todo'),
  why: say('checks.no-excess-balance.why'),
  guide: 'do-not-keep-a-large-balance-on-your-account',
  manual: { en: 'readme/security', ru: 'readme/security' },
  page: { page: 'providers' },
  action: null,
  effort: { minutes: 5, phonesStop: false },

  evaluate({ providers }, { attested, now }) {
    const real = inUse(providers.data);
    // Answered at the check of spending limits: nobody sends a bill.
    if (real.length > 0 && real.every((provider) => isOwn(provider, attested))) {
      return { verdict: 'not-applicable', says: say('checks.no-excess-balance.own') };
    }
    if (real.length === 0) {
      return { verdict: 'not-applicable', says: say('checks.no-excess-balance.none') };
    }
    const found = attested(ITEM);
    const steps = [
      notHere('provider', say('checks.no-excess-balance.step.small')),
      notHere('provider', say('checks.no-excess-balance.step.alerts')),
    ];
    if (found.state === 'valid' && now !== null) {
      const { answer, at } = found.attestation;
      const holds = HOLDS.get(answer);
      if (holds !== undefined && now < Date.parse(at) + holds) {
        if (answer === 'none') return { verdict: 'not-applicable', says: say('checks.no-excess-balance.own') };
        return {
          verdict: 'pass',
          says: say(answer === 'postpaid' ? 'checks.no-excess-balance.pass.postpaid' : 'checks.no-excess-balance.pass'),
        };
      }
    }
    const says =
      found.state === 'none' ? say('checks.no-excess-balance.manual') : say('checks.no-excess-balance.again');
    return { verdict: 'manual', says, questions: [QUESTION], steps };
  },
});

/** Has the provider set a limit? Only a person can know; asked again after half a year. (guide: Set a Spending Limit) */
import { defineCheck } from '../check.ts';
import { say } from '../message.ts';
import { confirmQuestion } from '../questions.ts';
import { notHere } from '../steps/step.ts';

const VALID_DAYS = 180;
const ITEM = 'spending-limit';

export const check = defineCheck({
  id: 'provider-spending-limit',
  section: 'money',
  order: 1,
  severity: 'medium',
  needs: ['providers'],
  uses: ['attestations'],
  title: say('checks.provider-spending-limit.title'),
  why: say('checks.provider-spending-limit.why'),
  guide: 'set-a-spending-limit-with-your-provider',
  manual: { en: 'readme/security', ru: 'readme/security' },
  page: { page: 'providers' },
  action: null,
  effort: { minutes: 15, phonesStop: false },

  evaluate({ providers }, { attested }) {
    const real = providers.data.filter(
      ({ disabled, demo, registration }) => !disabled && !demo && registration !== 'inbound',
    );
    if (real.length === 0) return { verdict: 'not-applicable', says: say('checks.provider-spending-limit.none') };
    const open = real.filter(({ id }) => {
      const answer = attested(ITEM, id);
      return !(answer.state === 'valid' && answer.attestation.answer === 'yes');
    });
    const questions = open.map(({ id, name }) =>
      confirmQuestion(ITEM, id, say('checks.provider-spending-limit.ask', { name }), VALID_DAYS),
    );
    const [first, ...more] = questions;
    if (first === undefined)
      return { verdict: 'pass', says: say('checks.provider-spending-limit.pass', { count: real.length }) };
    const names = open.map(({ name }) => name);
    const expired = open.some(({ id }) => attested(ITEM, id).state === 'expired');
    return {
      verdict: 'manual',
      says: expired
        ? say('checks.provider-spending-limit.again', { names })
        : say('checks.provider-spending-limit.manual', { names }),
      questions: [first, ...more],
      offenders: { count: open.length, of: real.length },
      steps: [
        notHere('provider', say('checks.provider-spending-limit.step.limit')),
        notHere('provider', say('checks.provider-spending-limit.step.negative')),
        notHere('provider', say('checks.provider-spending-limit.step.alerts')),
      ],
    };
  },
});

/** Has the provider set a limit? Only a person can know; asked again after half a year. (guide: Set a Spending Limit) */
import { inUse, OWN, SPENDING_LIMIT as ITEM } from '../billed.ts';
import { defineCheck } from '../check.ts';
import { hostOf } from '../devices/host.ts';
import { isPublic } from '../exposure/facing.ts';
import type { Provider } from '../facts/types.ts';
import { say } from '../message.ts';
import { networksOf } from '../reach/networks.ts';
import type { Question } from '../report/types.ts';
import { notHere } from '../steps/step.ts';

const VALID_DAYS = 180;

/** In a private network there is a PBX or a gateway of one's own, not a company that sends bills. */
const isInside = ({ host }: Provider): boolean => {
  const networks = networksOf(hostOf(host));
  return networks.length > 0 && !isPublic(hostOf(host));
};

const ask = (provider: Provider): Question => {
  const { id, name, host } = provider;
  return {
    item: ITEM,
    subject: id,
    says: isInside(provider)
      ? say('checks.provider-spending-limit.ask.inside', { name, host })
      : say('checks.provider-spending-limit.ask', { name }),
    kind: 'choice',
    choices: [
      { value: 'yes', says: say('checks.provider-spending-limit.answer.yes') },
      { value: OWN, says: say('checks.provider-spending-limit.answer.own') },
    ],
    validDays: VALID_DAYS,
  };
};

export const check = defineCheck({
  id: 'provider-spending-limit',
  section: 'money',
  order: 1,
  severity: 'medium',
  needs: ['providers'],
  uses: ['attestations'],
  title: say('checks.provider-spending-limit.title'),
  todo: say('checks.provider-spending-limit.todo'),
  why: say('checks.provider-spending-limit.why'),
  guide: 'set-a-spending-limit-with-your-provider',
  manual: { en: 'readme/security', ru: 'readme/security' },
  page: { page: 'providers' },
  action: null,
  effort: { minutes: 5, each: 10, phonesStop: false },

  evaluate({ providers }, { attested }) {
    const real = inUse(providers.data);
    if (real.length === 0) return { verdict: 'not-applicable', says: say('checks.provider-spending-limit.none') };
    const answerOf = ({ id }: Provider) => {
      const answer = attested(ITEM, id);
      return answer.state === 'valid' ? answer.attestation.answer : null;
    };
    const billed = real.filter((provider) => answerOf(provider) !== OWN);
    if (billed.length === 0) return { verdict: 'not-applicable', says: say('checks.provider-spending-limit.own') };
    const open = billed.filter((provider) => answerOf(provider) !== 'yes');
    const questions = open.map(ask);
    const [first, ...more] = questions;
    if (first === undefined)
      return { verdict: 'pass', says: say('checks.provider-spending-limit.pass', { count: billed.length }) };
    const names = open.map(({ name }) => name);
    const expired = open.some(({ id }) => attested(ITEM, id).state === 'expired');
    return {
      verdict: 'manual',
      says: expired
        ? say('checks.provider-spending-limit.again', { names })
        : say('checks.provider-spending-limit.manual', { names }),
      questions: [first, ...more],
      offenders: { count: open.length, of: billed.length },
      steps: [
        notHere('provider', say('checks.provider-spending-limit.step.limit')),
        notHere('provider', say('checks.provider-spending-limit.step.negative')),
        notHere('provider', say('checks.provider-spending-limit.step.alerts')),
      ],
    };
  },
});

/**
 * Does a route let calls abroad, or to premium numbers, that nobody needs? Routes are tried with real numbers.
 * (guide: Blocking of international and premium-rate calls if you do not use them)
 */
import { defineCheck } from '../check.ts';
import { COUNTRIES } from '../dialling/countries.ts';
import { homeOf } from '../dialling/home.ts';
import { isLive, testRoutes, type Reached, type TestedRoute } from '../dialling/tester.ts';
import { say } from '../message.ts';
import type { Finding, Question } from '../report/types.ts';

const NEEDED = 'abroad-needed';
const BLOCKED = 'abroad-blocked-at-provider';
const yesNo = (item: string, says: Question['says']): Question => ({
  item,
  subject: '',
  says,
  kind: 'confirm',
  choices: [],
  validDays: 180,
});

const routeFinding = (
  { route }: TestedRoute,
  id: string,
  severity: Finding['severity'],
  says: Finding['says'],
): Finding => ({
  id: `${id}:${route.id}`,
  severity,
  says,
  subject: { kind: 'route', id: route.id, label: route.name },
  page: { page: 'outbound-route', id: route.id },
});

const example = (tested: TestedRoute, { example: { dialled, country }, countries }: Reached) => ({
  route: tested.route.name,
  number: dialled,
  country: say('dialling.country', { code: country }),
  count: countries.length,
});

/** Abroad and premium are two problems. */
function problemsOf(tested: TestedRoute): Finding[] {
  const abroad =
    tested.abroad === null
      ? []
      : [
          routeFinding(
            tested,
            'abroad',
            'high',
            say('checks.international-blocked.abroad', example(tested, tested.abroad)),
          ),
        ];
  const premium =
    tested.premium === null
      ? []
      : [
          routeFinding(
            tested,
            'premium',
            'high',
            say('checks.international-blocked.premium', example(tested, tested.premium)),
          ),
        ];
  return [...abroad, ...premium];
}

export const check = defineCheck({
  id: 'international-blocked',
  section: 'money',
  order: 2,
  severity: 'high',
  needs: ['outboundRoutes'],
  uses: ['system', 'attestations'],
  title: say('checks.international-blocked.title'),
  why: say('checks.international-blocked.why'),
  guide: 'set-a-spending-limit-with-your-provider',
  manual: { en: 'manual/routing/outbound-routing', ru: 'manual/routing/outbound-routing' },
  page: { page: 'outbound-routes' },
  action: 'restrict-outbound',
  effort: { minutes: 15, phonesStop: false },

  evaluate({ outboundRoutes, system }, { attested }) {
    const routes = outboundRoutes.data;
    if (!routes.some(isLive)) return { verdict: 'not-applicable', says: say('checks.international-blocked.none') };
    const home = homeOf(attested, system.state === 'known' ? system.data : null);
    const tested = testRoutes(routes, home.country, home.allowed);
    const unreadable = tested.flatMap((one) =>
      one.unreadable === null
        ? []
        : [
            routeFinding(
              one,
              'unreadable',
              'medium',
              say('checks.international-blocked.unreadable', {
                route: one.route.name,
                why: say(`dialling.unreadable.${one.unreadable}`),
              }),
            ),
          ],
    );
    const problems = tested.flatMap(problemsOf);
    const guess =
      home.country === null
        ? []
        : [say('checks.international-blocked.guess', { country: say('dialling.country', { code: home.country.id }) })];
    const notes = home.confirmed ? [] : guess;
    const steps = [
      say('checks.international-blocked.step.route'),
      say('checks.international-blocked.step.provider'),
      say('checks.international-blocked.step.order'),
    ];
    const decisions = [
      yesNo(NEEDED, say('checks.international-blocked.ask.needed')),
      yesNo(BLOCKED, say('checks.international-blocked.ask.blocked')),
    ];
    const [first, ...more] = [...problems, ...unreadable];
    if (first !== undefined) {
      for (const item of [NEEDED, BLOCKED]) {
        const answer = attested(item);
        if (answer.state === 'valid' && answer.attestation.answer === 'yes' && unreadable.length === 0) {
          const by = { by: answer.attestation.by };
          return {
            verdict: 'pass',
            notes,
            says:
              item === NEEDED
                ? say('checks.international-blocked.pass.needed', by)
                : say('checks.international-blocked.pass.blocked', by),
          };
        }
      }
      // What is abroad depends on the home country, which nobody confirmed.
      if (!home.confirmed && !isOpenToTheWorld(tested) && unreadable.length === 0) {
        const [question, ...others] = [...home.questions, ...decisions];
        if (question !== undefined) {
          const says = say('checks.international-blocked.manual', { count: tested.length });
          return {
            verdict: 'manual',
            says,
            questions: [question, ...others],
            notes: [...notes, ...problems.map(({ says: said }) => said)],
            steps,
          };
        }
      }
      const said = { findings: [first, ...more] as const, notes, steps, questions: [...home.questions, ...decisions] };
      const offending = new Set([...problems, ...unreadable].map(({ subject }) => subject.id)).size;
      const offenders = { count: offending, of: tested.length };
      if (problems.length === 0)
        return {
          ...said,
          verdict: 'warn',
          severity: 'medium',
          offenders,
          action: null,
          says: say('checks.international-blocked.unclear', { count: unreadable.length }),
        };
      return {
        ...said,
        verdict: 'fail',
        offenders,
        says: say('checks.international-blocked.open', { count: offending }),
      };
    }
    const [question, ...others] = home.questions;
    if (!home.confirmed && question !== undefined) {
      return {
        verdict: 'manual',
        says: say('checks.international-blocked.manual', { count: tested.length }),
        questions: [question, ...others],
        notes,
        steps,
      };
    }
    return { verdict: 'pass', says: say('checks.international-blocked.pass', { count: tested.length }) };
  },
});

/** More than half of the world: that is too much from wherever it is dialled. */
const isOpenToTheWorld = (tested: readonly TestedRoute[]) =>
  tested.some(
    ({ abroad, premium }) =>
      Math.max(abroad?.countries.length ?? 0, premium?.countries.length ?? 0) > COUNTRIES.length / 2,
  );

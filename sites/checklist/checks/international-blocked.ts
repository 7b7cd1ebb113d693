/**
 * Does a route let calls abroad, or to premium numbers, that nobody needs? Routes are tried with real numbers.
 * (guide: Blocking of international and premium-rate calls if you do not use them)
 */
import { defineCheck } from '../check.ts';
import { COUNTRIES } from '../dialling/countries.ts';
import { HOME_COUNTRY, type Home } from '../dialling/home.ts';
import { BLOCKED, BY_GROUPS, NEEDED, openRoutes } from '../dialling/open.ts';
import { menuOf } from '../exposure/menus.ts';
import type { Reached, TestedRoute, Tester } from '../dialling/tester.ts';
import type { OutboundRoute, Provider } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { confirmQuestion } from '../questions.ts';
import type { Release } from '../release.ts';
import type { Finding, Question, Severity } from '../report/types.ts';
import { routeSteps } from '../steps/routes.ts';
import { look, notHere, step, type Step } from '../steps/step.ts';

const VALID_DAYS = 180;

type Kind = 'abroad' | 'premium';
const SAYS = {
  abroad: { plain: 'checks.international-blocked.abroad', sent: 'checks.international-blocked.abroad.sent' },
  premium: { plain: 'checks.international-blocked.premium', sent: 'checks.international-blocked.premium.sent' },
} as const satisfies Record<Kind, unknown>;

const routeFinding = ({ id, name }: OutboundRoute, kind: string, severity: Severity, says: Message): Finding => ({
  id: `${kind}:${id}`,
  severity,
  says,
  subject: { kind: 'route', id, label: name },
  page: { page: 'outbound-route', id },
});

function problem({ route }: TestedRoute, kind: Kind, { example, countries }: Reached): Finding {
  const { dialled, sent } = example;
  const country = say('dialling.country', { code: example.country });
  const params = { route: route.name, number: dialled, country, count: countries.length };
  // A plus that is dialled is cut by Core: that changes nothing for who dials.
  const same = sent === dialled || `+${sent}` === dialled;
  return routeFinding(
    route,
    kind,
    'high',
    same ? say(SAYS[kind].plain, params) : say(SAYS[kind].sent, { ...params, sent }),
  );
}

/** More than half of the world: that is too much from wherever it is dialled. */
const isOpenToTheWorld = ({ abroad, premium }: TestedRoute) =>
  Math.max(abroad?.countries.length ?? 0, premium?.countries.length ?? 0) > COUNTRIES.length / 2;

interface Told {
  readonly needed: boolean;
  readonly groups: string | null;
  readonly release: Release;
  readonly test: Tester;
  /** Routes of which nobody can say what they let out. */
  readonly unreadable: readonly OutboundRoute[];
}

/** What to type is worked out from the numbering table; for that the home country has to be known. */
function stepsFor(
  open: readonly OutboundRoute[],
  all: readonly OutboundRoute[],
  home: Home,
  { needed, groups, release, test, unreadable }: Told,
): readonly Step[] {
  const { country } = home;
  const leaves = open.flatMap(({ id }) => [`abroad:${id}`, `premium:${id}`]);
  return [
    ...homeSteps(home, leaves),
    ...(country === null ? [] : routeSteps(open, all, { home: { ...home, country }, needed, release, test })),
    ...unreadable.map(({ id, name }) =>
      notHere('person', say('steps.routes.unreadable', { route: name }), [`unreadable:${id}`]),
    ),
    groups === null
      ? look(say('checks.international-blocked.step.groups.install', { menu: menuOf('modules', release) }))
      : look(say('checks.international-blocked.step.groups', { module: groups })),
    look(say('checks.international-blocked.step.order')),
    notHere('provider', say('checks.international-blocked.step.provider')),
  ];
}

function homeSteps({ country, confirmed }: Home, leaves: readonly string[]): readonly Step[] {
  if (confirmed) return [];
  if (country === null) return [notHere('person', say('steps.answer.home'), leaves)];
  const says = say('steps.answer.home.is', { country: say('dialling.country', { code: country.id }) });
  return [step(says, { kind: 'answer', item: HOME_COUNTRY, subject: '', answer: country.id })];
}

export const check = defineCheck({
  id: 'international-blocked',
  section: 'money',
  order: 2,
  severity: 'high',
  needs: ['outboundRoutes'],
  uses: ['system', 'providers', 'modules', 'attestations'],
  ownFiles: 'dialplan',
  title: say('checks.international-blocked.title'),
  todo: say('checks.international-blocked.todo'),
  why: say('checks.international-blocked.why'),
  guide: 'set-a-spending-limit-with-your-provider',
  manual: { en: 'manual/routing/outbound-routing', ru: 'manual/routing/outbound-routing' },
  page: { page: 'outbound-routes' },
  action: 'restrict-outbound',
  effort: { minutes: 5, each: 5, phonesStop: false },

  evaluate({ outboundRoutes, system, providers, modules }, { attested, release }) {
    const known = new Map((providers.state === 'known' ? providers.data : []).map((each) => [each.id, each]));
    const judged = openRoutes(outboundRoutes.data, { system, providers, modules }, attested);
    const { home, needed, groups, isLimited, routes, tested, open, test } = judged;
    const demos = judged.demos.map(({ name }) => name);
    const demoNotes = demos.length === 0 ? [] : [say('checks.international-blocked.demo', { routes: demos })];
    if (routes.length === 0) {
      return { verdict: 'not-applicable', says: say('checks.international-blocked.none'), notes: demoNotes };
    }

    const problems = open.flatMap((one) => {
      const { abroad, premium } = judged.tooMuch(one);
      return [
        ...(abroad === null ? [] : [problem(one, 'abroad', abroad)]),
        ...(premium === null ? [] : [problem(one, 'premium', premium)]),
      ];
    });
    const unreadable = open.flatMap(({ route, unreadable: why }) => {
      if (why === null) return [];
      const params = { route: route.name, why: say(`dialling.unreadable.${why}`) };
      return [routeFinding(route, 'unreadable', 'medium', say('checks.international-blocked.unreadable', params))];
    });

    const offending = new Set([...problems, ...unreadable].map(({ subject }) => subject.id));
    const asked = providersOf(
      routes.filter(({ id }) => offending.has(id)),
      known,
    );
    const expired = (item: string, subject = '') => attested(item, subject).state === 'expired';
    const ranOut =
      expired(NEEDED) || expired(BY_GROUPS) || expired(BLOCKED) || asked.some(({ id }) => expired(BLOCKED, id));
    const notes = [
      ...(home.confirmed || home.country === null
        ? []
        : [say('checks.international-blocked.guess', { country: say('dialling.country', { code: home.country.id }) })]),
      ...(ranOut ? [say('checks.international-blocked.expired')] : []),
      ...(groups === null || isLimited ? [] : [say('checks.international-blocked.groups', { module: groups })]),
      ...demoNotes,
    ];
    const tooWide = problems.map(({ subject }) => subject.id);
    const steps = stepsFor(
      routes.filter(({ id }) => tooWide.includes(id)),
      routes,
      home,
      {
        needed,
        groups,
        release,
        test,
        unreadable: open.flatMap(({ route, unreadable: why }) => (why === null ? [] : [route])),
      },
    );
    const questions = [
      ...home.questions,
      ...(offending.size === 0
        ? []
        : [confirmQuestion(NEEDED, '', say('checks.international-blocked.ask.needed'), VALID_DAYS)]),
      ...asked.map(askBlocked),
      ...(groups === null || offending.size === 0 ? [] : [askGroups(groups)]),
    ];

    // What is abroad depends on the home country: while nobody confirmed it, only what is too much anywhere fails.
    const [question, ...others] = questions;
    const depends = open.length > 0 && unreadable.length === 0 && !(problems.length > 0 && open.some(isOpenToTheWorld));
    if (!home.confirmed && depends && question !== undefined) {
      const says = say('checks.international-blocked.manual', { count: tested.length });
      return {
        verdict: 'manual',
        says,
        questions: [question, ...others],
        notes: [...notes, ...problems.map(({ says: said }) => said)],
        steps,
      };
    }

    const [first, ...more] = [...problems, ...unreadable];
    if (first === undefined) return { verdict: 'pass', says: passed(tested, open, needed, isLimited), notes };
    const offenders = { count: offending.size, of: tested.length };
    const said = { findings: [first, ...more], offenders, notes, steps, questions } as const;
    if (problems.length > 0) {
      return { ...said, verdict: 'fail', says: say('checks.international-blocked.open', { count: offending.size }) };
    }
    const says = say('checks.international-blocked.unclear', { count: unreadable.length });
    return { ...said, verdict: 'warn', severity: 'medium', action: null, says };
  },
});

/** Why nothing is open: it is closed here, or a person answered for it. */
function passed(
  tested: readonly TestedRoute[],
  open: readonly TestedRoute[],
  needed: boolean,
  isLimited: boolean,
): Message {
  if (isLimited) return say('checks.international-blocked.pass.groups');
  const leads = ({ abroad, premium }: TestedRoute) => abroad !== null || premium !== null;
  if (open.some(leads) && needed) return say('checks.international-blocked.pass.needed');
  if (open.length < tested.length) return say('checks.international-blocked.pass.blocked');
  return say('checks.international-blocked.pass', { count: tested.length });
}

function providersOf(routes: readonly OutboundRoute[], known: ReadonlyMap<string, Provider>) {
  const ids = [...new Set(routes.map(({ providerId }) => providerId))];
  return ids.map((id) => ({ id, name: known.get(id)?.name ?? id }));
}

const askGroups = (module: string): Question =>
  confirmQuestion(BY_GROUPS, '', say('checks.international-blocked.ask.groups', { module }), VALID_DAYS);

const askBlocked = ({ id, name }: { readonly id: string; readonly name: string }): Question =>
  confirmQuestion(BLOCKED, id, say('checks.international-blocked.ask.blocked', { name }), VALID_DAYS);

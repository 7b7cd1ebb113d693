/**
 * The steps that close calls abroad and to dear numbers: what people really call gets routes of its own first, then the wide
 * one is made narrow. At no step a number at home, or an emergency number, loses its way out.
 */
import { adviseRoutes, emergencyPattern, type Advised } from '../dialling/advice.ts';
import { Automaton } from '../dialling/automaton.ts';
import { COUNTRIES, type Country } from '../dialling/countries.ts';
import type { Home } from '../dialling/home.ts';
import { readPattern } from '../dialling/pattern.ts';
import type { Tester } from '../dialling/tester.ts';
import { menuOf } from '../exposure/menus.ts';
import type { OutboundRoute } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Release } from '../release.ts';
import { is2024 } from './names.ts';
import { look, notHere, step, type Effect, type Step } from './step.ts';

export interface Dialling {
  readonly home: Home & { readonly country: Country };
  /** A person said that calls abroad are needed. */
  readonly needed: boolean;
  readonly release: Release;
  /** By which routes are judged, with this home. */
  readonly test: Tester;
}

/** `open`: routes that let out too much; `all`: every live one. */
export function routeSteps(
  open: readonly OutboundRoute[],
  all: readonly OutboundRoute[],
  dialling: Dialling,
): readonly Step[] {
  const { country } = dialling.home;
  const advised = wantedBy(dialling);
  const said = { menu: menuOf('routes', dialling.release), emergency: country.emergency };
  const steps: Step[] = [look(say('steps.routes.open', said))];
  let wide: readonly OutboundRoute[] = all;
  for (const route of open) {
    const others = wide.filter(({ id }) => id !== route.id);
    const told = narrowing(route, others, { ...dialling, country, advised });
    steps.push(...told.steps);
    wide = [...others, ...told.routes];
  }
  return steps;
}

interface Task extends Dialling {
  readonly country: Country;
  readonly advised: readonly Advised[];
}
interface Told {
  readonly steps: readonly Step[];
  /** What this route has become. */
  readonly routes: readonly OutboundRoute[];
}

function narrowing(route: OutboundRoute, others: readonly OutboundRoute[], task: Task): Told {
  const { country, advised, release } = task;
  const add = say(is2024(release) ? 'steps.button.route.2024' : 'steps.button.route.2026');
  const { name } = route;
  const emergency = country.emergency.filter(
    (number) => takes(route, number) && !others.some((one) => takes(one, number)),
  );
  if (!isUsedAtHome(route, country)) {
    return emergency.length > 0 || task.needed
      ? asked(route)
      : {
          steps: [step(say('steps.routes.delete', { route: name }), { kind: 'route.delete', id: route.id })],
          routes: [],
        };
  }
  const saved: Advised[] =
    emergency.length === 0 ? [] : [{ pattern: emergencyPattern({ ...country, emergency }), rest: 0 }];
  const adding = (list: readonly Advised[]): Step[] =>
    list.length === 0
      ? []
      : [
          step(
            say('steps.routes.add', { add, route: name, patterns: list.map(patternOf) }),
            ...list.map((one): Effect => ({ kind: 'route.add', route: { ...route, ...one } })),
          ),
        ];
  if (advised.length === 0) {
    // First digits do not tell home from abroad: the person names area codes.
    if (route.trim !== 0 || route.prepend !== '') return asked(route);
    const free = { pattern: TOLL_FREE, rest: 7 };
    const says = say('steps.routes.areas', { route: name, country: say('dialling.country', { code: country.id }) });
    const set: Effect = { kind: 'route.set', id: route.id, pattern: null, rest: 7 };
    return { steps: [...adding([...saved, free]), step(says, set)], routes: [] };
  }
  const fitting = fit(route, [...advised], task);
  if (fitting === null) return asked(route);
  const [first, ...more] = fitting;
  if (first === undefined) return asked(route);
  const says = say('steps.routes.set', { route: name, ...valuesOf(first) });
  return {
    steps: [
      ...adding([...saved, ...more]),
      step(says, { kind: 'route.set', id: route.id, pattern: first.pattern, rest: first.rest }),
    ],
    routes: [...saved, ...fitting].map((one) => ({ ...route, ...one })),
  };
}

/** Nobody can say from here what is dialled through it. */
const asked = ({ id, name, trim, prepend }: OutboundRoute): Told => ({
  steps: [
    notHere('person', say('steps.routes.ask', { route: name, trim, prepend }), [`abroad:${id}`, `premium:${id}`]),
  ],
  routes: [],
});

/** North America: toll-free codes that no country there has for itself. */
const TOLL_FREE = '1(800|833|844|855|866|877|888)';

/** What may be called: home, allowed countries, and everything behind the exit code where calls abroad are needed. */
function wantedBy({ home, needed, test }: Dialling): readonly Advised[] {
  const { country, allowed } = home;
  const routes = adviseRoutes(
    country,
    COUNTRIES.filter(({ id }) => allowed.has(id)),
    test,
  );
  return routes.length === 0 || !needed ? routes : [...routes, { pattern: country.accessCodes[0] ?? '00', rest: -1 }];
}

/** The patterns as they are dialled through this route, which cuts digits and puts some in front; null: it cannot be told. */
function fit(
  route: OutboundRoute,
  advised: readonly Advised[],
  { country, needed, test }: Task,
): readonly Advised[] | null {
  const outside = route.pattern.slice(0, route.trim);
  if (route.trim > 0 && (outside.length < route.trim || !/^[0-9*#]*$/.test(outside))) return null;
  const prefixes = [country.nationalPrefix, `(${country.callingCode}|${country.nationalPrefix})`];
  const sent = advised.flatMap(({ pattern, rest }): Advised[] => {
    const prefix = prefixes.find(
      (one) => route.prepend !== '' && one.includes(route.prepend) && pattern.startsWith(one),
    );
    return [{ pattern: outside + (prefix === undefined ? pattern : pattern.slice(prefix.length)), rest }];
  });
  const tested = test(sent.map((one) => ({ ...route, ...one })));
  const isFine = tested.every(
    ({ abroad, premium, unreadable }) => unreadable === null && (needed || (abroad === null && premium === null)),
  );
  return isFine && sent.every(({ pattern }) => pattern.length <= LONGEST) ? sent : null;
}
/** Characters that the cabinet takes in a pattern. */
const LONGEST = 64;

/** Can these digits be dialled through it? */
function takes({ pattern, rest }: OutboundRoute, dialled: string): boolean {
  const read = readPattern(pattern, rest);
  return read.ok && new Automaton(read.pattern).matches(dialled);
}

/** Does any number at home, as people dial it, go out through it? */
export function isUsedAtHome(
  route: OutboundRoute,
  { examples, nationalPrefix, callingCode, emergency }: Country,
): boolean {
  const before = route.pattern.slice(0, route.trim).replace(/[^0-9*#]/g, '');
  return [...emergency, ...examples.flatMap((number) => [number, nationalPrefix + number, callingCode + number])].some(
    (number) => takes(route, number) || takes(route, before + number) || takes(route, withoutPrepend(route, number)),
  );
}
const withoutPrepend = ({ prepend }: OutboundRoute, number: string): string =>
  number.startsWith(prepend) ? number.slice(prepend.length) : number;

const valuesOf = ({ pattern, rest }: Advised) => ({
  pattern,
  rest: rest < 0 ? say('steps.routes.rest.any') : String(rest),
});
const patternOf = (advised: Advised): Message => say('steps.routes.pattern', valuesOf(advised));

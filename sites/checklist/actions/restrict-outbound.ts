/**
 * Routes that let out only what is needed: each that leads abroad or to dear numbers, where nobody allowed that, is made narrower,
 * split where one pattern does not hold what stays, or lets nothing out any more. Emergency and short numbers stay; no route
 * takes what it did not take before; order, provider and what a route cuts and adds stay as they are.
 */
import { narrow, NOTHING, type Narrowed } from '../dialling/narrow.ts';
import { openRoutes, type OpenRoutes } from '../dialling/open.ts';
import type { OutboundRoute, Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { addressText, parseAddress } from '../reach/networks.ts';
import { rememberedOf } from '../reach/remembered.ts';
import { routeSteps } from '../steps/routes.ts';
import { defineAction, madeFrom, refuse, type Planned } from './action.ts';
import { attestedIn } from './attested.ts';
import { releaseOf } from './preview.ts';
import { routeChanges } from './routes/narrowed.ts';
import { TITLES } from './titles.ts';
import type { Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';
import { warn } from './warnings.ts';

export interface RestrictOutboundOptions {
  /** Ids of routes that stay as they are. */
  readonly without: readonly string[];
  /** Planned for the country that is only guessed. */
  readonly guess: boolean;
}

export type LeftWhy = 'unreadable' | 'cut' | 'many' | 'unsure' | 'groups' | 'order' | 'odd';

/** A route that lets out too much, and what can be made of it. */
export interface Narrowable {
  readonly route: OutboundRoute;
  readonly does:
    | { readonly kind: 'narrow'; readonly how: Extract<Narrowed, { kind: 'narrowed' }> }
    | { readonly kind: 'stays'; readonly why: LeftWhy };
}

const ID = /^[1-9]\d{0,9}$/;
/** Numbers that are said as examples. */
const SAID = 12;

function narrowables(judged: OpenRoutes, all: readonly OutboundRoute[]): readonly Narrowable[] {
  const { home, test, needed, groups, open } = judged;
  const { country } = home;
  if (country === null) return [];
  const isTooMuch = (tested: OpenRoutes['open'][number]): boolean => {
    const { abroad, premium } = judged.tooMuch(tested);
    return abroad !== null || premium !== null;
  };
  return open
    .filter((tested) => tested.unreadable === null && isTooMuch(tested))
    .map(({ route }): Narrowable => {
      const stays = (why: LeftWhy): Narrowable => ({ route, does: { kind: 'stays', why } });
      if (!ID.test(route.id)) return stays('odd');
      const how = narrow(route, { home: country, allowed: home.allowed, needed, test, isTooMuch });
      if (how.kind === 'cannot') return stays(how.because);
      if (how.patterns.length > 1) {
        // A new route is one that no group was given, and stands behind those of the same place.
        if (groups !== null) return stays('groups');
        if (all.some(({ id, priority }) => id !== route.id && priority === route.priority)) return stays('order');
      }
      return { route, does: { kind: 'narrow', how } };
    });
}

export interface RoutesHere {
  readonly judged: OpenRoutes;
  /** In their order. */
  readonly routes: readonly Narrowable[];
}

/** What of the routes is too wide, and what can be made of it; null: routes were not read. */
export const routesHere = rememberedOf((parts: Parts): RoutesHere | null => {
  const { outboundRoutes } = parts;
  if (outboundRoutes.state === 'unknown') return null;
  const judged = openRoutes(outboundRoutes.data, parts, attestedIn(parts));
  return { judged, routes: narrowables(judged, outboundRoutes.data) };
});

export const restrictOutbound = defineAction<RestrictOutboundOptions, 'system' | 'outboundRoutes'>({
  id: 'restrict-outbound',
  needs: ['system', 'outboundRoutes'],
  uses: ['attestations', 'providers', 'modules'],

  plan(facts, { without, guess }, asker): Planned {
    const { system, outboundRoutes } = facts;
    const address = parseAddress(asker.address);
    if (address === null) return refuse({ kind: 'bad-address', address: asker.address });
    const routes = outboundRoutes.data;
    const here = routesHere(facts);
    if (here === null) return refuse({ kind: 'nothing-to-do' });
    const { judged, routes: all } = here;
    const { home } = judged;
    const { country } = home;
    if (country === null || (!home.confirmed && !guess))
      return refuse(asked(say('actions.restrict-outbound.refused.home')));
    if (all.length === 0) return refuse({ kind: 'nothing-to-do' });
    const chosen = all.filter(({ route }) => !without.includes(route.id));
    if (chosen.length === 0) return refuse(asked(say('actions.restrict-outbound.refused.none')));
    const steps = stepsOf(chosen, routes);
    if (steps.length === 0) {
      const { needed, test } = judged;
      const byHand = routeSteps(
        chosen.map(({ route }) => route),
        judged.routes,
        { home: { ...home, country }, needed, release: releaseOf(facts), test },
      );
      const says = say('actions.restrict-outbound.refused.all', { why: leftLines(chosen) });
      const said = { says, steps: byHand.map((step) => step.says), commands: [], first: null };
      return refuse({ kind: 'own-words', said });
    }
    return {
      accepted: true,
      plan: {
        version: 1,
        action: 'restrict-outbound',
        title: TITLES['restrict-outbound'],
        release: system.data.release,
        ...madeFrom(facts, ['outboundRoutes', 'providers']),
        asker: { address: addressText(address), networks: [...asker.networks] },
        steps: [...steps],
        undo: [...undoOf(steps, system.data.release)],
        changes: [...routeChanges(steps, routes)],
        reach: [],
        affected: [],
        stops: [],
        warnings: warningsOf(chosen),
        confirm: null,
      },
    };
  },
});

const asked = (says: Message) => ({ kind: 'asked', said: { says, steps: [], commands: [], first: null } }) as const;

function stepsOf(chosen: readonly Narrowable[], routes: readonly OutboundRoute[]): readonly Step[] {
  let last = Math.max(0, ...routes.map(({ id }) => Number(id)).filter((id) => Number.isSafeInteger(id)));
  return chosen.flatMap(({ route, does }): Step[] => {
    if (does.kind === 'stays') return [];
    const { name } = route;
    const [first = NOTHING, ...more] = does.how.patterns;
    const isOff = first.pattern === NOTHING.pattern;
    const says = say(isOff ? 'actions.restrict-outbound.step.off' : 'actions.restrict-outbound.step.narrow', {
      route: name,
    });
    return [
      // What stays has its way out before the wide one is gone.
      ...more.map(({ pattern, rest }, at): Step => {
        const made = nameFor(name, at + 2);
        const said = say('actions.restrict-outbound.step.add', { route: made, like: name });
        return { kind: 'route.add', says: said, id: ++last, like: Number(route.id), name: made, pattern, rest };
      }),
      { kind: 'route.narrow', says, id: Number(route.id), pattern: first.pattern, rest: first.rest },
    ];
  });
}

/** Core cuts out what looks like markup. */
const nameFor = (name: string, count: number): string =>
  `${name
    .replace(/[<>&"'\p{Cc}]/gu, '')
    .trim()
    .slice(0, 90)} (${count})`.trim();

function warningsOf(chosen: readonly Narrowable[]): Warning[] {
  const narrowed = chosen.flatMap(({ route, does }) => (does.kind === 'narrow' ? [{ route, how: does.how }] : []));
  const emergency = [...new Set(narrowed.flatMap(({ how }) => how.emergency))];
  const left = leftLines(chosen);
  return [
    emergency.length === 0
      ? warn('kept', say('actions.restrict-outbound.kept.none'))
      : warn('kept', say('actions.restrict-outbound.kept', { numbers: emergency })),
    ...narrowed.flatMap(({ route, how: { lost } }) => {
      if (lost.length === 0) return [];
      const numbers = lost.slice(0, SAID);
      return [warn(`lost:${route.id}`, say('actions.restrict-outbound.lost', { route: route.name, numbers }))];
    }),
    ...(left.length === 0 ? [] : [warn('left', say('actions.restrict-outbound.left', { why: left }))]),
    warn('others', say('actions.restrict-outbound.others')),
  ];
}

const leftLines = (chosen: readonly Narrowable[]): Message[] =>
  chosen.flatMap(({ route, does }) =>
    does.kind === 'stays'
      ? [
          say('actions.restrict-outbound.why', {
            route: route.name,
            why: say(`actions.restrict-outbound.why.${does.why}`),
          }),
        ]
      : [],
  );

/**
 * A brake for calls abroad and to dear numbers: how many at once, in an hour and a day, at which hours, to which countries. It
 * holds in the dialplan (docs/brake.md). (guide: Protecting Against Financial Losses)
 */
import { placeTables, PREMIUM, UNKNOWN, type Place } from '../brake/places.ts';
import { stoppedOf, type Past } from '../brake/past.ts';
import { SCOPES, type BrakeRules } from '../brake/rules.ts';
import { homeOf } from '../dialling/home.ts';
import { isLive } from '../dialling/tester.ts';
import { say, type Message } from '../message.ts';
import { defineAction, madeFrom, refuse, type Planned } from './action.ts';
import { attestedIn } from './attested.ts';
import { emergencyNumbers } from './isolate-pbx.ts';
import { only } from './refusals.ts';
import { TITLES } from './titles.ts';
import type { Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';
import { warn } from './warnings.ts';

export interface BrakeOptions {
  readonly rules: BrakeRules;
  /** null: the calls of the last weeks were not read. */
  readonly past: Past | null;
}

/** Of accounts and countries that are named. */
const MOST_NAMED = 5;

export const brakeSpending = defineAction<BrakeOptions, 'system' | 'outboundRoutes'>({
  id: 'brake-spending',
  needs: ['system', 'outboundRoutes'],
  uses: ['attestations', 'accounts', 'providers'],

  plan(facts, { rules, past }, asker): Planned {
    const { country, confirmed } = homeOf(attestedIn(facts), facts.system.data);
    if (country === null) return refuse({ kind: 'asked', said: only(say('actions.brake.no-home')) });
    if (!facts.outboundRoutes.data.some(isLive)) return refuse({ kind: 'nothing-to-do' });
    const { hours } = rules;
    if (hours !== null && (hours.from >= hours.to || hours.days.length === 0))
      return refuse({ kind: 'asked', said: only(say('actions.brake.no-hours')) });
    const numbers = emergencyNumbers(facts);
    const steps: Step[] = [
      {
        kind: 'calls.brake',
        says: say('actions.step.calls-brake', { count: rules.places.length }),
        limits: { account: rules.limits.account, route: rules.limits.route, pbx: rules.limits.pbx },
        hours: hours === null ? null : { days: [...hours.days], from: hours.from, to: hours.to },
        anytime: [...rules.anytime],
        places: [...rules.places],
        numbers: [...numbers],
        ...writable(placeTables(country)),
      },
    ];
    const { release } = facts.system.data;
    return {
      accepted: true,
      plan: {
        version: 1,
        action: 'brake-spending',
        title: TITLES['brake-spending'],
        release,
        ...madeFrom(facts, ['outboundRoutes']),
        asker: { address: asker.address, networks: [...asker.networks] },
        steps,
        undo: [...undoOf(steps, release)],
        changes: [],
        reach: [],
        affected: [],
        stops: [],
        warnings: [
          ...limitLines(rules),
          ...pastLines(rules, past),
          warn('free', say('actions.brake.warn.free', { numbers: [...numbers] })),
          warn(
            'home',
            say(confirmed ? 'actions.brake.warn.home' : 'actions.brake.warn.home.guess', countryOf(country.id)),
          ),
          warn('heard', say('actions.brake.warn.heard')),
          warn('beside', say('actions.brake.warn.beside')),
        ],
        confirm: null,
      },
    };
  },
});

const countryOf = (code: string) => ({ country: say('dialling.country', { code }) });

const writable = ({ first, world, bare, codes }: ReturnType<typeof placeTables>) => {
  const rows = (table: typeof first) => table.map(({ goes, heads }) => ({ goes, heads: [...heads] }));
  return { first: rows(first), world: rows(world), bare: rows(bare), codes: [...codes] };
};

/** In words. */
export function placeName(place: Place): Message {
  if (place === PREMIUM) return say('calls.kind.premium');
  if (place === UNKNOWN) return say('actions.brake.unknown');
  return /^N[0-9]+$/.test(place)
    ? say('calls.kind.network', { code: place.replace('N', '+') })
    : say('dialling.country', { code: place });
}

function limitLines({ limits, hours, anytime, places }: BrakeRules): readonly Warning[] {
  return [
    ...SCOPES.map((scope) => warn(`limits:${scope}`, say(`actions.brake.limits.${scope}`, { ...limits[scope] }))),
    warn(
      'hours',
      hours === null
        ? say('actions.brake.hours.any')
        : say('actions.brake.hours', {
            days: hours.days.map((day) => say(`actions.brake.day.${day}`)),
            from: hours.from,
            to: hours.to,
          }),
    ),
    ...(hours === null || anytime.length === 0
      ? []
      : [warn('anytime', say('actions.brake.anytime', { accounts: [...anytime] }))]),
    warn(
      'places',
      places.length === 0
        ? say('actions.brake.places.none')
        : say('actions.brake.places', { places: places.map(placeName) }),
    ),
  ];
}

/** What it would have stopped. */
function pastLines(rules: BrakeRules, past: Past | null): readonly Warning[] {
  if (past === null) return [warn('past', say('actions.brake.past.unread'))];
  const { calls, of, reasons, accounts, places } = stoppedOf(rules, past);
  const { days } = past;
  const named = <T>(all: readonly (readonly [T, number])[], name: (one: T) => Message | string) =>
    all.slice(0, MOST_NAMED).map(([one, count]) => say('actions.brake.past.of', { what: name(one), count }));
  return [
    warn(
      'past',
      calls === 0
        ? say('actions.brake.past.none', { count: of, days })
        : say('actions.brake.past.stopped', { count: calls, of, days }),
    ),
    ...(calls === 0
      ? []
      : [
          warn(
            'past:why',
            say('actions.brake.past.why', { list: named(reasons, (why) => say(`actions.brake.why.${why}`)) }),
          ),
          warn('past:who', say('actions.brake.past.who', { list: named(accounts, (account) => account) })),
          warn('past:where', say('actions.brake.past.where', { list: named(places, placeName) })),
        ]),
    ...(past.isWhole ? [] : [warn('past:part', say('actions.brake.past.part'))]),
  ];
}

/** Which routes are made narrower, which countries may be called, and which calls of the last 90 days would stop. */
import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import type { RoutesChoice } from '../../../../checklist/actions/choices/restrict-outbound.ts';
import { ROUTE_CHOICES } from '../../../../checklist/actions/offered/routes.ts';
import { routesHere, type Narrowable } from '../../../../checklist/actions/restrict-outbound.ts';
import { simulateRoutes } from '../../../../checklist/actions/routes/narrowed.ts';
import { takes } from '../../../../checklist/actions/routes/words.ts';
import { placeWord } from '../../../../checklist/calls/judge.ts';
import { BEFORE_DAYS, callsGround, lastDays, NIGHT, periodOf } from '../../../../checklist/calls/scene.ts';
import { stoppingCalls, type CallsOfPlace, type Stopping } from '../../../../checklist/calls/stopping.ts';
import { ALLOWED_COUNTRIES, HOME_COUNTRY } from '../../../../checklist/dialling/home.ts';
import type { OutboundRoute, Parts } from '../../../../checklist/facts/types.ts';
import { say, type Message } from '../../../../checklist/message.ts';
import type { Person } from '../../../../checklist/actions/action.ts';
import { createCallsApi } from '../../../../pbx/calls-api.ts';
import type { PbxError } from '../../../../pbx/errors.ts';
import type { ModuleCalls } from '../../../../pbx/module-calls.ts';
import { CountrySelect } from '../../answer.tsx';
import { createCallsStore } from '../../break-in/calls-store.ts';
import { withCountryNames } from '../../break-in/country-words.ts';
import { usePage } from '../../context.ts';
import { Button, Icon, TroubleBox } from '../../parts.tsx';
import { short } from '../../short.ts';
import { fixOf, type FieldsProps } from './fix.tsx';

export default fixOf(ROUTE_CHOICES['restrict-outbound'], Fields);

/** The answer of the item that means nowhere else. */
const NOWHERE = 'none';
const FOR_GOOD = 3650;

function Fields({ parts, choice, onChoice, person }: FieldsProps<RoutesChoice>) {
  const { speak, store } = usePage();
  const here = routesHere(parts);
  const { calls } = store;
  const found = useStopping(calls, parts, choice, person);
  if (here === null) return null;
  return (
    <>
      <Countries key={keyOf(here.judged.home)} home={here.judged.home} found={found.value} />
      {here.judged.home.country !== null && here.routes.length > 0 && (
        <fieldset class="field mscl-choices">
          <legend>{speak(say('page.plan.routes'))}</legend>
          {here.routes.map((one) => (
            <Route key={one.route.id} one={one} choice={choice} onChoice={onChoice} />
          ))}
        </fieldset>
      )}
      <Stops parts={parts} {...found} />
    </>
  );
}

type Home = NonNullable<ReturnType<typeof routesHere>>['judged']['home'];
const keyOf = ({ country, confirmed, allowed, questions }: Home): string =>
  [country?.id, confirmed, [...allowed].join(), questions.length].join(' ');

/** Home, and where else calls go: the answers of the item, which the plan is made with. */
function Countries({ home, found }: { readonly home: Home; readonly found: Stopping | null }) {
  const { speak, store, language } = usePage();
  const named = withCountryNames(speak, language);
  const name = (id: string) => named(say('dialling.country', { code: id }));
  const [country, setCountry] = useState(home.country?.id ?? '');
  const [allowed, setAllowed] = useState<readonly string[]>(() => [...home.allowed]);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const isSame = allowed.length === home.allowed.size && allowed.every((id) => home.allowed.has(id));
  const isSaved = home.confirmed && country === home.country?.id && isSame && home.questions.length === 0;
  const called = new Map(
    (found?.abroad ?? []).flatMap((place) => (place.called.country === null ? [] : [[place.called.country, place]])),
  );
  const listed = [...new Set([...home.allowed, ...allowed, ...called.keys()])].filter(
    (id) => id !== country && /^[A-Z]{2}$/.test(id),
  );
  const toggle = (id: string) =>
    setAllowed(allowed.includes(id) ? allowed.filter((other) => other !== id) : [...allowed, id]);
  const save = async () => {
    setBusy(true);
    setTrouble(null);
    const attest = (item: string, answer: string) =>
      store.write((api) => api.attest({ item, subject: '', answer, note: '', validDays: FOR_GOOD }), ['attestations']);
    const first = await attest(HOME_COUNTRY, country);
    const written = first.ok
      ? await attest(ALLOWED_COUNTRIES, allowed.length === 0 ? NOWHERE : allowed.join(','))
      : first;
    setBusy(false);
    if (!written.ok) setTrouble(written.error);
  };
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.routes.countries'))}</legend>
      <label class="field">
        <span>{speak(say('dialling.ask.home'))}</span>
        <CountrySelect value={country} empty={speak(say('page.answer.choose'))} onPick={setCountry} />
      </label>
      {listed.map((id) => (
        <label key={id}>
          <input type="checkbox" checked={allowed.includes(id)} onChange={() => toggle(id)} />{' '}
          {speak(say('page.plan.routes.allow', { country: name(id) }))}{' '}
          <small>
            <Evidence place={called.get(id)} isRead={found !== null} />
          </small>
        </label>
      ))}
      <label class="field">
        <span>{speak(say('page.answer.add'))}</span>
        <CountrySelect
          value=""
          empty={speak(say('page.answer.choose'))}
          without={[...listed, country]}
          onPick={(id) => id !== '' && toggle(id)}
        />
      </label>
      {found !== null && called.size > 0 && <p class="mscl-hint">{speak(say('page.plan.routes.thief'))}</p>}
      {trouble !== null && <TroubleBox error={trouble} title={say('page.not-saved')} />}
      {!isSaved && (
        <p class="mscl-actions">
          <Button
            icon="check"
            says={say(busy ? 'page.saving' : 'page.plan.routes.save')}
            disabled={busy || country === ''}
            onClick={() => void save()}
          />{' '}
          <span class="mscl-soft">{speak(say('page.plan.routes.unsaved'))}</span>
        </p>
      )}
    </fieldset>
  );
}

function Evidence({ place, isRead }: { readonly place: CallsOfPlace | undefined; readonly isRead: boolean }) {
  const { speak } = usePage();
  if (place === undefined) return isRead ? <>{speak(say('page.plan.routes.never', { days: BEFORE_DAYS }))}</> : null;
  const accounts = place.accounts.slice(0, SOME).map(([account]) => short(account));
  return <>{speak(say('page.plan.routes.called', { calls: place.calls, accounts, last: place.last.slice(0, 10) }))}</>;
}
const SOME = 3;

interface RouteProps extends Pick<FieldsProps<RoutesChoice>, 'choice' | 'onChoice'> {
  readonly one: Narrowable;
}

function Route({ one: { route, does }, choice, onChoice }: RouteProps) {
  const { speak } = usePage();
  const { without } = choice;
  const { id, name } = route;
  const stays = without.includes(id);
  const about =
    does.kind === 'stays'
      ? say('page.plan.routes.stays', { why: say(`actions.restrict-outbound.why.${does.why}`) })
      : say('page.plan.routes.takes', { numbers: takes(route) });
  return (
    <label>
      <input
        type="checkbox"
        checked={does.kind === 'narrow' && !stays}
        disabled={does.kind === 'stays'}
        onChange={() =>
          onChoice({ ...choice, without: stays ? without.filter((each) => each !== id) : [...without, id] })
        }
      />{' '}
      {short(name === '' ? id : name)} <small>{speak(about)}</small>
    </label>
  );
}

interface Found {
  readonly value: Stopping | null;
  readonly error: PbxError | null;
  /** Why the PBX did not read them; null: it did, or does. */
  readonly trouble: Message | null;
  readonly again: () => void;
}

/** Asked for when the dialog opens; judged anew with every choice. */
function useStopping(calls: ModuleCalls, parts: Parts, choice: RoutesChoice, person: Person): Found {
  const [, show] = useReducer((count: number) => count + 1, 0);
  const [reading] = useState(() => createCallsStore(createCallsApi(calls)));
  const view = reading.current();
  const now = parts.system.state === 'known' ? parts.system.data.now : '';
  const days = lastDays(now, BEFORE_DAYS);
  const asked = periodOf(days.from, days.to);
  const again = () => {
    if (asked !== null) void reading.ask({ ...asked, ...NIGHT, before: BEFORE_DAYS, plain: [], each: false });
  };
  useEffect(() => {
    const quiet = reading.subscribe(() => show(undefined));
    reading.start();
    return () => {
      quiet();
      reading.stop();
    };
  }, []);
  const { state, sums } = view;
  const isOurs = asked !== null && state?.from === asked.from && state.to === asked.to;
  // Another question that is being answered is not cut off.
  const isDue = state !== null && state.phase !== 'reading' && !isOurs;
  useEffect(() => {
    if (isDue) again();
  }, [isDue]);
  const value = useMemo(() => {
    if (sums === null || !isOurs) return null;
    const planned = ROUTE_CHOICES['restrict-outbound'].plan(parts, { ...choice, guess: true }, person, '');
    const after = planned.accepted ? simulateRoutes(parts, planned.plan) : parts;
    return stoppingCalls(sums, routesIn(parts), routesIn(after), callsGround(parts).read);
  }, [sums, isOurs, parts, choice]);
  const failed = state?.phase === 'failed' && state.trouble !== '' ? say(`page.calls.trouble.${state.trouble}`) : null;
  return { value, error: view.error, trouble: failed, again };
}

const routesIn = ({ outboundRoutes }: Parts): readonly OutboundRoute[] =>
  outboundRoutes.state === 'known' ? outboundRoutes.data : [];

/** What was called and would not get out any more. */
function Stops({ parts, value, error, trouble, again }: Found & { readonly parts: Parts }) {
  const { speak, language } = usePage();
  const named = withCountryNames(speak, language);
  const { names } = useMemo(() => callsGround(parts), [parts]);
  const nameOf = (account: string) => {
    const name = names.get(account) ?? '';
    return short(name === '' ? account : `${account} ${name}`);
  };
  return (
    <section aria-live="polite" class="mscl-stops">
      <h3>{speak(say('page.plan.routes.stops', { days: BEFORE_DAYS }))}</h3>
      {error !== null && <TroubleBox error={error} title={say('page.calls.not-read')} again={again} />}
      {trouble !== null && (
        <p class="ui warning message mscl-trouble">
          {speak(say('page.calls.not-read'))} {speak(trouble)}
        </p>
      )}
      {value === null && error === null && trouble === null && (
        <p class="mscl-tag">
          <Icon name="hourglass half" /> {speak(say('page.reading'))}
        </p>
      )}
      {value !== null &&
        (value.stops.length === 0 ? (
          <p>{speak(say('page.plan.routes.stops.none'))}</p>
        ) : (
          <ul class="mscl-plain">
            {value.stops.map((place) => (
              <li key={`${place.called.kind} ${place.called.country ?? ''}`}>
                <b>{named(placeWord(place.called))}</b>{' '}
                {speak(
                  say('page.plan.routes.stop', {
                    calls: place.calls,
                    accounts: place.accounts.slice(0, SOME).map(([account, count]) => `${nameOf(account)} (${count})`),
                    numbers: place.numbers.slice(0, SOME).map((number) => short(number)),
                  }),
                )}
              </li>
            ))}
          </ul>
        ))}
    </section>
  );
}

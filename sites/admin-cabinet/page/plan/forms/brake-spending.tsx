/** How many calls abroad, when, and to where; with what is usual here, from the calls of the last weeks. */
import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { rulesOf, type BrakeChoice } from '../../../../checklist/actions/choices/brake-spending.ts';
import { MONEY_CHOICES } from '../../../../checklist/actions/offered/money.ts';
import { placeName } from '../../../../checklist/actions/brake-spending.ts';
import { isAccount, pastOf } from '../../../../checklist/brake/past.ts';
import { placeReader, placeTables } from '../../../../checklist/brake/places.ts';
import { DAYS, SCOPES, UNITS, type BrakeRules } from '../../../../checklist/brake/rules.ts';
import { BEFORE_DAYS, callsGround, lastDays, NIGHT, periodOf } from '../../../../checklist/calls/scene.ts';
import { COUNTRIES } from '../../../../checklist/dialling/countries.ts';
import type { Parts } from '../../../../checklist/facts/types.ts';
import { say } from '../../../../checklist/message.ts';
import { createCallsApi } from '../../../../pbx/calls-api.ts';
import { createIsolationApi, type Braked } from '../../../../pbx/isolation-api.ts';
import { createCallsStore } from '../../break-in/calls-store.ts';
import { withCountryNames } from '../../break-in/country-words.ts';
import { SurroundingsProvider, usePage, useTime } from '../../context.ts';
import { Icon } from '../../parts.tsx';
import { fixOf, type FieldsProps, type FixProps } from './fix.tsx';

const Fix = fixOf(MONEY_CHOICES['brake-spending'], Fields);

/** Countries by their names, in the preview, too. */
export default function BrakeSpending(props: FixProps) {
  const page = usePage();
  const speak = useMemo(() => withCountryNames(page.speak, page.language), [page]);
  return (
    <SurroundingsProvider value={{ ...page, speak }}>
      <Fix {...props} />
    </SurroundingsProvider>
  );
}

const MOST = 10_000;

function Fields({ parts, choice, onChoice }: FieldsProps<BrakeChoice>) {
  const { speak, language } = usePage();
  const rules = rulesOf(parts, choice);
  const set = (change: Partial<BrakeRules>) => onChoice({ ...choice, rules: { ...rules, ...change } });
  const { reading, braked } = useCalls(parts, choice, onChoice);
  return (
    <>
      <p>{speak(say('page.plan.brake.what'))}</p>
      {braked !== null && <Now braked={braked} />}
      <p class="mscl-hint" role="status">
        {reading !== 'read' && <Icon name={reading === 'reading' ? 'hourglass half' : 'exclamation triangle'} />}{' '}
        {speak(say(`page.plan.brake.calls.${reading}`, { days: BEFORE_DAYS }))}
      </p>
      <table class="ui very compact unstackable table mscl-brake">
        <thead>
          <tr>
            <th scope="col">{speak(say('page.plan.brake.limits'))}</th>
            {UNITS.map((unit) => (
              <th key={unit} scope="col">
                {speak(say(`page.plan.brake.${unit}`))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SCOPES.map((scope) => (
            <tr key={scope}>
              <th scope="row">{speak(say(`page.plan.brake.${scope}`))}</th>
              {UNITS.map((unit) => (
                <td key={unit}>
                  <input
                    type="number"
                    min={0}
                    max={MOST}
                    aria-label={`${speak(say(`page.plan.brake.${scope}`))}: ${speak(say(`page.plan.brake.${unit}`))}`}
                    value={rules.limits[scope][unit]}
                    onInput={({ currentTarget }) => {
                      const value = Math.min(MOST, Math.max(0, Math.trunc(Number(currentTarget.value)) || 0));
                      set({ limits: { ...rules.limits, [scope]: { ...rules.limits[scope], [unit]: value } } });
                    }}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="mscl-soft">{speak(say('page.plan.brake.zero'))}</p>
      <HoursFields rules={rules} set={set} />
      <fieldset class="field mscl-choices">
        <legend>{speak(say('page.plan.brake.places'))}</legend>
        {rules.places.map((place) => (
          <label key={place}>
            <input
              type="checkbox"
              checked
              onChange={() => set({ places: rules.places.filter((other) => other !== place) })}
            />{' '}
            {speak(placeName(place))}
          </label>
        ))}
        <label class="field">
          <span>{speak(say('page.plan.brake.place.add'))}</span>
          <select
            value=""
            onChange={({ currentTarget }) => {
              const added = currentTarget.value;
              if (added !== '') set({ places: [...rules.places, added].sort() });
            }}
          >
            <option value="">–</option>
            {others(rules)
              .map((place) => [place, speak(placeName(place))] as const)
              .sort(([, one], [, other]) => one.localeCompare(other, language))
              .map(([place, name]) => (
                <option key={place} value={place}>
                  {name}
                </option>
              ))}
          </select>
        </label>
      </fieldset>
    </>
  );
}

const PLACES = [...COUNTRIES.map(({ id }) => id).filter((id) => /^[A-Z]{2}$/.test(id)), 'premium', 'unknown'];
const others = ({ places }: BrakeRules): readonly string[] => PLACES.filter((place) => !places.includes(place));

interface RulesProps {
  readonly rules: BrakeRules;
  readonly set: (change: Partial<BrakeRules>) => void;
}

function HoursFields({ rules: { hours, anytime }, set }: RulesProps) {
  const { speak } = usePage();
  const [text, setText] = useState<string | null>(null);
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.brake.hours'))}</legend>
      <label>
        <input
          type="checkbox"
          checked={hours !== null}
          onChange={() => set({ hours: hours === null ? { days: DAYS, from: '06:00', to: '22:00' } : null })}
        />{' '}
        {speak(say('page.plan.brake.hours.only'))}
      </label>
      {hours !== null && (
        <>
          {DAYS.map((day) => (
            <label key={day}>
              <input
                type="checkbox"
                checked={hours.days.includes(day)}
                onChange={() =>
                  set({
                    hours: {
                      ...hours,
                      days: DAYS.filter((one) => (one === day) !== hours.days.includes(one)),
                    },
                  })
                }
              />{' '}
              {speak(say(`actions.brake.day.${day}`))}
            </label>
          ))}
          {(['from', 'to'] as const).map((name) => (
            <label key={name} class="field">
              <span>{speak(say(`page.plan.brake.${name}`))}</span>
              <input
                type="time"
                required
                value={hours[name]}
                onInput={({ currentTarget }) => set({ hours: { ...hours, [name]: currentTarget.value } })}
              />
            </label>
          ))}
          <label class="field">
            <span>{speak(say('page.plan.brake.anytime'))}</span>
            <input
              type="text"
              autocomplete="off"
              spellcheck={false}
              value={text ?? anytime.join(' ')}
              onInput={({ currentTarget: { value } }) => {
                setText(value);
                set({ anytime: [...new Set(value.split(/[\s,;]+/).filter(isAccount))] });
              }}
            />
          </label>
        </>
      )}
    </fieldset>
  );
}

/** As the PBX's own dialplan says. */
function Now({ braked: { inForce, by } }: { readonly braked: Braked }) {
  const { speak } = usePage();
  const time = useTime();
  return (
    <p role="status">
      <Icon name={inForce ? 'lock' : 'exclamation triangle'} />{' '}
      <b>{speak(say(inForce ? 'page.plan.brake.now' : 'page.plan.brake.not-now'))}</b>{' '}
      {by !== null && speak(say('page.isolate.since', { at: time(by.at), person: by.person }))}
    </p>
  );
}

interface Known {
  readonly reading: 'reading' | 'read' | 'unread';
  readonly braked: Braked | null;
}

/** Reads the calls of the last weeks, and what is braked already. */
function useCalls(parts: Parts, choice: BrakeChoice, onChoice: (choice: BrakeChoice) => void): Known {
  const { store } = usePage();
  const [calls] = useState(() => createCallsStore(createCallsApi(store.calls)));
  const [, again] = useReducer((count: number) => count + 1, 0);
  const [braked, setBraked] = useState<Braked | null>(null);
  useEffect(() => {
    const end = calls.subscribe(() => again(undefined));
    calls.start();
    void createIsolationApi(store.calls)
      .now()
      .then((answer) => setBraked(answer.ok ? answer.value.brake : null));
    const ground = callsGround(parts);
    const now = parts.system.state === 'known' ? parts.system.data.now : '';
    const days = lastDays(now, BEFORE_DAYS);
    const period = periodOf(days.from, days.to);
    if (period !== null) void calls.ask({ ...period, ...NIGHT, before: 0, plain: ground.plain, each: true });
    return () => {
      calls.stop();
      end();
    };
  }, [calls]);
  const { sums, state, error } = calls.current();
  useEffect(() => {
    const { home } = callsGround(parts);
    const routes = parts.outboundRoutes.state === 'known' ? parts.outboundRoutes.data : [];
    const isRead = sums?.each !== undefined && home !== null;
    const past = isRead ? pastOf(sums, routes, placeReader(placeTables(home))) : choice.past;
    // What holds already is what a person goes on from.
    const held =
      braked === null || choice.rules !== null
        ? choice.rules
        : { limits: braked.limits, hours: braked.hours, anytime: braked.anytime, places: braked.places };
    if (past !== choice.past || held !== choice.rules) onChoice({ ...choice, rules: held, past });
  }, [sums, braked]);
  const isUnread = error !== null || state?.phase === 'failed' || sums?.each !== undefined;
  return { reading: choice.past !== null ? 'read' : isUnread ? 'unread' : 'reading', braked };
}

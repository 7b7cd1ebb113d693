/** "Fix": what to change by whose leave, the planned changes, and "apply"; or why it cannot be done, and what to do instead. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ACTIONS } from '../../../checklist/actions/index.ts';
import type { Planned } from '../../../checklist/actions/action.ts';
import { closableServices } from '../../../checklist/actions/closing.ts';
import { sayRefusal, type Refusal } from '../../../checklist/actions/refusals.ts';
import type { ActionId, Plan } from '../../../checklist/actions/types.ts';
import { serviceName } from '../../../checklist/exposure/services.ts';
import { LEVEL_NUMBERS, LEVELS, levelName } from '../../../checklist/fail2ban/levels.ts';
import type { Parts } from '../../../checklist/facts/types.ts';
import { say } from '../../../checklist/message.ts';
import { networksOf } from '../../../checklist/reach/networks.ts';
import { parseRelease } from '../../../checklist/release.ts';
import type { Answer, PbxError } from '../../../pbx/errors.ts';
import type { PlanNonce, PlansApi } from '../../../pbx/plans-api.ts';
import { usePage, useStore } from '../context.ts';
import { focusSoon } from '../focus.ts';
import { Button, Dialog, Icon, Lines, TroubleBox } from '../parts.tsx';
import { toggled } from '../place.ts';
import { advisedLevel, firstChoice, planFor, suggestionsFor, type Choice } from './options.ts';
import { Commands, Preview } from './preview.tsx';
import { PLAN_ID } from './running.tsx';
import type { PlansStore } from './store.ts';
import { duration } from './time.ts';

interface FixProps {
  readonly action: ActionId;
  readonly api: PlansApi;
  readonly plans: PlansStore;
  readonly onClose: () => void;
}

export function FixDialog({ action, api, plans, onClose }: FixProps) {
  const { store, speak } = usePage();
  const { reading } = useStore(store);
  const [asked, setAsked] = useState<Answer<PlanNonce> | null>(null);
  const ask = async () => {
    setAsked(null);
    setAsked(await api.nonce());
  };
  useEffect(() => {
    // Planned on what the PBX is now, not on what it was when the page was opened.
    void store.check(ACTIONS[action].parts);
    void ask();
  }, []);
  const parts = reading.facts?.parts;
  return (
    <Dialog title={ACTIONS[action].title} onClose={onClose}>
      {asked === null || parts === undefined ? (
        <p class="mscl-tag" role="status">
          <Icon name="hourglass half" /> {speak(say('page.reading'))}
        </p>
      ) : asked.ok ? (
        <Fix action={action} parts={parts} person={asked.value} plans={plans} onClose={onClose} />
      ) : (
        <TroubleBox error={asked.error} title={say('page.plan.not-planned')} again={() => void ask()} />
      )}
    </Dialog>
  );
}

interface BodyProps {
  readonly action: ActionId;
  readonly parts: Parts;
  readonly person: PlanNonce;
  readonly plans: PlansStore;
  readonly onClose: () => void;
}

function Fix({ action, parts, person, plans, onClose }: BodyProps) {
  const { speak, store } = usePage();
  const [choice, setChoice] = useState<Choice>(() => firstChoice(parts));
  const [trouble, setTrouble] = useState<PbxError | null>(null);
  const [busy, setBusy] = useState(false);
  const planned = useMemo<Planned>(
    () => planFor(action, parts, choice, person, speak(say('page.plan.rule-name'))),
    [action, parts, choice, person],
  );

  const apply = async (plan: Plan) => {
    setBusy(true);
    setTrouble(null);
    const answer = await plans.start(plan, speak);
    setBusy(false);
    if (!answer.ok) {
      setTrouble(answer.error);
      if (answer.error.kind === 'refused' && answer.error.code === 'stale-plan') void store.check();
      return;
    }
    onClose();
    focusSoon(`#${PLAN_ID}`);
  };

  return (
    <form
      class="ui form mscl-form mscl-fix"
      onSubmit={(event) => {
        event.preventDefault();
        if (planned.accepted && !busy) void apply(planned.plan);
      }}
    >
      <p class="mscl-soft">{speak(say('page.plan.you', { address: person.address }))}</p>
      {action === 'set-fail2ban-level' && <Levels parts={parts} choice={choice} onChoice={setChoice} />}
      {action === 'close-web-cti' && <Services parts={parts} choice={choice} onChoice={setChoice} />}
      <Ours parts={parts} person={person} choice={choice} onChoice={setChoice} action={action} />
      <div role="status" class={planned.accepted ? 'mscl-heard' : 'mscl-refused'}>
        {planned.accepted ? (
          speak(say('page.plan.planned', { count: planned.plan.steps.length }))
        ) : (
          <Refused refusal={planned.refusal} parts={parts} />
        )}
      </div>
      {planned.accepted && <Preview plan={planned.plan} />}
      {trouble !== null && <TroubleBox error={trouble} title={say('page.plan.not-begun')} />}
      <div class="mscl-apply">
        {planned.accepted && planned.plan.confirm !== null && (
          <p>{speak(say('page.plan.then', { time: duration(planned.plan.confirm.seconds) }))}</p>
        )}
        <p class="mscl-actions">
          <Button
            kind="primary"
            icon="play"
            says={say(busy ? 'page.plan.applying' : 'page.plan.apply')}
            disabled={!planned.accepted || busy}
          />
          <Button says={say('page.plan.cancel')} onClick={onClose} />
        </p>
      </div>
    </form>
  );
}

/** Why not, truly; and what can be done instead. */
function Refused({ refusal, parts }: { readonly refusal: Refusal; readonly parts: Parts }) {
  const { speak } = usePage();
  const release = parseRelease(parts.system.state === 'known' ? parts.system.data.release : '');
  const { says, steps, commands } = sayRefusal(refusal, release);
  return (
    <div class={`ui ${refusal.kind === 'nothing-to-do' ? 'positive' : 'warning'} message mscl-trouble`}>
      <p class="header">
        <Icon name={refusal.kind === 'nothing-to-do' ? 'check' : 'ban'} />{' '}
        {speak(say(refusal.kind === 'nothing-to-do' ? 'page.plan.nothing' : 'page.plan.refused'))}
      </p>
      <p>{speak(says)}</p>
      <Lines messages={steps} />
      <Commands commands={commands} />
    </div>
  );
}

interface ChoiceProps {
  readonly parts: Parts;
  readonly choice: Choice;
  readonly onChoice: (choice: Choice) => void;
}

function Levels({ parts, choice, onChoice }: ChoiceProps) {
  const { speak } = usePage();
  const release = parseRelease(parts.system.state === 'known' ? parts.system.data.release : '');
  const advised = advisedLevel(parts);
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.level'))}</legend>
      {LEVELS.map((level) => {
        const { maxretry, findtime, bantime } = LEVEL_NUMBERS[level];
        const numbers = { attempts: maxretry, time: span(findtime), ban: span(bantime) };
        return (
          <label key={level}>
            <input
              type="radio"
              name="mscl-level"
              checked={choice.level === level}
              onChange={() => onChoice({ ...choice, level })}
            />{' '}
            {speak(levelName(level, release))} <small>{speak(say('page.plan.level.numbers', numbers))}</small>
            {level === advised && <small> · {speak(say('page.plan.level.advised'))}</small>}
          </label>
        );
      })}
    </fieldset>
  );
}

const HOUR = 3600;
/** Days, hours or minutes: the levels have no others. */
function span(seconds: number) {
  if (seconds >= 24 * HOUR) return say('page.plan.days', { count: seconds / (24 * HOUR) });
  return seconds >= HOUR
    ? say('page.plan.hours', { count: seconds / HOUR })
    : say('page.plan.minutes', { count: seconds / 60 });
}

function Services({ parts, choice, onChoice }: ChoiceProps) {
  const { speak } = usePage();
  const release = parseRelease(parts.system.state === 'known' ? parts.system.data.release : '');
  const set = new Set(choice.services);
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.services'))}</legend>
      {closableServices(parts).map((service) => (
        <label key={service}>
          <input
            type="checkbox"
            checked={set.has(service)}
            onChange={() => onChoice({ ...choice, services: [...toggled(set, service)] })}
          />{' '}
          {speak(serviceName(service, parts.modules, release))}
        </label>
      ))}
    </fieldset>
  );
}

interface OursProps extends ChoiceProps {
  readonly person: PlanNonce;
  readonly action: ActionId;
}

/** Networks that keep access, or are never locked out: suggested ones to tick, others to write. */
function Ours({ parts, person, choice, onChoice, action }: OursProps) {
  const { speak, announce } = usePage();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  /** Stay when they are unticked. */
  const [written, setWritten] = useState<readonly string[]>([]);
  const suggestions = suggestionsFor(parts);
  const set = new Set(choice.ours);
  const tick = (network: string) => onChoice({ ...choice, ours: [...toggled(set, network)] });
  const add = () => {
    const [network, ...more] = networksOf(typed.trim());
    if (network === undefined || more.length > 0) {
      setWrong(true);
      return;
    }
    setWrong(false);
    setTyped('');
    onChoice({ ...choice, ours: [...new Set([...choice.ours, network.cidr])] });
    const isThere = [...suggestions.map((one) => one.network), ...written].includes(network.cidr);
    if (!isThere) setWritten([...written, network.cidr]);
    announce(say('page.plan.ours.added', { network: network.cidr }));
  };
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say(action === 'close-web-cti' ? 'page.plan.ours' : 'page.plan.ours.exempt'))}</legend>
      {suggestions.map(({ network, why }) => (
        <label key={network}>
          <input type="checkbox" checked={set.has(network)} onChange={() => tick(network)} /> {network}{' '}
          <small>{speak(why)}</small>
        </label>
      ))}
      {written.map((network) => (
        <label key={network}>
          <input type="checkbox" checked={set.has(network)} onChange={() => tick(network)} /> {network}{' '}
          <small>{speak(say('page.plan.ours.written'))}</small>
        </label>
      ))}
      <div class="mscl-add">
        <label class="field">
          <span>{speak(say('page.plan.ours.other'))}</span>
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            placeholder="203.0.113.7"
            value={typed}
            aria-invalid={isWrong}
            aria-describedby="mscl-ours-hint"
            onInput={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add();
            }}
          />
        </label>
        <Button icon="plus" says={say('page.plan.ours.add')} disabled={typed.trim() === ''} onClick={add} />
      </div>
      <p id="mscl-ours-hint" role={isWrong ? 'alert' : undefined} class={isWrong ? 'mscl-wrong' : 'mscl-soft'}>
        {speak(isWrong ? say('actions.refused.not-a-network', { network: typed }) : say('page.plan.ours.hint'))}
      </p>
      {person.seen === 'gateway' && (
        <label class="field">
          <span>{speak(say('page.plan.from', { address: person.address }))}</span>
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={choice.from}
            onInput={(event) => onChoice({ ...choice, from: event.currentTarget.value })}
          />
        </label>
      )}
    </fieldset>
  );
}

/** "Fix": what to change by whose leave, the planned changes, and "apply"; or why it cannot be done, and what to do instead. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { ACTIONS } from '../../../checklist/actions/index.ts';
import type { Planned } from '../../../checklist/actions/action.ts';
import { cameFrom } from '../../../checklist/actions/came-from.ts';
import { closableServices } from '../../../checklist/actions/closing.ts';
import { isUntidy } from '../../../checklist/actions/exempting.ts';
import { narrowRules } from '../../../checklist/actions/narrow.ts';
import { sayRefusal, type Refusal } from '../../../checklist/actions/refusals.ts';
import { modeFor, numbersFor } from '../../../checklist/actions/set-fail2ban-level.ts';
import type { ActionId, Plan } from '../../../checklist/actions/types.ts';
import { ownPublicOf } from '../../../checklist/exposure/facing.ts';
import { serviceName } from '../../../checklist/exposure/services.ts';
import {
  isExactly,
  LEVEL_NUMBERS,
  LEVELS,
  levelName,
  type BanNumbers,
  type Level,
} from '../../../checklist/fail2ban/levels.ts';
import type { Parts } from '../../../checklist/facts/types.ts';
import { duration } from '../../../checklist/duration.ts';
import { say } from '../../../checklist/message.ts';
import { networksOf } from '../../../checklist/reach/networks.ts';
import { parseRelease } from '../../../checklist/release.ts';
import type { Answer, PbxError } from '../../../pbx/errors.ts';
import type { PlanNonce, PlansApi } from '../../../pbx/plans-api.ts';
import { usePage, useStore } from '../context.ts';
import { focusSoon } from '../focus.ts';
import { Button, Dialog, DialogFoot, Icon, Lines, TroubleBox } from '../parts.tsx';
import { toggled } from '../place.ts';
import { short } from '../short.ts';
import {
  advisedLevel,
  firstChoice,
  planFor,
  suggestedFrom,
  suggestedOurs,
  suggestionsFor,
  type Choice,
} from './options.ts';
import { Commands, Preview } from './preview.tsx';
import { PLAN_ID } from './running.tsx';
import type { PlansStore } from './store.ts';

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
      {asked?.ok === true && parts !== undefined ? (
        <Fix action={action} parts={parts} person={asked.value} plans={plans} onClose={onClose} />
      ) : (
        <div class="mscl-form">
          {asked?.ok === false ? (
            <TroubleBox error={asked.error} title={say('page.plan.not-planned')} again={() => void ask()} />
          ) : (
            <p class="mscl-tag" role="status">
              <Icon name="hourglass half" /> {speak(say('page.reading'))}
            </p>
          )}
          <DialogFoot />
        </div>
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
      {action === 'close-web-cti' && <Kept parts={parts} choice={choice} onChoice={setChoice} />}
      <Ours parts={parts} person={person} choice={choice} onChoice={setChoice} action={action} />
      <div role="status" class={planned.accepted ? 'mscl-heard' : 'mscl-refused'}>
        {planned.accepted ? (
          speak(say('page.plan.planned', { count: planned.plan.steps.length }))
        ) : (
          <Refused refusal={planned.refusal} />
        )}
      </div>
      {planned.accepted && <Preview plan={planned.plan} />}
      {trouble !== null && <TroubleBox error={trouble} title={say('page.plan.not-begun')} />}
      <DialogFoot
        before={
          planned.accepted &&
          planned.plan.confirm !== null && (
            <p>{speak(say('page.plan.then', { time: duration(planned.plan.confirm.seconds) }))}</p>
          )
        }
      >
        <Button
          kind="primary"
          icon="play"
          says={say(busy ? 'page.plan.applying' : 'page.plan.apply')}
          disabled={!planned.accepted || busy}
        />
      </DialogFoot>
    </form>
  );
}

/** Why not, truly; and what can be done instead. */
function Refused({ refusal }: { readonly refusal: Refusal }) {
  const { speak } = usePage();
  const { says, steps, commands } = sayRefusal(refusal);
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
  const now = parts.fail2ban.state === 'known' ? parts.fail2ban.data : null;
  const options: readonly (Level | null)[] = advised === null ? [null, ...LEVELS] : LEVELS;
  const isStricterNow =
    now !== null &&
    choice.level !== null &&
    (!isExactly(numbersFor(now, choice.level, true), choice.level) ||
      modeFor(now, choice.level, true) !== modeFor(now, choice.level));
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.level'))}</legend>
      {options.map((level) => (
        <label key={level}>
          <input
            type="radio"
            name="mscl-level"
            checked={choice.level === level}
            onChange={() => onChoice({ ...choice, level })}
          />{' '}
          {speak(level === null ? say('page.plan.level.same') : levelName(level, release))}{' '}
          <small>{speak(numbersLine(level === null ? (now ?? LEVEL_NUMBERS.normal) : LEVEL_NUMBERS[level]))}</small>
          {level === advised && <small> · {speak(say('page.plan.level.advised'))}</small>}
        </label>
      ))}
      {isStricterNow && (
        <label>
          <input
            type="checkbox"
            checked={choice.keepsStricter}
            onChange={() => onChoice({ ...choice, keepsStricter: !choice.keepsStricter })}
          />{' '}
          {speak(say('page.plan.level.keep'))} <small>{speak(numbersLine(now))}</small>
        </label>
      )}
      {now !== null && isUntidy(now, release, ownPublicOf(parts.network)) && (
        <label>
          <input
            type="checkbox"
            checked={choice.tidies}
            onChange={() => onChoice({ ...choice, tidies: !choice.tidies })}
          />{' '}
          {speak(say('page.plan.tidy'))} <small>{now.whitelist.map(short).join(' ')}</small>
        </label>
      )}
    </fieldset>
  );
}

const numbersLine = ({ maxretry, findtime, bantime }: BanNumbers) =>
  say('page.plan.level.numbers', { attempts: maxretry, time: duration(findtime), ban: duration(bantime) });

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

/** Rules for few addresses: the item allows them, so they stay unless a person wants them closed, too. */
function Kept({ parts, choice, onChoice }: ChoiceProps) {
  const { speak } = usePage();
  const rules = narrowRules(parts);
  if (rules.length === 0) return null;
  const set = new Set(choice.keeps);
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say('page.plan.keeps'))}</legend>
      {rules.map(({ id, name, permit }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={set.has(id)}
            onChange={() => onChoice({ ...choice, keeps: [...toggled(set, id)] })}
          />{' '}
          {name === '' ? permit : short(name)} <small>{permit}</small>
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
  const suggestions = suggestionsFor(parts, action);
  const set = new Set(choice.ours ?? suggestedOurs(parts, action, choice));
  const around = cameFrom(parts, person);
  const from = choice.from ?? suggestedFrom(parts, action, choice, person);
  const tick = (network: string) => onChoice({ ...choice, ours: [...toggled(set, network)] });
  const add = () => {
    const [network, ...more] = networksOf(typed.trim());
    if (network === undefined || more.length > 0) {
      setWrong(true);
      return;
    }
    setWrong(false);
    setTyped('');
    onChoice({ ...choice, ours: [...new Set([...set, network.cidr])] });
    const isThere = [...suggestions.map((one) => one.network), ...written].includes(network.cidr);
    if (!isThere) setWritten([...written, network.cidr]);
    announce(say('page.plan.ours.added', { network: network.cidr }));
  };
  return (
    <fieldset class="field mscl-choices">
      <legend>{speak(say(action === 'close-web-cti' ? 'page.plan.ours' : 'page.plan.ours.exempt'))}</legend>
      {action === 'set-fail2ban-level' && around === null && person.seen === 'direct' && (
        <label>
          <input
            type="checkbox"
            checked={from !== ''}
            onChange={() => onChoice({ ...choice, from: from === '' ? person.address : '' })}
          />{' '}
          {person.address} <small>{speak(say('page.plan.ours.you'))}</small>
        </label>
      )}
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
      {(around !== null || person.seen === 'gateway') && (
        <label class="field">
          <span>{speak(say(`page.plan.from.${around?.because ?? 'router'}`, { address: person.address }))}</span>
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={from}
            onInput={(event) => onChoice({ ...choice, from: event.currentTarget.value })}
          />
        </label>
      )}
    </fieldset>
  );
}

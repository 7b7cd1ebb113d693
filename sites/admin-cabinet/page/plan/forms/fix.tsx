/** "Fix": what to change by whose leave, the planned changes, and "apply"; or why it cannot be done, and what to do instead. */
// All dialogs have the same code behind them: one piece, where each by itself would cut it into many.
import '../../../../checklist/actions/offered/doors.ts';
import type { ComponentType } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Planned } from '../../../../checklist/actions/action.ts';
import type { Choices, NetworkChoice } from '../../../../checklist/actions/choices/choices.ts';
import { sayRefusal, type Refusal } from '../../../../checklist/actions/refusals.ts';
import { TITLES } from '../../../../checklist/actions/titles.ts';
import type { ActionId, Plan } from '../../../../checklist/actions/types.ts';
import { duration } from '../../../../checklist/duration.ts';
import type { Parts } from '../../../../checklist/facts/types.ts';
import { say, type Message } from '../../../../checklist/message.ts';
import type { Answer, PbxError } from '../../../../pbx/errors.ts';
import { LONGEST_COMMENT, WHILE, type LaterTimes, type PlanNonce, type PlansApi } from '../../../../pbx/plans-api.ts';
import { usePage, useStore } from '../../context.ts';
import { focusSoon } from '../../focus.ts';
import { Button, Dialog, DialogFoot, Icon, Lines, TroubleBox } from '../../parts.tsx';
import { LaterFields } from '../some-plans.ts';
import { Preview } from '../preview.tsx';
import { LATER_ID } from '../later/id.ts';
import { PLAN_ID } from '../running.tsx';
import { Commands } from '../shut-out.tsx';
import { BETWEEN_MEETINGS, isSoonTold, MOST_MEETINGS, type PlansStore } from '../store.ts';

export interface FieldsProps<C> {
  readonly parts: Parts;
  readonly choice: C;
  readonly onChoice: (choice: C) => void;
  readonly person: PlanNonce;
  /** Another action in its place. */
  readonly onInstead: (action: ActionId) => void;
}

/** What is about an action besides its choice. */
interface Special<C> {
  /** Seconds until what it makes goes again. */
  readonly endsIn?: (choice: C) => number;
  /** The password that is sent beside the plan. */
  readonly typedIn?: (choice: C) => string;
}

export interface FixProps {
  readonly api: PlansApi;
  readonly plans: PlansStore;
  /** Another action has to come first. */
  readonly onInstead: (action: ActionId) => void;
  readonly onClose: () => void;
}

interface FormProps extends Pick<FixProps, 'plans' | 'onInstead' | 'onClose'> {
  readonly parts: Parts;
  readonly person: PlanNonce;
}

/** The dialog of an action. `Fields`: what can be chosen for it. */
export function fixOf<C extends NetworkChoice>(
  choices: Choices<C>,
  Fields: ComponentType<FieldsProps<C>>,
  special: Special<C> = {},
): ComponentType<FixProps> {
  const Form = formOf(choices, Fields, special);
  return function Fix({ api, plans, onInstead, onClose }) {
    const { store, speak } = usePage();
    const { reading } = useStore(store);
    const [asked, setAsked] = useState<Answer<PlanNonce> | null>(null);
    const [tries, setTries] = useState(0);
    const ask = async () => {
      setAsked(null);
      setAsked(await api.nonce());
    };
    useEffect(() => {
      // Planned on what the PBX is now, not on what it was when the page was opened.
      void store.check(choices.parts);
      void ask();
    }, []);
    const isTriedAgain = asked?.ok === true && isSoonTold(asked.value) && tries < MOST_MEETINGS;
    useEffect(() => {
      if (!isTriedAgain) return undefined;
      const timer = setTimeout(() => {
        setTries(tries + 1);
        void api.nonce().then(setAsked);
      }, BETWEEN_MEETINGS);
      return () => clearTimeout(timer);
    }, [asked]);
    const parts = reading.facts?.parts;
    return (
      <Dialog title={TITLES[choices.id]} onClose={onClose}>
        {isTriedAgain && (
          <p class="mscl-hint" role="status">
            <Icon name="hourglass half" /> {speak(say('page.plan.meeting'))}
          </p>
        )}
        {asked?.ok === true && parts !== undefined ? (
          <Form parts={parts} person={asked.value} plans={plans} onInstead={onInstead} onClose={onClose} />
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
  };
}

function formOf<C extends NetworkChoice>(
  choices: Choices<C>,
  Fields: ComponentType<FieldsProps<C>>,
  { endsIn, typedIn }: Special<C>,
): ComponentType<FormProps> {
  return function Form({ parts, person, plans, onInstead, onClose }) {
    const { speak, store } = usePage();
    const [choice, setChoice] = useState<C>(() => choices.first(parts, person));
    const [trouble, setTrouble] = useState<PbxError | null>(null);
    const [comment, setComment] = useState('');
    const [busy, setBusy] = useState(false);
    // undefined: at once. null: later, and the time is none yet.
    const [later, setLater] = useState<LaterTimes | null | undefined>();
    const planned = useMemo<Planned>(
      () => choices.plan(parts, choice, person, speak(say('page.plan.rule-name'))),
      [parts, choice, person],
    );

    const ends = endsIn === undefined ? null : Math.round(endsIn(choice));
    const isInTime = later !== null && (ends === null || (ends >= WHILE.shortest && ends <= WHILE.longest));
    const zone = parts.system.state === 'known' ? parts.system.data.timeZone : null;

    const apply = async (plan: Plan) => {
      setBusy(true);
      setTrouble(null);
      const score = store.current().report?.score ?? null;
      const answer = await plans.start(plan, speak, score, {
        comment: comment.trim(),
        ends,
        later: later ?? null,
        typed: typedIn?.(choice) ?? null,
      });
      setBusy(false);
      if (!answer.ok) {
        setTrouble(answer.error);
        if (answer.error.kind === 'refused' && answer.error.code === 'stale-plan') void store.check();
        return;
      }
      onClose();
      focusSoon(`#${later === undefined ? PLAN_ID : LATER_ID}`);
    };

    return (
      <form
        class="ui form mscl-form mscl-fix"
        onSubmit={(event) => {
          event.preventDefault();
          if (planned.accepted && isInTime && !busy) void apply(planned.plan);
        }}
      >
        <p class="mscl-soft">{speak(say('page.plan.you', { address: person.address }))}</p>
        <Fields parts={parts} choice={choice} onChoice={setChoice} person={person} onInstead={onInstead} />
        <div role="status" class={planned.accepted ? 'mscl-heard' : 'mscl-refused'}>
          {planned.accepted ? (
            speak(say('page.plan.planned', { count: planned.plan.steps.length }))
          ) : (
            <Refused refusal={planned.refusal} onInstead={onInstead} />
          )}
        </div>
        {!isInTime && ends !== null && <p class="mscl-hint">{speak(say('page.plan.let-in.when'))}</p>}
        {planned.accepted && <Preview plan={confirmedLater(planned.plan, later)} />}
        {planned.accepted && (
          <label class="field">
            <span>{speak(say('page.plan.comment'))}</span>
            <input
              type="text"
              maxLength={LONGEST_COMMENT}
              value={comment}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
          </label>
        )}
        {planned.accepted && isForLater(planned.plan) && ends === null && zone !== null && (
          <label class="mscl-check">
            <input
              type="checkbox"
              checked={later !== undefined}
              onChange={() => setLater(later === undefined ? null : undefined)}
            />{' '}
            {speak(say('page.plan.later'))}
          </label>
        )}
        {planned.accepted && later !== undefined && zone !== null && (
          <LaterFields
            zone={zone}
            address={person.address}
            isConfirmed={planned.plan.confirm !== null}
            onChange={setLater}
          />
        )}
        {trouble !== null && <TroubleBox error={trouble} title={say('page.plan.not-begun')} />}
        <DialogFoot
          before={
            planned.accepted &&
            planned.plan.confirm !== null &&
            later === undefined && (
              <p>{speak(say('page.plan.then', { time: duration(planned.plan.confirm.seconds) }))}</p>
            )
          }
        >
          <Button
            kind="primary"
            icon={later === undefined ? 'play' : 'clock outline'}
            says={say(busy ? 'page.plan.applying' : later === undefined ? 'page.plan.apply' : 'page.plan.later.apply')}
            disabled={!planned.accepted || !isInTime || busy}
          />
        </DialogFoot>
      </form>
    );
  };
}

/** Not what a person types or does. */
const isForLater = ({ steps }: Plan): boolean => steps.every(({ kind }) => !NOW.has(kind));
const NOW: ReadonlySet<Plan['steps'][number]['kind']> = new Set([
  ...(['edits.watch', 'login.password', 'ssh.keys-only', 'isolation.on', 'calls.stop', 'calls.brake'] as const),
  ...(['account.secret', 'ami.secret', 'ari.secret', 'sip.suffix'] as const),
]);

/** What is for later has its own time to be confirmed. */
const confirmedLater = (plan: Plan, later: LaterTimes | null | undefined): Plan =>
  plan.confirm === null || later === undefined || later === null
    ? plan
    : { ...plan, confirm: { ...plan.confirm, seconds: (Date.parse(later.until) - Date.parse(later.at)) / 1000 } };

/** Why not, truly; and what can be done instead. */
function Refused({ refusal, onInstead }: { readonly refusal: Refusal } & Pick<FixProps, 'onInstead'>) {
  const { speak } = usePage();
  const { says, steps, commands, first } = sayRefusal(refusal);
  const { look, icon, title } = HEADS[refusal.kind] ?? REFUSED;
  return (
    <div class={`ui ${look} message mscl-trouble`}>
      <p class="header">
        <Icon name={icon} /> {speak(title)}
      </p>
      <p>{speak(says)}</p>
      <Lines messages={steps} />
      <Commands commands={commands} />
      {first !== null && (
        <Button
          kind="primary"
          icon="magic"
          says={say('page.plan.first', { action: TITLES[first] })}
          onClick={() => onInstead(first)}
        />
      )}
      {first === null && steps.length > 0 && !['not-a-person', 'asked', 'own-words'].includes(refusal.kind) && (
        <Button icon="eye" says={say('page.edits.open')} onClick={() => onInstead('watch-edits')} />
      )}
    </div>
  );
}

interface Head {
  readonly look: 'positive' | 'warning' | 'info';
  readonly icon: 'check' | 'ban' | 'question circle outline';
  readonly title: Message;
}
const REFUSED: Head = { look: 'warning', icon: 'ban', title: say('page.plan.refused') };
const HEADS: Partial<Record<Refusal['kind'], Head>> = {
  'nothing-to-do': { look: 'positive', icon: 'check', title: say('page.plan.nothing') },
  whom: { look: 'info', icon: 'question circle outline', title: say('page.plan.waits') },
  asked: { look: 'info', icon: 'question circle outline', title: say('page.plan.waits') },
  undecided: { look: 'info', icon: 'question circle outline', title: say('page.plan.waits') },
};

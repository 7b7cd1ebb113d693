/** What the page gets of plans: a button in cards and rows, the plan that runs, the history. */
import { useEffect, useReducer, useState } from 'preact/hooks';
import { TITLES } from '../../../checklist/actions/titles.ts';
import type { ActionId } from '../../../checklist/actions/types.ts';
import { duration } from '../../../checklist/duration.ts';
import { say } from '../../../checklist/message.ts';
import { isWrong } from '../../../checklist/report/order.ts';
import type { PbxError } from '../../../pbx/errors.ts';
import type { ModuleApi } from '../../../pbx/module-api.ts';
import type { FixProps, PlanParts } from '../context.ts';
import { usePage, useStore } from '../context.ts';
import { refocus } from '../focus.ts';
import { Button, Icon, TroubleBox } from '../parts.tsx';
import type { AfterProps } from './after.tsx';
import { FIXES, Isolated, Patch, Rotation, Whiles } from './fixes.ts';
import { from } from './from.ts';
import { History } from './history.tsx';
import { knock } from './knock.ts';
import { LATER_ID } from './later/id.ts';
import { createOffers } from './offers.ts';
import { Running } from './running.tsx';
import { LaterPlan } from './some-plans.ts';
import { createPlansStore, isOver, type PlansState, type PlansStore } from './store.ts';

const After = from<AfterProps>(() => import('./after.tsx'));

export interface PlanPartsOptions {
  readonly api: Pick<ModuleApi, 'calls' | 'journal' | 'plans'>;
  readonly memory: Storage | null;
  /** The PBX has changed. */
  readonly onOver: () => void;
}

/** Of the check about the vendor's fix of 2024.1.114. */
const PATCH = 'install-patch';

/** Blue only where the plan can be played and helps; else what can be chosen, or why it cannot be played. */
const SAYS = { fix: 'page.plan.fix', choose: 'page.plan.choose', refused: 'page.plan.why-not' } as const;
const ICONS = { fix: 'magic', choose: 'sliders horizontal', refused: 'question circle outline' } as const;

export function createPlanParts({ api, memory, onOver }: PlanPartsOptions): PlanParts {
  const plans = createPlansStore({ api: api.plans, memory, knock, onOver });
  const offers = createOffers();
  let open: (action: ActionId | typeof PATCH) => void = () => undefined;
  function Fix({ result, isWanted = false, isPlain = false, isShortcut = false, minutes }: FixProps) {
    const { speak, store } = usePage();
    const state = usePlans(plans);
    const { facts } = useStore(store).reading;
    // The vendor's script is no plan: nothing of it is known before it is looked at.
    const isPatch = result.action === PATCH;
    const offer = offers.useOffer(result, isPatch ? null : facts, state.person);
    const kind = isPatch ? (isWrong(result) ? 'fix' : 'choose') : offer.kind;
    const action = isPatch ? PATCH : offer.kind === 'none' ? null : offer.action;
    const isBusy = !isPatch && state.status !== null && !isOver(state.status);
    useEffect(() => {
      if (isWanted && action !== null && (kind === 'fix' || kind === 'refused') && !isBusy) open(action);
    }, [isWanted, kind]);
    if (kind === 'none' || action === null || (isPlain && kind !== 'fix')) return null;
    const title = action === PATCH ? say('page.patch.title') : TITLES[action];
    const says =
      minutes !== undefined && kind === 'fix'
        ? say('page.plan.fix.in', { time: duration(60 * minutes) })
        : kind === 'choose' && action !== 'set-fail2ban-level'
          ? title
          : say(SAYS[kind]);
    if (isShortcut) {
      return (
        <span
          class="ui primary tiny button"
          aria-hidden="true"
          onClick={(event) => {
            // The row stays as it is.
            event.preventDefault();
            if (!isBusy) open(action);
          }}
        >
          <Icon name={ICONS[kind]} /> {speak(says)}
        </span>
      );
    }
    return (
      <Button
        small
        {...(kind === 'fix' ? { kind: 'primary' as const } : {})}
        icon={ICONS[kind]}
        says={says}
        label={`${speak(says)}: ${speak(title)}`}
        disabled={isBusy}
        onClick={() => open(action)}
      />
    );
  }
  return {
    Fix,
    Act({ action }) {
      const state = usePlans(plans);
      return (
        <Button
          small
          kind="primary"
          icon="magic"
          says={TITLES[action]}
          disabled={state.status !== null && !isOver(state.status)}
          onClick={() => open(action)}
        />
      );
    },
    End({ plan }) {
      const { speak } = usePage();
      const state = usePlans(plans);
      const [error, setError] = useState<PbxError | null>(null);
      const end = async () => {
        const answer = await plans.undo(plan, speak(say('page.isolate.end')));
        setError(answer.ok ? null : answer.error);
      };
      return (
        <>
          <Button
            small
            icon="undo"
            says={say('page.isolate.end')}
            disabled={state.status !== null && !isOver(state.status)}
            onClick={() => void end()}
          />
          {error !== null && <TroubleBox error={error} title={say('page.plan.not-begun')} />}
        </>
      );
    },
    Safe() {
      const { store } = usePage();
      const state = usePlans(plans);
      const { reading, pending } = useStore(store);
      const count = offers.useSafe(pending.size === 0 ? reading.facts : null, state.person);
      if (count < 2) return null;
      return (
        <Button
          icon="magic"
          says={say('page.plan.safe.open', { count })}
          disabled={state.status !== null && !isOver(state.status)}
          onClick={() => open('fix-safe')}
        />
      );
    },
    Watch() {
      const state = usePlans(plans);
      return (
        <Button
          small
          icon="eye"
          says={say('page.edits.open')}
          disabled={state.status !== null && !isOver(state.status)}
          onClick={() => open('watch-edits')}
        />
      );
    },
    Plan() {
      const state = usePlans(plans);
      const [action, setAction] = useState<ActionId | typeof PATCH | null>(null);
      useEffect(() => {
        open = setAction;
        void plans.look();
        void plans.meet();
      }, []);
      const Fixing = action === null || action === PATCH ? null : FIXES[action];
      const close = () => {
        setAction(null);
        refocus('#mscl-score');
      };
      return (
        <>
          <Isolated calls={api.calls} isBanner />
          <Running plans={plans} state={state}>
            <After api={api} plans={plans} state={state} Fix={Fix} />
          </Running>
          {state.rotations.length > 0 && <Rotation calls={api.calls} plans={plans} state={state} />}
          {state.later !== null && (
            <div id={LATER_ID} tabIndex={-1}>
              <LaterPlan plans={plans} later={state.later} />
            </div>
          )}
          {action === PATCH && <Patch calls={api.calls} onClose={close} />}
          {Fixing !== null && <Fixing api={api.plans} plans={plans} onInstead={setAction} onClose={close} />}
        </>
      );
    },
    History() {
      const state = usePlans(plans);
      return (
        <>
          <Whiles plans={plans} state={state} onOpen={(action) => open(action)} />
          <History api={api} plans={plans} state={state} />
        </>
      );
    },
  };
}

function usePlans(plans: PlansStore): PlansState {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const end = plans.subscribe(() => again(undefined));
    again(undefined);
    return end;
  }, [plans]);
  return plans.current();
}

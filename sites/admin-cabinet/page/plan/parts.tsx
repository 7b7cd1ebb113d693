/** What the page gets of plans: a button in rows, the plan that runs, the history. */
import { useEffect, useReducer, useState } from 'preact/hooks';
import { fixOf } from '../../../checklist/actions/fixes.ts';
import { ACTIONS } from '../../../checklist/actions/index.ts';
import type { ActionId } from '../../../checklist/actions/types.ts';
import { say } from '../../../checklist/message.ts';
import type { ModuleApi } from '../../../pbx/module-api.ts';
import type { PlanParts } from '../context.ts';
import { usePage } from '../context.ts';
import { refocus } from '../focus.ts';
import { Button } from '../parts.tsx';
import { FixDialog } from './fix.tsx';
import { History } from './history.tsx';
import { Running } from './running.tsx';
import { createPlansStore, isOver, type PlansState, type PlansStore } from './store.ts';

export interface PlanPartsOptions {
  readonly api: Pick<ModuleApi, 'journal' | 'plans'>;
  readonly memory: Storage | null;
  /** The PBX has changed. */
  readonly onOver: () => void;
}

export function createPlanParts({ api, memory, onOver }: PlanPartsOptions): PlanParts {
  const plans = createPlansStore({ api: api.plans, memory, onOver });
  let open: (action: ActionId) => void = () => undefined;
  return {
    Fix({ result, isWanted }) {
      const { speak } = usePage();
      const state = usePlans(plans);
      const action = fixOf(result);
      const isBusy = state.status !== null && !isOver(state.status);
      useEffect(() => {
        if (isWanted && action !== null && !isBusy) open(action);
      }, []);
      if (action === null) return null;
      return (
        <Button
          small
          kind="primary"
          icon="magic"
          says={say('page.plan.fix')}
          label={`${speak(say('page.plan.fix'))}: ${speak(ACTIONS[action].title)}`}
          disabled={isBusy}
          onClick={() => open(action)}
        />
      );
    },
    Plan() {
      const state = usePlans(plans);
      const [action, setAction] = useState<ActionId | null>(null);
      useEffect(() => {
        open = setAction;
        void plans.look();
      }, []);
      const close = () => {
        setAction(null);
        refocus('#mscl-score');
      };
      return (
        <>
          <Running plans={plans} state={state} />
          {action !== null && <FixDialog action={action} api={api.plans} plans={plans} onClose={close} />}
        </>
      );
    },
    History: () => <History api={api} plans={plans} state={usePlans(plans)} />,
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

/** Steps that did not work out, and that the plan stands without. */
import { say } from '../../../checklist/message.ts';
import type { PlanStatus } from '../../../pbx/plans-api.ts';
import { usePage } from '../context.ts';
import { stepLine } from './journal-words.ts';

export interface MissedProps {
  readonly status: PlanStatus;
}

export default function Missed({ status: { missed, steps, phase } }: MissedProps) {
  const { speak, store } = usePage();
  if (phase === 'undoing' || phase === 'undone' || phase === 'stuck') return null;
  const parts = store.current().reading.facts?.parts;
  return (
    <>
      {missed.map(({ step, detail }) => {
        const what = stepLine({ ...steps[step - 1] }, parts);
        return (
          <p key={step} class="mscl-hint">
            {speak(say('page.plan.missed', { what, detail }))}
          </p>
        );
      })}
    </>
  );
}

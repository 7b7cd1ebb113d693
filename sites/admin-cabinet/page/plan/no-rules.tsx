/** After a reload that failed as a whole: graver than any single object that is not as it was. */
import { useEffect } from 'preact/hooks';
import { say } from '../../../checklist/message.ts';
import { runsNoRule } from '../../../checklist/reach/unfiltered.ts';
import { usePage, useStore } from '../context.ts';
import { Icon } from '../parts.tsx';

export default function NoRules() {
  const { speak, store } = usePage();
  const { reading } = useStore(store);
  useEffect(() => void store.check(['firewall', 'runningRules']), []);
  const parts = reading.facts?.parts;
  if (parts === undefined || !runsNoRule(parts)) return null;
  return (
    <div class="ui negative message mscl-trouble" role="alert">
      <p class="header">
        <Icon name="exclamation triangle" /> {speak(say('page.plan.no-rules'))}
      </p>
      <p>{speak(say('page.plan.no-rules.what'))}</p>
      <p>{speak(say('page.plan.no-rules.do'))}</p>
    </div>
  );
}

/** What has to be typed elsewhere; and the one line for who is shut out. */
import { say } from '../../../checklist/message.ts';
import { usePage } from '../context.ts';
import { CONSOLE_UNDO } from './words.ts';

/** To be written down before: the way back without the cabinet. */
export function ShutOut() {
  const { speak } = usePage();
  return (
    <>
      <p>{speak(say('page.plan.way-back.shut-out'))}</p>
      <Commands commands={[CONSOLE_UNDO]} />
    </>
  );
}

/** To be run by hand, elsewhere. */
export function Commands({ commands }: { readonly commands: readonly string[] }) {
  if (commands.length === 0) return null;
  return (
    <pre class="mscl-commands" tabIndex={0}>
      {commands.join('\n')}
    </pre>
  );
}

/** What root says of the fix, in plain words. */
import { say, type Message } from '../../../../checklist/message.ts';
import { printable } from '../../../../checklist/printable.ts';
import type { PatchMarker, PatchRun, PatchState } from '../../../../pbx/patch-api.ts';

/** Why nothing came of what was asked, and the way on. */
export function troubleLine({ code, detail }: NonNullable<PatchState['trouble']>): Message {
  switch (code) {
    case 'status':
    case 'redirected':
    case 'failed':
      return say(`page.patch.trouble.${code}`, { detail: printable(detail) });
    default:
      return say(`page.patch.trouble.${code}`);
  }
}

/** How the script ended: what its maker's exit code says, and no more. */
export function endLine({ act, ended, exit }: PatchRun): Message {
  switch (ended) {
    case null:
      return say(`page.patch.running.${act}`);
    case 'exit':
      return exit === 0 ? say(`page.patch.ended.${act}`) : say('page.patch.ended.exit', { exit: exit ?? 0 });
    case 'timeout':
    case 'signal':
    case 'broken-off':
      return say(`page.patch.ended.${ended}`);
  }
}

/** How many holes were one thing before, and are another now. */
function changed({ before, after }: PatchRun, was: PatchMarker['state'], is: PatchMarker['state']): number {
  const then = new Set(before.filter(({ state }) => state === was).map(({ id }) => id));
  return after.filter(({ id, state }) => state === is && then.has(id)).length;
}

/** Did it close anything that can be lost again? */
export const hasClosed = (run: PatchRun): boolean => run.act === 'run' && changed(run, 'unpatched', 'fixed') > 0;

/** What it means: told by the files that run. */
export function resultLine(run: PatchRun): Message {
  const { act, after } = run;
  const open = after.filter(({ state }) => state === 'unpatched').length;
  const notRead = after.filter(({ state }) => state === 'missing' || state === 'unreadable').length;
  if (act === 'restore') {
    const back = changed(run, 'fixed', 'unpatched');
    if (open === 0) return say('page.patch.result.still');
    if (back > 0) return say('page.patch.result.back', { count: back });
  }
  if (open > 0) return say('page.patch.result.open', { count: open, of: after.length });
  return notRead > 0 ? say('page.patch.result.unread', { count: notRead }) : say('page.patch.result.closed');
}

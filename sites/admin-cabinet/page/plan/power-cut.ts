/** What a power cut may do to the deadline (docs/player.md: Core starts with the list of modules that it remembers). */
import { isOldRelease } from '../../../checklist/reach/enforcement.ts';
import type { Parts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';

export function powerCut(parts: Parts | undefined): Message {
  const release = parts?.system.state === 'known' ? parts.system.data.release : '';
  return say(isOldRelease(release) ? 'page.plan.power-cut.2024' : 'page.plan.power-cut.2026');
}

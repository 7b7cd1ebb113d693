/** Each tab keeps its own: who signs out in one of them takes along what the others keep. */
import type { Memory } from './kept.ts';

const SIGNED_OUT = 'module-security-checklist.signed-out';
const channel = (): BroadcastChannel | null => ('BroadcastChannel' in window ? new BroadcastChannel(SIGNED_OUT) : null);

export function forgetInOtherTabs(): void {
  const tabs = channel();
  tabs?.postMessage('');
  tabs?.close();
}

export function forgetWithOtherTabs(memory: Memory): void {
  channel()?.addEventListener('message', () => memory.forgetAll());
}

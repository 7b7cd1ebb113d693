/**
 * No password opens SSH any more, only keys: by whoever has just signed in with one that is on the PBX, or can get to its console.
 * (guide: What to Do If a Breach Has Already Occurred)
 */
import type { PartData, Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { defineAction, refuse } from './action.ts';
import { consoleWordsIn } from './console-words.ts';
import { loginPlan, sayWhy, SESSIONS_END, told } from './login-plan.ts';
import { whoAsks } from './ours.ts';
import type { Said } from './refusals.ts';
import type { Change, Step } from './types.ts';

export interface KeysOnlyOptions {
  /** What the person has typed. */
  readonly console: string;
  readonly confirmSeconds?: number;
}

type Key = PartData['ssh']['authorizedKeys'][number];

/** So long ago, in ms, a key may have been used to be one that works. */
const FRESH = 3_600_000;

export const sshKeysOnly = defineAction<KeysOnlyOptions, 'system' | 'ports' | 'ssh'>({
  id: 'ssh-keys-only',
  needs: ['system', 'ports', 'ssh'],
  uses: ['signIns'],
  plan(facts, { console: typed, confirmSeconds }, asker) {
    const { system, ssh } = facts;
    const address = whoAsks(asker, system.data);
    if ('kind' in address) return refuse(address);
    if (!ssh.data.passwordLogins) return refuse({ kind: 'nothing-to-do' });
    const words = consoleWordsIn(typed);
    const hasUsed = usedKeys(facts).length > 0;
    if (!hasUsed && words === '') return refuse({ kind: 'asked', said: askedFor(ssh.data) });
    const steps: readonly Step[] = [
      { kind: 'ssh.keys-only', says: say('actions.step.keys-only'), enabled: true, console: hasUsed ? '' : words },
    ];
    return loginPlan(facts, {
      action: 'ssh-keys-only',
      address,
      asker,
      steps,
      confirmSeconds,
      changes: [CHANGE],
      warnings: [
        told('keys', keysLine(ssh.data.authorizedKeys)),
        SESSIONS_END,
        told('console', consoleOf(system.data.release)),
      ],
    });
  },
});

const CHANGE: Change = {
  object: 'setting',
  id: 'SSHDisablePasswordLogins',
  label: 'SSHDisablePasswordLogins',
  page: { page: 'settings-ssh' },
  fields: [
    {
      field: 'passwordLogins',
      name: say('actions.field.ssh-passwords'),
      before: say('actions.value.ssh-passwords.on'),
      after: say('actions.value.ssh-passwords.off'),
    },
  ],
};

/** Keys on the PBX that somebody has just signed in with; none where the log could not be read. */
export function usedKeys({ ssh, signIns, system }: Pick<Parts, 'ssh' | 'signIns' | 'system'>): readonly Key[] {
  if (ssh.state === 'unknown' || signIns.state === 'unknown' || system.state === 'unknown') return [];
  const since = Date.parse(system.data.now) - FRESH;
  const used = new Set(
    (signIns.data.sshKeys ?? []).filter(({ last }) => Date.parse(last) >= since).map(({ fingerprint }) => fingerprint),
  );
  return ssh.data.authorizedKeys.filter(({ fingerprint }) => used.has(fingerprint));
}

/** The menu at the console, in the words of the release. */
const consoleOf = (release: string): Message =>
  say(isOldRelease(release) ? 'actions.keys-only.way-back.2024' : 'actions.keys-only.way-back.2026');

const askedFor = ({ authorizedKeys }: PartData['ssh']): Said =>
  sayWhy(
    say('actions.keys-only.asked'),
    ...(authorizedKeys.length > 0 ? [] : [say('actions.keys-only.asked.add')]),
    say('actions.keys-only.asked.use'),
    say('actions.keys-only.asked.console'),
  );

function keysLine(keys: readonly Key[]): Message {
  if (keys.length === 0) return say('actions.warn.keys-only.none');
  return say('actions.warn.keys-only', {
    keys: keys.map(({ type, comment, fingerprint }) => say('checks.ssh-access.key', { type, comment, fingerprint })),
  });
}

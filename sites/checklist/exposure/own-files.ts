/**
 * Core's configuration files that somebody changed by hand (System → System file customization). What stands in them is
 * not judged, so each is named at what it can change, and nowhere else.
 */
import type { Outcome } from '../check.ts';
import type { Part, PartData } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Finding } from '../report/types.ts';
import { notKnown } from './doubt.ts';
import { passUnless } from './offences.ts';
import type { Topic } from './own-topics.ts';
import { ownFilesOn } from './own-topics.ts';

type ExtraRules = Part<PartData['extraRules']>;

const SAYS = {
  firewall: 'exposure.extra.file',
  dialplan: 'own-files.dialplan',
  accounts: 'own-files.accounts',
  programs: 'own-files.programs',
  bans: 'own-files.bans',
  web: 'own-files.web',
  ssh: 'own-files.ssh',
} as const satisfies Record<Topic, string>;

/** A pass must not rest on what these files say; any other verdict names them. Not read: no pass either. */
export function besideOwnFiles(outcome: Outcome, part: ExtraRules, topic: Topic): Outcome {
  const isPass = outcome.verdict === 'pass';
  if (part.state === 'unknown') {
    return isPass ? passUnless(notKnown('extraRules', part), outcome.says, outcome.notes ?? []) : outcome;
  }
  const [first, ...more] = ownFilesOn(part.data, topic);
  if (first === undefined || outcome.verdict === 'not-applicable') return outcome;
  const [one, ...others] = [findingOn(first, topic), ...more.map((file) => findingOn(file, topic))] as const;
  if (isPass) return passUnless({ kind: 'not-judged', findings: [one, ...others] }, outcome.says, outcome.notes ?? []);
  return { ...outcome, notes: [...(outcome.notes ?? []), ...[one, ...others].map(({ says }): Message => says)] };
}

function findingOn(file: string, topic: Topic): Finding {
  return {
    id: `not-judged:file:${file}`,
    severity: 'low',
    says: say(SAYS[topic], { name: file }),
    subject: { kind: 'file', id: file, label: file },
    page: { page: 'custom-files' },
  };
}

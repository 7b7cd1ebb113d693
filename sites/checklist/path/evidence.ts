/** Evidence before anything is changed: what the guide asks to be kept, and how, in the menus of this release. */
import { menuOf } from '../exposure/menus.ts';
import type { Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';
import type { Question } from '../report/types.ts';

export const EVIDENCE_SAVED = 'evidence-saved';

/** It is about the past. */
const FOR_GOOD = 3650;

export const evidenceQuestion: Question = {
  item: EVIDENCE_SAVED,
  subject: '',
  says: say('path.evidence.ask'),
  kind: 'choice',
  choices: [
    { value: 'saved', says: say('path.evidence.ask.saved') },
    { value: 'without', says: say('path.evidence.ask.without') },
  ],
  validDays: FOR_GOOD,
};

/** In the cabinet: without a console. */
export const evidenceSteps = (release: Release): readonly Message[] => [
  isAtLeast(release, FIRST_REST_V3) === false
    ? say('path.evidence.step.logs.2024', { menu: menuOf('logs', release) })
    : say('path.evidence.step.logs.2026', { menu: menuOf('logs', release) }),
  say('path.evidence.step.calls', { menu: menuOf('calls', release) }),
  say('path.evidence.step.keep'),
  say('path.evidence.step.tell'),
];

const FOLDER = '/storage/usbdisk1';

/** For who has SSH: the call history as a database and the recordings, which the cabinet does not give away at once. */
export function evidenceCommands({ system, ports }: Pick<Parts, 'system' | 'ports'>, host: string): readonly string[] {
  if (system.state === 'known' && system.data.container.kind === 'docker') return [];
  const port = sshPort(ports);
  return [
    `ssh -p ${port} root@${host} "umask 077; tar -czf ${FOLDER}/evidence.tgz -C ${FOLDER}/mikopbx log astlogs"`,
    `scp -P ${port} root@${host}:${FOLDER}/evidence.tgz .`,
    `scp -P ${port} -r root@${host}:${FOLDER}/mikopbx/astspool/monitor recordings`,
    `ssh -p ${port} root@${host} "rm ${FOLDER}/evidence.tgz"`,
  ];
}

const sshPort = (ports: Parts['ports']): number => (ports.state === 'known' ? ports.data.ssh : 22);

/** What is offered for every item of made-up PBXs: an action that helps, one to choose, why there is none. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { doorOf, limiterOf, renewerOf } from '../../../sites/checklist/actions/fixes.ts';
import { offerOf, safeCount } from '../../../sites/checklist/actions/offered.ts';
import { atHome } from '../../../sites/checklist/actions/offered/offering.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import { say } from '../../../sites/checklist/message.ts';
import { NOW } from '../../support/facts.ts';
import { keptLines } from '../../support/kept-lines.ts';
import { STATES, stateOf } from '../../support/told.ts';
import { instead } from '../../support/turns/all.ts';

const factsOf = (name: string) =>
  ({ version: 1, pbx: { address: '', name: '' }, readAt: NOW, parts: stateOf(name) }) as const;

describe('what is offered for each item', () => {
  it.each(Object.keys(STATES))('%s', (name) => {
    const facts = factsOf(name);
    const person = atHome(facts.parts);
    const { results } = audit(facts, { tool: { name: '', version: '' } });
    const offers = results.map((result) => `${result.id} ${JSON.stringify(offerOf(result, facts, person))}`);
    const now = {
      offers: instead([], [`asks ${JSON.stringify(person)} safe ${String(safeCount(facts, person))}`, ...offers]),
    };
    expect(now).toEqual(keptLines(join(import.meta.dirname, 'offers.json'), name, now));
  });
});

const problem = (id: string) => ({
  id,
  severity: 'high' as const,
  says: say('actions.ours.attached'),
  subject: { kind: 'setting' as const, id: '', label: '' },
  page: null,
});

describe('whose action it is', () => {
  const owners = (id: string, ...findings: readonly string[]) => {
    const found = { id, findings: findings.map(problem) };
    return [doorOf(found), limiterOf(found), renewerOf(found)];
  };

  it.each([
    ['firewall-enabled', [], ['enable-firewall', null, null]],
    ['web-cti-closed', [], ['close-web-cti', null, null]],
    ['firewall-trusted-subnets', [], ['restrict-internet', null, null]],
    ['fail2ban', [], ['set-fail2ban-level', null, null]],
    ['nat-vpn', ['see:firewall-trusted-subnets'], ['restrict-internet', null, null]],
    ['nat-vpn', ['see:nothing', 'see:fail2ban'], ['set-fail2ban-level', null, null]],
    ['nat-vpn', ['unsee:fail2ban'], [null, null, null]],
    ['sip-passwords', [], [null, null, 'rotate-sip-passwords']],
    ['auth-username', [], [null, null, 'set-auth-username']],
    ['ami-ari-access', [], [null, null, 'rotate-ami-ari']],
    ['ami-ari-access', ['password:ami:crm'], [null, null, 'rotate-ami-ari']],
    ['ami-ari-access', ['network:ami:crm'], [null, 'restrict-ami-ari', 'rotate-ami-ari']],
    ['ami-ari-access', ['password:ami:crm', 'origins'], [null, 'restrict-ami-ari', 'rotate-ami-ari']],
    ['ami-ari-access', ['my-origins', 'origins-of', 'a-network:x'], [null, null, 'rotate-ami-ari']],
    ['nat-vpn', ['network:x', 'origins'], [null, null, null]],
    ['api-keys', [], [null, 'restrict-api-keys', null]],
    ['web-password', [], [null, null, 'change-web-password']],
    ['ssh-access', ['password'], [null, null, 'change-ssh-password']],
    ['ssh-access', ['see:firewall-enabled'], [null, null, 'ssh-keys-only']],
    ['ssh-access', ['passwords', 'a-password'], [null, null, 'ssh-keys-only']],
    ['secrets-rotated', ['ssh', 'web', 'ami:crm', 'sip:201'], [null, null, 'rotate-sip-passwords']],
    ['secrets-rotated', ['ssh', 'web', 'ami:crm'], [null, null, 'rotate-ami-ari']],
    ['secrets-rotated', ['ssh', 'web', 'ari:app'], [null, null, 'rotate-ami-ari']],
    ['secrets-rotated', ['ssh', 'web'], [null, null, 'change-web-password']],
    ['secrets-rotated', ['ssh'], [null, null, 'change-ssh-password']],
    ['secrets-rotated', [], [null, null, null]],
    ['secrets-rotated', ['websites', 'a-web', 'sshd', 'a-sip:', 'ax:'], [null, null, null]],
  ] as const)('%s %j', (id, findings, expected) => {
    expect(owners(id, ...findings)).toEqual(expected);
  });
});

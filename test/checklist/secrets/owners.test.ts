/** Whose password it is: by which name, and on which page it is changed. A wrong page sends people to somebody else's. */
import { expect, it } from 'vitest';
import type { Account, Provider } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import {
  accountOwner,
  amiOwner,
  ariOwner,
  isInbound,
  providerOwner,
  sshOwner,
  webOwner,
} from '../../../sites/checklist/secrets/owners.ts';
import { CLEAN } from '../../support/facts.ts';

const [anna] = CLEAN.accounts;
const [trunk] = CLEAN.providers;
if (anna === undefined || trunk === undefined) throw new Error('the clean PBX has both');
const ACCOUNT: Account = { ...anna, number: '201', name: 'Anna', page: '17' };
const PROVIDER: Provider = { ...trunk, id: 'SIP-1', name: 'Trunk' };

it.each([
  [
    'an extension',
    accountOwner(ACCOUNT),
    'sip:201',
    say('secrets.owner.account', { number: '201', name: 'Anna' }),
    { kind: 'account', id: '201', label: 'Anna' },
    { page: 'extension', id: '17' },
  ],
  [
    'a provider',
    providerOwner(PROVIDER),
    'provider:SIP-1',
    say('secrets.owner.provider', { name: 'Trunk' }),
    { kind: 'provider', id: 'SIP-1', label: 'Trunk' },
    { page: 'provider-sip', id: 'SIP-1' },
  ],
  [
    'a program of AMI',
    amiOwner({ id: '3', username: 'crm', name: 'CRM', filterId: null, system: false }),
    'ami:crm',
    say('secrets.owner.ami', { username: 'crm' }),
    { kind: 'ami-user', id: 'crm', label: 'CRM' },
    { page: 'ami-user', id: '3' },
  ],
  [
    'a program of ARI',
    ariOwner({ id: '4', username: 'app' }),
    'ari:app',
    say('secrets.owner.ari', { username: 'app' }),
    { kind: 'ari-user', id: 'app', label: 'app' },
    { page: 'ari-users' },
  ],
  [
    'the cabinet',
    webOwner('admin'),
    'web',
    say('secrets.owner.web'),
    { kind: 'login', id: 'web', label: 'admin' },
    { page: 'settings-passwords' },
  ],
  [
    'SSH',
    sshOwner('root'),
    'ssh',
    say('secrets.owner.ssh'),
    { kind: 'login', id: 'ssh', label: 'root' },
    { page: 'settings-ssh' },
  ],
])('%s', (_, owner, id, name, subject, page) => {
  expect(owner).toEqual({ id, name, subject, page });
});

it('a provider of IAX has a page of its own', () => {
  expect(providerOwner({ ...PROVIDER, kind: 'iax' }).page).toEqual({ page: 'provider-iax', id: 'SIP-1' });
});

it('only where the provider registers here the password is ours', () => {
  const ours = (['inbound', 'outbound', 'none'] as const).filter((registration) =>
    isInbound({ ...PROVIDER, registration }),
  );
  expect(ours).toEqual(['inbound']);
});

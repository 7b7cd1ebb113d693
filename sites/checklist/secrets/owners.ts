/** Whose secrets there are: how each is named in the facts, in a sentence, and where it is changed. */
import type { Account, PartData, Provider } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { rememberedOf } from '../reach/remembered.ts';
import type { Page, Subject } from '../report/types.ts';

export interface Owner {
  /** As in the facts: `sip:201`, `provider:SIP-1`, `ami:crm`, `ari:app`, `web`, `ssh`. */
  readonly id: string;
  readonly name: Message;
  readonly subject: Subject;
  readonly page: Page;
}

/** Asked by several checks of every one of maybe ten thousand. */
export const accountOwner = rememberedOf(({ number, name, page }: Account): Owner => ({
  id: `sip:${number}`,
  name: say('secrets.owner.account', { number, name }),
  subject: { kind: 'account', id: number, label: name },
  page: { page: 'extension', id: page },
}));

/** Where a provider registers here, the secret is ours; where we register, it is the provider's. */
export const isInbound = ({ registration }: Provider): boolean => registration === 'inbound';

export const providerOwner = ({ id, name, kind }: Provider): Owner => ({
  id: `provider:${id}`,
  name: say('secrets.owner.provider', { name }),
  subject: { kind: 'provider', id, label: name },
  page: { page: kind === 'sip' ? 'provider-sip' : 'provider-iax', id },
});

export const amiOwner = ({ id, username, name }: PartData['ami']['users'][number]): Owner => ({
  id: `ami:${username}`,
  name: say('secrets.owner.ami', { username }),
  subject: { kind: 'ami-user', id: username, label: name },
  page: { page: 'ami-user', id },
});

export const ariOwner = ({ username }: PartData['ari']['users'][number]): Owner => ({
  id: `ari:${username}`,
  name: say('secrets.owner.ari', { username }),
  subject: { kind: 'ari-user', id: username, label: username },
  page: { page: 'ari-users' },
});

export const webOwner = (login: string): Owner => ({
  id: 'web',
  name: say('secrets.owner.web'),
  subject: { kind: 'login', id: 'web', label: login },
  page: { page: 'settings-passwords' },
});

export const sshOwner = (login: string): Owner => ({
  id: 'ssh',
  name: say('secrets.owner.ssh'),
  subject: { kind: 'login', id: 'ssh', label: login },
  page: { page: 'settings-ssh' },
});

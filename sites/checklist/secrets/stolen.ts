/** Whose secrets the hole of 2024.1.114 gave away: everybody's. */
import type { MissingPart } from '../check.ts';
import type { PartData, Parts, UnknownReason } from '../facts/types.ts';
import {
  accountOwner,
  amiOwner,
  ariOwner,
  isInbound,
  providerOwner,
  sshOwner,
  webOwner,
  type Owner,
} from './owners.ts';

export type Holders = Pick<Parts, 'accounts' | 'providers' | 'ami' | 'ari' | 'webLogin' | 'ssh'>;

/** Everything that has to be changed once the hole was open, and the parts that could not be read. */
export function ownersOf({ accounts, providers, ami, ari, webLogin, ssh }: Holders): {
  owners: Owner[];
  missing: MissingPart[];
} {
  const missing: MissingPart[] = [];
  const lost = (part: MissingPart['part'], reason: UnknownReason): Owner[] => {
    // A release without ARI has no ARI passwords.
    if (reason !== 'not-supported') missing.push({ part, reason });
    return [];
  };
  const owners = [
    ...(accounts.state === 'known' ? accounts.data.map(accountOwner) : lost('accounts', accounts.reason)),
    ...(providers.state === 'known'
      ? providers.data.filter(isInbound).map(providerOwner)
      : lost('providers', providers.reason)),
    ...(ami.state === 'known' ? ami.data.users.map(amiOwner) : lost('ami', ami.reason)),
    ...(ari.state === 'known' ? ari.data.users.map(ariOwner) : lost('ari', ari.reason)),
    ...(webLogin.state === 'known' ? [webOwner(webLogin.data.login)] : lost('webLogin', webLogin.reason)),
    ...(ssh.state === 'known' ? sshOwners(ssh.data) : lost('ssh', ssh.reason)),
  ];
  return { owners, missing };
}

/** A password that opens nothing needs no change. */
const sshOwners = ({ passwordLogins, password }: PartData['ssh']): Owner[] =>
  passwordLogins ? [sshOwner(password?.login ?? '')] : [];

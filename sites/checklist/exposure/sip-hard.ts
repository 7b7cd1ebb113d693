/**
 * Is guessing at open SIP hopeless? Strong passwords, login names that nobody guesses, no calls without a password, and
 * strict protection that bans at this door and leaves out nobody but an office. What could not be read does not count as
 * such. The guide still advises a static address or a VPN.
 */
import type { Account, Parts } from '../facts/types.ts';
import { isRead } from '../facts/value.ts';
import { isAnybodyExempt } from '../fail2ban/exempt.ts';
import { protectionOf } from '../fail2ban/judge.ts';
import { parseRelease } from '../release.ts';
import { judgeFeatures } from '../secrets/judge.ts';
import { accountOwner, isInbound, providerOwner } from '../secrets/owners.ts';
import { doorGuard } from './guards.ts';
import type { Scene } from './scene.ts';
import { loginFlaw, suffixFlaw } from '../secrets/suffix.ts';

export const SIP_HARD_USES = ['accounts', 'secrets', 'sip', 'fail2ban', 'providers', 'system'] as const;
type Facts = Pick<Parts, (typeof SIP_HARD_USES)[number]>;

/** What has to hold, and whether it does. */
export interface SipHardness {
  readonly secrets: boolean;
  readonly names: boolean;
  readonly guests: boolean;
  readonly bans: boolean;
}

export const sipHardness = (facts: Facts, scene: Pick<Scene, 'view' | 'facts'>): SipHardness => ({
  secrets: areSecretsStrong(facts),
  names: areNamesHidden(facts),
  guests: needsPassword(facts),
  bans: isGuarded(facts, scene),
});

export function isSipHard(facts: Facts, scene: Scene): boolean {
  const { secrets, names, guests, bans } = sipHardness(facts, scene);
  return secrets && names && guests && bans;
}

/** Guest calls come in without one. */
const needsPassword = ({ sip }: Facts): boolean => sip.state === 'known' && sip.data.guestCalls === false;

/** Accounts, and providers that register here: they log in with a password of ours. */
function areSecretsStrong({ accounts, secrets, providers }: Facts): boolean {
  if (accounts.state === 'unknown' || secrets.state === 'unknown' || providers.state === 'unknown') return false;
  const features = new Map(secrets.data.map((secret) => [secret.owner, secret.features]));
  const owners = [...accounts.data.map(accountOwner), ...providers.data.filter(isInbound).map(providerOwner)];
  return owners.every(({ id }) => {
    const own = features.get(id);
    const judged = own === undefined ? null : judgeFeatures(own).class;
    return judged === 'meets-rule' || judged === 'generated-ok';
  });
}

function areNamesHidden({ accounts, sip, system }: Facts): boolean {
  if (accounts.state === 'unknown' || sip.state === 'unknown' || system.state === 'unknown') return false;
  const company = system.data.name;
  const suffix = sip.data.authSuffix ?? '';
  const bySetting = suffixFlaw(suffix, company) === null;
  return accounts.data.every(({ number, authUsername }: Account) => {
    if (!isRead(authUsername)) return false;
    if (authUsername === null) return bySetting;
    return loginFlaw(authUsername, number, company) === null;
  });
}

function isGuarded({ fail2ban, system }: Facts, { view, facts }: Pick<Scene, 'view' | 'facts'>): boolean {
  if (fail2ban.state === 'unknown' || system.state === 'unknown') return false;
  const release = parseRelease(system.data.release);
  const { rules } = facts.firewall.data;
  const { runningRules, network } = facts;
  const guarded = { view, fail2ban: fail2ban.data, system: system.data, runningRules, network, release };
  return (
    protectionOf({ fail2ban: fail2ban.data, rules, release }, 'strong') === 'good' &&
    !isAnybodyExempt(rules, fail2ban.data, release, view.home) &&
    doorGuard('SIP', guarded) === 'counted'
  );
}

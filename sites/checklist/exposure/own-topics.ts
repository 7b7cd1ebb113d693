/** Which file of Core decides about what. Paths as in Core's list of files that can be changed (m_CustomFiles). */
import type { PartData } from '../facts/types.ts';

/** What a file can change: who connects, what is dialled out, who registers, AMI and ARI, bans, the web server, SSH. */
export type Topic = 'firewall' | 'dialplan' | 'accounts' | 'programs' | 'bans' | 'web' | 'ssh';

/** Core reads this file line by line as root, between the rules of single networks and those for everybody. */
export const OWN_LINES = '/etc/firewall_additional';

const TOPICS: readonly (readonly [RegExp, readonly Topic[]])[] = [
  [/^\/etc\/firewall_additional$/, ['firewall']],
  // Scripts of the start are where lines of iptables are put, too.
  [/(?:^|\/)ip6?tables|(?:^|\/)nftables|\/rc\.local$/, ['firewall']],
  // What is dialled: contexts, Lua and AEL, features such as transfers, parking, pick-up codes.
  [/\/asterisk\/extensions/, ['dialplan']],
  [/\/asterisk\/(?:features|res_parking|func_\w+)\.conf$/, ['dialplan']],
  [/\/asterisk\/(?:pjsip(?!_notify)|sip\.|sip-|iax\.|iaxprov\.|sorcery\.|ooh323\.|chan_)/, ['accounts']],
  [/\/asterisk\/acl\.conf$/, ['accounts', 'programs']],
  [/\/asterisk\/(?:manager|ari|http)\b/, ['programs']],
  [/\/fail2ban\//, ['bans']],
  // Fail2Ban reads what Asterisk logs.
  [/\/asterisk\/logger\.conf$/, ['bans']],
  [/\/nginx\//, ['web']],
  [/(?:^|\/)(?:dropbear|sshd?)(?:\/|_config|$)|\/\.ssh\/|^\/etc\/(?:passwd|shadow)$/, ['ssh']],
];

/** Files changed by hand that can change this. */
export function ownFilesOn(
  { firewallAdditional, customFiles }: PartData['extraRules'],
  topic: Topic,
): readonly string[] {
  const all = new Set([...(firewallAdditional ? [OWN_LINES] : []), ...customFiles]);
  return [...all].filter((file) => topicsOf(file).includes(topic));
}

export const topicsOf = (file: string): readonly Topic[] => TOPICS.find(([pattern]) => pattern.test(file))?.[1] ?? [];

/** The jails that Core writes for Fail2Ban, with the addresses that each bans, and the lines that these put at the top of INPUT. */
import { is2024, type Pbx } from '../pbx.ts';
import type { PartData } from '../../checklist/facts/types.ts';
import { portOf } from '../settings.ts';

interface Jail {
  readonly name: string;
  readonly chain: string;
  readonly ports: readonly (number | string)[];
}

/** As `Fail2BanConf` of the release writes them. */
function jailsOf(pbx: Pbx): readonly Jail[] {
  const port = (...keys: readonly Parameters<typeof portOf>[1][]) => keys.map((key) => portOf(pbx, key));
  const web = port('WEBPort', 'WEBHTTPSPort');
  const asterisk = [
    ...port('SIPPort', 'TLS_PORT', 'IAXPort'),
    `${portOf(pbx, 'RTPPortFrom')}:${portOf(pbx, 'RTPPortTo')}`,
    portOf(pbx, 'AJAMPortTLS'),
  ];
  const newer: readonly Jail[] = [
    { name: 'mikopbx-exploit-scanner', chain: 'EXPLOIT_SCANNER', ports: web },
    { name: 'mikopbx-nginx-errors', chain: 'NGINX_ERRORS', ports: web },
    { name: 'asterisk_iax', chain: 'ASTERISK_IAX', ports: port('IAXPort') },
  ];
  return [
    { name: 'dropbear', chain: 'SSH', ports: port('SSHPort') },
    { name: 'mikopbx-www', chain: 'HTTP', ports: web },
    { name: 'asterisk_security_log', chain: 'ASTERISK', ports: asterisk },
    { name: 'asterisk_error', chain: 'ASTERISK_ERROR', ports: asterisk },
    { name: 'asterisk_public', chain: 'ASTERISK_PUBLIC', ports: asterisk },
    { name: 'asterisk_ami', chain: 'ASTERISK_AMI', ports: port('AMIPort', 'AJAMPort') },
    ...(is2024(pbx) ? [] : newer),
  ];
}

const bannedBy = ({ bans }: Pbx, { name }: Jail): number => bans.filter(({ jail }) => jail === name).length;

/** Part `fail2ban`, `jails`: none where the server does not run, null where nobody can see it. */
export function jailFacts(pbx: Pbx): NonNullable<PartData['fail2ban']['jails']> | null {
  const { banning } = pbx.fail2ban;
  if (banning === null) return null;
  return banning ? jailsOf(pbx).map((jail) => ({ name: jail.name, banned: bannedBy(pbx, jail) })) : [];
}

/** Fail2Ban makes the chain of a jail with its first ban. */
export function banLines(pbx: Pbx): readonly string[] {
  if (pbx.fail2ban.banning !== true) return [];
  return jailsOf(pbx)
    .filter((jail) => bannedBy(pbx, jail) > 0)
    .flatMap(({ chain, ports }) =>
      ['udp', 'tcp'].map(
        (protocol) => `-A INPUT -p ${protocol} -m multiport --dports ${ports.join(',')} -j f2b-${chain}`,
      ),
    );
}

/** Firewall categories and their ports: Core's own by its settings, modules' by their own word. */
import { is2024, type Pbx } from './pbx.ts';
import { portOf } from './settings.ts';

export interface PortRow {
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  readonly from: number;
  readonly to: number;
  readonly fromKey?: string;
  readonly toKey?: string;
}
export interface Category {
  readonly key: string;
  readonly name: string;
  /** What a new rule gets that says nothing at all about its categories (seen: POST without currentRules). */
  readonly allowedWhenSilent: boolean;
  readonly ports: readonly PortRow[];
}

const one = (pbx: Pbx, protocol: 'tcp' | 'udp', key: string): PortRow => ({
  protocol,
  from: portOf(pbx, key),
  to: portOf(pbx, key),
  fromKey: key,
  toKey: key,
});

/** In Core's order; IAX came after 2024. */
export function categoriesOf(pbx: Pbx): readonly Category[] {
  const core: readonly Category[] = [
    {
      key: 'SIP',
      name: 'SIP & RTP',
      allowedWhenSilent: true,
      ports: [
        one(pbx, 'udp', 'SIPPort'),
        one(pbx, 'tcp', 'SIPPort'),
        one(pbx, 'tcp', 'TLS_PORT'),
        {
          protocol: 'udp',
          from: portOf(pbx, 'RTPPortFrom'),
          to: portOf(pbx, 'RTPPortTo'),
          fromKey: 'RTPPortFrom',
          toKey: 'RTPPortTo',
        },
      ],
    },
    { key: 'IAX', name: 'IAX', allowedWhenSilent: true, ports: [one(pbx, 'udp', 'IAXPort')] },
    {
      key: 'WEB',
      name: 'WEB',
      allowedWhenSilent: true,
      ports: [one(pbx, 'tcp', 'WEBPort'), one(pbx, 'tcp', 'WEBHTTPSPort')],
    },
    { key: 'SSH', name: 'SSH', allowedWhenSilent: false, ports: [one(pbx, 'tcp', 'SSHPort')] },
    { key: 'AMI', name: 'AMI', allowedWhenSilent: false, ports: [one(pbx, 'tcp', 'AMIPort')] },
    {
      key: 'AJAM',
      name: 'AJAM,WebRTC,ARI',
      allowedWhenSilent: true,
      ports: [one(pbx, 'tcp', 'AJAMPort'), one(pbx, 'tcp', 'AJAMPortTLS')],
    },
    { key: 'ICMP', name: 'ICMP', allowedWhenSilent: true, ports: [{ protocol: 'icmp', from: 0, to: 0 }] },
  ];
  const modules = pbx.modules
    .filter((module) => module.enabled)
    .flatMap((module) => module.firewall)
    .map(({ key, name, tcpPorts }): Category => ({
      key,
      name,
      allowedWhenSilent: true,
      ports: tcpPorts.map((port) => ({ protocol: 'tcp', from: port, to: port })),
    }));
  return [...core.filter(({ key }) => key !== 'IAX' || !is2024(pbx)), ...modules];
}

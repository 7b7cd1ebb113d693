/** Firewall configurations of the real Cores with the lines that those generated, as input of the reach model. */
import { Type, type Static } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import type { PortRange, Protocol, ReachInput } from '../../../sites/checklist/reach/types.ts';
import { CLEAN, known } from '../../support/facts.ts';
import { recorded } from '../../support/recorded.ts';

const Settings = Type.Record(Type.String(), Type.String());
const CaseSchema = Type.Object({
  id: Type.Number(),
  name: Type.Optional(Type.String()),
  mode: Type.Optional(Type.Union([Type.Literal('iptables'), Type.Literal('docker')])),
  input: Type.Object({
    settings: Settings,
    portRowsFrom: Type.Optional(Settings), // rows still hold the ports of these settings
    noRuleRows: Type.Optional(Type.Boolean()), // filters without any row of m_FirewallRules
    filters: Type.Array(
      Type.Object({
        id: Type.Number(),
        permit: Type.String(),
        priority: Type.Optional(Type.String()),
        newer_block_ip: Type.String(),
        local_network: Type.String(),
        rules: Type.Record(Type.String(), Type.Boolean()),
      }),
    ),
    providers: Type.Array(
      Type.Object({
        uniqid: Type.String(),
        disabled: Type.String(),
        host: Type.String(),
        sipHosts: Type.Array(Type.String()),
      }),
    ),
  }),
  iptables: Type.Array(Type.String()),
  ip6tables: Type.Array(Type.String()),
  // What the 2024 database really held: the rows must come out of the template as below.
  dbDump: Type.Optional(
    Type.Object({
      allow: Type.Array(
        Type.Object({
          nf: Type.String(),
          category: Type.String(),
          protocol: Type.String(),
          portfrom: Type.String(),
          portto: Type.String(),
        }),
      ),
    }),
  ),
});
export type OracleCase = Static<typeof CaseSchema>;
export type Line = '2024' | '2026';

export function readOracle(file: string): OracleCase[] {
  return Value.Parse(Type.Array(CaseSchema), recorded(file));
}

export function titleOf({ id, name, mode }: OracleCase): string {
  return [id, mode ?? 'iptables', name ?? 'random'].join(' ');
}

/** Rows of Core's template `FirewallRules::getDefaultRules()`, in its order. */
export function templateRows(settings: Static<typeof Settings>): ReadonlyMap<string, PortRange[]> {
  const port = (key: string) => Number(settings[key]);
  const one = (protocol: Protocol, value: number): PortRange => ({ protocol, from: value, to: value });
  return new Map([
    [
      'SIP',
      [
        one('udp', port('SIPPort')),
        one('tcp', port('SIPPort')),
        one('tcp', port('TLS_PORT')),
        { protocol: 'udp', from: port('RTPPortFrom'), to: port('RTPPortTo') },
      ],
    ],
    ['IAX', [one('udp', port('IAXPort'))]],
    ['WEB', [one('tcp', port('WEBPort')), one('tcp', port('WEBHTTPSPort'))]],
    ['SSH', [one('tcp', port('SSHPort'))]],
    ['AMI', [one('tcp', port('AMIPort'))]],
    ['AJAM', [one('tcp', port('AJAMPort')), one('tcp', port('AJAMPortTLS'))]],
    ['ICMP', [one('icmp', 0)]],
  ]);
}

export function inputOf({ input, mode }: OracleCase, line: Line): ReachInput {
  const { settings } = input;
  const port = (key: string) => Number(settings[key]);
  const rows = templateRows(input.portRowsFrom ?? settings);
  return {
    system: {
      ...CLEAN.system,
      release: line === '2024' ? '2024.1.114' : '2026.1.223',
      container: mode === 'docker' ? { kind: 'docker', network: 'host', bouncer: null } : { kind: 'none' },
    },
    ports: {
      web: port('WEBPort'),
      webTls: port('WEBHTTPSPort'),
      ssh: port('SSHPort'),
      sip: port('SIPPort'),
      sipTls: port('TLS_PORT'),
      rtpFrom: port('RTPPortFrom'),
      rtpTo: port('RTPPortTo'),
      iax: line === '2024' ? null : port('IAXPort'),
      ami: port('AMIPort'),
      ajam: port('AJAMPort'),
      ajamTls: port('AJAMPortTLS'),
    },
    firewall: {
      enabled: settings['PBXFirewallEnabled'] === '1',
      maxRequestsPerSecond: Number(settings['PBXFirewallMaxReqSec'] ?? 0),
      rules: input.filters.map(({ id, permit, priority, newer_block_ip, local_network, rules }) => ({
        id: String(id),
        name: '',
        permit,
        priority: priority === undefined ? null : Number(priority),
        neverBlock: newer_block_ip === '1',
        localNetwork: local_network === '1',
        services:
          input.noRuleRows === true
            ? []
            : Object.entries(rules).map(([category, allow]) => ({ category, allow, ports: rows.get(category) ?? [] })),
      })),
    },
    providers: known(
      input.providers.map(({ uniqid, disabled, host, sipHosts }) => ({
        id: uniqid,
        name: '',
        kind: 'sip' as const,
        registration: 'outbound' as const,
        host,
        hosts: sipHosts,
        disabled: disabled === '1',
        filterId: null,
        demo: false,
      })),
    ),
  };
}

/** Another release, place, clock or network; other lines, files, modules and updates. */
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { NOW, rule } from '../facts.ts';
import { answers, markers, wan } from '../made.ts';
import type { Turn, Turns } from './turn.ts';

const system =
  (more: Partial<PartData['system']>): Turn =>
  ({ system: was }) => ({ system: { ...was, ...more } });
const network =
  (more: Partial<PartData['network']>): Turn =>
  ({ network: was }) => ({ network: { ...was, ...more } });
const warned =
  (warnings: PartData['updates']['warnings']): Turn =>
  ({ updates }) => ({ updates: { ...updates, ...(warnings === undefined ? {} : { warnings }) } });
const CALM = { securityLog: 'calm', sshPassword: false, files: false } as const;
const marked =
  (
    states: Partial<Record<string, PartData['patch']['markers'][number]['state']>>,
    run?: PartData['patch']['run'],
  ): Turn =>
  ({ patch }) => ({
    patch: {
      ...patch,
      markers: patch.markers.map((one) => ({ ...one, state: states[one.id] ?? one.state })),
      ...(run === undefined ? {} : { run }),
    },
  });
const extra =
  (more: Partial<PartData['extraRules']>): Turn =>
  ({ extraRules }) => ({ extraRules: { ...extraRules, ...more } });
const docker = (more: Partial<Extract<PartData['system']['container'], { kind: 'docker' }>>) =>
  system({ container: { kind: 'docker', network: 'bridge', bouncer: null, ...more } });

/** Each file that Core can read by hand, and one that says nothing to any check. */
const FILES = [
  '/etc/iptables/iptables.mikopbx',
  '/etc/rc.local',
  '/etc/asterisk/extensions.conf',
  '/etc/asterisk/features.conf',
  '/etc/asterisk/pjsip.conf',
  '/etc/asterisk/pjsip_notify.conf',
  '/etc/asterisk/iax.conf',
  '/etc/asterisk/acl.conf',
  '/etc/asterisk/manager.conf',
  '/etc/asterisk/ari.conf',
  '/etc/asterisk/logger.conf',
  '/etc/fail2ban/jail.local',
  '/etc/nginx/mikopbx/conf.d/http-server.conf',
  '/etc/ssh/sshd_config',
  '/etc/dropbear/authorized',
  '/etc/shadow',
  '/etc/asterisk/musiconhold.conf',
] as const;

export const GROUND: Turns = {
  ...Object.fromEntries(
    [
      '2024.1.113',
      '2024.1.114',
      '2024.1.115',
      '2024.2.30',
      '2025.1.1',
      '2026.1.222',
      '2026.1.223',
      '2026.1.224',
      '2026.2.117',
      '2026.2.118',
      '2026.3.40',
      '2026.5.1-dev',
      '2026.7.0',
      '2026.7.1',
      'unheard of',
    ].map((release) => [`release ${release}`, system({ release })]),
  ),
  'a name like the suffix': system({ name: 'Miko Quokka' }),
  'half a year later': system({ now: '2027-05-23T12:00:00+00:00' }),
  'years later': system({ now: '2029-11-23T12:00:00+00:00' }),
  'a clock of no time': system({ now: 'never' }),
  'booted after the patch was read': system({ bootedAt: '2026-11-23T12:00:01+00:00' }),
  'booted when the patch was read': system({ bootedAt: NOW }),
  'never seen to boot': system({ bootedAt: null }),
  'of a German': system({ language: 'de-de', timeZone: 'Europe/Vienna' }),
  'of nobody knows where': system({ language: null, timeZone: null }),
  'in Docker': docker({}),
  'in Docker with a bouncer': docker({ bouncer: true }),
  'in Docker with a bouncer that asks': docker({ bouncer: true, bouncerAsked: 'now' }),
  'in Docker with a bouncer that asked': docker({ bouncer: true, bouncerAsked: 'hour' }),
  'in Docker with a silent bouncer': docker({ bouncer: true, bouncerAsked: 'not' }),
  'in Docker without a bouncer': docker({ bouncer: false, seesClients: false }),
  'in Docker, clients seen': docker({ seesClients: true }),
  'in Docker, clients seen, a bouncer asks': docker({ seesClients: true, bouncer: true, bouncerAsked: 'now' }),
  'in Docker on the host': docker({ network: 'host', bouncer: true }),
  'in Docker somewhere': docker({ network: 'unknown', bouncer: true }),
  'in Docker beside the host': docker({ network: 'unknown', ownInterfaces: ['eth0'] }),
  'in Docker beside the host, twice': docker({ network: 'unknown', ownInterfaces: ['eth0', 'eth1'], bouncer: true }),
  'in Docker with a bouncer, confirmed': (of) => ({
    ...docker({ bouncer: true })(of),
    attestations: answers(['docker-bouncer', '', 'yes']),
  }),
  'in Docker with a bouncer that asks, confirmed': (of) => ({
    ...docker({ bouncer: true, bouncerAsked: 'now' })(of),
    attestations: answers(['docker-bouncer', '', 'yes']),
  }),
  'in Docker with a bouncer that asked, confirmed': (of) => ({
    ...docker({ bouncer: true, bouncerAsked: 'hour' })(of),
    attestations: answers(['docker-bouncer', '', 'yes']),
  }),
  'in Docker with a silent bouncer, confirmed': (of) => ({
    ...docker({ bouncer: true, bouncerAsked: 'not' })(of),
    attestations: answers(['docker-bouncer', '', 'yes']),
  }),
  'in Docker without a bouncer, confirmed': (of) => ({
    ...docker({ bouncer: false })(of),
    attestations: answers(['docker-bouncer', '', 'yes']),
  }),
  'in Docker, said to have none': (of) => ({
    ...docker({ bouncer: true })(of),
    attestations: answers(['docker-bouncer', '', 'no']),
  }),
  'in Docker on the host, confirmed, closed outside': (of) => ({
    ...docker({ network: 'host', bouncer: true })(of),
    attestations: answers(['docker-bouncer', '', 'yes'], ['outside-firewall', '', 'WEB']),
  }),
  'in Docker somewhere, confirmed': (of) => ({
    ...docker({ network: 'unknown', bouncer: true })(of),
    attestations: answers(['docker-bouncer', '', 'yes']),
  }),
  'in Docker beside the host, confirmed, closed outside': (of) => ({
    ...docker({ network: 'unknown', ownInterfaces: ['eth0'] })(of),
    attestations: answers(['docker-bouncer', '', 'yes'], ['outside-firewall', '', 'WEB']),
  }),
  'in LXC with the right': system({ container: { kind: 'lxc', managesFirewall: true } }),
  'in LXC without it': system({ container: { kind: 'lxc', managesFirewall: false } }),
  'in LXC, not known': system({ container: { kind: 'lxc', managesFirewall: null } }),

  'in LXC without the right, SSH alone for everybody': (of) => ({
    ...system({ container: { kind: 'lxc', managesFirewall: false } })(of),
    firewall: { ...of.firewall, rules: [rule('7', '0.0.0.0/0', { SSH: true })] },
  }),
  'in Docker, web alone for everybody': (of) => ({
    ...docker({ bouncer: true, bouncerAsked: 'now', seesClients: true })(of),
    firewall: { ...of.firewall, rules: [rule('7', '0.0.0.0/0', { WEB: true })] },
  }),

  'a newer release': ({ updates }) => ({ updates: { ...updates, latest: '2027.1.1' } }),
  'no newer release': ({ updates, system: { release } }) => ({ updates: { ...updates, latest: release } }),
  'an older release is the latest': ({ updates }) => ({ updates: { ...updates, latest: '2023.1.1' } }),
  'a release without numbers': ({ updates }) => ({ updates: { ...updates, latest: 'soon' } }),
  'nobody was asked for releases': ({ updates }) => ({ updates: { ...updates, latest: null, checkedAt: null } }),
  'Core tells no warnings': ({ updates: { latest, checkedAt } }) => ({ updates: { latest, checkedAt } }),
  'all is calm': warned(CALM),
  'the log grows': warned({ ...CALM, securityLog: 'growing' }),
  'the log floods': warned({ ...CALM, securityLog: 'flood' }),
  'the log was not looked at': warned({ ...CALM, securityLog: null }),
  'the SSH password was changed': warned({ ...CALM, sshPassword: true }),
  'the SSH password was not looked at': warned({ ...CALM, sshPassword: null }),
  'files are damaged': warned({ ...CALM, files: true }),
  'files were not looked at': warned({ ...CALM, files: null, securityLog: 'growing' }),

  'all markers fixed': () => ({ patch: markers('fixed') }),
  'all markers unpatched': () => ({ patch: markers('unpatched') }),
  'all markers missing': () => ({ patch: markers('missing') }),
  'all markers unreadable': () => ({ patch: markers('unreadable') }),
  'no markers': ({ patch }) => ({ patch: { ...patch, markers: [] } }),
  'marker A unpatched': marked({ A: 'unpatched' }),
  'marker A fixed': marked({ A: 'fixed' }),
  'marker A missing': marked({ A: 'missing' }),
  'marker B unpatched': marked({ B: 'unpatched' }),
  'marker B fixed': marked({ B: 'fixed' }),
  'marker B unreadable': marked({ B: 'unreadable' }),
  'marker C unpatched': marked({ C: 'unpatched' }),
  'markers A and B unpatched': marked({ A: 'unpatched', B: 'unpatched' }),
  'markers A and B fixed': marked({ A: 'fixed', B: 'fixed' }),
  'markers A and B missing': marked({ A: 'missing', B: 'unreadable' }),
  'the patch is gone': marked({ A: 'unpatched' }, { act: 'run', at: NOW, fixed: ['A', 'B'] }),
  'the patch never closed A': marked({ A: 'unpatched' }, { act: 'run', at: NOW, fixed: ['B'] }),
  'the patch was taken back': marked({ A: 'unpatched' }, { act: 'restore', at: NOW, fixed: ['A'] }),
  'only another part of the patch is gone': marked({ C: 'unpatched' }, { act: 'run', at: NOW, fixed: ['A', 'C'] }),
  'the hole was closed': ({ rotation }) => ({ rotation: { ...rotation, holeClosedAt: '2026-11-10T00:00:00+00:00' } }),
  'the hole was never seen closed': ({ rotation }) => ({ rotation: { ...rotation, holeClosedAt: null } }),

  'a public address': () => ({ network: wan('8.8.8.8/24') }),
  'two public addresses': () => ({ network: wan('8.8.8.8/24', '8.8.4.4/24') }),
  'a public address of IPv6 beside a private one': () => ({ network: wan('192.168.1.2/24', '2a00:1450::8/64') }),
  'a public address on another interface': ({ network: was }) => ({
    network: {
      ...was,
      interfaces: [
        { name: 'eth0', addresses: ['192.168.1.2/24'], internet: false, vpn: false },
        { name: 'eth1', addresses: ['8.8.8.8/24'], internet: true, vpn: false },
      ],
    },
  }),
  'a shared address of the provider': () => ({ network: wan('100.64.0.7/10') }),
  'no interfaces': network({ interfaces: [] }),
  'an interface without addresses': network({
    interfaces: [{ name: 'eth0', addresses: [], internet: true, vpn: false }],
  }),
  'behind NAT': network({ topology: 'private' }),
  'not behind NAT': network({ topology: 'public' }),
  'behind NAT, with a private address outside': network({ topology: 'private', externalAddress: '10.0.0.1' }),
  'behind NAT, with a public address and port outside': network({
    topology: 'private',
    externalAddress: '8.8.8.8:5062',
  }),
  'behind NAT, with a name outside': network({ topology: 'private', externalAddress: 'pbx.example' }),
  'not behind NAT, with a private address outside': network({ topology: 'public', externalAddress: '10.0.0.1' }),
  'a VPN': ({ network: was }) => ({
    network: {
      ...was,
      routes: ['10.9.0.0/16'],
      gateways: ['192.168.1.1'],
      interfaces: [...was.interfaces, { name: 'wg0', addresses: ['10.8.0.1/24'], internet: false, vpn: true }],
    },
  }),
  'a tunnel that nobody knows': ({ network: was }) => ({
    network: {
      ...was,
      interfaces: [...was.interfaces, { name: 'foo7', addresses: ['10.8.0.1/24'], internet: false, vpn: false }],
    },
  }),

  'no lines in force': () => ({ runningRules: { v4: [], v6: [] } }),
  'lines that let everybody in': () => ({ runningRules: { v4: ['-P INPUT ACCEPT'], v6: ['-P INPUT ACCEPT'] } }),
  'lines that let nobody in': () => ({ runningRules: { v4: ['-P INPUT DROP'], v6: ['-P INPUT DROP'] } }),
  'lines of IPv4 alone': () => ({ runningRules: { v4: ['-P INPUT DROP'], v6: null } }),
  'lines with a list of addresses': () => ({
    runningRules: {
      v4: [
        '-P INPUT ACCEPT',
        '-A INPUT -m set --match-set geoip src -j ACCEPT',
        '-A INPUT -s 192.168.1.0/24 -p tcp -m multiport --dports 80,443,22 -j ACCEPT',
        '-A INPUT -j DROP',
      ],
      v6: ['-P INPUT DROP'],
    },
  }),
  'lines with a jail': () => ({
    runningRules: {
      v4: [
        '-P INPUT ACCEPT',
        '-A INPUT -p tcp -m multiport --dports 80,443 -j f2b-mikopbx-www',
        '-A INPUT -s 192.168.1.0/24 -j ACCEPT',
        '-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT',
        '-A INPUT -j DROP',
      ],
      v6: null,
    },
  }),
  'lines that let everybody in before the rules': () => ({
    runningRules: {
      v4: ['-P INPUT ACCEPT', '-A INPUT -p udp -m udp --dport 5060 -j ACCEPT', '-A INPUT -j DROP'],
      v6: ['-P INPUT ACCEPT', '-A INPUT -j DROP'],
    },
  }),

  'own lines': extra({ firewallAdditional: true }),
  'a module with rules': extra({ modules: ['ModuleGeoIP'] }),
  'modules with rules, not known': extra({ modules: { unknown: 'timeout' } }),
  'nothing by hand': extra({ firewallAdditional: false, modules: [], customFiles: [] }),
  ...Object.fromEntries(FILES.map((file) => [`a file by hand, ${file}`, extra({ customFiles: [file] })])),

  'no modules': () => ({ modules: [] }),
  'a module of groups': () => ({ modules: [moduleOf('ModuleUsersGroups')] }),
  'a module of groups, off': () => ({ modules: [moduleOf('ModuleUsersGroups', { enabled: false })] }),
  'a module with open routes': () => ({
    modules: [moduleOf('ModuleAny', { publicRoutes: ['GET /any', 'POST /any'] })],
  }),
  'two modules, one with open routes': () => ({
    modules: [moduleOf('ModuleAny', { publicRoutes: ['GET /any'] }), moduleOf('ModuleOther')],
  }),
  'a module with open routes, off': () => ({
    modules: [moduleOf('ModuleAny', { publicRoutes: ['GET /any'], enabled: false })],
  }),
  'a panel': () => ({ modules: [moduleOf('ModuleCTIClient', { firewallCategories: ['ModuleCTIClient'] })] }),
};

function moduleOf(id: string, more: Partial<PartData['modules'][number]> = {}): PartData['modules'][number] {
  return { id, name: id.slice(6), version: '1', enabled: true, firewallCategories: [], publicRoutes: [], ...more };
}

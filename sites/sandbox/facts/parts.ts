/** The parts of the facts, read from the description as the module reads them on a PBX: whole, and without any secret. */
import { createHash } from 'node:crypto';
import type { PartData, PartName, UnknownReason } from '../../checklist/facts/types.ts';
import { categoriesOf } from '../categories.ts';
import { guessAt } from '../module/guessing.ts';
import { lastRun } from '../module/last-run.ts';
import { is2024, securityModeOf, type Login, type Pbx, type Secret } from '../pbx.ts';
import { isOn, portOf, setting } from '../settings.ts';
import { connectionFacts } from './connections.ts';
import { jailFacts } from './jails.ts';
import { runningRulesOf } from './running-rules.ts';

/** ISO 8601 in whole seconds, as PHP's `date('c')` says it. */
export const isoOf = (time: Date): string => `${time.toISOString().slice(0, 19)}+00:00`;
const storedTime = (text: string) => (text === '' ? null : `${text.replace(' ', 'T')}+00:00`);

type Reader<P extends PartName> = (pbx: Pbx, now: Date) => PartData[P];

/** Parts that this PBX cannot have, with the reason. */
export function intendedUnknowns(pbx: Pbx): Partial<Record<PartName, UnknownReason>> {
  return {
    ...(is2024(pbx) ? { ari: 'not-supported', apiKeys: 'not-supported' } : {}),
    ...(pbx.peers === null ? { connections: 'failed' } : {}),
  };
}

const loginFacts = (login: string, stored: Login, now: Date) => ({
  login,
  storage: stored.storage,
  guess: guessAt(stored, now),
  features: stored.features,
  proven: stored.proven,
});

/** As `ssh-keygen -l` shows it. */
export const fingerprintOf = (blob: string) =>
  `SHA256:${createHash('sha256').update(Buffer.from(blob, 'base64')).digest('base64').replace(/=+$/, '')}`;

/** Every secret with its owner. One that nobody judged, because it was written after the start, is left out. */
function secretsOf(pbx: Pbx): PartData['secrets'] {
  const judged = (owner: string, { value, features }: Secret) =>
    value === '' || features === null ? [] : [{ owner, features }];
  return [
    ...pbx.employees.flatMap(({ number, secret }) => judged(`sip:${number}`, secret)),
    ...pbx.amiUsers.flatMap(({ username, secret }) => judged(`ami:${username}`, secret)),
    ...pbx.ariUsers.flatMap(({ username, password }) => judged(`ari:${username}`, password)),
    ...pbx.providers.flatMap(({ id, secret }) => judged(`provider:${id}`, secret)),
  ];
}

/** Who lets only this rule's network in. */
const usersOf = (pbx: Pbx, id: string): string[] => [
  ...pbx.employees.filter(({ filterId }) => filterId === id).map(({ number }) => `sip:${number}`),
  ...pbx.providers.filter(({ filterId }) => filterId === id).map((provider) => `provider:${provider.id}`),
  ...pbx.amiUsers.filter(({ filterId }) => filterId === id).map(({ username }) => `ami:${username}`),
  ...pbx.apiKeys.filter(({ filterId }) => filterId === id).map((key) => `api-key:${key.id}`),
];

export const PARTS: { readonly [P in PartName]: Reader<P> } = {
  system: (pbx, now) => ({
    release: pbx.release,
    name: setting(pbx, 'Name'),
    now: isoOf(now),
    bootedAt: pbx.bootedAt,
    language: setting(pbx, 'PBXLanguage'),
    timeZone: setting(pbx, 'PBXTimezone'),
    container: pbx.container,
  }),
  updates: ({ updates: { latest, checkedAt }, warnings }) => ({ latest, checkedAt, warnings: { ...warnings } }),
  patch: (pbx, now) => ({ readAt: isoOf(now), markers: pbx.patchMarkers, run: lastRun(pbx) }),
  ports: (pbx) => ({
    web: portOf(pbx, 'WEBPort'),
    webTls: portOf(pbx, 'WEBHTTPSPort'),
    ssh: portOf(pbx, 'SSHPort'),
    sip: portOf(pbx, 'SIPPort'),
    sipTls: portOf(pbx, 'TLS_PORT'),
    rtpFrom: portOf(pbx, 'RTPPortFrom'),
    rtpTo: portOf(pbx, 'RTPPortTo'),
    iax: is2024(pbx) ? null : portOf(pbx, 'IAXPort'),
    ami: portOf(pbx, 'AMIPort'),
    ajam: portOf(pbx, 'AJAMPort'),
    ajamTls: portOf(pbx, 'AJAMPortTLS'),
  }),
  firewall: (pbx) => ({
    enabled: isOn(pbx, 'PBXFirewallEnabled'),
    maxRequestsPerSecond: is2024(pbx) ? null : Number(setting(pbx, 'PBXFirewallMaxReqSec')),
    rules: pbx.filters.map((filter) => ({
      id: String(filter.id),
      name: filter.description,
      permit: filter.permit,
      priority: is2024(pbx) ? null : filter.priority,
      neverBlock: filter.newerBlockIp,
      localNetwork: filter.localNetwork,
      services: categoriesOf(pbx).map(({ key, ports }) => ({
        category: key,
        allow: filter.allow[key] ?? false,
        ports: ports.map(({ protocol, from, to }) => ({ protocol, from, to })),
      })),
      permanent: filter.permit === '0.0.0.0/0',
      usedBy: usersOf(pbx, String(filter.id)),
    })),
  }),
  runningRules: runningRulesOf,
  extraRules: (pbx) => ({
    firewallAdditional: pbx.firewallAdditional,
    modules: [...pbx.firewallModules],
    customFiles: pbx.customFiles.filter(({ mode }) => mode !== 'none').map(({ filepath }) => filepath),
  }),
  fail2ban: (pbx) => ({
    enabled: isOn(pbx, 'PBXFail2BanEnabled'),
    banning: pbx.fail2ban.banning,
    maxretry: pbx.fail2ban.maxretry,
    findtime: pbx.fail2ban.findtime,
    bantime: pbx.fail2ban.bantime,
    whitelist: pbx.fail2ban.whitelist.split(' ').filter((entry) => entry !== ''),
    whitelistText: pbx.fail2ban.whitelist,
    jails: jailFacts(pbx),
    securityMode: securityModeOf(pbx) ?? { unknown: 'not-supported' },
  }),
  network: (pbx) => ({
    interfaces: pbx.interfaces.map(({ name, address, prefix, addressV6, prefixV6, internet, vpn }) => ({
      name,
      addresses: [`${address}/${prefix}`, ...(addressV6 === '' ? [] : [`${addressV6}/${prefixV6}`])],
      internet,
      vpn,
    })),
    routes: [...pbx.staticRoutes],
    topology: pbx.nat.enabled ? 'private' : 'public',
    gateways: [...new Set(pbx.interfaces.map(({ gateway }) => gateway).filter((gateway) => gateway !== ''))].sort(),
    externalAddress: pbx.nat.address,
    externalHost: pbx.nat.host,
  }),
  providers: (pbx) =>
    pbx.providers.map(({ id, description, type, registration, host, additionalHosts, disabled, filterId, demo }) => ({
      id,
      name: description,
      kind: type === 'SIP' ? ('sip' as const) : ('iax' as const),
      registration,
      host,
      hosts: additionalHosts.map(({ address }) => address),
      disabled,
      filterId,
      demo,
    })),
  outboundRoutes: (pbx) =>
    [...pbx.outboundRoutes]
      .sort((a, b) => a.priority - b.priority)
      .map(({ id, name, priority, pattern, rest, trim, prepend, providerId }) => ({
        id: String(id),
        name,
        priority,
        pattern,
        rest,
        trim,
        prepend,
        providerId,
        providerDisabled: pbx.providers.find((provider) => provider.id === providerId)?.disabled ?? false,
      })),
  accounts: (pbx) =>
    pbx.employees.map(({ id, number, name, disabled, filterId, authUsername, secretOverridden, demo }) => ({
      number,
      name,
      page: String(id),
      disabled,
      filterId,
      authUsername,
      secretOverridden,
      demo,
    })),
  sip: (pbx) => ({
    authSuffix: is2024(pbx) ? null : setting(pbx, 'SIPAuthPrefix'),
    guestCalls: isOn(pbx, 'PBXAllowGuestCalls'),
  }),
  secrets: secretsOf,
  webLogin: (pbx, now) => loginFacts(setting(pbx, 'WebAdminLogin'), pbx.webLogin, now),
  ssh: (pbx, now) => ({
    passwordLogins: !isOn(pbx, 'SSHDisablePasswordLogins'),
    password: loginFacts(setting(pbx, 'SSHLogin'), pbx.sshLogin, now),
    authorizedKeys: pbx.authorizedKeys.map(({ type, blob, comment }) => ({
      type,
      comment,
      fingerprint: fingerprintOf(blob),
    })),
  }),
  ami: (pbx) => ({
    enabled: isOn(pbx, 'AMIEnabled'),
    users: pbx.amiUsers.map(({ id, username, description, filterId }) => ({
      id: String(id),
      username,
      name: description,
      filterId,
      system: false,
    })),
  }),
  ari: (pbx) => ({
    enabled: isOn(pbx, 'ARIEnabled'),
    origins: setting(pbx, 'ARIAllowedOrigins'),
    users: pbx.ariUsers.map(({ id, username }) => ({ id: String(id), username })),
  }),
  apiKeys: (pbx) =>
    pbx.apiKeys.map(({ id, description, fullPermissions, allowedPaths, filterId, createdAt, lastUsedAt }) => ({
      id: String(id),
      name: description,
      fullPermissions,
      noRights: !fullPermissions && Object.keys(allowedPaths).length === 0,
      networkFilter: filterId !== null,
      filterId,
      createdAt: storedTime(createdAt),
      lastUsedAt: storedTime(lastUsedAt),
    })),
  modules: (pbx) =>
    pbx.modules.map(({ id, name, version, enabled, firewall, publicRoutes }) => ({
      id,
      name,
      version,
      enabled,
      firewallCategories: firewall.map(({ key }) => key),
      publicRoutes: [...publicRoutes],
    })),
  devices: (pbx) => [...pbx.devices],
  signIns: ({ signIns }) => signIns,
  connections: connectionFacts,
  providerHosts: ({ providerHosts }) => providerHosts,
  vpn: ({ vpn }) => vpn,
  rotation: (pbx) => {
    const { firstReadingAt, holeClosedAt, newerSince = null, changedAt } = pbx.rotation;
    const owners = [...secretsOf(pbx).map(({ owner }) => owner), 'web', 'ssh'];
    return {
      firstReadingAt,
      holeClosedAt,
      newerSince,
      secrets: owners.map((owner) => ({ owner, changedAt: changedAt[owner] ?? null })),
    };
  },
  attestations: (pbx) => [...pbx.attestations],
  waivers: (pbx) => [...pbx.waivers],
};

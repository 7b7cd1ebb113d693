/** All parts at once, each typed by its name: the one place that lists them by hand. */
import type { Part, PartData, PartName, Parts } from './types.ts';

export function eachPart(part: <P extends PartName>(name: P) => Part<PartData[P]>): Parts {
  return {
    system: part('system'),
    updates: part('updates'),
    patch: part('patch'),
    ports: part('ports'),
    firewall: part('firewall'),
    runningRules: part('runningRules'),
    extraRules: part('extraRules'),
    fail2ban: part('fail2ban'),
    network: part('network'),
    providers: part('providers'),
    outboundRoutes: part('outboundRoutes'),
    accounts: part('accounts'),
    sip: part('sip'),
    secrets: part('secrets'),
    webLogin: part('webLogin'),
    ssh: part('ssh'),
    ami: part('ami'),
    ari: part('ari'),
    apiKeys: part('apiKeys'),
    modules: part('modules'),
    devices: part('devices'),
    signIns: part('signIns'),
    connections: part('connections'),
    providerHosts: part('providerHosts'),
    vpn: part('vpn'),
    rotation: part('rotation'),
    attestations: part('attestations'),
    waivers: part('waivers'),
  };
}

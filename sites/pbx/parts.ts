/** All parts, one after the other, in the order of the contract. */
import type { PartData, PartName, Part, Parts } from '../checklist/facts/types.ts';

export type ReadPart = <P extends PartName>(name: P) => Promise<Part<PartData[P]>>;

export async function readParts(part: ReadPart): Promise<Parts> {
  return {
    system: await part('system'),
    updates: await part('updates'),
    patch: await part('patch'),
    ports: await part('ports'),
    firewall: await part('firewall'),
    runningRules: await part('runningRules'),
    extraRules: await part('extraRules'),
    fail2ban: await part('fail2ban'),
    network: await part('network'),
    providers: await part('providers'),
    outboundRoutes: await part('outboundRoutes'),
    accounts: await part('accounts'),
    sip: await part('sip'),
    secrets: await part('secrets'),
    webLogin: await part('webLogin'),
    ssh: await part('ssh'),
    ami: await part('ami'),
    ari: await part('ari'),
    apiKeys: await part('apiKeys'),
    modules: await part('modules'),
    devices: await part('devices'),
    signIns: await part('signIns'),
    connections: await part('connections'),
    providerHosts: await part('providerHosts'),
    vpn: await part('vpn'),
    rotation: await part('rotation'),
    attestations: await part('attestations'),
    waivers: await part('waivers'),
  };
}

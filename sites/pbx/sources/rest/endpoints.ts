/**
 * Every request that the REST source may send, and no other: GET only, below `/pbxcore/api/v3/`. `secret`: the answer can
 * hold a password in clear; such a request needs the person's consent.
 */
import type { SettingKey } from './settings.ts';

export interface Endpoint {
  readonly path: string;
  readonly secret: boolean;
}

const open = (path: string): Endpoint => ({ path, secret: false });
const secret = (path: string): Endpoint => ({ path, secret: true });
/** An id of a stranger stays one segment of the path. */
const one = (id: string): string => encodeURIComponent(id);
/** Core masks the secret of an outbound registration, and of no other. */
const provider = (path: string, registration: string): Endpoint =>
  registration === 'outbound' ? open(path) : secret(path);

export const ENDPOINTS = {
  ping: open('system:ping'), // public
  /** The PBX asks its release server for this, as it does by itself every day. */
  release: open('system:checkIfNewReleaseAvailable'),
  clock: open('system:datetime'),
  environment: open('sysinfo:getHypervisorInfo'),
  time: open('time-settings'),
  setting: (key: SettingKey) => open(`general-settings/${key}`),
  firewall: open('firewall'),
  fail2ban: open('fail2ban'),
  network: open('network:getConfig'),
  advice: open('advice'),
  customFiles: open('custom-files'),
  providers: open('providers?includeDisabled=true'),
  sipProvider: (id: string, registration: string) => provider(`sip-providers/${one(id)}`, registration),
  iaxProvider: (id: string, registration: string) => provider(`iax-providers/${one(id)}`, registration),
  outboundRoutes: open('outbound-routes'),
  employees: open('employees'),
  employee: (id: string) => secret(`employees/${one(id)}`),
  phones: open('sip:getStatuses'),
  amiUsers: open('asterisk-managers'),
  amiUser: (id: string) => secret(`asterisk-managers/${one(id)}`),
  ariUsers: (offset: number) => open(`asterisk-rest-users?limit=100&offset=${offset}`),
  ariUser: (id: string) => secret(`asterisk-rest-users/${one(id)}`),
  apiKeys: open('api-keys'),
} as const;

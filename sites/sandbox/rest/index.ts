/** Every resource this PBX answers for. */
import { modules, users } from './absent.ts';
import { advice } from './advice.ts';
import { apiKeys } from './api-keys.ts';
import { asteriskManagers } from './asterisk-managers.ts';
import { asteriskRestUsers } from './asterisk-rest-users.ts';
import { auth } from './auth.ts';
import { customFiles } from './custom-files.ts';
import { employees } from './employees.ts';
import { extensions } from './extensions.ts';
import { fail2ban } from './fail2ban.ts';
import { firewall } from './firewall.ts';
import { generalSettings } from './general-settings.ts';
import { mailSettings } from './mail-settings.ts';
import { networkFilters } from './network-filters.ts';
import { network } from './network.ts';
import { outboundRoutes } from './outbound-routes.ts';
import { passwords } from './passwords.ts';
import { iaxProviders, providers, sipProviders } from './providers.ts';
import type { Resource } from './resource.ts';
import { sip } from './sip.ts';
import { sysinfo, system, timeSettings } from './system.ts';

export const RESOURCES: readonly Resource[] = [
  advice,
  apiKeys,
  asteriskManagers,
  asteriskRestUsers,
  auth,
  customFiles,
  employees,
  extensions,
  fail2ban,
  firewall,
  generalSettings,
  iaxProviders,
  mailSettings,
  modules,
  network,
  networkFilters,
  outboundRoutes,
  passwords,
  providers,
  sip,
  sipProviders,
  sysinfo,
  system,
  timeSettings,
  users,
];

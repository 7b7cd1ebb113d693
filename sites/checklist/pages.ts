/** Where things are edited in the admin cabinet, by release. Source: Core's routes (facts on its pages). */
import { encoded } from './encoded.ts';
import type { Page, PageName } from './report/types.ts';
import { isAtLeast, FIRST_REST_V3, type Release } from './release.ts';

type Address = (id: string) => string;

const COMMON: Record<PageName, Address> = {
  update: () => 'update/index/',
  firewall: () => 'firewall/index/',
  'firewall-rule': (id) => `firewall/modify/${id}`,
  fail2ban: () => 'fail2-ban/index/',
  network: () => 'network/modify/',
  extensions: () => 'extensions/index/',
  extension: (id) => `extensions/modify/${id}`,
  providers: () => 'providers/index/',
  'provider-sip': (id) => `providers/modifysip/${id}`,
  'provider-iax': (id) => `providers/modifyiax/${id}`,
  'outbound-routes': () => 'outbound-routes/index/',
  'outbound-route': (id) => `outbound-routes/modify/${id}`,
  'ami-users': () => 'asterisk-managers/index/',
  'ami-user': (id) => `asterisk-managers/modify/${id}`,
  'ari-users': () => 'asterisk-rest-users/index/',
  'api-keys': () => 'api-keys/index/',
  'api-key': (id) => `api-keys/modify/${id}`,
  modules: () => 'pbx-extension-modules/index/',
  'custom-files': () => 'custom-files/index/',
  'settings-main': () => 'general-settings/modify/#/general',
  'settings-passwords': () => 'general-settings/modify/#/passwords',
  'settings-ssh': () => 'general-settings/modify/#/ssh',
  'settings-sip': () => 'general-settings/modify/#/sip',
  'settings-web': () => 'general-settings/modify/#/web',
  'settings-api': () => 'general-settings/modify/#/api',
  checklist: () => 'module-security-checklist/module-security-checklist/index',
};

/** Path below /admin-cabinet/. Ids are text of strangers and are encoded. */
export function cabinetPath(page: Page, release: Release): string {
  // 2024 calls the tab of AMI and AJAM "ami", 2026 "api".
  if (page.page === 'settings-api' && isAtLeast(release, FIRST_REST_V3) === false)
    return 'general-settings/modify/#/ami';
  return COMMON[page.page](encoded(page.id ?? ''));
}

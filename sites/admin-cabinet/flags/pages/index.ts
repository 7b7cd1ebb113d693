/** Every page with marks. */
import type { FlagPage } from '../page.ts';
import { page as amiUser } from './ami-user.ts';
import { page as amiUsers } from './ami-users.ts';
import { page as apiKeys } from './api-keys.ts';
import { page as extension } from './extension.ts';
import { page as extensions } from './extensions.ts';
import { page as fail2ban } from './fail2ban.ts';
import { page as firewall } from './firewall.ts';
import { page as firewallRule } from './firewall-rule.ts';
import { page as network } from './network.ts';
import { page as outboundRoute } from './outbound-route.ts';
import { page as outboundRoutes } from './outbound-routes.ts';
import { page as provider } from './provider.ts';
import { page as providers } from './providers.ts';
import { page as settings } from './settings.ts';

export const PAGES: readonly FlagPage[] = [
  amiUser,
  amiUsers,
  apiKeys,
  extension,
  extensions,
  fail2ban,
  firewall,
  firewallRule,
  network,
  outboundRoute,
  outboundRoutes,
  provider,
  providers,
  settings,
];

/** The page at an address below the cabinet, and what is edited there; null: it has no marks. */
export function pageAt(path: string): { readonly page: FlagPage; readonly id: string } | null {
  for (const page of PAGES) {
    const found = page.path.exec(path);
    if (found !== null) return { page, id: found[1] ?? '' };
  }
  return null;
}

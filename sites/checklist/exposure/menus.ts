/** Where a page is found in the menu, in the words of the release. Source: the recorded pages, Core's words of both lines. */
import { say, type Message } from '../message.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';

type Menu =
  | 'firewall'
  | 'fail2ban'
  | 'network'
  | 'extensions'
  | 'providers'
  | 'routes'
  | 'ami'
  | 'files'
  | 'modules'
  | 'update'
  | 'logs'
  | 'calls'
  /** Tabs of the general settings. */
  | 'main'
  | 'ssh'
  | 'web-password';

export function menuOf(page: Menu, release: Release): Message {
  return say(isAtLeast(release, FIRST_REST_V3) === false ? `menu.${page}.2024` : `menu.${page}.2026`);
}

/** Pages and tabs that 2024 does not have. */
export const newMenuOf = (page: 'ari' | 'api' | 'api-keys' | 'sip'): Message => say(`menu.${page}.2026`);

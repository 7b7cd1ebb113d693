/** Where a page is found in the menu, in the words of the release. */
import { say, type Message } from '../message.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';

type Menu = 'firewall' | 'fail2ban' | 'network' | 'providers' | 'ami' | 'files';

export function menuOf(page: Menu, release: Release): Message {
  return say(isAtLeast(release, FIRST_REST_V3) === false ? `menu.${page}.2024` : `menu.${page}.2026`);
}

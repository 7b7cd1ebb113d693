/**
 * "Before you upgrade": what the newest releases change for this PBX, told from its facts. To add a change: a file beside this
 * one, a line here, its words, its test.
 */
import { FIRST_GONE_IS_LOCAL } from '../exposure/gone-filter.ts';
import { FIRST_TRUSTED_NETWORKS } from '../fail2ban/exempt.ts';
import type { Message } from '../message.ts';
import { FIRST_REST_V3, isAtLeast, type Release } from '../release.ts';
import { cloudPassword, FIRST_WITHOUT_INSTANCE_ID } from './cloud-password.ts';
import { deletedFilters } from './deleted-filters.ts';
import type { Change, Ground } from './ground.ts';
import { modules } from './modules.ts';
import { signIn } from './sign-in.ts';
import { trustedAddresses } from './trusted-addresses.ts';

interface Since {
  readonly since: string;
  readonly change: (now: Release) => Change;
}

/** What stops working first, what only surprises last. */
const CHANGES: readonly Since[] = [
  { since: FIRST_GONE_IS_LOCAL, change: () => deletedFilters },
  { since: FIRST_REST_V3, change: () => modules },
  { since: FIRST_TRUSTED_NETWORKS, change: trustedAddresses },
  { since: FIRST_WITHOUT_INSTANCE_ID, change: () => cloudPassword },
  { since: FIRST_GONE_IS_LOCAL, change: () => signIn },
];

/** Nothing for what this release has already; nothing of a release that cannot be read. */
export function beforeUpgrade(ground: Ground, release: Release): readonly Message[] {
  return CHANGES.filter(({ since }) => isAtLeast(release, since) === false).flatMap(({ change }) =>
    change(release)(ground),
  );
}

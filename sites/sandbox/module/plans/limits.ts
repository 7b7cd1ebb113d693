/** What limits programs: Lib/Plan/Objects/Limit and Origins, the steps that set it, and what is laxer (Lib/Plan/LaxerLimit). */
import type { Step } from '../../../checklist/actions/types.ts';
import { covers } from '../../../checklist/actions/space.ts';
import { networksOf } from '../../../checklist/reach/networks.ts';
import { is2024, type Pbx } from '../../pbx.ts';
import { withSettings } from '../../settings.ts';
import { Refused } from '../refused.ts';
import type { PlanRecord } from './memory.ts';

type LimitStep = Extract<Step, { kind: 'ami.network' | 'ari.origins' | 'api-key.limit' }>;
export type Limited = Pick<Pbx, 'amiUsers' | 'apiKeys' | 'settings' | 'filters'>;

const ORIGINS = 'ARIAllowedOrigins';
const ORIGINS_KEY = `setting:${ORIGINS}`;
const AMI = 'ami-network:';
const KEY = 'api-key:';

export const isLimitKey = (key: string): boolean => key === ORIGINS_KEY || key.startsWith(AMI) || key.startsWith(KEY);

export function limitKey(step: LimitStep): string {
  switch (step.kind) {
    case 'ami.network':
      return `${AMI}${step.id}`;
    case 'ari.origins':
      return ORIGINS_KEY;
    case 'api-key.limit':
      return `${KEY}${step.id}`;
  }
}

/** As Lib/Facts/Database/Limits has it. */
const TELEPHONY: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'call-queues',
      'cdr',
      'conference-rooms',
      'employees',
      'extensions',
      'incoming-routes',
      'ivr-menu',
      'off-work-times',
    ]
      .concat('sip', 'sound-files')
      .map((name) => [`/api/v3/${name}`, 'write']),
  ),
  ...Object.fromEntries(
    [
      'dialplan-applications',
      'iax',
      'iax-providers',
      'outbound-routes',
      'pbx-status',
      'providers',
      'sip-providers',
    ].map((name) => [`/api/v3/${name}`, 'read']),
  ),
};

export function limit(pbx: Pbx, step: LimitStep, made: PlanRecord['made']): Pbx {
  switch (step.kind) {
    case 'ami.network': {
      const { network } = step;
      const filterId = typeof network === 'number' ? network : made[network.$from.replace('.id', '')];
      if (!pbx.amiUsers.some(({ id }) => id === step.id)) throw new Refused(409, 'no-such-owner');
      if (!pbx.filters.some(({ id }) => id === filterId)) throw new Refused(409, 'no-such-rule');
      const limited = (user: Pbx['amiUsers'][number]) =>
        user.id === step.id ? { ...user, filterId: String(filterId) } : user;
      return { ...pbx, amiUsers: pbx.amiUsers.map(limited) };
    }
    case 'ari.origins':
      if (is2024(pbx)) throw new Refused(409, 'no-such-setting');
      return withSettings(pbx, { [ORIGINS]: step.origins.join(',') });
    case 'api-key.limit': {
      if (!pbx.apiKeys.some(({ id }) => id === step.id)) throw new Refused(409, 'no-such-owner');
      const less = (key: Pbx['apiKeys'][number]) =>
        key.id === step.id
          ? { ...key, fullPermissions: false, allowedPaths: step.rights === 'none' ? {} : TELEPHONY }
          : key;
      return { ...pbx, apiKeys: pbx.apiKeys.map(less) };
    }
  }
}

export function stateOfLimit(pbx: Limited, key: string): unknown {
  if (key === ORIGINS_KEY) return { origins: originsIn(pbx) };
  if (key.startsWith(AMI)) {
    const user = pbx.amiUsers.find(({ id }) => `${AMI}${id}` === key);
    return user === undefined ? { there: false } : { there: true, network: user.filterId };
  }
  const found = pbx.apiKeys.find(({ id }) => `${KEY}${id}` === key);
  return found === undefined ? { there: false } : { there: true, full: found.fullPermissions, paths: pathsOf(found) };
}

export function putLimitBack(pbx: Pbx, key: string, kept: Limited): Pbx {
  if (key === ORIGINS_KEY) {
    const was = kept.settings[ORIGINS];
    return withSettings(pbx, { [ORIGINS]: was ?? '*' });
  }
  const users = new Map(kept.amiUsers.map((user) => [`${AMI}${user.id}`, user.filterId]));
  const keys = new Map(kept.apiKeys.map((one) => [`${KEY}${one.id}`, one]));
  return {
    ...pbx,
    amiUsers: pbx.amiUsers.map((user) =>
      `${AMI}${user.id}` === key ? { ...user, filterId: users.get(key) ?? null } : user,
    ),
    apiKeys: pbx.apiKeys.map((one) => {
      const was = `${KEY}${one.id}` === key ? keys.get(key) : undefined;
      return was === undefined ? one : { ...one, fullPermissions: was.fullPermissions, allowedPaths: was.allowedPaths };
    }),
  };
}

const pathsOf = ({ allowedPaths }: Pbx['apiKeys'][number]): readonly string[] =>
  Object.entries(allowedPaths)
    .map(([path, right]) => `${path} ${right}`)
    .sort();

const EVERY_PAGE = ['*'];
function originsIn(pbx: Pick<Pbx, 'settings'>): readonly string[] {
  const origins = (pbx.settings[ORIGINS] ?? '*')
    .split(',')
    .map((origin) => origin.trim())
    .filter((origin) => origin !== '');
  return origins.length === 0 || origins.includes('*') ? EVERY_PAGE : origins;
}

/** A program may come from more places, or do more; or more web pages may use ARI. */
export function freesSomething(before: Pbx, after: Pbx): boolean {
  const permitOf = (id: string | null) => after.filters.find((filter) => String(filter.id) === id)?.permit ?? '';
  const users = before.amiUsers.some(({ id, filterId: was }) => {
    const is = after.amiUsers.find((user) => user.id === id)?.filterId ?? null;
    if (was === null || was === is || is === 'localhost') return false;
    return is === null || !covers(networksOf(permitOf(was)), networksOf(permitOf(is)));
  });
  const keys = before.apiKeys.some((was) => {
    const is = after.apiKeys.find(({ id }) => id === was.id);
    if (is === undefined || was.fullPermissions) return false;
    return is.fullPermissions || pathsOf(is).some((path) => !pathsOf(was).includes(path));
  });
  const [origins, then] = [originsIn(before), originsIn(after)];
  return users || keys || (!origins.includes('*') && then.some((origin) => !origins.includes(origin)));
}

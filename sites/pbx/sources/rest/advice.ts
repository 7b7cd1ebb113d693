/** Core's own advice, as its bell shows it. Core makes it anew when a password changes. */
import type { PartData } from '../../../checklist/facts/types.ts';
import type { Api } from './api.ts';
import { ENDPOINTS } from './endpoints.ts';
import { anything, list, map, object, optional, text } from './shape.ts';

type Warnings = NonNullable<PartData['updates']['warnings']>;

export interface Advice {
  /** Names of settings whose value must be changed: WebAdminPassword, SSHPassword. */
  readonly needUpdate: readonly string[];
  /** What it warns of; null: nothing of that, which says nothing, as Core may not have looked yet. */
  readonly warnings: Warnings | null;
}

const texts = list(text);
const messages = list(object((field) => field('messageTpl', optional(text)) ?? ''));

/** `advice` is an object of lists, and an empty list when there is nothing to say. */
const answer = object((field): Advice => {
  const lists = new Map(field('advice', map(anything)));
  const needUpdate = lists.get('needUpdate');
  const says = (level: 'error' | 'warning', message: string): boolean => {
    const said = lists.get(level);
    return said !== undefined && messages(said, `/advice/${level}`).some((one) => one.startsWith(message));
  };
  const grows = says('warning', 'adv_SecurityLog') ? 'growing' : null;
  const warnings: Warnings = {
    securityLog: says('error', 'adv_SecurityLog') ? 'flood' : grows,
    sshPassword: says('error', 'adv_SSHPassword') || null,
    files: says('warning', 'adv_SystemBroken') || null,
  };
  return {
    needUpdate: needUpdate === undefined ? [] : texts(needUpdate, '/advice/needUpdate'),
    warnings: Object.values(warnings).every((one) => one === null) ? null : warnings,
  };
});

export const readAdvice = (api: Api): Promise<Advice> => api.read(ENDPOINTS.advice, answer);

/** Core's own advice. Core makes it anew when a password changes. */
import type { Api } from './api.ts';
import { ENDPOINTS } from './endpoints.ts';
import { anything, list, map, object, text } from './shape.ts';

const texts = list(text);

/** `advice` is an object of lists, and an empty list when there is nothing to say. */
const needUpdate = object((field) => {
  const [, value] = field('advice', map(anything)).find(([kind]) => kind === 'needUpdate') ?? [];
  return value === undefined ? [] : texts(value, '/advice/needUpdate');
});

/** Names of settings whose value must be changed: WebAdminPassword, SSHPassword. */
export function readNeedUpdate(api: Api): Promise<readonly string[]> {
  return api.read(ENDPOINTS.advice, needUpdate);
}

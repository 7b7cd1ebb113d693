/** Parts `ami`, `ari` and `apiKeys`. */
import type { PartData } from '../../../checklist/facts/types.ts';
import type { Api } from './api.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { flag, id, list, number, object, optional, text } from './shape.ts';
import { isoFromLocal } from './time.ts';

const amiUser = object((field) => {
  const filter = field('networkfilterid', optional(id)) ?? 'none';
  return {
    id: field('id', id),
    username: field('username', text),
    name: field('description', optional(text)) ?? '',
    filterId: filter === 'none' || filter === '' ? null : filter,
    system: field('isSystem', flag),
  };
});
export const readAmiUsers = (api: Api) => api.read(ENDPOINTS.amiUsers, list(amiUser));

export async function readAmi({ api }: Pbx): Promise<PartData['ami']> {
  return { enabled: await api.setting('AMIEnabled'), users: await readAmiUsers(api) };
}

const ariUser = object((field) => ({ id: field('id', id), username: field('username', text) }));
const ariPage = object((field) => ({ items: field('items', list(ariUser)), total: field('total', number) }));

/** Core gives twenty unless asked for more, and at most a hundred. */
export async function readAriUsers(api: Api): Promise<PartData['ari']['users']> {
  const users: PartData['ari']['users'] = [];
  for (;;) {
    const { items, total } = await api.read(ENDPOINTS.ariUsers(users.length), ariPage);
    users.push(...items);
    if (items.length === 0 || users.length >= total) return users;
  }
}

export async function readAri({ api }: Pbx): Promise<PartData['ari']> {
  return {
    enabled: await api.setting('ARIEnabled'),
    origins: await api.setting('ARIAllowedOrigins'),
    users: await readAriUsers(api),
  };
}

const apiKey = object((field) => ({
  id: field('id', id),
  name: field('description', optional(text)) ?? '',
  fullPermissions: field('full_permissions', flag),
  networkFilter: field('has_network_filter', flag),
  paths: field('allowed_paths_count', optional(number)),
  created: field('created_at', optional(text)) ?? '',
  used: field('last_used_at', optional(text)) ?? '',
}));

export async function readApiKeys({ api }: Pbx): Promise<PartData['apiKeys']> {
  const keys = await api.read(ENDPOINTS.apiKeys, list(apiKey));
  return keys.map(({ created, used, paths, ...key }) => ({
    ...key,
    ...(paths === null ? {} : { noRights: !key.fullPermissions && paths === 0 }),
    createdAt: isoFromLocal(created, api.offset()),
    lastUsedAt: isoFromLocal(used, api.offset()),
  }));
}

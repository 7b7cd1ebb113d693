/** `api-keys`: every save needs the description again. The key itself is told once, when it is made. */
import { randomBytes } from 'node:crypto';
import type { ApiKey, Pbx } from '../pbx.ts';
import { filterRepresent, icon } from './represent.ts';
import { action, done, refused, type Call, type Handler, type Reply, type Resource } from './resource.ts';
import { filterIdOf, flagOf, isData, storedText, textOf } from './values.ts';

const find = (pbx: Pbx, id: string) => pbx.apiKeys.find((key) => String(key.id) === id);
const display = ({ key }: ApiKey) => `${key.slice(0, 5)}...${key.slice(-5)}`;

const list: Handler = (pbx) =>
  done(
    pbx.apiKeys.map((key) => ({
      id: String(key.id),
      description: key.description,
      represent: icon('key', `API key - ${display(key)}`),
      created_at: key.createdAt,
      last_used_at: key.lastUsedAt,
      allowed_paths_count: Object.keys(key.allowedPaths).length,
      has_network_filter: key.filterId !== null,
      has_key: true,
      key_display: display(key),
      full_permissions: key.fullPermissions,
    })),
  );

const recordOf = (pbx: Pbx, key: ApiKey) => {
  const count = Object.keys(key.allowedPaths).length;
  return {
    id: String(key.id),
    description: key.description,
    created_at: key.createdAt,
    last_used_at: key.lastUsedAt,
    networkfilterid: key.filterId ?? 'none',
    key_display: display(key),
    full_permissions: key.fullPermissions,
    allowed_paths: count === 0 ? [] : key.allowedPaths,
    has_key: true,
    allowed_paths_count: count,
    networkfilter_represent: filterRepresent(pbx, key.filterId),
    has_network_filter: key.filterId !== null,
  };
};

const record: Handler = (pbx, { id }) => {
  const key = find(pbx, id);
  return key === undefined ? refused(['API Key not found'], 404) : done(recordOf(pbx, key));
};

const newKey = () => randomBytes(32).toString('hex');
const generate: Handler = () => done({ key: newKey() });

/** As Core stores times: without a zone. */
const stored = (now: Date) => now.toISOString().slice(0, 19).replace('T', ' ');

function save(pbx: Pbx, { id, data, method, now }: Call): Reply {
  const description = textOf(data, 'description') ?? '';
  if (description === '') return refused({ description: 'Description is required' });
  const existing = find(pbx, id);
  if (existing === undefined && method !== 'POST') return refused(['API Key not found'], 404);
  const base = existing ?? {
    id: pbx.lastIds.apiKey + 1,
    key: textOf(data, 'key') ?? newKey(),
    fullPermissions: false,
    allowedPaths: {},
    filterId: null,
    createdAt: stored(now),
    lastUsedAt: '',
  };
  const paths = data['allowed_paths'];
  const filterId = filterIdOf(data, 'networkfilterid');
  const key: ApiKey = {
    ...base,
    description: storedText(description),
    fullPermissions: flagOf(data, 'full_permissions') ?? base.fullPermissions,
    allowedPaths: isData(paths)
      ? Object.fromEntries(Object.entries(paths).map(([path, right]) => [path, String(right)]))
      : base.allowedPaths,
    filterId: filterId === undefined ? base.filterId : filterId,
  };
  const next = {
    ...pbx,
    apiKeys: existing === undefined ? [...pbx.apiKeys, key] : pbx.apiKeys.map((old) => (old === existing ? key : old)),
    lastIds: { ...pbx.lastIds, apiKey: Math.max(pbx.lastIds.apiKey, key.id) },
  };
  return existing === undefined
    ? done(recordOf(next, key), { pbx: next, httpCode: 201, reload: `api-keys/modify/${key.id}` })
    : done(recordOf(next, key), { pbx: next, httpCode: 200 });
}

const remove: Handler = (pbx, { id }) => {
  const key = find(pbx, id);
  if (key === undefined) return refused(['API Key not found'], 404);
  return done([], { pbx: { ...pbx, apiKeys: pbx.apiKeys.filter((old) => old !== key) }, httpCode: 200 });
};

const SAVE = 'ApiKeys\\SaveRecordAction::main';
export const apiKeys: Resource = {
  name: 'api-keys',
  ids: /^[0-9]+$/,
  collection: { GET: action('getList', 'ApiKeys\\GetListAction::main', list), POST: action('create', SAVE, save) },
  record: {
    GET: action('getRecord', 'ApiKeys\\GetRecordAction::main', record),
    PUT: action('update', SAVE, save),
    PATCH: action('patch', SAVE, save),
    DELETE: action('delete', 'ApiKeys\\DeleteRecordAction::main', remove),
  },
  custom: { generateKey: { POST: action('generateKey', 'ApiKeys\\GenerateKeyAction::main', generate) } },
};

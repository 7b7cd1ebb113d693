/** `asterisk-rest-users` (ARI): passwords in clear, no rule for their strength. */
import type { AriUser, Pbx } from '../pbx.ts';
import { action, done, refused, type Call, type Handler, type Reply, type Resource } from './resource.ts';
import { numberOf, storedText, textOf } from './values.ts';

const find = (pbx: Pbx, id: string) => pbx.ariUsers.find((user) => String(user.id) === id);

const recordOf = (user: AriUser) => ({
  id: String(user.id),
  description: user.description,
  username: user.username,
  password: user.password.value,
  applications: user.applications,
  weakPassword: user.weakPassword,
});

const list: Handler = (pbx, { data }) => {
  const offset = numberOf(data, 'offset') ?? 0;
  const limit = numberOf(data, 'limit') ?? 20;
  const items = pbx.ariUsers.slice(offset, offset + limit).map((user) => ({
    id: String(user.id),
    description: user.description,
    username: user.username,
    applications: user.applications,
    weakPassword: user.weakPassword,
  }));
  return done({ items, total: pbx.ariUsers.length, limit, offset });
};

const record: Handler = (pbx, { id }) => {
  const user = find(pbx, id);
  return user === undefined ? refused([`ARI user not found: ${id}`], 404) : done(recordOf(user));
};

function save(pbx: Pbx, { id, data, method }: Call): Reply {
  const existing = find(pbx, id);
  if (existing === undefined && method !== 'POST') {
    return { ...refused([`ARI user not found: ${id}`], 404), processor: 'Common\\AbstractPatchAction::main' };
  }
  const username = textOf(data, 'username');
  if (existing === undefined && (username ?? '') === '') return refused({ username: 'Username is required' });
  const base = existing ?? {
    id: pbx.lastIds.ari + 1,
    username: '',
    description: '',
    password: { value: '', features: null },
    applications: [],
    weakPassword: '0',
  };
  const password = textOf(data, 'password');
  const description = textOf(data, 'description');
  const applications = data['applications'];
  const user: AriUser = {
    ...base,
    username: username === undefined ? base.username : storedText(username),
    description: description === undefined ? base.description : storedText(description),
    password: password === undefined || password === '' ? base.password : { value: password, features: null },
    applications: Array.isArray(applications) ? applications.map(String) : base.applications,
  };
  const next = {
    ...pbx,
    ariUsers:
      existing === undefined ? [...pbx.ariUsers, user] : pbx.ariUsers.map((old) => (old === existing ? user : old)),
    lastIds: { ...pbx.lastIds, ari: Math.max(pbx.lastIds.ari, user.id) },
  };
  return existing === undefined
    ? done(recordOf(user), { pbx: next, httpCode: 201, reload: `asterisk-rest-users/modify/${user.id}` })
    : done(recordOf(user), { pbx: next, httpCode: 200 });
}

const remove: Handler = (pbx, { id }) => {
  const user = find(pbx, id);
  if (user === undefined) return refused([`ARI user not found: ${id}`], 404);
  return done({ deleted_id: id }, { pbx: { ...pbx, ariUsers: pbx.ariUsers.filter((old) => old !== user) } });
};

const SAVE = 'AsteriskRestUsers\\SaveRecordAction::main';
export const asteriskRestUsers: Resource = {
  name: 'asterisk-rest-users',
  ids: /^[0-9]+$/,
  collection: {
    GET: action('getList', 'AsteriskRestUsers\\GetListAction::main', list),
    POST: action('create', SAVE, save),
  },
  record: {
    GET: action('getRecord', 'AsteriskRestUsers\\GetRecordAction::main', record),
    PUT: action('update', SAVE, save),
    PATCH: action('patch', SAVE, save),
    DELETE: action('delete', 'AsteriskRestUsers\\DeleteRecordAction::main', remove),
  },
};

/** `asterisk-managers` (AMI): secrets in clear, no rule for their strength, 'localhost' is kept as "from anywhere". */
import type { AmiUser, Pbx } from '../pbx.ts';
import { filterRepresent } from './represent.ts';
import { action, done, refused, type Call, type Handler, type Reply, type Resource } from './resource.ts';
import { filterIdOf, flagOf, isData, storedText, textOf, type Data } from './values.ts';

const SYSTEM = new Set(['mikopbxuser', 'phpagi', 'admin']);
const PERMISSIONS = 'call cdr originate reporting agent config dialplan dtmf log system user verbose command'.split(
  ' ',
);

const find = (pbx: Pbx, id: string) => pbx.amiUsers.find((user) => String(user.id) === id);
const summary = (permissions: readonly string[]) => (permissions.length === 0 ? 'none' : permissions.join(', '));

const list: Handler = (pbx) =>
  done(
    pbx.amiUsers.map((user) => ({
      id: String(user.id),
      description: user.description,
      represent: user.username + (user.description === '' ? '' : ` - ${user.description}`),
      username: user.username,
      networkfilterid: user.filterId ?? 'none',
      readPermissionsSummary: summary(user.read),
      writePermissionsSummary: summary(user.write),
      isSystem: SYSTEM.has(user.username),
    })),
  );

const recordOf = (pbx: Pbx, user: AmiUser) => ({
  id: String(user.id),
  description: user.description,
  username: user.username,
  secret: user.secret.value,
  read: user.read.join(','),
  write: user.write.join(','),
  networkfilterid: user.filterId ?? 'none',
  eventfilter: user.eventFilter,
  networkfilter_represent: filterRepresent(pbx, user.filterId),
  permissions: Object.fromEntries(
    PERMISSIONS.flatMap((name) => [
      [`${name}_read`, user.read.includes(name)],
      [`${name}_write`, user.write.includes(name)],
    ]),
  ),
  isSystem: SYSTEM.has(user.username),
});

const record: Handler = (pbx, { id }) => {
  const user = find(pbx, id);
  return user === undefined ? refused(['asterisk-managers not found'], 404) : done(recordOf(pbx, user));
};

const granted = (data: Data, kind: 'read' | 'write'): readonly string[] | undefined => {
  const sent = data['permissions'];
  return isData(sent) ? PERMISSIONS.filter((name) => flagOf(sent, `${name}_${kind}`) === true) : undefined;
};

/** Only a number names a rule. */
function storedFilter(data: Data, old: string | null): string | null {
  const sent = filterIdOf(data, 'networkfilterid');
  if (sent === undefined) return old;
  return sent !== null && /^\d+$/.test(sent) ? sent : null;
}

const BLANK = { username: '', description: '', filterId: null, read: [], write: [], eventFilter: '' };

function save(pbx: Pbx, { id, data, method }: Call): Reply {
  const existing = find(pbx, id);
  if (existing === undefined && method !== 'POST') return refused(['asterisk-managers not found'], 404);
  if (existing !== undefined && SYSTEM.has(existing.username)) {
    return refused([`Cannot modify system manager '${existing.username}'`], 403);
  }
  const username = textOf(data, 'username');
  if (existing === undefined && (username ?? '') === '') return refused({ username: 'Username is required' });
  if (username !== undefined && pbx.amiUsers.some((user) => user !== existing && user.username === username)) {
    return refused([`Manager with username '${username}' already exists`], 409);
  }
  const base = existing ?? { ...BLANK, id: pbx.lastIds.ami + 1, secret: { value: '', features: null } };
  const secret = textOf(data, 'secret');
  const description = textOf(data, 'description');
  const user: AmiUser = {
    id: base.id,
    username: username === undefined ? base.username : storedText(username),
    description: description === undefined ? base.description : storedText(description),
    secret: secret === undefined || secret === '' ? base.secret : { value: secret, features: null },
    filterId: storedFilter(data, base.filterId),
    read: granted(data, 'read') ?? base.read,
    write: granted(data, 'write') ?? base.write,
    eventFilter: textOf(data, 'eventfilter') ?? base.eventFilter,
  };
  const next = {
    ...pbx,
    amiUsers:
      existing === undefined ? [...pbx.amiUsers, user] : pbx.amiUsers.map((old) => (old === existing ? user : old)),
    lastIds: { ...pbx.lastIds, ami: Math.max(pbx.lastIds.ami, user.id) },
  };
  return existing === undefined
    ? done(recordOf(next, user), { pbx: next, httpCode: 201, reload: `asterisk-managers/modify/${user.id}` })
    : done(recordOf(next, user), { pbx: next, httpCode: 200 });
}

const remove: Handler = (pbx, { id }) => {
  const user = find(pbx, id);
  if (user === undefined) return refused(['asterisk-managers not found'], 404);
  return done({ deleted_id: id }, { pbx: { ...pbx, amiUsers: pbx.amiUsers.filter((old) => old !== user) } });
};

const SAVE = 'AsteriskManagers\\SaveRecordAction::main';
export const asteriskManagers: Resource = {
  name: 'asterisk-managers',
  ids: /^[0-9]+$/,
  collection: {
    GET: action('getList', 'AsteriskManagers\\GetListAction::main', list),
    POST: action('create', SAVE, save),
  },
  record: {
    GET: action('getRecord', 'AsteriskManagers\\GetRecordAction::main', record),
    PUT: action('update', SAVE, save),
    PATCH: action('patch', SAVE, save),
    DELETE: action('delete', 'AsteriskManagers\\DeleteRecordAction::main', remove),
  },
};

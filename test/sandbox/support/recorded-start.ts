/**
 * The state in which the recorded write flows began, read from the recordings at run time: the reads of the seeded
 * bench, and, where no read tells, the first answers of the flows themselves (secrets, records, keys).
 */
import type { AmiUser, ApiKey, Employee, Module, NetworkFilter, Pbx, SipProvider } from '../../../sites/sandbox/pbx.ts';
import { basePbx, employee, hashedLogin, lan, outboundRoute, provider } from '../../../sites/sandbox/scenarios/base.ts';
import { recorded } from '../../support/recorded.ts';
import { at, list, object, text } from './json.ts';

export interface Flow {
  readonly index: number;
  readonly name: string;
  readonly auth: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly raw: string | null;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly note: string;
  readonly dbAfter: unknown;
  readonly status: number;
  readonly answer: unknown;
  readonly answerText: string | null;
}

export function recordedFlows(): readonly Flow[] {
  return list(at(recorded('write-flows.json'), 'flows')).map((flow, index) => {
    const raw = at(flow, 'requestBodyRaw');
    const answerText = at(flow, 'responseBodyText');
    return {
      index,
      name: text(at(flow, 'name')),
      auth: text(at(flow, 'auth')),
      method: text(at(flow, 'method')),
      path: text(at(flow, 'path')),
      body: at(flow, 'requestBody'),
      raw: typeof raw === 'string' ? raw : null,
      headers: object(at(flow, 'requestHeaders')),
      note: text(at(flow, 'note')),
      dbAfter: at(flow, 'dbAfter'),
      status: Number(at(flow, 'status')),
      answer: at(flow, 'responseBody'),
      answerText: typeof answerText === 'string' ? answerText : null,
    };
  });
}

const read = (name: string) => at(recorded(`rest-read/${name}.json`), 'body', 'data');
const unjudged = (value: unknown) => ({ value: text(value), features: null });
const filterId = (value: unknown) => (text(value) === 'none' || text(value) === '' ? null : text(value));

export const LIMITED_KEY = 'the-limited-key';
export const FULL_KEY = 'the-full-key';

export function recordedStart(flows: readonly Flow[], now: Date): Pbx {
  const answer = (name: string) => at(flows.find((flow) => flow.name === name)?.answer, 'data');
  const settings = object(at(read('general-settings'), 'settings'));
  const password = text(at(flows.find((flow) => flow.name === 'auth login good')?.body, 'password'));
  const networkFilters: readonly NetworkFilter[] = list(at(answer('firewall list (before)'), 'items'))
    .map((item) => ({
      id: Number(at(item, 'id')),
      description: text(at(item, 'description')),
      permit: text(at(item, 'permit')),
      deny: text(at(item, 'deny')),
      newerBlockIp: at(item, 'newer_block_ip') === true,
      localNetwork: at(item, 'local_network') === true,
      priority: Number(at(item, 'priority')),
      allow: Object.fromEntries(
        Object.entries(object(at(item, 'rules'))).map(([key, rule]) => [key, at(rule, 'action') === true]),
      ),
    }))
    .sort((a, b) => a.id - b.id);
  const employees = list(at(read('employees'), 'data')).map((row) => employeeOf(flows, row));
  const numbers = new Set(employees.flatMap(({ number, mobile }) => [number, mobile]));
  const base = basePbx(now);
  return {
    ...base,
    release: '2026.1.223',
    settings: {
      ...Object.fromEntries(
        Object.entries(settings).flatMap(([key, value]) =>
          typeof value === 'object' ? [] : [[key, typeof value === 'boolean' ? (value ? '1' : '0') : text(value)]],
        ),
      ),
      PBXFirewallMaxReqSec: text(at(read('fail2ban'), 'PBXFirewallMaxReqSec')),
    },
    webLogin: { ...hashedLogin, password },
    updates: { online: false, latest: null, checkedAt: null },
    filters: networkFilters,
    fail2ban: {
      maxretry: Number(at(read('fail2ban'), 'maxretry')),
      findtime: Number(at(read('fail2ban'), 'findtime')),
      bantime: Number(at(read('fail2ban'), 'bantime')),
      whitelist: text(at(read('fail2ban'), 'whitelist')),
      banning: null,
    },
    bans: Object.entries(object(read('firewall-getBannedIps'))).flatMap(([ip, found]) =>
      list(at(found, 'bans')).map((ban) => ({
        ip,
        jail: text(at(ban, 'jail')).replace(/_v2$/, ''),
        from: Number(at(ban, 'timeofban')),
        until: Number(at(ban, 'timeunban')),
      })),
    ),
    interfaces: [lan('192.0.2.2')],
    providers: list(read('sip-providers')).map((row) => providerOf(flows, row)),
    outboundRoutes: list(read('outbound-routes')).map((row) => ({
      ...outboundRoute(
        Number(at(row, 'id')),
        text(at(row, 'rulename')),
        text(at(row, 'providerid')),
        text(at(row, 'numberbeginswith')),
        Number(at(row, 'restnumbers')),
      ),
      priority: Number(at(row, 'priority')),
      note: text(at(row, 'note')),
    })),
    customFiles: list(read('custom-files')).map((row) => ({
      id: Number(at(row, 'id')),
      filepath: text(at(row, 'filepath')),
      mode: 'none',
      description: text(at(row, 'description')),
    })),
    employees,
    otherNumbers: list(read('extensions'))
      .map((row) => ({
        number: text(at(row, 'number')),
        type: text(at(row, 'type')),
        callerid: text(at(row, 'callerid')),
      }))
      .filter(({ number }) => !numbers.has(number)),
    amiUsers: list(read('asterisk-managers')).map((row) => amiUserOf(flows, row)),
    apiKeys: apiKeysOf(answer('api-keys list')),
    modules: [legacyModule],
    lastIds: { filter: 7, employee: 119, host: 1, route: 21, ami: 4, ari: 0, apiKey: 3 },
  };
}

/** Installed on the bench for the legacy route; it opens nothing. */
const legacyModule: Module = {
  id: 'ModuleTemplate',
  name: 'Template',
  version: '1',
  enabled: true,
  firewall: [],
  publicRoutes: [],
};

/** Records of employees are in the flows: read, or shown by what the database held after a refusal. */
function employeeOf(flows: readonly Flow[], row: unknown): Employee {
  const id = text(at(row, 'id'));
  const number = text(at(row, 'number'));
  const record = at(
    flows.find(({ path, method }) => method === 'GET' && path.endsWith(`/employees/${id}`))?.answer,
    'data',
  );
  const rows = flows.flatMap(({ dbAfter }) => list(dbAfter).flatMap((query) => list(at(query, 'rows'))));
  const stored = rows.find((one) => at(one, 'extension') === number && at(one, 'secret') !== undefined);
  const mobile = text(at(row, 'mobile'));
  return employee(Number(id), number, text(at(row, 'user_username')), {
    email: text(at(row, 'user_email')),
    avatar: text(at(row, 'avatar')),
    mobile,
    mobileDialstring: text(at(record, 'mobile_dialstring')),
    disabled: at(row, 'disabled') === true,
    secret: unjudged(at(record, 'sip_secret') ?? at(stored, 'secret')),
    ...(at(stored, 'transport') === undefined ? {} : { transport: text(at(stored, 'transport')) }),
  });
}

function providerOf(flows: readonly Flow[], row: unknown): SipProvider {
  const id = text(at(row, 'id'));
  const record = at(
    flows.find(({ path, method }) => method === 'GET' && path.endsWith(`/sip-providers/${id}`))?.answer,
    'data',
  ) ??
    // One that is only patched: what its answer shows and the request did not send.
    { qualify: false };
  const { qualify, qualifyfreq, disablefromuser } = object(record);
  return provider(id, text(at(row, 'represent')).replace(/^.*SIP: /, ''), {
    username: text(at(row, 'username')),
    secret: unjudged(at(record, 'secret')),
    host: text(at(row, 'host')),
    port: Number(at(row, 'port')),
    transport: text(at(row, 'transport')),
    registration:
      (['outbound', 'inbound', 'none'] as const).find((known) => known === at(row, 'registration_type')) ?? 'none',
    filterId: filterId(at(record, 'networkfilterid')),
    other: Object.fromEntries(
      Object.entries({ qualify, qualifyfreq, disablefromuser }).filter(([, value]) => value !== undefined),
    ),
  });
}

function amiUserOf(flows: readonly Flow[], row: unknown): AmiUser {
  const id = text(at(row, 'id'));
  const record = at(
    flows.find(({ path, method }) => method === 'GET' && path.endsWith(`/asterisk-managers/${id}`))?.answer,
    'data',
  );
  const permissions = (key: string) =>
    text(at(row, key))
      .split(', ')
      .filter((name) => name !== 'none' && name !== '');
  return {
    id: Number(id),
    username: text(at(row, 'username')),
    // Lists are trimmed nowhere: Core's own user has a blank at the end.
    description: text(at(row, 'description')),
    secret: unjudged(at(record, 'secret')),
    filterId: filterId(at(row, 'networkfilterid')),
    read: permissions('readPermissionsSummary'),
    write: permissions('writePermissionsSummary'),
    eventFilter: '',
  };
}

/** The keys themselves are not recorded: each gets one of ours, shaped so that it shows as the recorded one does. */
function apiKeysOf(rows: unknown): readonly ApiKey[] {
  return list(rows).map((row) => {
    const full = at(row, 'full_permissions') === true;
    const [head = '', tail = ''] = text(at(row, 'key_display')).split('...');
    return {
      id: Number(at(row, 'id')),
      key: `${head}${full ? FULL_KEY : LIMITED_KEY}${tail}`,
      description: text(at(row, 'description')),
      fullPermissions: full,
      allowedPaths: full ? {} : { '/api/v3/extensions': 'read', '/api/v3/firewall': 'read' },
      filterId: null,
      createdAt: text(at(row, 'created_at')),
      lastUsedAt: text(at(row, 'last_used_at')),
    };
  });
}

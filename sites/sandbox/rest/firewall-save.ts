/** Writing one of the firewall's rules: what is checked, what is filled in, where the rule goes. */
import { isIP } from 'node:net';
import { categoriesOf } from '../categories.ts';
import { normalisedNetwork } from '../networks.ts';
import type { NetworkFilter, Pbx } from '../pbx.ts';
import { byPriority, findFilter } from './firewall-read.ts';
import { icon } from './represent.ts';
import { done, refused, type Call, type Reply } from './resource.ts';
import { flagOf, isData, outside, searchIndex, storedText, textOf, type Data } from './values.ts';

const CATCH_ALL = new Set(['0.0.0.0/0', '::/0']);

/** The short answer to a write: no rules, but the text for searching tells each category's action. */
function saved(pbx: Pbx, filter: NetworkFilter) {
  const actions = categoriesOf(pbx).map(({ key }) => ((filter.allow[key] ?? false) ? 'allow' : 'block'));
  return {
    id: String(filter.id),
    permit: filter.permit,
    deny: filter.deny,
    description: filter.description,
    newer_block_ip: filter.newerBlockIp,
    local_network: filter.localNetwork,
    rules: [],
    represent: icon('shield alternate', filter.description === '' ? filter.permit : filter.description),
    search_index: searchIndex([filter.description, ...actions]),
  };
}

/** Only categories that exist count; undefined: the request says nothing about categories. */
function sentRules(pbx: Pbx, data: Data): Readonly<Record<string, boolean>> | undefined {
  const sent = data['currentRules'];
  if (!isData(sent)) return undefined;
  const known = categoriesOf(pbx).filter(({ key }) => sent[key] !== undefined);
  return Object.fromEntries(known.map(({ key }) => [key, flagOf(sent, key) === true || sent[key] === 'allow']));
}

const NETWORK = /^((\d{1,3}\.){3}\d{1,3}|([0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4})$/;

/** What is sent as network and prefix, checked; `permit` null: not sent. */
function sentPermit(data: Data): { readonly permit: string | null } | { readonly errors: readonly string[] } {
  const raw = textOf(data, 'network');
  const subnet = textOf(data, 'subnet');
  if (subnet !== undefined) {
    const error = outside('subnet', Number(subnet), 0, 128);
    if (error !== null) return { errors: [error] };
  }
  if (raw === undefined || subnet === undefined) return { permit: null };
  const network = NETWORK.test(raw) ? raw : raw.replace(/\D/g, '');
  const family = isIP(network);
  if (family === 0) return { errors: [`Invalid IP address format: ${network}`] };
  if (family === 4 && Number(subnet) > 32) {
    return {
      errors: [
        `IPv4 subnet prefix must be between 0 and 32, got: ${subnet}`,
        `Invalid CIDR notation format: ${network}/${subnet}`,
      ],
    };
  }
  // Host bits are cut for IPv4 only.
  const permit = `${network}/${subnet}`;
  return { permit: family === 4 ? (normalisedNetwork(permit) ?? permit) : permit };
}

/** A new rule comes after the others and before those for everybody, which move down. */
function withRoom(filters: readonly NetworkFilter[]): {
  readonly filters: readonly NetworkFilter[];
  readonly priority: number;
} {
  const regular = filters.filter(({ permit }) => !CATCH_ALL.has(permit));
  const priority = Math.max(0, ...regular.map((filter) => filter.priority)) + 1;
  const last = byPriority(filters).filter(({ permit }) => CATCH_ALL.has(permit));
  return {
    priority,
    filters: filters.map((filter) => {
      const place = last.indexOf(filter);
      return place === -1 ? filter : { ...filter, priority: priority + 1 + place };
    }),
  };
}

export function save(pbx: Pbx, { id, data, method }: Pick<Call, 'id' | 'data' | 'method'>): Reply {
  const existing = findFilter(pbx, id);
  if (id !== '' && existing === undefined && method !== 'POST') return refused(['Firewall rule not found'], 404);
  if (existing === undefined && (textOf(data, 'network') === undefined || textOf(data, 'subnet') === undefined)) {
    return refused(['Network and subnet fields are required']);
  }
  const sent = sentPermit(data);
  if ('errors' in sent) return refused(sent.errors, 422);
  const rules = sentRules(pbx, data);
  const description = textOf(data, 'description');
  const changes = {
    ...(sent.permit === null ? {} : { permit: sent.permit }),
    ...(description === undefined ? {} : { description: storedText(description) }),
    ...(flagOf(data, 'newer_block_ip') === undefined ? {} : { newerBlockIp: flagOf(data, 'newer_block_ip') === true }),
    ...(flagOf(data, 'local_network') === undefined ? {} : { localNetwork: flagOf(data, 'local_network') === true }),
  };
  const written =
    existing === undefined ? create(pbx, changes, rules) : update(pbx, { ...existing, ...changes }, rules ?? {});
  return done(saved(pbx, written.filter), {
    pbx: written.pbx,
    httpCode: existing === undefined ? 201 : 200,
    reload: `firewall/modify/${written.filter.id}`,
  });
}

interface Written {
  readonly pbx: Pbx;
  readonly filter: NetworkFilter;
}

/** Missing categories are opened; where none is sent at all, SSH and AMI stay closed. */
function create(
  pbx: Pbx,
  changes: Partial<NetworkFilter>,
  rules: Readonly<Record<string, boolean>> | undefined,
): Written {
  const room = withRoom(pbx.filters);
  const allow = Object.fromEntries(
    categoriesOf(pbx).map(({ key, allowedWhenSilent }) => [
      key,
      rules === undefined ? allowedWhenSilent : (rules[key] ?? true),
    ]),
  );
  const filter: NetworkFilter = {
    description: '',
    permit: '',
    deny: '0.0.0.0/0',
    newerBlockIp: false,
    localNetwork: false,
    ...changes,
    id: pbx.lastIds.filter + 1,
    priority: room.priority,
    allow,
  };
  return {
    filter,
    pbx: { ...pbx, filters: [...room.filters, filter], lastIds: { ...pbx.lastIds, filter: filter.id } },
  };
}

/** Categories that are not sent stay as they are, for PUT too. */
function update(pbx: Pbx, changed: NetworkFilter, rules: Readonly<Record<string, boolean>>): Written {
  const filter = { ...changed, allow: { ...changed.allow, ...rules } };
  return { filter, pbx: { ...pbx, filters: pbx.filters.map((old) => (old.id === filter.id ? filter : old)) } };
}

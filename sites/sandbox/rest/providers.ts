/** `providers`, `sip-providers`, `iax-providers`: one table. A registered provider's secret is masked, others are clear. */
import type { Pbx, SipProvider } from '../pbx.ts';
import { filterRepresent, providerRepresent } from './represent.ts';
import { action, done, refused, type Handler, type Reply, type Resource } from './resource.ts';
import { filterIdOf, flagOf, isData, numberOf, storedText, textOf, type Data } from './values.ts';

const MASKED = 'XXXXXXXX';

/** Fields nobody here judges, with Core's defaults; the keys tell which ones a write may change. */
const OTHER: Readonly<Record<string, unknown>> = {
  qualify: true,
  qualifyfreq: 60,
  manualattributes: '',
  dtmfmode: 'auto',
  fromuser: '',
  fromdomain: '',
  outbound_proxy: '',
  disablefromuser: false,
  cid_source: 'default',
  cid_custom_header: '',
  cid_parser_start: '',
  cid_parser_end: '',
  cid_parser_regex: '',
  did_source: 'default',
  did_custom_header: '',
  did_parser_start: '',
  did_parser_end: '',
  did_parser_regex: '',
  cid_did_debug: false,
};

const find = (pbx: Pbx, id: string) => pbx.providers.find((provider) => provider.id === id);

const recordOf = (pbx: Pbx, provider: SipProvider) => ({
  id: provider.id,
  type: provider.type,
  note: provider.note,
  disabled: provider.disabled,
  username: provider.username,
  secret: provider.registration === 'outbound' ? MASKED : provider.secret.value,
  host: provider.host,
  port: provider.port,
  transport: provider.transport,
  registration_type: provider.registration,
  description: provider.description,
  networkfilterid: provider.filterId ?? 'none',
  networkfilter_represent: filterRepresent(pbx, provider.filterId),
  ...OTHER,
  ...provider.other,
  additionalHosts: provider.additionalHosts,
});

/** Not filtered by type; disabled ones only on request. */
const list: Handler = (pbx, { data }) =>
  done(
    pbx.providers
      .filter(({ disabled }) => !disabled || flagOf(data, 'includeDisabled') === true)
      .map((provider) => ({
        id: provider.id,
        represent: providerRepresent(pbx, provider.id),
        type: provider.type,
        note: provider.note,
        disabled: provider.disabled,
        username: provider.username,
        host: provider.host,
        registration_type: provider.registration,
        transport: provider.transport,
        port: provider.port,
        statusClass: '',
        search_index: provider.username.toLowerCase(),
      })),
  );

const record: Handler = (pbx, { id }) => {
  const provider = find(pbx, id);
  return provider === undefined ? refused(['Provider not found'], 404) : done(recordOf(pbx, provider));
};

const REGISTRATIONS: readonly SipProvider['registration'][] = ['outbound', 'inbound', 'none'];
const registrationOf = (data: Data) => REGISTRATIONS.find((known) => known === data['registration_type']);

/** Only what the request itself says counts, even for a change of an existing provider. */
function businessErrors(data: Data): readonly string[] {
  const registration = registrationOf(data);
  const empty = (key: string) => (textOf(data, key) ?? '') === '';
  const login = 'Enter your login to log in to your provider.';
  const host = "Enter the provider's host";
  const secret = 'Enter the password';
  switch (registration) {
    case undefined:
      return [];
    case 'none':
      return empty('host') ? [host] : [];
    case 'inbound':
      return [...(empty('username') ? [login] : []), ...(empty('secret') ? [secret] : [])];
    case 'outbound':
      return [
        ...(empty('host') ? [host] : []),
        ...(empty('username') ? [login] : []),
        ...(empty('secret') ? [secret] : []),
      ];
  }
}

/** Rows of m_SipHosts: known addresses keep their id. The provider's own host is not among them. */
function hostsOf(
  pbx: Pbx,
  provider: SipProvider,
  data: Data,
): Pick<SipProvider, 'additionalHosts'> & { lastId: number } {
  const sent = data['additionalHosts'];
  let lastId = pbx.lastIds.host;
  if (!Array.isArray(sent)) return { additionalHosts: provider.additionalHosts, lastId };
  const rows: readonly unknown[] = sent;
  const additionalHosts = rows.flatMap((row) => {
    const address = isData(row) ? textOf(row, 'address') : typeof row === 'string' ? row : undefined;
    if (address === undefined || address === '') return [];
    const known = provider.additionalHosts.find((host) => host.address === address);
    return [known ?? { id: String(++lastId), address }];
  });
  return { additionalHosts, lastId };
}

const save: Handler = (pbx, { id, data }): Reply => {
  const existing = find(pbx, id);
  if (existing === undefined) return refused(['Provider not found'], 404);
  const errors = businessErrors(data);
  if (errors.length > 0) return refused(errors, 422);
  const secret = textOf(data, 'secret');
  const registration = registrationOf(data);
  if (secret !== undefined && registration === undefined) return refused(['Undefined array key "registration_type"']);
  const keepsSecret = secret === undefined || (registration === 'outbound' && secret === MASKED);
  const description = textOf(data, 'description');
  const filterId = filterIdOf(data, 'networkfilterid');
  const { additionalHosts, lastId } = hostsOf(pbx, existing, data);
  const provider: SipProvider = {
    ...existing,
    note: storedText(textOf(data, 'note') ?? ''),
    description: description === undefined ? existing.description : storedText(description),
    disabled: flagOf(data, 'disabled') ?? existing.disabled,
    username: textOf(data, 'username') ?? existing.username,
    host: textOf(data, 'host') ?? existing.host,
    port: numberOf(data, 'port') ?? existing.port,
    transport: textOf(data, 'transport')?.toLowerCase() ?? existing.transport,
    registration: registration ?? existing.registration,
    filterId: filterId === undefined ? existing.filterId : filterId,
    secret: keepsSecret ? existing.secret : { value: secret, features: null },
    additionalHosts,
    other: {
      ...existing.other,
      ...Object.fromEntries(Object.entries(data).filter(([key, value]) => Object.hasOwn(OTHER, key) && value !== null)),
    },
  };
  const next = {
    ...pbx,
    providers: pbx.providers.map((old) => (old === existing ? provider : old)),
    lastIds: { ...pbx.lastIds, host: lastId },
  };
  return done(recordOf(next, provider), { pbx: next, httpCode: 200 });
};

const statuses: Handler = (pbx, { now }) => {
  const seconds = Math.floor(now.getTime() / 1000);
  const of = (type: SipProvider['type']) => {
    const rows = pbx.providers.filter((provider) => provider.type === type && !provider.disabled);
    if (rows.length === 0) return [];
    return Object.fromEntries(
      rows.map(({ id, host, username, description, registration }) => [
        id,
        {
          id,
          type: type.toLowerCase(),
          state: registration === 'inbound' ? 'UNREGISTERED' : 'UNKNOWN',
          host,
          username,
          description,
          lastUpdate: seconds,
        },
      ]),
    );
  };
  return done({ sip: of('SIP'), iax: of('IAX') });
};

const SAVE = 'Providers\\SaveRecordAction::main';
const LIST = { GET: action('getList', 'Providers\\GetListAction::main', list) };
const READ = { GET: action('getRecord', 'Providers\\GetRecordAction::main', record) };
const STATUSES = {
  getStatuses: { GET: action('getStatuses', 'Providers\\GetAllStatusesAction::main', statuses) },
};

const ofType = (name: string, ids: RegExp): Resource => ({
  name,
  ids,
  collection: LIST,
  record: { ...READ, PUT: action('update', SAVE, save), PATCH: action('patch', SAVE, save) },
  custom: STATUSES,
});
export const providers: Resource = {
  name: 'providers',
  ids: /^(SIP|IAX)-/,
  collection: LIST,
  record: READ,
  custom: STATUSES,
};
export const sipProviders = ofType('sip-providers', /^SIP-/);
export const iaxProviders = ofType('iax-providers', /^IAX-/);

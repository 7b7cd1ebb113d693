/** `outbound-routes`, in order of priority. Source: facts/core-api 2.4, a recorded list. */
import type { OutboundRoute, Pbx } from '../pbx.ts';
import { changePriority } from './priority.ts';
import { providerRepresent } from './represent.ts';
import { action, done, refused, type Call, type Handler, type Reply, type Resource } from './resource.ts';
import { numberOf, outside, storedText, textOf, type Data } from './values.ts';

const find = (pbx: Pbx, id: string) => pbx.outboundRoutes.find((route) => String(route.id) === id);

const fieldsOf = (pbx: Pbx, route: OutboundRoute) => ({
  id: String(route.id),
  rulename: route.name,
  priority: route.priority,
  numberbeginswith: route.pattern,
  restnumbers: route.rest,
  trimfrombegin: route.trim,
  prepend: route.prepend,
  note: route.note,
  providerid: route.providerId,
  providerid_represent: providerRepresent(pbx, route.providerId),
  provider_disabled: pbx.providers.find(({ id }) => id === route.providerId)?.disabled ?? false,
});

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The sentence of Core's list, for the cases without trimming and prepending. */
function describe(pbx: Pbx, route: OutboundRoute): string {
  const via = `→ via <span class="provider">${providerRepresent(pbx, route.providerId)}</span>`;
  const begins = escaped(route.pattern);
  if (begins === '') return route.rest < 0 ? `Any numbers ${via}` : `Numbers: <b>${route.rest}</b> digits ${via}`;
  if (route.rest === 0) return `Numbers: <b>${begins}</b> ${via}`;
  return `Numbers: <b>${begins}</b> + <b>${route.rest < 0 ? 'any' : route.rest}</b> digits ${via}`;
}

const list: Handler = (pbx, { data }) => {
  const phrase = (textOf(data, 'search') ?? '').toLowerCase();
  const found = [...pbx.outboundRoutes]
    .filter(({ name, pattern, note, prepend }) =>
      [name, pattern, note, prepend].some((text) => text.toLowerCase().includes(phrase)),
    )
    .sort((a, b) => a.priority - b.priority);
  const offset = Math.max(0, numberOf(data, 'offset') ?? 0);
  const limit = numberOf(data, 'limit') ?? 0;
  return done(
    (limit > 0 ? found.slice(offset, offset + limit) : found).map((route) => ({
      ...fieldsOf(pbx, route),
      ruleDescription: describe(pbx, route),
    })),
  );
};

const record: Handler = (pbx, { id }) => {
  const route = find(pbx, id);
  return route === undefined ? refused(['Outbound route not found'], 404) : done(fieldsOf(pbx, route));
};

const limitErrors = (data: Data) =>
  (
    [
      ['restnumbers', -1, 20],
      ['trimfrombegin', 0, 30],
    ] as const
  ).flatMap(([field, min, max]) => {
    const value = numberOf(data, field);
    const error = value === undefined ? null : outside(field, value, min, max);
    return error === null ? [] : [error];
  });

const BLANK = { name: '', priority: 0, pattern: '', rest: -1, trim: 0, prepend: '', note: '', providerId: '' };

function save(pbx: Pbx, { id, data, method }: Call): Reply {
  const existing = find(pbx, id);
  if (existing === undefined && method !== 'POST') return refused(['Outbound route not found'], 404);
  const name = textOf(data, 'rulename');
  const providerId = textOf(data, 'providerid');
  if (method !== 'PATCH') {
    const empty = {
      ...((name ?? '') === '' ? { rulename: 'Route name is required' } : {}),
      ...((providerId ?? '') === '' ? { providerid: 'Provider is required' } : {}),
    };
    if (Object.keys(empty).length > 0) return refused(empty);
  }
  if (providerId !== undefined && !pbx.providers.some((provider) => provider.id === providerId)) {
    return refused(['Provider not found'], 404);
  }
  const errors = limitErrors(data);
  if (errors.length > 0) return refused(errors, 422);
  const lastPriority = Math.max(0, ...pbx.outboundRoutes.map(({ priority }) => priority));
  const base = existing ?? { ...BLANK, id: pbx.lastIds.route + 1, priority: lastPriority + 1 };
  const note = textOf(data, 'note');
  const route: OutboundRoute = {
    id: base.id,
    name: name === undefined ? base.name : storedText(name),
    priority: numberOf(data, 'priority') ?? base.priority,
    pattern: textOf(data, 'numberbeginswith') ?? base.pattern,
    rest: numberOf(data, 'restnumbers') ?? base.rest,
    trim: numberOf(data, 'trimfrombegin') ?? base.trim,
    prepend: textOf(data, 'prepend') ?? base.prepend,
    note: note === undefined ? base.note : storedText(note),
    providerId: providerId ?? base.providerId,
  };
  const others = pbx.outboundRoutes.filter((old) => old !== existing);
  const next = {
    ...pbx,
    outboundRoutes: [...others, route].sort((a, b) => a.priority - b.priority),
    lastIds: { ...pbx.lastIds, route: Math.max(pbx.lastIds.route, route.id) },
  };
  return existing === undefined
    ? done(fieldsOf(next, route), { pbx: next, httpCode: 201, reload: `outbound-routes/modify/${route.id}` })
    : done(fieldsOf(next, route), { pbx: next, httpCode: 200 });
}

const remove: Handler = (pbx, { id }) => {
  const route = find(pbx, id);
  if (route === undefined) return refused(['Outbound route not found'], 404);
  return done(
    { deleted_id: id },
    { pbx: { ...pbx, outboundRoutes: pbx.outboundRoutes.filter((old) => old !== route) } },
  );
};

const reorder = changePriority('Outbound route', {
  get: (pbx) => pbx.outboundRoutes,
  set: (pbx, outboundRoutes) => ({ ...pbx, outboundRoutes }),
});

const SAVE = 'OutboundRoutes\\SaveRecordAction::main';
export const outboundRoutes: Resource = {
  name: 'outbound-routes',
  ids: /^[0-9]+$/,
  collection: {
    GET: action('getList', 'OutboundRoutes\\GetListAction::main', list),
    POST: action('create', SAVE, save),
  },
  record: {
    GET: action('getRecord', 'OutboundRoutes\\GetRecordAction::main', record),
    PUT: action('update', SAVE, save),
    PATCH: action('patch', SAVE, save),
    DELETE: action('delete', 'OutboundRoutes\\DeleteRecordAction::main', remove),
  },
  custom: {
    changePriority: { POST: action('changePriority', 'OutboundRoutes\\ChangePriorityAction::main', reorder) },
  },
};

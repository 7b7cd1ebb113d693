/** `network-filters`: firewall rules as others refer to them. */
import { categoriesOf } from '../categories.ts';
import type { NetworkFilter, Pbx } from '../pbx.ts';
import { ANYWHERE, icon } from './represent.ts';
import { action, done, refused, type Handler, type Resource } from './resource.ts';
import { searchIndex, textOf } from './values.ts';

/** One row per port. */
const allowedRows = (pbx: Pbx, filter: NetworkFilter) =>
  categoriesOf(pbx)
    .filter(({ key }) => filter.allow[key] ?? false)
    .reduce((count, { ports }) => count + ports.length, 0);

const itemOf = (pbx: Pbx, filter: NetworkFilter) => ({
  id: String(filter.id),
  uniqid: '',
  extension: '',
  description: filter.description,
  represent: icon('shield alternate', filter.description),
  permit: filter.permit,
  active_rules: allowedRows(pbx, filter),
  search_index: searchIndex([filter.description]),
});

const list: Handler = (pbx) =>
  done({
    items: pbx.filters.map((filter) => itemOf(pbx, filter)),
    total: pbx.filters.length,
    offset: 0,
    limit: 0,
  });

const record: Handler = (pbx, { id }) => {
  const filter = pbx.filters.find((one) => String(one.id) === id);
  return filter === undefined ? refused(['Network filter not found'], 404) : done(itemOf(pbx, filter));
};

/** Only rules that let the asked category in, SIP unless told otherwise. */
const forSelect: Handler = (pbx, { data }) => {
  const asked = data['categories'];
  const categories = (Array.isArray(asked) ? asked.map(String) : [textOf(data, 'categories') ?? 'SIP']).map((one) =>
    one.toUpperCase(),
  );
  const none = 'Connections from any addresses are allowed';
  return done([
    { value: 'none', represent: ANYWHERE, name: none, text: none },
    ...pbx.filters
      .filter(({ allow }) => categories.some((category) => allow[category] ?? false))
      .map(({ id, description, permit }) => ({
        value: String(id),
        represent: icon('globe', `${description}(subnet: ${permit})`),
        name: description,
        text: description,
        network: permit,
      })),
  ]);
};

export const networkFilters: Resource = {
  name: 'network-filters',
  ids: /^[0-9]+$/,
  collection: { GET: action('getList', 'NetworkFilters\\GetListAction::main', list) },
  record: { GET: action('getRecord', 'NetworkFilters\\GetRecordAction::main', record) },
  custom: {
    getForSelect: { GET: action('getForSelect', 'NetworkFilters\\GetForSelectAction::main', forSelect) },
  },
};

import type { OutboundRoute, Parts } from '../../../checklist/facts/types.ts';
import type { Draft } from '../mark.ts';
import { withData } from './part.ts';

/** The id of a route that is not there yet. */
const NEW = 'new';

/** An outbound route as its form has it; a new one is tried last, as Core puts it. */
export function outboundRoute(parts: Parts, draft: Extract<Draft, { kind: 'outbound-route' }>): Parts {
  const part = parts.outboundRoutes;
  if (part.state === 'unknown') return parts;
  const before = part.data.find(({ id }) => id === draft.id);
  const { kind: _, ...fields } = draft;
  const provider =
    parts.providers.state === 'known' ? parts.providers.data.find(({ id }) => id === draft.providerId) : undefined;
  const route: OutboundRoute = {
    ...fields,
    id: before?.id ?? NEW,
    priority: before?.priority ?? Number.MAX_SAFE_INTEGER,
    providerDisabled: provider?.disabled ?? before?.providerDisabled ?? false,
  };
  const routes = before === undefined ? [...part.data, route] : part.data.map((one) => (one === before ? route : one));
  return { ...parts, outboundRoutes: withData(part, routes) };
}

/** Part `outboundRoutes`. */
import type { OutboundRoute, PartData } from '../../../checklist/facts/types.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { flag, id, list, number, object, optional, text } from './shape.ts';

const route = object((field): OutboundRoute => ({
  id: field('id', id),
  name: field('rulename', optional(text)) ?? '',
  priority: field('priority', number),
  pattern: field('numberbeginswith', optional(text)) ?? '',
  rest: field('restnumbers', optional(number)),
  trim: field('trimfrombegin', optional(number)) ?? 0,
  prepend: field('prepend', optional(text)) ?? '',
  providerId: field('providerid', optional(id)) ?? '',
  providerDisabled: field('provider_disabled', flag),
}));

export async function readOutboundRoutes({ api }: Pbx): Promise<PartData['outboundRoutes']> {
  const routes = await api.read(ENDPOINTS.outboundRoutes, list(route));
  return routes.sort((a, b) => a.priority - b.priority);
}

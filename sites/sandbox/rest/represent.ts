/** Core's HTML for lists and fields. Its own screens show it unescaped, so nothing here is escaped either. */
import type { Pbx } from '../pbx.ts';

export const icon = (name: string, text: string): string => `<i class="${name} icon"></i> ${text}`;

export const ANYWHERE = icon('globe', 'Connections from any addresses are allowed');

/** How a record shows its network filter. A filter that was deleted shows as nothing. */
export function filterRepresent(pbx: Pbx, filterId: string | null): string {
  if (filterId === null) return ANYWHERE;
  const filter = pbx.filters.find(({ id }) => String(id) === filterId);
  return filter === undefined ? '' : icon('globe', `${filter.description}(subnet: ${filter.permit})`);
}

export const providerRepresent = (pbx: Pbx, providerId: string): string => {
  const provider = pbx.providers.find(({ id }) => id === providerId);
  return provider === undefined ? '' : icon('server', `${provider.type}: ${provider.description}`);
};

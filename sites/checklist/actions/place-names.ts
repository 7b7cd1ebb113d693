/** What a new rule is called where it is for somebody elsewhere: by accounts, or by what was seen there, in any language. */
import type { ServiceId } from '../reach/types.ts';
import type { Place } from '../users/types.ts';

/** Of more the first ones stand for all. */
const MOST_NAMES = 3;

/** `services`: what the rule is for. Holds text of strangers. */
export function placeName(
  { phones, network }: Pick<Place, 'phones' | 'network'>,
  services: readonly ServiceId[],
): string {
  const accounts = new Map(phones.map(({ phone: { account }, name }) => [account, name.trim()]));
  if (accounts.size === 0) return `${services.join(', ')} ${network.replace(/\/(?:32|128)$/, '')}`;
  const names = [...accounts].slice(0, MOST_NAMES).map(([account, name]) => `${account} ${name}`.trim());
  const more = accounts.size - names.length;
  return names.join(', ') + (more > 0 ? ` +${more}` : '');
}

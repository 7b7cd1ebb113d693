/** Short ways to make up parts of a PBX: phones, extensions, routes, answers. */
import type { PartData } from '../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, NOW, rule, strong } from './facts.ts';

export const at = (release: string, more: Partial<PartData['system']> = {}) => ({ ...CLEAN.system, release, ...more });
export const weak = { ...strong, strong: false, dictionary: true };
export const short = {
  ...strong,
  strong: false,
  length: 'lt8' as const,
  missing: ['upper' as const, 'special' as const],
};
export type Said = readonly [item: string, subject: string, answer: string];
export const answers = (...said: readonly Said[]): PartData['attestations'] =>
  said.map(([item, subject, answer]) => ({
    item,
    subject,
    answer,
    by: 'admin',
    at: '2026-11-01T00:00:00+00:00',
    expiresAt: '2027-11-01T00:00:00+00:00',
    note: '',
  }));
export const wan = (...addresses: string[]) => ({
  ...CLEAN.network,
  topology: 'public' as const,
  interfaces: [{ name: 'eth0', addresses, internet: true, vpn: false }],
});
export const phone = (account: string, address: string, userAgent = 'Yealink SIP-T31P 124.86.0.40') => ({
  account,
  address,
  userAgent,
});
export const account = (number: string, more: Partial<PartData['accounts'][number]> = {}) => ({
  number,
  name: `Person ${number}`,
  page: number,
  disabled: false,
  filterId: null,
  authUsername: null,
  secretOverridden: false,
  demo: false,
  ...more,
});
export const OPEN = rule('7', '0.0.0.0/0', EVERYTHING, { name: 'Internet', neverBlock: true });
export const OFFICE = rule('1', '192.168.1.0/24', EVERYTHING, { name: 'Office', localNetwork: true });
export const WEAK_BANS = { enabled: true, banning: true, maxretry: 20, findtime: 600, bantime: 600 };
export const markers = (state: PartData['patch']['markers'][number]['state']) => ({
  readAt: NOW,
  markers: CLEAN.patch.markers.map((marker) => ({ ...marker, state })),
});
export const route = (
  id: string,
  pattern: string,
  rest: number | null,
  more: Partial<PartData['outboundRoutes'][number]> = {},
) => ({
  id,
  name: `Route ${id}`,
  priority: Number(id),
  pattern,
  rest,
  trim: 0,
  prepend: '',
  providerId: 'SIP-TRUNK-1',
  providerDisabled: false,
  ...more,
});

/** Part `devices`: phones registered now. */
import type { PartData } from '../../../checklist/facts/types.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { list, map, object, optional, text } from './shape.ts';

const device = object((field) => ({
  address: field('ip', text),
  userAgent: field('user_agent', optional(text)) ?? '',
}));
const devices = map(object((field) => field('devices', list(device))));

export async function readDevices({ api }: Pbx): Promise<PartData['devices']> {
  const byAccount = await api.read(ENDPOINTS.phones, devices);
  return byAccount.flatMap(([account, registered]) => registered.map((one) => ({ account, ...one })));
}

/** Part `sip`. */
import type { PartData } from '../../../checklist/facts/types.ts';
import type { Pbx } from './context.ts';

export async function readSip({ api }: Pbx): Promise<PartData['sip']> {
  return { authSuffix: await api.setting('SIPAuthPrefix'), guestCalls: await api.setting('PBXAllowGuestCalls') };
}

/** Part `extraRules`: files of Core that were changed by hand. Which modules hook in, only the PBX itself can tell. */
import type { PartData } from '../../../checklist/facts/types.ts';
import type { Pbx } from './context.ts';
import { ENDPOINTS } from './endpoints.ts';
import { list, object, text } from './shape.ts';

const FIREWALL_ADDITIONAL = '/etc/firewall_additional';
const file = object((field) => ({ path: field('filepath', text), changed: field('mode', text) !== 'none' }));

export async function readExtraRules({ api }: Pbx): Promise<PartData['extraRules']> {
  const files = await api.read(ENDPOINTS.customFiles, list(file));
  const changed = files.filter((one) => one.changed).map((one) => one.path);
  return {
    firewallAdditional: changed.includes(FIREWALL_ADDITIONAL),
    modules: { unknown: 'needs-module' },
    customFiles: changed.filter((path) => path !== FIREWALL_ADDITIONAL),
  };
}

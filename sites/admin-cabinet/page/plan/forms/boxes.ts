/** Boxes of rules as this PBX has them, with their names. */
import { categoriesOf } from '../../../../checklist/actions/categories.ts';
import { serviceName } from '../../../../checklist/exposure/services.ts';
import type { Parts } from '../../../../checklist/facts/types.ts';
import type { Message } from '../../../../checklist/message.ts';
import type { ServiceId } from '../../../../checklist/reach/types.ts';
import { parseRelease } from '../../../../checklist/release.ts';

export function boxesIn({ firewall, ports, modules, system }: Parts): readonly (readonly [ServiceId, Message])[] {
  if (firewall.state === 'unknown' || ports.state === 'unknown') return [];
  const release = parseRelease(system.state === 'known' ? system.data.release : '');
  return [...categoriesOf(firewall.data.rules, ports.data, modules)].flatMap(([box, rows]) =>
    rows.length === 0 ? [] : [[box, serviceName(box, modules, release)] as const],
  );
}

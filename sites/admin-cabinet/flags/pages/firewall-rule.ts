/** A firewall rule: the boxes that open a service too wide, also while network and boxes are changed. */
import { fieldSpot, idOn, isChecked, valueOf, type FlagPage, type View } from '../page.ts';

export const page: FlagPage = {
  name: 'firewall-rule',
  path: /^firewall\/modify(?:\/([^/]+))?$/,
  checks: ['firewall-trusted-subnets', 'web-cti-closed', 'ssh-access'],
  spots(view) {
    const id = idOn(view);
    return ({ subject, boxes, finding }) => {
      if (subject.kind !== 'rule' || subject.id !== id) return [];
      if (finding.startsWith('never-block:')) return fieldSpot(view, 'newer_block_ip');
      const opening = boxes.flatMap((box) => fieldSpot(view, `rule_${box}`));
      return opening.length > 0 ? opening : NETWORKS.flatMap(([network]) => fieldSpot(view, network)).slice(0, 1);
    };
  },
  drafts(view) {
    const permit = permitIn(view);
    if (permit === null) return [];
    const inputs = [...view.root.querySelectorAll<HTMLInputElement>('input[type="checkbox"][name^="rule_"]')];
    return [
      {
        kind: 'firewall-rule',
        id: view.id,
        name: valueOf(view, 'description'),
        permit,
        boxes: Object.fromEntries(inputs.map(({ name, checked }) => [name.slice('rule_'.length), checked])),
        neverBlock: isChecked(view, 'newer_block_ip') ?? false,
      },
    ];
  },
};

/** Network and prefix: 2026 for both families, 2024. */
const NETWORKS = [
  ['ipv4_network', 'ipv4_subnet'],
  ['ipv6_network', 'ipv6_subnet'],
  ['network', 'subnet'],
] as const;

/** null: nothing is typed yet. */
function permitIn(view: View): string | null {
  for (const [network, prefix] of NETWORKS) {
    const address = valueOf(view, network);
    if (address !== '') return address.includes('/') ? address : `${address}/${valueOf(view, prefix)}`;
  }
  return null;
}

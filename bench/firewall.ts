/** Large firewalls in force: the whole checklist with ten times the lines may take at most twelve times as long. */
import { audit } from '../sites/checklist/audit.ts';
import type { Facts, FirewallRule } from '../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, factsWith, rule } from '../test/support/facts.ts';
import { interleaved, rounded, type Figure } from './figure.ts';

const TOOL = { name: 'bench', version: '0' };
const SIP = ['-p udp -m multiport --dports 5060,10000:10200', '-p tcp -m multiport --dports 5060,5061'];
const LIMIT = 12;

const address = (index: number, last: number) =>
  `${11 + ((index * 7) % 180)}.${(index * 37) % 256}.${(index * 91) % 256}.${last}`;
const accept = (source: string) => SIP.map((ports) => `-A INPUT -s ${source} ${ports} -j ACCEPT`);
const withLines = (rules: FirewallRule[], lines: readonly string[]): Facts =>
  factsWith({
    firewall: { ...CLEAN.firewall, rules },
    runningRules: {
      v4: ['-P INPUT ACCEPT', ...lines, '-A INPUT -j DROP'],
      v6: ['-P INPUT ACCEPT', '-A INPUT -j DROP'],
    },
  });

/** A list of addresses that are kept out, before a rule that opens SIP to everybody. */
function blockList(size: number): Facts {
  const kept = Array.from(
    { length: size },
    (_, i) => `-A INPUT -s ${address(i, (i * 13) % 256)}/32 ${SIP[0]} -j REJECT`,
  );
  const rules = [rule('1', '192.168.1.0/24', EVERYTHING), rule('2', '0.0.0.0/0', { SIP: true })];
  return withLines(rules, [
    ...kept,
    '-A INPUT -s 192.168.1.0/24 -j ACCEPT',
    ...SIP.map((ports) => `-A INPUT ${ports} -j ACCEPT`),
  ]);
}

/** Many rules of the cabinet, of which one is not in force. */
function manyRules(size: number): Facts {
  const networks = Array.from({ length: size }, (_, i) => `${address(i, 0)}/24`);
  return withLines(
    networks.map((network, i) => rule(String(i + 1), network, { SIP: true })),
    networks.slice(1).flatMap(accept),
  );
}

function grows(name: string, make: (size: number) => Facts, size: number): Figure {
  const [large, small] = [make(size), make(size / 10)];
  // A copy each time: what one look at the same facts leaves behind does not help the next.
  const judge = (facts: Facts) => () => audit(structuredClone(facts), { tool: TOOL });
  const times = interleaved(5, judge(large), judge(small));
  return {
    name,
    ratio: rounded(times.a / times.b),
    limit: LIMIT,
    details: { [`of${size}Ms`]: rounded(times.a), [`of${size / 10}Ms`]: rounded(times.b) },
  };
}

export const benchFirewalls = (): readonly Figure[] => [
  grows('firewall: 1,000 own lines against 100', blockList, 1_000),
  grows('firewall: 300 rules of which one differs, against 30', manyRules, 300),
];

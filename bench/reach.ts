/** Who can connect, for many firewalls, against JSON.parse of the same firewalls. */
import type { Firewall } from '../sites/checklist/facts/types.ts';
import { reachOf } from '../sites/checklist/reach/reach.ts';
import { CLEAN, EVERYTHING, known, rule } from '../test/support/facts.ts';
import { interleaved, rounded, type Figure } from './figure.ts';

const FIREWALLS = 1_000;
const RULES = 20;
/** Mostly IPv4, as on a real PBX; inside and outside the rules' networks. */
const SOURCES = Array.from({ length: 50 }, (_, i) =>
  i % 10 === 9
    ? `2001:db8:${(i * 7).toString(16)}::${i}`
    : `${i % 3 === 0 ? 10 : 45 + i}.${(i * 37) % 256}.${(i * 11) % 256}.${i + 1}`,
);

/** Every firewall is another one: nothing that one answer leaves behind helps the next. */
function firewall(index: number): Firewall {
  const permit = (n: number) =>
    n === 0
      ? '0.0.0.0/0'
      : n % 7 === 0
        ? `2001:db8:${(index + n).toString(16)}::/48`
        : `${n % 2 === 0 ? 10 : 20 + n}.${(index + n) % 256}.${(index >> 8) % 256}.0/${16 + (n % 9)}`;
  const allowed = (n: number) => (n % 4 === 0 ? { SIP: true } : n % 3 === 0 ? { WEB: true, ICMP: true } : EVERYTHING);
  const rules = Array.from({ length: RULES }, (_, n) => rule(String(n + 1), permit(n), allowed(n)));
  return { enabled: true, maxRequestsPerSecond: 0, rules };
}

function askEverything(rules: Firewall): number {
  const reach = reachOf({
    system: CLEAN.system,
    ports: CLEAN.ports,
    firewall: rules,
    providers: known(CLEAN.providers),
  });
  let allowed = 0;
  for (const source of SOURCES) {
    for (const { id } of reach.services) if (reach.ask(source, id).allowed) allowed += 1;
  }
  return allowed;
}

/** 50 sources × all services for 1,000 firewalls of 20 rules: at most 20 × JSON.parse of those firewalls. */
export function benchReach(): Figure {
  const firewalls = Array.from({ length: FIREWALLS }, (_, index) => firewall(index));
  const texts = firewalls.map((one) => JSON.stringify(one));
  const allowed = firewalls.reduce((sum, one) => sum + askEverything(one), 0);
  const times = interleaved(
    7,
    () => firewalls.reduce((sum, one) => sum + askEverything(one), 0),
    () => texts.map((text): unknown => JSON.parse(text)),
  );
  return {
    name: 'reach: 50 sources, all services, 1,000 firewalls of 20 rules',
    ratio: rounded(times.a / times.b),
    limit: 20,
    details: {
      reachMs: rounded(times.a),
      parseMs: rounded(times.b),
      bytes: texts.reduce((sum, text) => sum + text.length, 0),
      allowed,
    },
  };
}

/** Rules of the firewall after what a person did in them. */
import { boxesOf, categoriesOf } from '../../actions/categories.ts';
import { asFields } from '../../actions/requests.ts';
import { simulate } from '../../actions/simulate.ts';
import type { FirewallRule, Parts } from '../../facts/types.ts';
import { say } from '../../message.ts';
import { networksOf, type Network } from '../../reach/networks.ts';
import type { Effect } from '../step.ts';

/** Words are for people: the simulator does not read them. */
export const WORDLESS = say('steps.try');

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

export function setBoxes(facts: Parts, { id, set, neverBlock }: Of<'firewall.boxes'>): Parts {
  const { firewall, ports, modules } = facts;
  if (firewall.state === 'unknown' || ports.state === 'unknown') return facts;
  const rule = firewall.data.rules.find((one) => one.id === id);
  if (rule === undefined) return facts;
  const currentRules = boxesOf(rule, categoriesOf(firewall.data.rules, ports.data, modules), set);
  const newer_block_ip = neverBlock ?? rule.neverBlock;
  return simulate(facts, {
    steps: [{ kind: 'firewall.patch', id: Number(id), newer_block_ip, currentRules, says: WORDLESS }],
  });
}

/** The rule of exactly this network. */
export function ruleFor({ firewall }: Pick<Parts, 'firewall'>, network: string): FirewallRule | undefined {
  const [wanted] = networksOf(network);
  const rules = firewall.state === 'known' ? firewall.data.rules : [];
  return rules.find(({ permit }) => {
    const [only, ...more] = networksOf(permit);
    return more.length === 0 && only !== undefined && only.cidr === wanted?.cidr;
  });
}

export function setNeverBlock(facts: Parts, { network, on }: Of<'firewall.never-block'>): Parts {
  const id = ruleFor(facts, network)?.id;
  return id === undefined ? facts : setBoxes(facts, { kind: 'firewall.boxes', id, set: new Map(), neverBlock: on });
}

/** Into the rule of that network where there is one: nobody makes a second. */
export function forPerson(facts: Parts, network: Network, currentRules: Of<'firewall.person'>['currentRules']): Parts {
  const own = ruleFor(facts, network.cidr);
  if (own !== undefined) {
    const allowed = Object.entries(currentRules).filter(([, allow]) => allow);
    return setBoxes(facts, { kind: 'firewall.boxes', id: own.id, set: new Map(allowed), neverBlock: null });
  }
  return simulate(facts, {
    steps: [
      {
        kind: 'firewall.create',
        description: 'Person',
        ...asFields(network),
        newer_block_ip: false,
        local_network: false,
        currentRules: { ...currentRules },
        says: WORDLESS,
      },
    ],
  });
}

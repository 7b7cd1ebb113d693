/**
 * What the PBX holds after steps done by hand, without doing them: the same simulator as for plans, and what only a person
 * does. What runs (rules, bans) is not known afterwards: it has to be read.
 */
import { boxesOf, categoriesOf } from '../actions/categories.ts';
import { renewed } from '../reach/rows.ts';
import { asFields } from '../actions/requests.ts';
import { simulate, withData } from '../actions/simulate.ts';
import type { Step as PlanStep } from '../actions/types.ts';
import type { Part, PartData, PartName, Parts, SecretFeatures } from '../facts/types.ts';
import { say } from '../message.ts';
import { networksOf, type Network } from '../reach/networks.ts';
import type { Effect, Step } from './step.ts';

/** Who follows the steps. */
export interface Follower {
  /** The network that they come from, where the steps have to ask for it. */
  readonly network: Network | null;
}

/** After all of them; for what is in between, play the first few. */
export function follow(facts: Parts, steps: readonly Step[], follower: Follower): Parts {
  return steps
    .flatMap(({ effects }) => effects)
    .reduce((was, effect) => renew(was, playEffect(was, effect, follower)), facts);
}

/** Core writes all rows anew with every change of its firewall. */
function renew(was: Parts, then: Parts): Parts {
  const { firewall, ports } = then;
  if (firewall === was.firewall || firewall.state === 'unknown' || ports.state === 'unknown') return then;
  return changed(then, 'firewall', (data) => ({ ...data, rules: renewed(data.rules, ports.data) }));
}

/** Words are for people: the simulator does not read them. */
const WORDLESS = say('steps.try');

function playEffect(facts: Parts, effect: Effect, { network }: Follower): Parts {
  switch (effect.kind) {
    case 'firewall.create':
    case 'fail2ban.patch':
      return simulate(facts, { steps: [{ ...effect, says: WORDLESS }] });
    case 'firewall.person':
      return network === null ? facts : forPerson(facts, network, effect.currentRules);
    case 'firewall.boxes':
      return setBoxes(facts, effect);
    case 'firewall.toggle': {
      const { enabled } = effect;
      const steps: PlanStep[] = [
        { kind: 'firewall.switch', enabled, says: WORDLESS },
        { kind: 'fail2ban.switch', enabled, says: WORDLESS },
      ];
      return simulate(facts, { steps });
    }
    case 'firewall.reload':
      return { ...facts, runningRules: unread(facts.runningRules) };
    case 'provider.hosts':
      return changed(facts, 'providers', (data) =>
        data.map((one) => (one.id === effect.id ? { ...one, hosts: [...effect.hosts] } : one)),
      );
    case 'fail2ban.whitelist':
      return changed(facts, 'fail2ban', (data) => {
        const { whitelistText, ...rest } = data;
        const text = whitelistText === undefined ? {} : { whitelistText: effect.entries.join(' ') };
        return { ...rest, ...text, whitelist: [...effect.entries] };
      });
    case 'fail2ban.restart':
      return changed(facts, 'fail2ban', (data) => ({ ...data, banning: data.enabled }));
    case 'ssh.key':
      return changed(facts, 'ssh', (data) => ({ ...data, authorizedKeys: [...data.authorizedKeys, KEY] }));
    case 'ssh.passwords':
      return changed(facts, 'ssh', (data) => ({ ...data, passwordLogins: effect.enabled }));
    case 'secret':
      return newSecret(facts, effect.owner);
    case 'sip.suffix':
      return changed(facts, 'sip', (data) => ({ ...data, authSuffix: 'qzkvwt' }));
    case 'sip.username':
      return changed(facts, 'accounts', (data) =>
        data.map((one) => (one.number === effect.number ? { ...one, authUsername: null } : one)),
      );
    case 'ami.filter':
      return changed(facts, 'ami', (data) => ({
        ...data,
        users: data.users.map((user) => (user.id === effect.id ? { ...user, filterId: effect.rule } : user)),
      }));
    case 'ari.origins':
      return changed(facts, 'ari', (data) => ({ ...data, origins: 'https://crm.example' }));
    case 'api-key':
      return changed(facts, 'apiKeys', (data) =>
        effect.does === 'delete'
          ? data.filter(({ id }) => id !== effect.id)
          : data.map((key) => (key.id === effect.id ? { ...key, fullPermissions: false, networkFilter: true } : key)),
      );
    case 'patch':
      return changed(facts, 'patch', (data) => ({
        ...data,
        markers: data.markers.map((marker) => ({ ...marker, state: 'fixed' as const })),
      }));
    case 'update': // another release is another PBX
    case 'elsewhere':
      return facts;
  }
}

const unread = ({ readAt, source }: Parts['runningRules']): Parts['runningRules'] => ({
  state: 'unknown',
  readAt,
  source,
  reason: 'not-asked',
});

function changed<N extends PartName>(facts: Parts, name: N, change: (data: PartData[N]) => PartData[N]): Parts {
  const part: Part<PartData[N]> = facts[name];
  return part.state === 'unknown' ? facts : { ...facts, [name]: withData(name, part, change(part.data)) };
}

type Of<K extends Effect['kind']> = Extract<Effect, { kind: K }>;

function setBoxes(facts: Parts, { id, set, neverBlock }: Of<'firewall.boxes'>): Parts {
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

/** Into the rule of that network where there is one: nobody makes a second. */
function forPerson(facts: Parts, network: Network, currentRules: Of<'firewall.person'>['currentRules']): Parts {
  const rules = facts.firewall.state === 'known' ? facts.firewall.data.rules : [];
  const own = rules.find(({ permit }) => {
    const [only, ...more] = networksOf(permit);
    return more.length === 0 && only?.cidr === network.cidr;
  });
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

const KEY = { type: 'ssh-ed25519', comment: 'admin', fingerprint: 'SHA256:new' };

/** As good as the guide asks, and known to be: typed once where only a hash is kept. */
function newSecret(facts: Parts, owner: string): Parts {
  const { readAt } = facts.system;
  const proven = { at: readAt, by: 'person', features: STRONG, current: true } as const;
  if (owner === 'web') {
    return changed(facts, 'webLogin', (login) => ({ ...login, guess: { state: 'not-run' }, features: null, proven }));
  }
  if (owner === 'ssh') {
    return changed(facts, 'ssh', (ssh) => ({
      ...ssh,
      password: ssh.password && { ...ssh.password, guess: { state: 'not-run' }, features: null, proven },
    }));
  }
  return changed(facts, 'secrets', (secrets) => [
    ...secrets.filter((secret) => secret.owner !== owner),
    { owner, features: STRONG },
  ]);
}
const STRONG: SecretFeatures = {
  length: '12+',
  missing: [],
  dictionary: false,
  digitsOnly: false,
  contains: [],
  shared: 0,
  strong: true,
  generated: false,
};

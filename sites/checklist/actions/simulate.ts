/** What the PBX holds after a plan, without playing it. The player does the same on the PBX and reads it back. */
import { digestOf } from '../facts/digest.ts';
import type { FirewallRule, Parts, Part, PartData } from '../facts/types.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import { categoriesOf, type Categories } from './categories.ts';
import type { Plan, Step } from './types.ts';

export interface Played {
  readonly facts: Parts;
  /** Ids that new objects got, by placeholder ("step1.id"). */
  readonly made: ReadonlyMap<string, string>;
}

type Firewall = PartData['firewall'];
type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;
type RuleId = StepOf<'firewall.patch'>['id'];

export function simulate(facts: Parts, plan: Pick<Plan, 'steps'>): Parts {
  return play(facts, plan).facts;
}

/** Parts that are unknown stay so. What runs (rules, bans) is not known afterwards: it has to be read. */
export function play(facts: Parts, { steps }: Pick<Plan, 'steps'>): Played {
  const made = new Map<string, string>();
  let after = facts;
  steps.forEach((step, i) => {
    after = playStep(after, step, `step${i + 1}.id`, made);
  });
  const rulesChange = after.firewall !== facts.firewall;
  return { facts: rulesChange ? { ...after, runningRules: unread(after.runningRules) } : after, made };
}

function playStep(facts: Parts, step: Step, place: string, made: Map<string, string>): Parts {
  switch (step.kind) {
    case 'firewall.patch':
      return withFirewall(facts, (firewall, { categories }) => {
        const id = idOf(step.id, made);
        const rules = firewall.rules.map((rule) => (rule.id === id ? patched(rule, step, categories) : rule));
        return { ...firewall, rules };
      });
    case 'firewall.create':
      return withFirewall(facts, (firewall, { categories, isOld }) => {
        const rule = created(firewall.rules, step, categories, isOld);
        made.set(place, rule.id);
        return { ...firewall, rules: [...firewall.rules.map((other) => movedBehind(other, rule)), rule] };
      });
    case 'firewall.switch':
      return withFirewall(facts, (firewall) => ({ ...firewall, enabled: step.enabled }));
    case 'fail2ban.patch': {
      const { maxretry, findtime, bantime, whitelist } = step;
      return withFail2ban(facts, (fail2ban) => ({
        ...fail2ban,
        maxretry,
        findtime,
        bantime,
        whitelist: whitelist === null ? fail2ban.whitelist : [...whitelist],
      }));
    }
    case 'fail2ban.switch':
      return withFail2ban(facts, (fail2ban) => ({
        ...fail2ban,
        enabled: step.enabled,
        banning: fail2ban.enabled === step.enabled ? fail2ban.banning : null,
      }));
    case 'fail2ban.unban': // bans of the moment are no facts
    case 'account.secret': // made on the PBX: nobody knows its features from here
      return facts;
  }
}

interface Surroundings {
  readonly categories: Categories;
  readonly isOld: boolean;
}

function withFirewall(facts: Parts, change: (firewall: Firewall, about: Surroundings) => Firewall): Parts {
  const { firewall, ports, system, modules } = facts;
  if (firewall.state === 'unknown' || ports.state === 'unknown' || system.state === 'unknown') return facts;
  const data = change(firewall.data, {
    categories: categoriesOf(firewall.data.rules, ports.data, modules),
    isOld: isOldRelease(system.data.release),
  });
  return { ...facts, firewall: withData(firewall, data) };
}

function withFail2ban(facts: Parts, change: (fail2ban: PartData['fail2ban']) => PartData['fail2ban']): Parts {
  const { fail2ban } = facts;
  return fail2ban.state === 'unknown' ? facts : { ...facts, fail2ban: withData(fail2ban, change(fail2ban.data)) };
}

/** The part with other data, and the digest of that. */
export function withData<D>(part: Part<D>, data: D): Part<D> {
  return part.state === 'unknown' ? part : { ...part, digest: digestOf(data), data };
}

function unread({ readAt, source }: Parts['runningRules']): Parts['runningRules'] {
  return { state: 'unknown', readAt, source, reason: 'not-asked' };
}

function idOf(id: RuleId, made: ReadonlyMap<string, string>): string | null {
  return typeof id === 'number' ? String(id) : (made.get(id.$from) ?? null);
}

/** Rows of a box get the box's state; a box without rows gets those of the template. */
function patched(
  rule: FirewallRule,
  { newer_block_ip, currentRules }: StepOf<'firewall.patch'>,
  categories: Categories,
): FirewallRule {
  const services: FirewallRule['services'] = [];
  for (const service of rule.services) {
    const allow = currentRules[service.category];
    const place = allow === undefined ? -1 : services.findIndex(({ category }) => category === service.category);
    const earlier = services[place];
    if (earlier === undefined) services.push(allow === undefined ? service : { ...service, allow });
    else services[place] = { ...earlier, ports: [...earlier.ports, ...service.ports] };
  }
  for (const [category, allow] of Object.entries(currentRules)) {
    const rows = categories.get(category) ?? [];
    const isThere = services.some((service) => service.category === category);
    if (!isThere && rows.length > 0) services.push({ category, allow, ports: [...rows] });
  }
  return { ...rule, neverBlock: newer_block_ip, services };
}

function created(
  rules: readonly FirewallRule[],
  step: StepOf<'firewall.create'>,
  categories: Categories,
  isOld: boolean,
): FirewallRule {
  const numbers = rules.map(({ id }) => Number(id)).filter((id) => Number.isSafeInteger(id));
  return {
    id: String(Math.max(0, ...numbers) + 1),
    name: step.description,
    permit: `${step.network}/${step.subnet}`,
    priority: isOld ? null : placeOfNew(rules),
    neverBlock: step.newer_block_ip,
    localNetwork: step.local_network,
    services: [...categories].flatMap(([category, rows]) =>
      rows.length === 0 ? [] : [{ category, allow: step.currentRules[category] ?? true, ports: [...rows] }],
    ),
    permanent: false,
    usedBy: [],
  };
}

/** Core puts a new rule in front of those for everybody, where these are last. */
function placeOfNew(rules: readonly FirewallRule[]): number {
  const placesOf = (list: readonly FirewallRule[]) => list.map(({ priority }) => priority ?? 0);
  const others = Math.max(0, ...placesOf(rules.filter((rule) => !isForEverybody(rule))));
  const behind = placesOf(rules.filter(isForEverybody)).filter((place) => place > others);
  return behind.length > 0 ? Math.min(...behind) : others + 1;
}

function movedBehind(rule: FirewallRule, { priority: place }: FirewallRule): FirewallRule {
  const { priority } = rule;
  if (place === null || priority === null || priority < place || !isForEverybody(rule)) return rule;
  return { ...rule, priority: priority + 1 };
}

const isForEverybody = ({ permit }: FirewallRule): boolean => permit === '0.0.0.0/0' || permit === '::/0';

/** What the PBX holds after a plan, without playing it. The player does the same on the PBX and reads it back. */
import { digestOfPart } from '../facts/digest.ts';
import type { FirewallRule, Part, PartData, PartName, Parts } from '../facts/types.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import type { PortRange } from '../reach/types.ts';
import type { Known } from './action.ts';
import { categoriesOf, type Categories } from './categories.ts';
import type { Plan, Step } from './types.ts';

export interface Played {
  readonly facts: Parts;
  /** Ids that new objects got, by placeholder ("step1.id"). */
  readonly made: ReadonlyMap<string, string>;
}

type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

/** Data of the parts that steps change; null: unknown, and stays so. */
interface State {
  readonly firewall: PartData['firewall'] | null;
  readonly fail2ban: PartData['fail2ban'] | null;
  readonly sip: PartData['sip'] | null;
}

export function simulate(facts: Parts, plan: Pick<Plan, 'steps'>): Parts {
  return play(facts, plan).facts;
}

export interface RulesAfter {
  readonly firewall: PartData['firewall'];
  readonly made: Played['made'];
}

/** The rules alone, without digests: for what is tried on the way to a plan. */
export function rulesAfter(facts: Known<'firewall'>, steps: readonly Step[]): RulesAfter {
  const { after, made } = playAll(facts, steps);
  return { firewall: after.firewall ?? facts.firewall.data, made };
}

/** Parts that are unknown stay so. What runs (rules, bans) is not known afterwards: it has to be read. */
export function play(facts: Parts, { steps }: Pick<Plan, 'steps'>): Played {
  const { before, after, made } = playAll(facts, steps);
  const { firewall, fail2ban, sip } = facts;
  const rulesChange = after.firewall !== before.firewall;
  return {
    made,
    facts: {
      ...facts,
      firewall: withData('firewall', firewall, after.firewall),
      fail2ban: withData('fail2ban', fail2ban, after.fail2ban),
      sip: withData('sip', sip, after.sip),
      ...(rulesChange ? { runningRules: unread(facts.runningRules) } : {}),
    },
  };
}

function playAll(
  facts: Parts,
  steps: readonly Step[],
): { readonly before: State; readonly after: State; readonly made: ReadonlyMap<string, string> } {
  const { firewall, fail2ban, sip, ports, system, modules } = facts;
  const before: State = {
    firewall: firewall.state === 'known' ? firewall.data : null,
    fail2ban: fail2ban.state === 'known' ? fail2ban.data : null,
    sip: sip.state === 'known' ? sip.data : null,
  };
  const canPlay = ports.state === 'known' && system.state === 'known';
  const categories = canPlay ? categoriesOf(before.firewall?.rules ?? [], ports.data, modules) : new Map();
  const isOld = canPlay && isOldRelease(system.data.release);
  const made = new Map<string, string>();
  let after = before;
  for (let place = 0; place < steps.length;) {
    const creates = createsFrom(steps, place);
    const [step] = steps.slice(place, place + 1);
    if (creates.length > 0 && after.firewall !== null) {
      const rules = withCreated(after.firewall.rules, creates, { categories, isOld });
      rules.slice(-creates.length).forEach(({ id }, i) => made.set(`step${place + i + 1}.id`, id));
      after = { ...after, firewall: { ...after.firewall, rules } };
    } else if (step !== undefined) {
      after = playStep(after, step, { categories, isOld, made });
    }
    place += Math.max(1, creates.length);
  }
  return { before, after, made };
}

interface Surroundings {
  readonly categories: Categories;
  readonly isOld: boolean;
  readonly made: ReadonlyMap<string, string>;
}

function playStep(state: State, step: Step, { categories, isOld, made }: Surroundings): State {
  const { firewall, fail2ban, sip } = state;
  switch (step.kind) {
    case 'firewall.patch': {
      const id = typeof step.id === 'number' ? String(step.id) : made.get(step.id.$from);
      const patch = (rule: FirewallRule) => (rule.id === id ? patched(rule, step, isOld ? categories : NO_ROWS) : rule);
      return { ...state, firewall: firewall && { ...firewall, rules: firewall.rules.map(patch) } };
    }
    case 'firewall.create': // many at once, above
      return state;
    case 'firewall.switch':
      return { ...state, firewall: firewall && { ...firewall, enabled: step.enabled } };
    case 'fail2ban.patch': {
      if (fail2ban === null) return state;
      const { maxretry, findtime, bantime } = step;
      const list =
        step.whitelist === null ? {} : { whitelist: [...step.whitelist], whitelistText: step.whitelist.join(' ') };
      return { ...state, fail2ban: { ...fail2ban, maxretry, findtime, bantime, ...list } };
    }
    case 'fail2ban.switch': {
      if (fail2ban === null) return state;
      const banning = fail2ban.enabled === step.enabled ? fail2ban.banning : null;
      return { ...state, fail2ban: { ...fail2ban, enabled: step.enabled, banning } };
    }
    case 'fail2ban.mode':
      return { ...state, fail2ban: fail2ban && { ...fail2ban, securityMode: step.mode } };
    case 'fail2ban.unban': // bans of the moment are no facts
    case 'account.secret': // made on the PBX: nobody knows its features from here
    case 'ami.secret':
    case 'ari.secret':
    case 'login.password':
    case 'ami.network': // `limiting/limited.ts`
    case 'ari.origins':
    case 'api-key.limit':
    case 'route.narrow': // `routes/narrowed.ts`
    case 'route.add':
    case 'ssh.keys-only': // what opens SSH is changed by `simulateRenewal`
    case 'edits.watch': // whatever a person makes of it
    case 'isolation.on': // stronger than rules, and in no facts
    case 'calls.stop':
    case 'calls.brake':
    case 'calls.end':
    case 'sessions.end':
    case 'ssh.remove-keys': // `simulateRenewal`
    case 'passkeys.end': // in no facts
      return state;
    case 'sip.suffix':
      return { ...state, sip: sip && { ...sip, authSuffix: step.suffix } };
  }
}

/** The part with other data and the digest of that; the part itself where nothing changed or nothing is known. */
export function withData<P extends PartName>(
  name: P,
  part: Part<PartData[P]>,
  data: PartData[P] | null,
): Part<PartData[P]> {
  if (part.state === 'unknown' || data === null || data === part.data) return part;
  const { state, readAt, source } = part;
  let digest: string | null = null;
  return {
    state,
    readAt,
    source,
    // Of what is only tried on the way nobody asks for it.
    get digest() {
      return (digest ??= digestOfPart(name, data));
    },
    data,
  };
}

function unread({ readAt, source }: Parts['runningRules']): Parts['runningRules'] {
  return { state: 'unknown', readAt, source, reason: 'not-asked' };
}

/** Since 2026 a box without rows gets none. */
const NO_ROWS: Categories = new Map();

/** Rows of a box get the box's state; a box without rows gets those of the template, where there is one. */
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

/** New rules that follow each other. */
function createsFrom(steps: readonly Step[], place: number): readonly StepOf<'firewall.create'>[] {
  const creates: StepOf<'firewall.create'>[] = [];
  for (let i = place; ; i++) {
    const step = steps[i];
    if (step?.kind !== 'firewall.create') return creates;
    creates.push(step);
  }
}

/** Core puts a new rule in front of those for everybody, where these are last, and moves them. */
function withCreated(
  rules: readonly FirewallRule[],
  steps: readonly StepOf<'firewall.create'>[],
  { categories, isOld }: Pick<Surroundings, 'categories' | 'isOld'>,
): FirewallRule[] {
  const numbers = rules.map(({ id }) => Number(id)).filter((id) => Number.isSafeInteger(id));
  const highest = Math.max(0, ...numbers);
  const boxes = [...categories].filter(([, rows]) => rows.length > 0);
  let everybody = rules.filter(isForEverybody);
  let last = Math.max(0, ...rules.filter((rule) => !isForEverybody(rule)).map(({ priority }) => priority ?? 0));
  const made = steps.map((step, i) => {
    const behind = everybody.map(({ priority }) => priority ?? 0).filter((place) => place > last);
    const place = behind.length > 0 ? Math.min(...behind) : last + 1;
    const rule = created(step, { id: String(highest + 1 + i), priority: isOld ? null : place }, boxes);
    if (isForEverybody(rule)) {
      everybody = [...everybody.map((other) => movedBehind(other, rule)), rule];
    } else if (!isOld) {
      everybody = everybody.map((other) => movedBehind(other, rule));
      last = Math.max(last, place);
    }
    return rule;
  });
  const moved = new Map(everybody.map((rule) => [rule.id, rule]));
  return [...rules, ...made].map((rule) =>
    rule.id === '' || !isForEverybody(rule) ? rule : (moved.get(rule.id) ?? rule),
  );
}

function created(
  step: StepOf<'firewall.create'>,
  { id, priority }: Pick<FirewallRule, 'id' | 'priority'>,
  boxes: readonly (readonly [string, readonly PortRange[]])[],
): FirewallRule {
  return {
    id,
    name: step.description,
    permit: `${step.network}/${step.subnet}`,
    priority,
    neverBlock: step.newer_block_ip,
    localNetwork: step.local_network,
    services: boxes.map(([category, rows]) => ({
      category,
      allow: step.currentRules[category] ?? true,
      ports: [...rows],
    })),
    permanent: false,
    usedBy: [],
  };
}

function movedBehind(rule: FirewallRule, { priority: place }: FirewallRule): FirewallRule {
  const { priority } = rule;
  // A rule that is shown but not stored has no place yet.
  if (rule.id === '' || place === null || priority === null || priority < place || !isForEverybody(rule)) return rule;
  return { ...rule, priority: priority + 1 };
}

const isForEverybody = ({ permit }: FirewallRule): boolean => permit === '0.0.0.0/0' || permit === '::/0';

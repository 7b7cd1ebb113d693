/** What a plan shows before it runs: each object field by field, and who can connect. */
import { serviceName } from '../exposure/services.ts';
import type { FirewallRule, Parts } from '../facts/types.ts';
import { modeOf, type SecurityMode } from '../fail2ban/modes.ts';
import { duration } from '../duration.ts';
import { say, type Message } from '../message.ts';
import { remembered } from '../reach/remembered.ts';
import type { Exposure, Opening, Reach, ServiceId } from '../reach/types.ts';
import { parseRelease, type Release } from '../release.ts';
import { stateOf } from './categories.ts';
import { nameOf } from './guard.ts';
import { modeFields } from './mode-fields.ts';
import { isSame, sendersIn } from './space.ts';
import type { Change, ReachLine } from './types.ts';

export const releaseOf = ({ system }: Pick<Parts, 'system'>): Release =>
  parseRelease(system.state === 'known' ? system.data.release : '');

const rulesOf = ({ firewall }: Parts): readonly FirewallRule[] =>
  firewall.state === 'known' ? firewall.data.rules : [];

type Field = Change['fields'][number];

const text = (value: string | number): Message => say('actions.value.text', { value });
const yesNo = (value: boolean): Message => say(value ? 'actions.value.yes' : 'actions.value.no');
const box = (state: ReturnType<typeof stateOf>): Message => say(`actions.value.${state}`);

/** Only what differs; priorities that Core moves by itself are in it, too. `made`: ids of new rules by placeholder. */
export function changesBetween(before: Parts, after: Parts, made: ReadonlyMap<string, string>): readonly Change[] {
  const was = new Map(rulesOf(before).map((rule) => [rule.id, rule]));
  const places = new Map([...made].map(([place, id]) => [id, place]));
  const release = releaseOf(before);
  const nameFor = remembered((service: ServiceId) => serviceName(service, before.modules, release));
  const rules = rulesOf(after).flatMap((rule): Change[] => {
    const earlier = was.get(rule.id) ?? null;
    if (earlier === rule) return [];
    const fields = ruleFields(earlier, rule, nameFor);
    if (fields.length === 0) return [];
    const object = earlier === null ? 'new-rule' : 'rule';
    const id = earlier === null ? (places.get(rule.id) ?? rule.id) : rule.id;
    const page = earlier === null ? ({ page: 'firewall' } as const) : ({ page: 'firewall-rule', id } as const);
    return [{ object, id, label: nameOf(rule), page, fields }];
  });
  return [...rules, ...switchChange(before, after), ...fail2banChanges(before, after)];
}

function ruleFields(was: FirewallRule | null, is: FirewallRule, nameFor: (service: ServiceId) => Message): Field[] {
  const boxes = [...new Set([...(was?.services ?? []), ...is.services].map(({ category }) => category))];
  const all: Field[] = [
    field('name', say('actions.field.name'), was && text(was.name), text(is.name)),
    field('network', say('actions.field.network'), was && text(was.permit), text(is.permit)),
    ...boxes.map((category) =>
      field(category, nameFor(category), was && box(stateOf(was, category)), box(stateOf(is, category))),
    ),
    field('newer_block_ip', say('actions.field.never-block'), was && yesNo(was.neverBlock), yesNo(is.neverBlock)),
    field('local_network', say('actions.field.local'), was && yesNo(was.localNetwork), yesNo(is.localNetwork)),
    ...(is.priority === null
      ? []
      : [field('priority', say('actions.field.priority'), was && text(was.priority ?? ''), text(is.priority))]),
  ];
  return all.filter(differs);
}

const field = (id: string, name: Message, before: Message | null, after: Message): Field => ({
  field: id,
  name,
  before,
  after,
});

const differs = ({ before, after }: Field): boolean =>
  before === null || JSON.stringify(before) !== JSON.stringify(after);

function switchChange({ firewall: was }: Parts, { firewall: is }: Parts): Change[] {
  if (was.state === 'unknown' || is.state === 'unknown' || was.data.enabled === is.data.enabled) return [];
  return [switched('PBXFirewallEnabled', 'firewall', was.data.enabled, is.data.enabled)];
}

function switched(id: string, page: 'firewall' | 'fail2ban', before: boolean, after: boolean): Change {
  const fields = [field(id, say('actions.field.enabled'), yesNo(before), yesNo(after))];
  return { object: 'setting', id, label: id, page: { page }, fields };
}

function fail2banChanges({ fail2ban: was }: Parts, { fail2ban: is }: Parts): Change[] {
  if (was.state === 'unknown' || is.state === 'unknown') return [];
  const [a, b] = [was.data, is.data];
  const fields = [
    field('maxretry', say('actions.field.maxretry'), text(a.maxretry), text(b.maxretry)),
    field('findtime', say('actions.field.findtime'), duration(a.findtime), duration(b.findtime)),
    field('bantime', say('actions.field.bantime'), duration(a.bantime), duration(b.bantime)),
    field('whitelist', say('actions.field.whitelist'), text(a.whitelist.join(' ')), text(b.whitelist.join(' '))),
  ].filter(differs);
  const numbers: Change[] =
    fields.length === 0 ? [] : [{ object: 'fail2ban', id: 'fail2ban', label: '', page: { page: 'fail2ban' }, fields }];
  return [
    ...numbers,
    ...modeChange(modeOf(a), modeOf(b)),
    ...(a.enabled === b.enabled ? [] : [switched('PBXFail2BanEnabled', 'fail2ban', a.enabled, b.enabled)]),
  ];
}

function modeChange(was: SecurityMode | null, is: SecurityMode | null): Change[] {
  if (is === null || is === was) return [];
  const before = was === null ? [] : modeFields(was);
  const fields = modeFields(is)
    .map(({ field: id, name, value }, place) => field(id, name, before[place]?.value ?? null, value))
    .filter(differs);
  return [{ object: 'setting', id: 'PBXSecurityMode', label: 'PBXSecurityMode', page: { page: 'fail2ban' }, fields }];
}

/** Per service, by the reach model; localhost is left out. */
export function reachLines(was: Reach, is: Reach, facts: Parts, then: Parts): readonly ReachLine[] {
  const release = releaseOf(facts);
  const [byThen, byNow] = [byIn(facts), byIn(then)];
  return is.services.map(({ id }) => {
    const [earlier, later] = [was.exposure(id), is.exposure(id)];
    return {
      service: id,
      name: serviceName(id, facts.modules, release),
      // One more rule within a wider one changes nothing.
      changes: !isSame(sendersIn(earlier), sendersIn(later)),
      before: whoIn(earlier, byThen),
      after: whoIn(later, byNow),
    };
  });
}

type By = (opening: Pick<Opening, 'cause'>) => Message;

const whoIn = ({ openings }: Exposure, by: By): ReachLine['before'] =>
  openings.map((opening) => ({
    network: opening.network,
    by: by(opening),
    publicAddresses: opening.publicAddresses,
  }));

/** By what something is open, in words. */
export function byIn(facts: Parts): By {
  const { providers } = facts;
  // Of several with one id the first counts.
  const rules = new Map([...rulesOf(facts)].reverse().map((rule) => [rule.id, nameOf(rule)]));
  return ({ cause }) => {
    switch (cause.kind) {
      case 'rule':
        return say('actions.by.rule', { rule: rules.get(cause.ruleId) ?? cause.ruleId });
      case 'provider': {
        const name =
          providers.state === 'known' ? providers.data.find(({ id }) => id === cause.providerId)?.name : undefined;
        return say('actions.by.provider', { provider: name ?? cause.providerId });
      }
      case 'open':
        return say(`actions.by.${cause.because}`);
      case 'ipv6-unmanaged':
        return say('actions.by.ipv6');
      case 'localhost':
        return say('actions.by.localhost');
    }
  };
}

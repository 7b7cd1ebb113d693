/**
 * What an undo would put back: from what the journal says each object meant before and after the plan. Somebody may have
 * changed one since; the PBX looks once more and overwrites nothing, and says so here before it is asked.
 */
import { categoriesOf, type Categories } from '../../../checklist/actions/categories.ts';
import { reachInputOf } from '../../../checklist/actions/guard.ts';
import { modeFields, modeNamed, modeWord } from '../../../checklist/actions/mode-fields.ts';
import { takes } from '../../../checklist/actions/routes/words.ts';
import { withData } from '../../../checklist/actions/simulate.ts';
import { answersEverybody } from '../../../checklist/exposure/program-doors.ts';
import { serviceName } from '../../../checklist/exposure/services.ts';
import { modeOf } from '../../../checklist/fail2ban/modes.ts';
import type { FirewallRule, Part, PartData, Parts } from '../../../checklist/facts/types.ts';
import { duration } from '../../../checklist/duration.ts';
import { say, type Message } from '../../../checklist/message.ts';
import { linesAfter } from '../../../checklist/reach/lines.ts';
import { networksOf } from '../../../checklist/reach/networks.ts';
import { reachOf } from '../../../checklist/reach/reach.ts';
import type { PortRange } from '../../../checklist/reach/types.ts';
import { compareWithRunning } from '../../../checklist/reach/running.ts';
import { parseRelease } from '../../../checklist/release.ts';
import type { JournalEntry } from '../../../pbx/module-api.ts';
import { isRecord, type Details } from './journal-words.ts';
import { objectName } from './objects.ts';

export interface UndoneField {
  readonly name: Message;
  readonly now: Message;
  readonly then: Message;
}
export interface UndoneObject {
  readonly key: string;
  readonly name: Message;
  readonly fields: readonly UndoneField[];
  /** It is no longer as the plan left it. */
  readonly isChanged: boolean;
}

/** The objects of a plan that is done, in the order of their keys. */
/** What an undo goes by: of a row of the journal, or of what a person changes by hand at this moment. */
export type Told = Pick<JournalEntry, 'details'>;

export function undoneObjects({ details }: Told, parts: Parts): readonly UndoneObject[] {
  const before = details?.['before'];
  const after = details?.['after'];
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.keys(after).flatMap((key): readonly UndoneObject[] => {
    const [was, is] = [before[key], after[key]];
    if (!isRecord(was) || !isRecord(is) || key === 'rule-order') return [];
    const now = stateNow(key, parts);
    const isChanged = now !== null && JSON.stringify(sorted(now)) !== JSON.stringify(sorted(comparable(is)));
    return [{ key, name: nameOf(key, was, is, parts), fields: fieldsOf(was, is, namesIn(parts)), isChanged }];
  });
}

/** Rules that the plan made have no id in the journal, and those that came or went no name elsewhere. */
function nameOf(key: string, was: Details, is: Details, parts: Parts): Message {
  const [rule] = [is['name'], was['name'], is['permit'], was['permit']].filter((one) => typeof one === 'string' && one);
  if (typeof rule !== 'string') return objectName(key, parts);
  return say(was['there'] === false ? 'page.plan.object.new-rule.named' : 'page.plan.object.rule', { rule });
}

const isMade = (key: string): boolean => key.startsWith('rule:step');

/** What boxes and rules are called. */
interface Names {
  readonly box: (box: string) => Message;
  readonly rule: (id: string) => Message;
}
const namesIn = ({ modules, system, firewall }: Parts): Names => ({
  box: (box) => serviceName(box, modules, parseRelease(system.state === 'known' ? system.data.release : '')),
  rule: (id) => {
    const rule = firewall.state === 'known' ? firewall.data.rules.find((one) => one.id === id) : undefined;
    if (rule === undefined) return say('page.undo.rule.unknown', { id });
    return say('page.plan.object.rule', { rule: rule.name === '' ? rule.permit : rule.name });
  },
});

function text(field: string, value: unknown, names: Names): Message {
  if (field === 'network') return typeof value === 'string' ? names.rule(value) : say('actions.limit.anywhere');
  if (typeof value === 'boolean') return say(value ? 'actions.value.yes' : 'actions.value.no');
  if (typeof value === 'number' && DURATIONS.has(field)) return duration(value);
  if (!Array.isArray(value)) return say('actions.value.text', { value: String(value) });
  if (value.length === 0) return say('actions.value.none');
  return say('page.undo.list', {
    list: value.map((one) => (field === 'allowed' ? names.box(String(one)) : String(one))),
  });
}

const DURATIONS: ReadonlySet<string> = new Set(['findtime', 'bantime']);

const NAMES: Readonly<Record<string, Message>> = {
  on: say('actions.field.enabled'),
  mode: say('actions.field.mode'),
  maxretry: say('actions.field.maxretry'),
  findtime: say('actions.field.findtime'),
  bantime: say('actions.field.bantime'),
  whitelist: say('actions.field.whitelist'),
  name: say('actions.field.name'),
  permit: say('actions.field.network'),
  neverBlock: say('actions.field.never-block'),
  local: say('actions.field.local'),
  allowed: say('page.undo.field.allowed'),
  network: say('page.undo.field.network'),
  full: say('page.undo.rights.full'),
  paths: say('page.undo.rights.paths'),
  origins: say('actions.field.origins'),
  keys: say('actions.field.ssh-keys'),
};

/** Of a route only its numbers are put back. */
const numbersOf = ({ pattern, rest }: Details): Message =>
  typeof pattern === 'string' ? takes({ pattern, rest: Number(rest) }) : say('page.undo.removed');

function fieldsOf(was: Details, is: Details, names: Names): readonly UndoneField[] {
  if ('pattern' in was || 'pattern' in is)
    return [{ name: say('actions.field.numbers'), now: numbersOf(is), then: numbersOf(was) }];
  const isThere = (state: Details) => state['there'] !== false;
  if (isThere(was) !== isThere(is)) {
    const [there, gone] = [say('page.undo.there'), say('page.undo.removed')];
    const line = (name: Message, told: (state: Details) => Message) => ({ name, now: told(is), then: told(was) });
    const of = (field: 'permit' | 'allowed', name: Message) =>
      line(name, (state) => (isThere(state) ? text(field, state[field], names) : say('actions.value.none')));
    return [
      line(say('page.undo.field.there'), (state) => (isThere(state) ? there : gone)),
      of('permit', say('actions.field.network')),
      of('allowed', say('page.undo.field.allowed')),
    ];
  }
  if ('mode' in is) return modeFieldsOf(was['mode'], is['mode']);
  if ('print' in is)
    return [{ name: say('page.undo.field.secret'), now: say('page.undo.new'), then: say('page.undo.old') }];
  return Object.entries(NAMES).flatMap(([field, name]) =>
    JSON.stringify(was[field]) === JSON.stringify(is[field])
      ? []
      : [{ name, now: text(field, is[field], names), then: text(field, was[field], names) }],
  );
}

/** What is no mode has one line, as it was said. */
function modeFieldsOf(was: unknown, is: unknown): readonly UndoneField[] {
  const [before, after] = [modeNamed(was), modeNamed(is)];
  if (before === null || after === null) {
    return [{ name: say('actions.field.mode'), now: modeWord(is), then: modeWord(was) }];
  }
  const then = modeFields(before);
  return modeFields(after).flatMap(({ name, value }, place) => {
    const earlier = then[place]?.value ?? value;
    return JSON.stringify(earlier) === JSON.stringify(value) ? [] : [{ name, now: value, then: earlier }];
  });
}

/** What the facts say of the object now; null: they cannot tell. */
function stateNow(key: string, { firewall, fail2ban, ssh, ami, ari }: Parts): Details | null {
  const rules = firewall.state === 'known' ? firewall.data : null;
  const bans = fail2ban.state === 'known' ? fail2ban.data : null;
  if (key === 'fail2ban' && bans !== null) {
    const { maxretry, findtime, bantime } = bans;
    return { maxretry, findtime, bantime, whitelist: wordsOf(bans) };
  }
  if (key === 'setting:PBXFirewallEnabled' && rules !== null) return { on: rules.enabled };
  if (key === 'setting:PBXFail2BanEnabled' && bans !== null) return { on: bans.enabled };
  if (key === 'setting:SSHDisablePasswordLogins' && ssh.state === 'known') return { on: !ssh.data.passwordLogins };
  if (key === SSH_KEYS && ssh.state === 'known')
    return { keys: ssh.data.authorizedKeys.map(({ fingerprint }) => fingerprint) };
  const mode = bans === null ? null : modeOf(bans);
  if (key === 'setting:PBXSecurityMode') return mode === null ? null : { mode };
  const user = ami.state === 'known' ? ami.data.users.find((one) => key === `ami-network:${one.id}`) : undefined;
  if (user !== undefined) return { network: user.filterId };
  if (key === ORIGINS && ari.state === 'known') return { origins: originsIn(ari.data.origins) };
  const [, id] = /^rule:(\d+)$/.exec(key) ?? [];
  if (id === undefined || rules === null) return null;
  const rule = rules.rules.find((one) => one.id === id);
  if (rule === undefined) return { there: false };
  const boxes = [...new Set(rule.services.map(({ category }) => category))];
  const allowed = boxes.filter((box) =>
    rule.services.filter(({ category }) => category === box).every(({ allow }) => allow),
  );
  return { name: rule.name, permit: rule.permit, neverBlock: rule.neverBlock, local: rule.localNetwork, allowed };
}

const SSH_KEYS = 'setting:SSHAuthorizedKeys';
const ORIGINS = 'setting:ARIAllowedOrigins';
const EVERY_PAGE = ['*'];
/** As the PBX tells them in its journal. */
function originsIn(text: string): readonly string[] {
  const origins = text.split(',').map((one) => one.trim());
  return answersEverybody(text) ? EVERY_PAGE : origins.filter((one) => one !== '');
}

/** The list as the PBX tells it in its journal: networks however they are written, each once, and words that are none. */
function wordsOf({ whitelist, whitelistText = whitelist.join(' ') }: PartData['fail2ban']): readonly string[] {
  const words = whitelistText.split(/[\s,;]+/).filter((word) => word !== '');
  return [...new Set(words.map((word) => networksOf(word)[0]?.cidr ?? word))];
}

/** The facts as an undo makes them: what the journal says that each object meant before the plan. */
export function partsUndone({ details }: Told, parts: Parts): Parts {
  const before = details?.['before'];
  const after = details?.['after'];
  if (!isRecord(before)) return parts;
  const { firewall, fail2ban } = parts;
  const made = isRecord(after) ? madeIn(after) : [];
  const rules = firewall.state === 'known' ? rulesUndone(before, made, firewall.data, parts) : null;
  const bans = fail2ban.state === 'known' ? bansUndone(before, fail2ban.data) : null;
  const then: Parts = {
    ...parts,
    firewall: withData('firewall', firewall, rules),
    fail2ban: withData('fail2ban', fail2ban, bans),
    ...limitsUndone(before, parts),
  };
  return { ...then, runningRules: runningUndone(parts, then) };
}

/** What programs may again. */
function limitsUndone(before: Details, { ami, ari, apiKeys }: Parts): Pick<Parts, 'ami' | 'ari' | 'apiKeys'> {
  const of = (key: string): Details => {
    const was = before[key];
    return isRecord(was) ? was : {};
  };
  const users = (all: PartData['ami']['users']) =>
    all.map((user) => {
      const { network } = of(`ami-network:${user.id}`);
      return network === null || typeof network === 'string' ? { ...user, filterId: network } : user;
    });
  const keys = (all: PartData['apiKeys']) =>
    all.map((key) => {
      const { full, paths } = of(`api-key:${key.id}`);
      return typeof full === 'boolean' && Array.isArray(paths)
        ? { ...key, fullPermissions: full, noRights: !full && paths.length === 0 }
        : key;
    });
  const { origins } = of(ORIGINS);
  const pages = Array.isArray(origins) ? origins.map(String).join(',') : null;
  return {
    ami: withData('ami', ami, ami.state === 'known' ? { ...ami.data, users: users(ami.data.users) } : null),
    ari: withData('ari', ari, ari.state === 'known' && pages !== null ? { ...ari.data, origins: pages } : null),
    apiKeys: withData('apiKeys', apiKeys, apiKeys.state === 'known' ? keys(apiKeys.data) : null),
  };
}

/** As Core will make them from the rules as they will be; not known where they are not what the cabinet says even now. */
function runningUndone(is: Parts, then: Parts): Parts['runningRules'] {
  const running = is.runningRules;
  if (running.state === 'unknown' || JSON.stringify(dataOf(is.firewall)) === JSON.stringify(dataOf(then.firewall))) {
    return running;
  }
  const [now, after] = [reachInputOf(is), reachInputOf(then)];
  const comparison = now === null ? null : compareWithRunning(reachOf(now), running.data, dataOf(is.network));
  if (after === null || comparison === null || !('agrees' in comparison) || !comparison.agrees) {
    const { readAt, source } = running;
    return { state: 'unknown', readAt, source, reason: 'not-asked' };
  }
  return withData('runningRules', running, linesAfter(running.data, after));
}

const dataOf = <D>(part: Part<D>): D | null => (part.state === 'known' ? part.data : null);

const madeIn = (after: Details): readonly Details[] =>
  Object.entries(after).flatMap(([key, rule]) => (isMade(key) && isRecord(rule) ? [rule] : []));

function rulesUndone(
  before: Details,
  made: readonly Details[],
  is: PartData['firewall'],
  { ports, modules }: Parts,
): PartData['firewall'] {
  const rules = is.rules.flatMap((rule) => {
    if (made.some(({ name, permit }) => name === rule.name && permit === rule.permit)) return [];
    const was = before[`rule:${rule.id}`];
    if (!isRecord(was)) return [rule];
    return was['there'] === false ? [] : [ruleUndone(rule, was)];
  });
  const enabled = onIn(before['setting:PBXFirewallEnabled']) ?? is.enabled;
  const boxes = ports.state === 'known' ? categoriesOf(is.rules, ports.data, modules) : new Map<string, PortRange[]>();
  const back = Object.entries(before).flatMap(([key, was]) => {
    const [, id] = /^rule:(\d+)$/.exec(key) ?? [];
    const isGone = id !== undefined && !is.rules.some((rule) => rule.id === id);
    return isGone && isRecord(was) && was['there'] === true ? [ruleAnew(id, was, boxes)] : [];
  });
  return { ...is, enabled, rules: [...rules, ...back] };
}

/** One that was deleted since: with the ports that its boxes have now. */
function ruleAnew(id: string, was: Details, boxes: Categories): FirewallRule {
  const rule: FirewallRule = {
    id,
    name: String(was['name']),
    permit: '',
    priority: null,
    neverBlock: false,
    localNetwork: was['local'] === true,
    services: [...boxes].map(([category, rows]) => ({ category, allow: false, ports: [...rows] })),
    permanent: false,
    usedBy: [],
  };
  return ruleUndone(rule, was);
}

function ruleUndone(rule: FirewallRule, was: Details): FirewallRule {
  const { permit, neverBlock, allowed } = was;
  const boxes = Array.isArray(allowed) ? new Set(allowed.map(String)) : null;
  return {
    ...rule,
    permit: typeof permit === 'string' ? permit : rule.permit,
    neverBlock: typeof neverBlock === 'boolean' ? neverBlock : rule.neverBlock,
    services: rule.services.map((one) => (boxes === null ? one : { ...one, allow: boxes.has(one.category) })),
  };
}

function bansUndone(before: Details, is: PartData['fail2ban']): PartData['fail2ban'] {
  const was = before['fail2ban'];
  const enabled = onIn(before['setting:PBXFail2BanEnabled']) ?? is.enabled;
  const modes = before['setting:PBXSecurityMode'];
  const securityMode = isRecord(modes) ? modeNamed(modes['mode']) : null;
  const mode = securityMode === null ? {} : { securityMode };
  if (!isRecord(was)) return { ...is, ...mode, enabled };
  const number = (name: 'maxretry' | 'findtime' | 'bantime') => {
    const value = was[name];
    return typeof value === 'number' ? value : is[name];
  };
  const list = was['whitelist'];
  const words = Array.isArray(list) ? list.map(String) : null;
  return {
    ...is,
    ...mode,
    enabled,
    maxretry: number('maxretry'),
    findtime: number('findtime'),
    bantime: number('bantime'),
    ...(words === null ? {} : { whitelist: words, whitelistText: words.join(' ') }),
  };
}

const onIn = (setting: unknown): boolean | null =>
  isRecord(setting) && typeof setting['on'] === 'boolean' ? setting['on'] : null;

/** Without what the facts do not tell. */
function comparable(state: Details): Details {
  if (state['there'] === false) return { there: false };
  return Object.fromEntries(Object.entries(state).filter(([name]) => name in NAMES));
}

const sorted = (state: Details) =>
  Object.entries(state)
    .map(([name, value]) => [name, Array.isArray(value) ? [...value.map(String)].sort() : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** What plans touch: what it means, how a step changes it, how it is put back. Keys as in Lib/Plan/Objects. */
import { createHash } from 'node:crypto';
import { networksOf, parseAddress } from '../../../checklist/reach/networks.ts';
import { holds } from '../../../checklist/actions/space.ts';
import type { Step } from '../../../checklist/actions/types.ts';
import { modeNamed } from '../../../checklist/actions/mode-fields.ts';
import { isStricterMode } from '../../../checklist/fail2ban/modes.ts';
import { fingerprintOf } from '../../facts/parts.ts';
import { is2024, isNewest, securityModeOf, type NetworkFilter, type Pbx } from '../../pbx.ts';
import { FIELD } from '../passwords.ts';
import { Refused } from '../refused.ts';
import { save } from '../../rest/firewall-save.ts';
import { newLogin } from '../../rest/general-settings.ts';
import type { Call } from '../../rest/resource.ts';
import { isOn, setting, withSettings } from '../../settings.ts';
import type { Kept, PlanRecord } from './memory.ts';
import { freesSomething, isLimitKey, limit, limitKey, putLimitBack, stateOfLimit } from './limits.ts';
import { isolationOf, stoppedOf } from './isolation.ts';
import { isRouteKey, playRoute, putRouteBack, routeKey, stateOfRoute } from './routes.ts';
import { isSecretKey, ownerIn, ownerOf, renew, secretKey, secretOf, stateOfSecret, withSecret } from './secrets.ts';

const MODE = 'setting:PBXSecurityMode';
const KEYS_ONLY = 'setting:SSHDisablePasswordLogins';
const SSH_KEYS = 'setting:SSHAuthorizedKeys';
const ISOLATION = 'setting:SecurityChecklistIsolation';
const CALLS = 'setting:SecurityChecklistCallsStop';
const BRAKE = 'setting:SecurityChecklistCallsBrake';

const LOGIN_FIELDS = { 'secret:web': 'webLogin', 'secret:ssh': 'sshLogin' } as const;
const isLogin = (key: string): key is keyof typeof LOGIN_FIELDS => key in LOGIN_FIELDS;
const printOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

type Made = PlanRecord['made'];
/** Writes one rule as Core's own request does. */
const saveRule = (pbx: Pbx, id: string, data: Call['data']): Pbx =>
  save(pbx, { id, data, method: id === '' ? 'POST' : 'PATCH' }).pbx ?? pbx;

/** Keys of what the steps touch, in order, each once. */
export function objectsOf(steps: readonly Step[], pbx: Pbx): readonly string[] {
  const keys = steps.flatMap((step, index): readonly string[] => {
    switch (step.kind) {
      case 'firewall.patch':
        return [`rule:${typeof step.id === 'number' ? step.id : step.id.$from.replace('.id', '')}`];
      case 'firewall.create':
        return [`rule:step${index + 1}`, ...(is2024(pbx) ? [] : ['rule-order'])];
      case 'firewall.switch':
        return ['setting:PBXFirewallEnabled'];
      case 'fail2ban.patch':
        return ['fail2ban'];
      case 'fail2ban.switch':
        return ['setting:PBXFail2BanEnabled'];
      case 'fail2ban.mode':
        return [MODE];
      case 'fail2ban.unban':
      case 'edits.watch': // whatever there is when it begins
        return [];
      case 'account.secret':
      case 'ami.secret':
      case 'ari.secret':
      case 'sip.suffix': {
        const owner = ownerOf(step);
        return owner === null ? [] : [secretKey(owner)];
      }
      case 'login.password':
        return [`secret:${step.which}`];
      case 'ami.network':
      case 'ari.origins':
      case 'api-key.limit':
        return [limitKey(step)];
      case 'route.narrow':
      case 'route.add':
        return [routeKey(step)];
      case 'ssh.keys-only':
        return [KEYS_ONLY];
      case 'isolation.on':
        return [ISOLATION];
      case 'calls.stop':
        return [CALLS];
      case 'calls.brake':
        return [BRAKE];
      case 'calls.end':
      case 'sessions.end':
      case 'passkeys.end':
        return [];
      case 'ssh.remove-keys':
        return [SSH_KEYS];
    }
  });
  return [...new Set(keys)];
}

interface Stepped {
  readonly pbx: Pbx;
  readonly made: Made;
}

/** `typed`: what steps that set a password set; '': nothing, they are only tried. */
export function playStep(pbx: Pbx, step: Step, place: number, made: Made, typed = ''): Stepped {
  switch (step.kind) {
    case 'firewall.patch': {
      const id = typeof step.id === 'number' ? step.id : made[step.id.$from.replace('.id', '')];
      const { newer_block_ip, currentRules } = step;
      return { pbx: saveRule(pbx, String(id), { newer_block_ip, currentRules }), made };
    }
    case 'firewall.create': {
      const { description, network, newer_block_ip, local_network, currentRules } = step;
      const subnet = String(step.subnet);
      const next = saveRule(pbx, '', { description, network, subnet, newer_block_ip, local_network, currentRules });
      return { pbx: next, made: { ...made, [`step${place}`]: next.lastIds.filter } };
    }
    case 'firewall.switch':
      return { pbx: withSettings(pbx, { PBXFirewallEnabled: step.enabled ? '1' : '0' }), made };
    case 'fail2ban.patch': {
      const { maxretry, findtime, bantime } = step;
      const whitelist = step.whitelist === null ? pbx.fail2ban.whitelist : step.whitelist.join(' ');
      return { pbx: { ...pbx, fail2ban: { ...pbx.fail2ban, maxretry, findtime, bantime, whitelist } }, made };
    }
    case 'fail2ban.switch': {
      const fail2ban = { ...pbx.fail2ban, banning: step.enabled };
      return { pbx: { ...withSettings(pbx, { PBXFail2BanEnabled: step.enabled ? '1' : '0' }), fail2ban }, made };
    }
    case 'fail2ban.mode':
      if (!isNewest(pbx)) throw new Refused(409, 'no-such-setting');
      return { pbx: withSettings(pbx, { PBXSecurityMode: step.mode }), made };
    case 'fail2ban.unban': {
      const networks = step.networks.flatMap(networksOf);
      return { pbx: { ...pbx, bans: pbx.bans.filter(({ ip }) => !isIn(networks, ip)) }, made };
    }
    case 'edits.watch':
    case 'calls.end':
    case 'sessions.end':
    case 'passkeys.end':
      return { pbx, made };
    case 'ssh.remove-keys': {
      const gone = new Set(step.fingerprints);
      const there = pbx.authorizedKeys.map(({ blob }) => fingerprintOf(blob));
      if (step.fingerprints.some((one) => !there.includes(one))) throw new Refused(409, 'no-such-owner');
      return {
        pbx: { ...pbx, authorizedKeys: pbx.authorizedKeys.filter(({ blob }) => !gone.has(fingerprintOf(blob))) },
        made,
      };
    }
    case 'isolation.on': {
      const { networks, phones, providers, services, signalling, media } = step;
      const value = { networks, phones, providers, services, signalling, media };
      return { pbx: withSettings(pbx, { SecurityChecklistIsolation: JSON.stringify(value) }), made };
    }
    case 'calls.stop':
      return {
        pbx: withSettings(pbx, { SecurityChecklistCallsStop: JSON.stringify({ numbers: step.numbers }) }),
        made,
      };
    case 'calls.brake': {
      const { kind: _, says: __, ...rules } = step;
      return { pbx: withSettings(pbx, { SecurityChecklistCallsBrake: JSON.stringify(rules) }), made };
    }
    case 'login.password':
      return { pbx: typed === '' ? pbx : { ...pbx, [FIELD[step.which]]: newLogin(typed) }, made };
    case 'ssh.keys-only':
      return { pbx: withSettings(pbx, { SSHDisablePasswordLogins: '1' }), made };
    case 'account.secret':
    case 'ami.secret':
    case 'ari.secret':
    case 'sip.suffix':
      return { pbx: renew(pbx, ownerOf(step) ?? '', step), made };
    case 'ami.network':
    case 'ari.origins':
    case 'api-key.limit':
      return { pbx: limit(pbx, step, made), made };
    case 'route.narrow':
    case 'route.add':
      return { pbx: playRoute(pbx, step), made };
  }
}

function isIn(networks: ReturnType<typeof networksOf>, text: string): boolean {
  const address = parseAddress(text);
  return address !== null && holds(networks, address);
}

const idOf = (key: string, made: Made): number => {
  const name = key.slice('rule:'.length);
  return made[name] ?? Number(name);
};

/** What an object means, as a person would compare it. */
export function stateOf(pbx: Pick<Pbx, keyof Kept>, key: string, made: Made): unknown {
  if (key === 'fail2ban') {
    const { maxretry, findtime, bantime, whitelist } = pbx.fail2ban;
    return { there: true, maxretry, findtime, bantime, whitelist: whitelist.split(/\s+/).filter(Boolean) };
  }
  if (isLogin(key)) return { there: true, print: printOf(pbx[LOGIN_FIELDS[key]].password ?? '') };
  if (isSecretKey(key)) return stateOfSecret(pbx, ownerIn(key));
  if (key === 'rule-order') return Object.fromEntries(pbx.filters.map(({ id, priority }) => [id, String(priority)]));
  if (isLimitKey(key)) return stateOfLimit(pbx, key);
  if (isRouteKey(key)) return stateOfRoute(pbx, key);
  if (key === MODE) return { mode: modeNamed(pbx.settings['PBXSecurityMode']) ?? 'balanced' };
  if (key === KEYS_ONLY) return { on: pbx.settings['SSHDisablePasswordLogins'] === '1' };
  if (key === SSH_KEYS) return { keys: pbx.authorizedKeys.map(({ blob }) => fingerprintOf(blob)) };
  if (key === ISOLATION) {
    const { networks, phones } = isolationOf(pbx) ?? { networks: [], phones: [] };
    return { on: networks.length > 0, networks, phones };
  }
  if (key === BRAKE) {
    const text = pbx.settings['SecurityChecklistCallsBrake'] ?? '';
    return { on: text !== '', print: text === '' ? '' : printOf(text) };
  }
  if (key === CALLS) return { on: stoppedOf(pbx) !== null, numbers: stoppedOf(pbx)?.numbers ?? [] };
  if (key.startsWith('setting:')) return { on: pbx.settings[key.slice('setting:'.length)] !== '0' };
  const filter = pbx.filters.find(({ id }) => id === idOf(key, made));
  if (filter === undefined) return { there: false };
  const allowed = Object.keys(filter.allow).filter((box) => filter.allow[box] === true);
  const { permit, description: name, newerBlockIp: neverBlock, localNetwork: local } = filter;
  return { there: true, permit, name, neverBlock, local, allowed, mixed: [] };
}

export function putBack(pbx: Pbx, key: string, kept: Kept, made: Made): Pbx {
  if (key === 'fail2ban') return { ...pbx, fail2ban: { ...kept.fail2ban, banning: pbx.fail2ban.banning } };
  if (isLogin(key)) return { ...pbx, [LOGIN_FIELDS[key]]: kept[LOGIN_FIELDS[key]] };
  if (isSecretKey(key)) {
    const was = secretOf(kept, ownerIn(key));
    return was === null ? pbx : withSecret(pbx, ownerIn(key), was);
  }
  if (isLimitKey(key)) return putLimitBack(pbx, key, kept);
  if (isRouteKey(key)) return putRouteBack(pbx, key, kept);
  if (key === 'rule-order') {
    const places = new Map(kept.filters.map(({ id, priority }) => [id, priority]));
    const moved = (filter: NetworkFilter) => ({ ...filter, priority: places.get(filter.id) ?? filter.priority });
    return { ...pbx, filters: pbx.filters.map(moved) };
  }
  if (key === SSH_KEYS) return { ...pbx, authorizedKeys: kept.authorizedKeys };
  if (key.startsWith('setting:')) {
    const name = key.slice('setting:'.length);
    return withSettings(pbx, { [name]: setting({ ...pbx, settings: kept.settings }, name) });
  }
  const id = idOf(key, made);
  const was = kept.filters.find((filter) => filter.id === id);
  const others = pbx.filters.filter((filter) => filter.id !== id);
  const is = pbx.filters.find((filter) => filter.id === id);
  if (was === undefined) return { ...pbx, filters: others };
  return {
    ...pbx,
    filters: is === undefined ? [...others, was] : pbx.filters.map((filter) => (filter === is ? was : filter)),
  };
}

/** The list without what a rotation wrote into it; where nobody changed it since, the row as it was. */
export function unexempt(pbx: Pbx, { kept, after }: PlanRecord): Pbx {
  if (kept === null) return pbx;
  if (JSON.stringify(stateOf(pbx, 'fail2ban', {})) === JSON.stringify(after['fail2ban'])) {
    return putBack(pbx, 'fail2ban', kept, {});
  }
  const words = (list: string): readonly string[] => list.split(/\s+/).filter(Boolean);
  const wrote: unknown = after['fail2ban'];
  const list = typeof wrote === 'object' && wrote !== null && 'whitelist' in wrote ? wrote.whitelist : [];
  const was = words(kept.fail2ban.whitelist);
  const own = Array.isArray(list) ? list.filter((entry) => !was.includes(String(entry))) : [];
  const whitelist = words(pbx.fail2ban.whitelist)
    .filter((entry) => !own.includes(entry))
    .join(' ');
  return { ...pbx, fail2ban: { ...pbx.fail2ban, whitelist } };
}

const openings = (pbx: Pbx): readonly string[] =>
  pbx.filters.flatMap(({ permit, allow }) =>
    Object.keys(allow)
      .filter((box) => allow[box] === true)
      .map((box) => `${permit} ${box}`),
  );

export function closesSomething(before: Pbx, after: Pbx): boolean {
  if (!isOn(after, 'PBXFirewallEnabled')) return false;
  const open = new Set(openings(after));
  return !isOn(before, 'PBXFirewallEnabled') || openings(before).some((one) => !open.has(one));
}

export function bansSooner(before: Pbx, after: Pbx): boolean {
  const [was, is] = [before.fail2ban, after.fail2ban];
  const [mode, then] = [securityModeOf(before), securityModeOf(after)];
  if (mode !== null && then !== null && isStricterMode(then, mode)) return true;
  if (!isOn(after, 'PBXFail2BanEnabled')) return false;
  return (
    !isOn(before, 'PBXFail2BanEnabled') ||
    is.maxretry < was.maxretry ||
    is.findtime > was.findtime ||
    (was.bantime >= 0 && is.bantime > was.bantime)
  );
}

/** Nobody gets in any more but who is named. */
export const isolates = (before: Pbx, after: Pbx): boolean =>
  isolationOf(after) !== null && JSON.stringify(isolationOf(after)) !== JSON.stringify(isolationOf(before));

/** Who asks is among those who alone get in. */
export const isKeptIn = (pbx: Pbx, address: string): boolean =>
  isIn((isolationOf(pbx)?.networks ?? []).flatMap(networksOf), address);

/** A password that opened SSH opens it no longer. */
export const endsPasswords = (before: Pbx, after: Pbx): boolean =>
  isOn(after, 'SSHDisablePasswordLogins') && !isOn(before, 'SSHDisablePasswordLogins');

/** Somebody gets in who did not, or is banned later, or never. */
export const opensSomething = (before: Pbx, after: Pbx): boolean =>
  endsPasswords(after, before) ||
  isolates(after, before) ||
  closesSomething(after, before) ||
  bansSooner(after, before) ||
  exemptIn(after).some((one) => !exemptIn(before).includes(one)) ||
  freesSomething(before, after) ||
  after.authorizedKeys.some(({ blob }) => before.authorizedKeys.every((one) => one.blob !== blob));

const exemptIn = ({ fail2ban, filters }: Pbx): readonly string[] => [
  ...fail2ban.whitelist.split(/[\s,]+/).filter(Boolean),
  ...filters.filter(({ newerBlockIp }) => newerBlockIp).map(({ permit }) => permit),
];

/** An allowed box WEB holds the address. */
export const isLetIn = (pbx: Pbx, address: string): boolean =>
  pbx.filters.some(({ permit, allow }) => allow['WEB'] === true && isIn(networksOf(permit), address));

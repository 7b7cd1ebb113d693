/** `firewall`: rules, the switch (which turns Fail2Ban with it), bans. Source: facts/core-api 2.4, recorded write flows. */
import { isIP } from 'node:net';
import { isNewest, type Pbx } from '../pbx.ts';
import { withSettings } from '../settings.ts';
import { blank, findFilter, list, record } from './firewall-read.ts';
import { save } from './firewall-save.ts';
import { changePriority } from './priority.ts';
import { action, done, refused, type Call, type Reply, type Resource } from './resource.ts';
import { textOf } from './values.ts';

/** Nothing asks whether somebody refers to the rule. */
function remove(pbx: Pbx, { id }: Call): Reply {
  if (findFilter(pbx, id) === undefined) return refused([`Firewall rule with ID '${id}' not found`]);
  return done(
    { id },
    {
      messages: { info: [`Firewall rule with ID '${id}' has been deleted`] },
      pbx: { ...pbx, filters: pbx.filters.filter((filter) => String(filter.id) !== id) },
    },
  );
}

const switchTo =
  (value: '0' | '1') =>
  (pbx: Pbx): Reply =>
    done(
      { firewallEnabled: value, fail2banEnabled: value },
      {
        messages: { info: [`Firewall and Fail2Ban have been ${value === '1' ? 'enabled' : 'disabled'}`] },
        pbx: withSettings(pbx, { PBXFirewallEnabled: value, PBXFail2BanEnabled: value }),
      },
    );

function bannedIps(pbx: Pbx): Reply {
  const addresses = [...new Set(pbx.bans.map(({ ip }) => ip))];
  const bansOf = (address: string) =>
    pbx.bans
      .filter(({ ip }) => ip === address)
      .map(({ jail, from, until }) => ({ jail: `${jail}_v2`, timeofban: from, timeunban: until, v: '2' }));
  const items = Object.fromEntries(addresses.map((ip) => [ip, { country: '', countryName: '', bans: bansOf(ip) }]));
  if (isNewest(pbx)) return done({ items, _meta: { total: addresses.length } });
  return done(addresses.length === 0 ? [] : items);
}

/** A wrong address is answered with success and a message: who asks must look before. */
function unban(pbx: Pbx, { data }: Call): Reply {
  const ip = textOf(data, 'ip') ?? '';
  if (isIP(ip) === 0) return done([], { messages: [`Not valid ip '${ip}'.`] });
  return done([], { pbx: { ...pbx, bans: pbx.bans.filter((ban) => ban.ip !== ip) } });
}

const reorder = changePriority('Network filter', {
  get: (pbx) => pbx.filters,
  set: (pbx, filters) => ({ ...pbx, filters }),
});

const SAVE = 'Firewall\\SaveRecordAction::main';
export const firewall: Resource = {
  name: 'firewall',
  ids: /^[0-9]+$/,
  collection: {
    GET: action('getList', 'Firewall\\GetListAction::main', list),
    POST: action('create', SAVE, save),
    // A PUT without an id creates.
    PUT: action('update', SAVE, (pbx, call) => save(pbx, { ...call, method: 'POST' })),
  },
  record: {
    GET: action('getRecord', 'Firewall\\GetRecordAction::main', record),
    PUT: action('update', SAVE, save),
    PATCH: action('patch', SAVE, save),
    DELETE: action('delete', 'Firewall\\DeleteRecordAction::main', remove),
  },
  custom: {
    getDefault: { GET: action('getDefault', 'Firewall\\GetDefaultAction::main', blank) },
    changePriority: { POST: action('changePriority', 'Firewall\\ChangePriorityAction::main', reorder) },
    enable: { POST: action('enable', 'Firewall\\EnableFirewallAction::main', switchTo('1')) },
    disable: { POST: action('disable', 'Firewall\\DisableFirewallAction::main', switchTo('0')) },
    getBannedIps: { GET: action('getBannedIps', 'Firewall\\GetBannedIpsAction::main', bannedIps) },
    unbanIp: { POST: action('unbanIp', 'Firewall\\UnbanIpAction::main', unban) },
  },
};

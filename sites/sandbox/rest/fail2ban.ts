/** `fail2ban`: one record. No limit that is documented is enforced; a text for a number crashes. */
import { isIP } from 'node:net';
import { SECURITY_MODES } from '../../checklist/facts/security-modes.ts';
import { isNewest, securityModeOf, type Pbx } from '../pbx.ts';
import { setting, withSettings } from '../settings.ts';
import { action, crash, done, type Handler, type Resource } from './resource.ts';
import { textOf } from './values.ts';
import { numbersOf } from './numbers.ts';

/** Absent before 2026.2.118. */
const modeIn = (pbx: Pbx) => {
  const mode = securityModeOf(pbx);
  return mode === null ? {} : { PBXSecurityMode: mode };
};

const read: Handler = (pbx) =>
  done({
    maxretry: pbx.fail2ban.maxretry,
    bantime: pbx.fail2ban.bantime,
    findtime: pbx.fail2ban.findtime,
    whitelist: pbx.fail2ban.whitelist,
    PBXFirewallMaxReqSec: setting(pbx, 'PBXFirewallMaxReqSec'),
    ...modeIn(pbx),
    extensionsCount: numbersOf(pbx).length,
  });

/** Addresses and networks stay, anything else is dropped without a word. */
const cleanWhitelist = (text: string) =>
  text
    .split(/[\s,;]+/)
    .filter((entry) => isIP(entry) !== 0 || /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$|^[0-9a-fA-F:]+\/\d{1,3}$/.test(entry))
    .join(' ');

const write: Handler = (pbx, { data }) => {
  const numbers: Record<string, number> = {};
  for (const field of ['maxretry', 'bantime', 'findtime']) {
    const text = textOf(data, field);
    if (text === undefined) continue;
    if (!/^-?\d+$/.test(text)) {
      const property = `MikoPBX\\Common\\Models\\Fail2BanRules::$${field}`;
      return crash(
        `Cannot assign string to property ${property} of type ?int`,
        'Fail2Ban/UpdateSettingsAction.php',
        68,
      );
    }
    numbers[field] = Number(text);
  }
  const whitelist = textOf(data, 'whitelist');
  const rate = textOf(data, 'PBXFirewallMaxReqSec');
  const changed = {
    ...pbx,
    fail2ban: {
      ...pbx.fail2ban,
      ...numbers,
      ...(whitelist === undefined ? {} : { whitelist: cleanWhitelist(whitelist) }),
    },
  };
  // Releases without it do not know the field; those with it take what they do not know as balanced.
  const mode = isNewest(pbx) ? textOf(data, 'PBXSecurityMode') : undefined;
  const known = SECURITY_MODES.find((one) => one === mode) ?? 'balanced';
  return done([], {
    messages: { info: ['Settings saved successfully'] },
    pbx: withSettings(changed, {
      ...(rate === undefined ? {} : { PBXFirewallMaxReqSec: rate }),
      ...(mode === undefined ? {} : { PBXSecurityMode: known }),
    }),
  });
};

const UPDATE = 'Fail2Ban\\UpdateSettingsAction::main';
export const fail2ban: Resource = {
  name: 'fail2ban',
  ids: null,
  collection: {
    GET: action('getList', 'Fail2Ban\\GetSettingsAction::main', read),
    PUT: action('update', UPDATE, write),
    PATCH: action('patch', UPDATE, write),
  },
};

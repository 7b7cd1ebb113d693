/** `general-settings`: read whole or key by key, written by PATCH. Masks, limits and Core's password rule. */
import { isOn, MASK, setting, SETTINGS, withSettings, type Setting } from '../settings.ts';
import type { Login, Pbx } from '../pbx.ts';
import { judgePassword, type Judgement } from './password-rule.ts';
import { action, crash, done, refused, type Handler, type Resource } from './resource.ts';
import { entry, flagOf, isData, outside, textOf, type Data } from './values.ts';

const LOGINS = { WebAdminPassword: 'web', SSHPassword: 'ssh' } as const;
const isLogin = (key: string): key is keyof typeof LOGINS => Object.hasOwn(LOGINS, key);

function shown(pbx: Pbx, key: string, { type }: Setting): unknown {
  switch (type) {
    case 'secret':
      return MASK;
    case 'switch':
      return isOn(pbx, key);
    case 'number':
      return Number(setting(pbx, key));
    case 'text':
      return key === 'SSHAuthorizedKeys'
        ? pbx.authorizedKeys.map(({ type: kind, blob, comment }) => `${kind} ${blob} ${comment}`).join('\n')
        : setting(pbx, key);
  }
}

const visible = Object.entries(SETTINGS).filter(([, known]) => known.visible);

/** Core compares the stored value: a default that is stored as a hash is not seen. */
export const isStoredDefault = ({ storage, password }: Login) => storage === 'plain' && password === 'admin';

const list: Handler = (pbx) =>
  done({
    settings: Object.fromEntries(visible.map(([key, known]) => [key, shown(pbx, key, known)])),
    codecs: [],
    passwordValidation: {
      isDefaultWebPassword: isStoredDefault(pbx.webLogin),
      isDefaultSSHPassword: isStoredDefault(pbx.sshLogin),
    },
  });

const one: Handler = (pbx, { id }) => {
  const known = entry(SETTINGS, id);
  return !known?.visible
    ? refused([`Setting '${id}' is not accessible through this API`])
    : done({ [id]: shown(pbx, id, known) });
};

/** What is outside the limits, for known keys only. */
function limitErrors(data: Data): readonly string[] {
  return Object.entries(SETTINGS).flatMap(([key, { type, min, max, maxLength }]) => {
    const text = textOf(data, key);
    if (text === undefined) return [];
    if (type === 'number') {
      const error = outside(key, Number(text), min, max);
      return error === null ? [] : [error];
    }
    const length = Array.from(text).length;
    return maxLength !== undefined && length > maxLength
      ? [`Field '${key}' must be at most ${maxLength} characters (got ${length})`]
      : [];
  });
}

const EMPTY: Judgement = {
  isValid: false,
  score: 0,
  strength: '',
  isDefault: false,
  isSimple: false,
  isTooShort: false,
  isTooLong: false,
  messages: ['Admin password cannot be empty'],
  suggestions: [],
};

function passwordErrors(data: Data): { readonly error: string[]; readonly warning: string[] } {
  const error: string[] = [];
  const warning: string[] = [];
  for (const [key, context] of Object.entries(LOGINS)) {
    const password = textOf(data, key);
    if (password === undefined || password === MASK) continue;
    const judged = password === '' ? EMPTY : judgePassword(password, context);
    if (judged.isValid) continue;
    error.push(...judged.messages.map((message) => `${key}: ${message}`));
    if (judged.suggestions.length > 0) warning.push(`${key} suggestions: ${judged.suggestions.join('; ')}`);
  }
  return { error, warning };
}

/** A new password is kept as a SHA-512 hash; nobody has tried to guess it yet. */
export const newLogin = (password: string): Login => ({
  password,
  storage: 'sha512',
  guess: { state: 'not-run' },
  features: null,
  proven: null,
});

/** Value as it would be stored; undefined: the key is not sent, or sends nothing new. */
function storedValue(data: Data, key: string, { type }: Setting): string | undefined {
  if (data[key] === undefined) return undefined;
  if (type === 'switch') return flagOf(data, key) === true ? '1' : '0';
  const text = textOf(data, key);
  return type === 'secret' && text === MASK ? undefined : text;
}

const patch: Handler = (pbx, call) => {
  const wrapped = call.data['settings'];
  const data = isData(wrapped) ? wrapped : call.data;
  const limits = limitErrors(data);
  if (limits.length > 0) return refused(limits, 422);
  const { error, warning } = passwordErrors(data);
  if (error.length > 0) {
    return { result: false, messages: warning.length > 0 ? { error, warning } : { error } };
  }
  const prefix = data['SIPAuthPrefix'];
  if (prefix !== undefined && prefix !== null && typeof prefix !== 'string') {
    const given =
      typeof prefix === 'number'
        ? Number.isInteger(prefix)
          ? 'int'
          : 'float'
        : typeof prefix === 'boolean'
          ? 'bool'
          : 'array';
    return crash(
      `trim(): Argument #1 ($string) must be of type string, ${given} given`,
      'GeneralSettings/SaveSettingsAction.php',
      465,
    );
  }
  const changes: Record<string, string> = {};
  let next = pbx;
  let updated = 0;
  for (const [key, known] of Object.entries(SETTINGS)) {
    const value = storedValue(data, key, known);
    if (value === undefined) continue;
    if (isLogin(key)) {
      next =
        key === 'WebAdminPassword' ? { ...next, webLogin: newLogin(value) } : { ...next, sshLogin: newLogin(value) };
      updated++;
    } else if (value !== setting(pbx, key)) {
      changes[key] = value;
      updated++;
    }
  }
  const said =
    updated === 0
      ? { info: ['No settings were changed'] }
      : { success: [updated === 1 ? '1 setting was updated' : `${updated} settings were updated`] };
  return done([], { messages: said, pbx: synchronised(pbx, withSettings(next, changes)) });
};

/** Changing one of the two passwords changes the other too while that is still the default. */
function synchronised(before: Pbx, after: Pbx): Pbx {
  const webChanged = after.webLogin !== before.webLogin;
  const sshChanged = after.sshLogin !== before.sshLogin;
  if (webChanged && !sshChanged && isStoredDefault(before.sshLogin)) return { ...after, sshLogin: after.webLogin };
  if (sshChanged && !webChanged && isStoredDefault(before.webLogin)) return { ...after, webLogin: after.sshLogin };
  return after;
}

const SAVE = 'GeneralSettings\\SaveSettingsAction::main';
export const generalSettings: Resource = {
  name: 'general-settings',
  ids: /^[a-zA-Z_]+$/,
  collection: {
    GET: action('getList', 'GeneralSettings\\GetSettingsAction::main', list),
    PUT: action('update', SAVE, patch),
    PATCH: action('patch', SAVE, patch),
  },
  record: { GET: action('getRecord', 'GeneralSettings\\GetSettingsAction::getSingleSetting', one) },
};

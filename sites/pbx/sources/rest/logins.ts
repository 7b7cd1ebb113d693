/**
 * Parts `webLogin` and `ssh`. REST masks both passwords; what it does tell is Core's advice: a password that is the
 * factory one, and stored as it came.
 */
import type { Login, PartData } from '../../../checklist/facts/types.ts';
import type { Pbx } from './context.ts';
import { authorizedKeys } from './authorized-keys.ts';

async function login(pbx: Pbx, name: string, setting: 'WebAdminPassword' | 'SSHPassword'): Promise<Login> {
  const isDefault = (await pbx.advice()).needUpdate.includes(setting);
  return {
    login: name,
    // Core finds the default by comparing with the plain word.
    storage: isDefault ? 'plain' : 'unknown',
    guess: isDefault ? { state: 'match', which: 'default' } : { state: 'not-run' },
    features: null,
    proven: null,
  };
}

export async function readWebLogin(pbx: Pbx): Promise<PartData['webLogin']> {
  return login(pbx, await pbx.api.setting('WebAdminLogin'), 'WebAdminPassword');
}

export async function readSsh(pbx: Pbx): Promise<PartData['ssh']> {
  const { api } = pbx;
  return {
    passwordLogins: !(await api.setting('SSHDisablePasswordLogins')),
    password: await login(pbx, await api.setting('SSHLogin'), 'SSHPassword'),
    authorizedKeys: authorizedKeys(await api.setting('SSHAuthorizedKeys')),
  };
}

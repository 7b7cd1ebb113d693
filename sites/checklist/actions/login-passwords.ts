/**
 * Another password for a login of the PBX itself. It is typed or made in the browser, because only its hash is stored: whoever
 * asks has to hold it before the old one ends. It is in no plan; the PBX judges it once more, with its dictionary.
 */
import type { Login, Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { isOldRelease } from '../reach/enforcement.ts';
import type { Page } from '../report/types.ts';
import { refuse, type Asker, type Known, type Planned } from './action.ts';
import { loginPlan, sayWhy, SESSIONS_END, told } from './login-plan.ts';
import { whoAsks } from './ours.ts';
import type { ActionId, Change, Step } from './types.ts';

export type LoginId = 'web' | 'ssh';

export interface PasswordOptions {
  /** What was typed is as it has to be. */
  readonly fits: boolean;
  /** The other login gets the same one. */
  readonly also: boolean;
  readonly confirmSeconds?: number;
}

export const OTHER = { web: 'ssh', ssh: 'web' } as const;
const PAGES: Readonly<Record<LoginId, Page>> = {
  web: { page: 'settings-passwords' },
  ssh: { page: 'settings-ssh' },
};

export function loginOf(which: LoginId, { webLogin, ssh }: Parts): Login | null {
  if (which === 'web') return webLogin.state === 'known' ? webLogin.data : null;
  return ssh.state === 'known' ? ssh.data.password : null;
}

/** Core's own page gives the other login the same one while that has the factory one; here a person says so. */
export function otherToo(which: LoginId, parts: Parts): 'factory' | 'possible' | null {
  const other = loginOf(OTHER[which], parts);
  const opensIt = which === 'ssh' || (parts.ssh.state === 'known' && parts.ssh.data.passwordLogins);
  if (other === null || !opensIt) return null;
  return other.guess.state === 'match' && other.guess.which === 'default' ? 'factory' : 'possible';
}

export function planPasswords(
  facts: Known<'system' | 'ports'>,
  action: ActionId,
  which: LoginId,
  { fits, also, confirmSeconds }: PasswordOptions,
  asker: Asker,
): Planned {
  const address = whoAsks(asker, facts.system.data);
  if ('kind' in address) return refuse(address);
  if (which === 'ssh' && facts.ssh.state === 'known' && !facts.ssh.data.passwordLogins) {
    return refuse({ kind: 'own-words', said: NO_PASSWORD_OPENS });
  }
  if (!fits) return refuse({ kind: 'asked', said: ASKED });
  const isBoth = also && otherToo(which, facts) !== null;
  const logins: readonly LoginId[] = isBoth ? [which, OTHER[which]] : [which];
  const steps = logins.map((login): Step => ({
    kind: 'login.password',
    says: say(`actions.step.password.${login}`, { login: nameOf(login, facts) }),
    which: login,
    password: { $typed: true },
  }));
  return loginPlan(facts, {
    action,
    address,
    asker,
    steps,
    confirmSeconds,
    changes: logins.map((login) => changeOf(login, facts)),
    warnings: [
      told('others', say('actions.warn.password.others', { logins: logins.map((login) => nameOf(login, facts)) })),
      ...(isBoth ? [told('both', say('actions.warn.password.both'))] : []),
      ...(!isBoth && otherToo(which, facts) === 'factory' && isCopied(which, facts.system.data.release)
        ? [told('copied', say(`actions.warn.password.copied.${OTHER[which]}`))]
        : []),
      ...(logins.includes('ssh') ? [SESSIONS_END] : []),
    ],
  });
}

/** By Core's own page: 2024 does so in one direction. */
const isCopied = (which: LoginId, release: string): boolean => which === 'web' || !isOldRelease(release);

const NO_PASSWORD_OPENS = sayWhy(say('actions.password.keys-only'), say('actions.password.keys-only.hand'));
const ASKED = sayWhy(say('actions.password.asked'));

const nameOf = (which: LoginId, parts: Parts): string => loginOf(which, parts)?.login ?? which;

function changeOf(which: LoginId, parts: Parts): Change {
  const before = knownAs(loginOf(which, parts));
  const name = say(`actions.field.password.${which}`);
  return {
    object: 'login',
    id: which,
    label: nameOf(which, parts),
    page: PAGES[which],
    fields: [{ field: 'password', name, before, after: say('actions.value.password.new') }],
  };
}

function knownAs(login: Login | null): Message {
  const { guess } = login ?? {};
  return guess?.state === 'match' ? say(`actions.value.password.${guess.which}`) : say('actions.value.password.old');
}

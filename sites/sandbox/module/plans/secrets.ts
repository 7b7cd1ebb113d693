/** Secrets that plans renew: whose they are, what they are now, how another one is made. Owners as in Lib/Plan/Owner. */
import { createHash, randomInt } from 'node:crypto';
import type { Step } from '../../../checklist/actions/types.ts';
import { isoOf } from '../../facts/parts.ts';
import { is2024, type Pbx, type Secret } from '../../pbx.ts';
import { secret } from '../../scenarios/secrets.ts';
import { withSettings } from '../../settings.ts';
import { Refused } from '../refused.ts';

export const SUFFIX = 'suffix';
const BEGIN = 'secret:';
const SUFFIX_KEY = 'SIPAuthPrefix';

export type Holders = Pick<Pbx, 'employees' | 'amiUsers' | 'ariUsers' | 'settings'>;

export const isSecretKey = (key: string): boolean => key.startsWith(BEGIN);
export const secretKey = (owner: string): string => `${BEGIN}${owner}`;
export const ownerIn = (key: string): string => key.slice(BEGIN.length);

/** Whose secret the step renews; null: nobody's. */
export function ownerOf(step: Step): string | null {
  switch (step.kind) {
    case 'account.secret':
      return `sip:${step.number}`;
    case 'ami.secret':
      return `ami:${step.id}`;
    case 'ari.secret':
      return `ari:${step.id}`;
    case 'sip.suffix':
      return SUFFIX;
    case 'login.password': // not made here
    case 'ssh.keys-only':
    case 'firewall.patch':
    case 'firewall.create':
    case 'firewall.switch':
    case 'fail2ban.patch':
    case 'fail2ban.switch':
    case 'fail2ban.mode':
    case 'fail2ban.unban':
    case 'ami.network':
    case 'ari.origins':
    case 'api-key.limit':
    case 'route.narrow':
    case 'route.add':
    case 'edits.watch':
    case 'isolation.on':
    case 'calls.stop':
    case 'calls.brake':
    case 'calls.end':
    case 'sessions.end':
    case 'ssh.remove-keys':
    case 'passkeys.end':
      return null;
  }
}

/** What the step gives them. */
export function renew(pbx: Pbx, owner: string, step: Step): Pbx {
  if (step.kind === 'sip.suffix' && is2024(pbx)) throw new Refused(409, 'no-such-owner');
  if (secretOf(pbx, owner) === null) throw new Refused(409, 'no-such-owner');
  if (pbx.employees.some((one) => one.secretOverridden && `sip:${one.number}` === owner)) {
    throw new Refused(409, 'secret-overridden');
  }
  if (step.kind === 'sip.suffix') return withSecret(pbx, owner, secret(step.suffix));
  const length =
    step.kind === 'account.secret' || step.kind === 'ami.secret' || step.kind === 'ari.secret'
      ? step.secret.$secret.length
      : 0;
  return withSecret(pbx, owner, secret(fresh(length), { missing: ['special'], generated: true }));
}

/** null: there is nobody. */
export function secretOf(pbx: Holders, owner: string): Secret | null {
  const [kind, name] = owner.split(':', 2);
  switch (kind) {
    case 'sip':
      return pbx.employees.find(({ number }) => number === name)?.secret ?? null;
    case 'ami':
      return pbx.amiUsers.find(({ id }) => String(id) === name)?.secret ?? null;
    case 'ari':
      return pbx.ariUsers.find(({ id }) => String(id) === name)?.password ?? null;
    case SUFFIX:
      return { value: pbx.settings[SUFFIX_KEY] ?? '', features: null };
    default:
      return null;
  }
}

export function withSecret(pbx: Pbx, owner: string, now: Secret): Pbx {
  const [kind, name] = owner.split(':', 2);
  switch (kind) {
    case 'sip':
      return {
        ...pbx,
        employees: pbx.employees.map((one) => (one.number === name ? { ...one, secret: now } : one)),
      };
    case 'ami':
      return { ...pbx, amiUsers: pbx.amiUsers.map((one) => (String(one.id) === name ? { ...one, secret: now } : one)) };
    case 'ari':
      return {
        ...pbx,
        ariUsers: pbx.ariUsers.map((one) => (String(one.id) === name ? { ...one, password: now } : one)),
      };
    case SUFFIX:
      return withSettings(pbx, { [SUFFIX_KEY]: now.value });
    default:
      return pbx;
  }
}

/** The next reading sees that it was changed. `at`: in ms. */
export function changedAt(pbx: Pbx, owner: string, at: number): Pbx {
  const name = inFacts(pbx, owner);
  if (name === null) return pbx;
  const { rotation } = pbx;
  return {
    ...pbx,
    rotation: { ...rotation, changedAt: { ...rotation.changedAt, [name]: isoOf(new Date(at)) } },
  };
}

/** Facts call users of AMI and ARI by their login; the logins of the PBX itself as plans do. */
function inFacts(pbx: Pbx, owner: string): string | null {
  const [kind, name] = owner.split(':', 2);
  if (kind === 'sip' || kind === 'web' || kind === 'ssh') return owner;
  const users = kind === 'ami' ? pbx.amiUsers : kind === 'ari' ? pbx.ariUsers : [];
  const user = users.find(({ id }) => String(id) === name);
  return user === undefined ? null : `${kind}:${user.username}`;
}

/** What it means to a plan: whether it is another one, and not what it is. */
export const stateOfSecret = (pbx: Holders, owner: string): unknown => {
  const is = secretOf(pbx, owner);
  if (is === null) return { there: false };
  return { there: true, print: createHash('sha256').update(`${owner} ${is.value}`).digest('hex').slice(0, 32) };
};

const LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
const KINDS = [/[2-9]/, /[A-Z]/, /[a-z]/];

function fresh(length: number): string {
  for (;;) {
    const made = Array.from({ length }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
    if (KINDS.every((kind) => kind.test(made))) return made;
  }
}

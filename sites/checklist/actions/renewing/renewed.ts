/** What is known of secrets after a plan that renews them: they are made on the PBX, and always in the same way. */
import { withoutThieves } from '../../devices/scanners.ts';
import type { Login, PartData, Parts, SecretFeatures } from '../../facts/types.ts';
import { storedAnew } from '../../secrets/age.ts';
import { amiOwner, ariOwner } from '../../secrets/owners.ts';
import { simulate, withData } from '../simulate.ts';
import type { Plan } from '../types.ts';

/** Twenty random letters and digits. */
const MADE: SecretFeatures = {
  length: '12+',
  missing: ['special'],
  dictionary: false,
  digitsOnly: false,
  contains: [],
  shared: 0,
  strong: true,
  generated: true,
};

/** What the PBX makes sure of before it takes a typed password, and knows of it from then on. */
const GOOD: SecretFeatures = { ...MADE, missing: [], generated: false };
const withPassword = (login: Login, at: string): Login => ({
  ...login,
  guess: { state: 'not-run' },
  features: null,
  proven: { at, by: 'action', features: GOOD, current: true },
});

function withPasswords(facts: Parts, { steps }: Pick<Plan, 'steps'>): Parts {
  const sets = (which: 'web' | 'ssh') => steps.some((step) => step.kind === 'login.password' && step.which === which);
  const { webLogin, ssh, system } = facts;
  const web =
    sets('web') && webLogin.state === 'known'
      ? { ...withPassword(webLogin.data, system.readAt), storage: storedAnew(facts, webLogin.data) }
      : null;
  const password = sets('ssh') && ssh.state === 'known' ? ssh.data.password : null;
  const isClosed = steps.some(({ kind }) => kind === 'ssh.keys-only');
  const gone = new Set(steps.flatMap((step) => (step.kind === 'ssh.remove-keys' ? step.fingerprints : [])));
  const opened =
    ssh.state === 'unknown' || (password === null && !isClosed && gone.size === 0)
      ? null
      : {
          ...ssh.data,
          authorizedKeys:
            gone.size === 0
              ? ssh.data.authorizedKeys
              : ssh.data.authorizedKeys.filter(({ fingerprint }) => !gone.has(fingerprint)),
          passwordLogins: ssh.data.passwordLogins && !isClosed,
          password: password === null ? ssh.data.password : withPassword(password, system.readAt),
        };
  return { ...facts, webLogin: withData('webLogin', webLogin, web), ssh: withData('ssh', ssh, opened) };
}

/** The facts afterwards; who shares an old secret is left as it was read. */
export function simulateRenewal(facts: Parts, plan: Pick<Plan, 'steps'>): Parts {
  const then = withPasswords(simulate(facts, plan), plan);
  const owners = new Set(ownersOf(plan, facts));
  if (owners.size === 0) return then;
  const made = new Set([...owners].filter((owner) => !isLogin(owner)));
  const { secrets, rotation, devices } = then;
  const left = devices.state === 'known' ? withoutThieves(devices.data, made) : null;
  const isAnybodyOut = devices.state === 'known' && left?.length !== devices.data.length;
  return {
    ...then,
    devices: withData('devices', devices, isAnybodyOut ? left : null),
    secrets: withData(
      'secrets',
      secrets,
      secrets.state === 'known' && made.size > 0 ? remade(secrets.data, made) : null,
    ),
    rotation: withData('rotation', rotation, rotation.state === 'known' ? redated(rotation.data, owners, facts) : null),
  };
}

/** As the facts name them. */
function ownersOf({ steps }: Pick<Plan, 'steps'>, { ami, ari }: Parts): readonly string[] {
  const [amiUsers, ariUsers] = [
    ami.state === 'known' ? ami.data.users : [],
    ari.state === 'known' ? ari.data.users : [],
  ];
  return steps.flatMap((step) => {
    switch (step.kind) {
      case 'account.secret':
        return [`sip:${step.number}`];
      case 'ami.secret':
        return amiUsers.filter(({ id }) => id === String(step.id)).map((user) => amiOwner(user).id);
      case 'ari.secret':
        return ariUsers.filter(({ id }) => id === String(step.id)).map((user) => ariOwner(user).id);
      case 'login.password':
        return [step.which];
      default:
        return [];
    }
  });
}

const remade = (secrets: PartData['secrets'], owners: ReadonlySet<string>): PartData['secrets'] => [
  ...secrets.filter(({ owner }) => !owners.has(owner)),
  ...[...owners].map((owner) => ({ owner, features: MADE })),
];

/** What is known of their passwords is in parts of their own. */
const isLogin = (owner: string): boolean => owner === 'web' || owner === 'ssh';

/** The next reading notes when: after the hole was closed, or it would have said that it is open. */
function redated(data: PartData['rotation'], owners: ReadonlySet<string>, { system }: Parts): PartData['rotation'] {
  const now = system.state === 'known' ? system.data.now : system.readAt;
  const changedAt = new Date(Date.parse(now) + 1000).toISOString();
  return {
    ...data,
    secrets: [
      ...data.secrets.filter(({ owner }) => !owners.has(owner)),
      ...[...owners].map((owner) => ({ owner, changedAt })),
    ],
  };
}

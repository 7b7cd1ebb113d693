/** Accounts after new passwords and login names. */
import { phonesOf } from '../../devices/phones.ts';
import type { Parts, SecretFeatures } from '../../facts/types.ts';
import { holeOf } from '../../hole.ts';
import { parseRelease } from '../../release.ts';
import { storedAnew, storesAnew } from '../../secrets/age.ts';
import type { Effect } from '../step.ts';
import { changed } from './changed.ts';
import { ruleFor } from './rules.ts';

/** As good as the guide asks. */
const STRONG: SecretFeatures = {
  length: '12+',
  missing: [],
  dictionary: false,
  digitsOnly: false,
  contains: [],
  shared: 0,
  strong: true,
  generated: false,
};
/** Nobody guesses it. */
export const UNGUESSED = 'qzkvwt';

/** Known to be strong: typed once where only a hash is kept. Whoever was registered with the old one is registered no more. */
export function newSecrets(facts: Parts, owners: readonly string[]): Parts {
  const gone = new Set(owners);
  const at = nowOf(facts);
  const proven = { at, by: 'person', features: STRONG, current: true } as const;
  let then = changed(facts, 'rotation', (data) => ({
    ...data,
    secrets: [
      ...data.secrets.filter(({ owner }) => !gone.has(owner)),
      ...owners.map((owner) => ({ owner, changedAt: later(at) })),
    ],
  }));
  if (gone.has('web')) {
    then = changed(then, 'webLogin', (login) => ({
      ...login,
      storage: storedAnew(facts, login),
      guess: { state: 'not-run' },
      features: null,
      proven,
    }));
  }
  if (gone.has('ssh')) {
    then = changed(then, 'ssh', (ssh) => ({
      ...ssh,
      password: ssh.password && { ...ssh.password, guess: { state: 'not-run' }, features: null, proven },
    }));
    then = changed(then, 'updates', ({ warnings, ...data }) => ({
      ...data,
      ...(warnings === undefined ? {} : { warnings: { ...warnings, sshPassword: false } }),
    }));
  }
  const stored = owners.filter((owner) => owner !== 'web' && owner !== 'ssh');
  then = changed(then, 'secrets', (secrets) => [
    ...secrets.filter(({ owner }) => !gone.has(owner)),
    ...stored.map((owner) => ({ owner, features: STRONG })),
  ]);
  then = changed(then, 'accounts', (data) =>
    data.map((one) => (gone.has(`sip:${one.number}`) ? { ...one, secretHashed: false, secretOverridden: false } : one)),
  );
  then = changed(then, 'providers', (data) =>
    data.map((one) => (gone.has(`provider:${one.id}`) ? { ...one, secretHashed: false } : one)),
  );
  return changed(then, 'devices', (data) =>
    data.filter((device) =>
      phonesOf([device]).every(({ account }) => !gone.has(`sip:${account}`) && !gone.has(`provider:${account}`)),
    ),
  );
}

export function withUsernames(facts: Parts, numbers: readonly string[], own: boolean): Parts {
  const named = new Set(numbers);
  return changed(facts, 'accounts', (data) =>
    data.map((one) =>
      named.has(one.number) ? { ...one, authUsername: own ? `${one.number}${UNGUESSED}` : null } : one,
    ),
  );
}

export function withFilter(
  facts: Parts,
  { numbers, providers, network }: Extract<Effect, { kind: 'account.filter' }>,
): Parts {
  const filterId = network === null ? null : ruleFor(facts, network)?.id;
  if (filterId === undefined) return facts;
  const then = changed(facts, 'accounts', (data) =>
    data.map((one) => (numbers.includes(one.number) ? { ...one, filterId } : one)),
  );
  return changed(then, 'providers', (data) =>
    data.map((one) => (providers.includes(one.id) ? { ...one, filterId } : one)),
  );
}

/** The first reading that sees the hole closed notes when, and the first one on a newer release. */
export function readAnew(then: Parts, was: Parts): Parts {
  const at = nowOf(was);
  const isUpgraded = storesAnew(then) && !storesAnew(was);
  return holeClosed(isUpgraded ? changed(then, 'rotation', (data) => ({ newerSince: at, ...data })) : then, was);
}

function holeClosed(then: Parts, was: Parts): Parts {
  const hole = ({ system, patch }: Parts) =>
    system.state === 'known' ? holeOf(parseRelease(system.data.release), patch) : 'unknown';
  if (hole(was) !== 'open' || hole(then) === 'open') return then;
  return changed(then, 'rotation', (data) => ({ ...data, holeClosedAt: nowOf(was) }));
}

/** For ten years. */
export function answered(facts: Parts, { item, subject, answer }: Extract<Effect, { kind: 'answer' }>): Parts {
  const at = nowOf(facts);
  const expiresAt = new Date(Date.parse(at) + 10 * 365 * 86_400_000).toISOString();
  return changed(facts, 'attestations', (data) => [
    ...data,
    { item, subject, answer, by: 'admin', at, expiresAt, note: '' },
  ]);
}

const nowOf = ({ system }: Parts): string => (system.state === 'known' ? system.data.now : system.readAt);
const later = (time: string): string => new Date(Date.parse(time) + 1000).toISOString();

import type { Login, Parts, SecretFeatures } from '../../../checklist/facts/types.ts';
import { NO_DICTIONARY } from '../../../checklist/secrets/dictionary.ts';
import { featuresOf } from '../../../checklist/secrets/features.ts';
import type { Draft } from '../mark.ts';
import { withData } from './part.ts';

/**
 * A password as somebody types it, judged here and nowhere else: by length, classes, names and dates. The dictionary is
 * on the PBX, and so are the passwords of others: both are looked at after saving.
 */
export function secret(parts: Parts, draft: Extract<Draft, { kind: 'secret' }>): Parts {
  const company = parts.system.state === 'known' ? parts.system.data.name : '';
  const features = featuresOf(draft.secret, { ...draft.about, company }, NO_DICTIONARY, 0);
  const { owner } = draft;
  if (owner === 'web') return withWebLogin(parts, features);
  if (owner === 'ssh') return withSshLogin(parts, features);
  const { secrets } = parts;
  if (secrets.state === 'unknown') return parts;
  const others = secrets.data.filter((one) => one.owner !== owner);
  const held = { ...parts, secrets: withData(secrets, [...others, { owner, features }]) };
  if (owner.startsWith('sip:')) return withAccount(held, draft);
  return owner.startsWith('provider:') ? withProvider(held, draft) : held;
}

type Secret = Extract<Draft, { kind: 'secret' }>;

/** The account as the form has it: it may be new, or have another number than before. */
function withAccount(parts: Parts, { pageId, about: { number = '', name = '' } }: Secret): Parts {
  const { accounts } = parts;
  if (accounts.state === 'unknown') return parts;
  const before = accounts.data.find(({ page }) => page === pageId);
  const blank = { disabled: false, filterId: null, authUsername: null, secretOverridden: false, demo: false };
  const account = { ...(before ?? blank), number, name, page: pageId };
  const all =
    before === undefined ? [...accounts.data, account] : accounts.data.map((one) => (one === before ? account : one));
  return { ...parts, accounts: withData(accounts, all) };
}

/** A provider that registers here: only its secret is ours. */
function withProvider(parts: Parts, { pageId, about: { name = '' } }: Secret): Parts {
  const { providers } = parts;
  if (providers.state === 'unknown') return parts;
  const before = providers.data.find(({ id }) => id === pageId);
  const blank = { kind: 'sip', host: '', hosts: [], disabled: false, filterId: null, demo: false } as const;
  const provider = { ...(before ?? { ...blank, hosts: [] }), id: pageId, name, registration: 'inbound' as const };
  const all =
    before === undefined
      ? [...providers.data, provider]
      : providers.data.map((one) => (one === before ? provider : one));
  return { ...parts, providers: withData(providers, all) };
}

const typed = (login: Login, features: SecretFeatures): Login => ({
  ...login,
  guess: { state: 'not-run' },
  features,
  proven: null,
});

function withWebLogin(parts: Parts, features: SecretFeatures): Parts {
  const { webLogin } = parts;
  return webLogin.state === 'unknown'
    ? parts
    : { ...parts, webLogin: withData(webLogin, typed(webLogin.data, features)) };
}

function withSshLogin(parts: Parts, features: SecretFeatures): Parts {
  const { ssh } = parts;
  if (ssh.state === 'unknown' || ssh.data.password === null) return parts;
  return { ...parts, ssh: withData(ssh, { ...ssh.data, password: typed(ssh.data.password, features) }) };
}

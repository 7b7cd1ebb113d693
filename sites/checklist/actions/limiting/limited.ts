/** The facts after a plan that limits programs, and the changes as its preview shows them. */
import type { PartData, Parts } from '../../facts/types.ts';
import { say, type Message } from '../../message.ts';
import { amiOwner } from '../../secrets/owners.ts';
import { play, withData, type Played } from '../simulate.ts';
import type { Change, Plan, Step } from '../types.ts';

type ApiKey = PartData['apiKeys'][number];
type AmiUser = PartData['ami']['users'][number];

export const simulateLimits = (facts: Parts, plan: Pick<Plan, 'steps'>): Parts => playLimits(facts, plan).facts;

export function playLimits(facts: Parts, { steps }: Pick<Plan, 'steps'>): Played {
  const { facts: then, made } = play(facts, { steps });
  const { ami, ari, apiKeys } = then;
  const isAmong = (kind: Step['kind']) => steps.some((step) => step.kind === kind);
  const users =
    ami.state === 'known' && isAmong('ami.network')
      ? { ...ami.data, users: ami.data.users.map((user) => steps.reduce(limitedBy(made), user)) }
      : null;
  const keys =
    apiKeys.state === 'known' && isAmong('api-key.limit') ? apiKeys.data.map((key) => steps.reduce(lessBy, key)) : null;
  const origins = steps.flatMap((step) => (step.kind === 'ari.origins' ? [step.origins.join(',')] : [])).at(-1);
  const pages = ari.state === 'known' && origins !== undefined ? { ...ari.data, origins } : null;
  return {
    made,
    facts: {
      ...then,
      ami: withData('ami', ami, users),
      ari: withData('ari', ari, pages),
      apiKeys: withData('apiKeys', apiKeys, keys),
    },
  };
}

const limitedBy =
  (made: Played['made']) =>
  (user: AmiUser, step: Step): AmiUser => {
    if (step.kind !== 'ami.network' || String(step.id) !== user.id) return user;
    const { network } = step;
    const filterId = typeof network === 'number' ? String(network) : (made.get(network.$from) ?? user.filterId);
    return { ...user, filterId };
  };

const lessBy = (key: ApiKey, step: Step): ApiKey =>
  step.kind === 'api-key.limit' && String(step.id) === key.id
    ? { ...key, fullPermissions: false, noRights: step.rights === 'none' }
    : key;

const text = (value: string): Message => say('actions.value.text', { value });

/** What differs of programs. */
export function limitChanges(before: Parts, after: Parts): readonly Change[] {
  const name = (filterId: string | null): Message => {
    const rule =
      after.firewall.state === 'known' ? after.firewall.data.rules.find(({ id }) => id === filterId) : undefined;
    if (filterId === null) return say('actions.limit.anywhere');
    return rule === undefined
      ? text(filterId)
      : say('actions.limit.rule', { rule: rule.name === '' ? rule.permit : rule.name, network: rule.permit });
  };
  const [users, then] = [before, after].map(({ ami }) => (ami.state === 'known' ? ami.data.users : []));
  const [keys, less] = [before, after].map(({ apiKeys }) => (apiKeys.state === 'known' ? apiKeys.data : []));
  return [
    ...(then ?? []).flatMap((user, place): Change[] => {
      const was = users?.[place];
      if (was === undefined || was.filterId === user.filterId) return [];
      const owner = amiOwner(user);
      const field = {
        field: 'network',
        name: say('actions.field.network'),
        before: name(was.filterId),
        after: name(user.filterId),
      };
      return [{ object: 'ami-network', id: user.id, label: user.username, page: owner.page, fields: [field] }];
    }),
    ...originsChange(before, after),
    ...(less ?? []).flatMap((key, place): Change[] => {
      const was = keys?.[place];
      if (was === undefined || rightsOf(was) === rightsOf(key)) return [];
      const field = {
        field: 'rights',
        name: say('actions.field.rights'),
        before: rightsWord(was),
        after: rightsWord(key),
      };
      return [
        { object: 'api-key', id: key.id, label: key.name, page: { page: 'api-key', id: key.id }, fields: [field] },
      ];
    }),
  ];
}

function originsChange({ ari: was }: Parts, { ari: is }: Parts): readonly Change[] {
  if (was.state === 'unknown' || is.state === 'unknown' || was.data.origins === is.data.origins) return [];
  const field = {
    field: 'origins',
    name: say('actions.field.origins'),
    before: was.data.origins.trim() === '' ? text('*') : text(was.data.origins),
    after: text(is.data.origins.replace(/,/g, ', ')),
  };
  const id = 'ARIAllowedOrigins';
  return [{ object: 'setting', id, label: id, page: { page: 'settings-api' }, fields: [field] }];
}

const rightsOf = ({ fullPermissions, noRights }: ApiKey) =>
  fullPermissions ? 'all' : noRights === true ? 'none' : 'some';
const rightsWord = (key: ApiKey): Message => say(`actions.limit.rights.${rightsOf(key)}`);

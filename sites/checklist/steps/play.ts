/**
 * What the PBX holds after steps done by hand, without doing them: the same simulator as for plans, and what only a person
 * does. What runs (rules, bans) is not known afterwards: it has to be read.
 */
import { simulate } from '../actions/simulate.ts';
import type { Step as PlanStep } from '../actions/types.ts';
import type { PartData, Parts } from '../facts/types.ts';
import type { Network } from '../reach/networks.ts';
import { renewed } from '../reach/rows.ts';
import { changed, unread } from './played/changed.ts';
import { playRoute } from './played/routes.ts';
import { forPerson, ruleFor, setBoxes, setNeverBlock, WORDLESS } from './played/rules.ts';
import { answered, readAnew, newSecrets, UNGUESSED, withFilter, withUsernames } from './played/secrets.ts';
import type { Effect, Step } from './step.ts';

/** Who follows the steps. */
export interface Follower {
  /** The network that they come from, where the steps have to ask for it. */
  readonly network: Network | null;
  /** The pattern of the area codes that they call, where first digits do not tell home from abroad; null: none is typed. */
  readonly areaCodes?: string | null;
}

/** After all of them; for what is in between, play the first few. */
export function follow(facts: Parts, steps: readonly Step[], follower: Follower): Parts {
  return steps
    .flatMap(({ effects }) => effects)
    .reduce((was, effect) => renew(was, playEffect(was, effect, follower)), facts);
}

/** Core writes all rows anew with every change of its firewall. */
function renew(was: Parts, then: Parts): Parts {
  const { firewall, ports } = then;
  if (firewall === was.firewall || firewall.state === 'unknown' || ports.state === 'unknown') return then;
  return changed(then, 'firewall', (data) => ({ ...data, rules: renewed(data.rules, ports.data) }));
}

function playEffect(facts: Parts, effect: Effect, { network, areaCodes = null }: Follower): Parts {
  switch (effect.kind) {
    case 'firewall.create':
    case 'fail2ban.patch':
    case 'fail2ban.mode':
      return simulate(facts, { steps: [{ ...effect, says: WORDLESS }] });
    case 'firewall.person':
      return network === null ? facts : forPerson(facts, network, effect.currentRules);
    case 'firewall.boxes':
      return setBoxes(facts, effect);
    case 'firewall.never-block':
      return setNeverBlock(facts, effect);
    case 'firewall.toggle': {
      const { enabled } = effect;
      const steps: PlanStep[] = [
        { kind: 'firewall.switch', enabled, says: WORDLESS },
        { kind: 'fail2ban.switch', enabled, says: WORDLESS },
      ];
      return simulate(facts, { steps });
    }
    case 'firewall.reload':
      return { ...facts, runningRules: unread(facts.runningRules) };
    case 'own-lines': {
      const { files } = effect;
      const then = changed(facts, 'extraRules', (data) => ({
        ...data,
        firewallAdditional: data.firewallAdditional && !files.includes(OWN_LINES),
        customFiles: data.customFiles.filter((file) => !files.includes(file)),
      }));
      return { ...then, runningRules: unread(facts.runningRules) };
    }
    case 'provider.hosts':
      return changed(facts, 'providers', (data) =>
        data.map((one) => (one.id === effect.id ? { ...one, hosts: [...effect.hosts] } : one)),
      );
    case 'fail2ban.whitelist':
      return changed(facts, 'fail2ban', (data) => {
        const { whitelistText, ...rest } = data;
        const text = whitelistText === undefined ? {} : { whitelistText: effect.entries.join(' ') };
        return { ...rest, ...text, whitelist: [...effect.entries] };
      });
    case 'fail2ban.restart':
      // Jails, and what sends connections to them, have to be read.
      return {
        ...changed(facts, 'fail2ban', ({ jails: _, ...data }) => ({ ...data, banning: data.enabled })),
        runningRules: unread(facts.runningRules),
      };
    case 'fail2ban.limit':
      return changed(facts, 'firewall', (data) => ({ ...data, maxRequestsPerSecond: effect.perSecond }));
    case 'ssh.key':
      return changed(facts, 'ssh', (data) => ({ ...data, authorizedKeys: [...data.authorizedKeys, KEY] }));
    case 'ssh.passwords':
      return changed(facts, 'ssh', (data) => ({ ...data, passwordLogins: effect.enabled }));
    case 'secrets':
      return newSecrets(facts, effect.owners);
    case 'sip.guests':
      return changed(facts, 'sip', (data) => ({ ...data, guestCalls: false }));
    case 'sip.suffix':
      return changed(facts, 'sip', (data) => ({ ...data, authSuffix: UNGUESSED }));
    case 'sip.usernames':
      return withUsernames(facts, effect.numbers, effect.own);
    case 'account.filter':
      return withFilter(facts, effect);
    case 'ami.filter': {
      const filterId = ruleFor(facts, effect.network ?? network?.cidr ?? '')?.id;
      return changed(facts, 'ami', (data) => ({
        ...data,
        users: data.users.map((user) =>
          effect.ids.includes(user.id) && filterId !== undefined ? { ...user, filterId } : user,
        ),
      }));
    }
    case 'ari.origins':
      return changed(facts, 'ari', (data) => ({ ...data, origins: 'https://crm.example' }));
    case 'api-key':
      return changed(facts, 'apiKeys', (data) =>
        effect.does === 'delete'
          ? data.filter(({ id }) => id !== effect.id)
          : data.map((key) => (key.id === effect.id ? { ...key, fullPermissions: false, noRights: false } : key)),
      );
    case 'module.off':
      return changed(facts, 'modules', (data) =>
        data.map((one) => (one.id === effect.id ? { ...one, enabled: false } : one)),
      );
    case 'route.add':
    case 'route.set':
    case 'route.delete':
      return changed(facts, 'outboundRoutes', (data) => playRoute(data, effect, areaCodes));
    case 'answer':
      return answered(facts, effect);
    case 'patch':
      return readAnew(changed(facts, 'patch', fixed), facts);
    case 'update': {
      const { release } = effect;
      const then = changed(facts, 'system', ({ container, ...data }) => ({
        ...data,
        release,
        container: container.kind === 'docker' ? { ...container, bouncer: null } : container,
      }));
      return readAnew({ ...changed(then, 'patch', fixed), runningRules: unread(facts.runningRules) }, facts);
    }
    case 'reinstall':
      return changed(facts, 'updates', ({ warnings, ...data }) => ({
        ...data,
        ...(warnings === undefined ? {} : { warnings: { ...warnings, files: false } }),
      }));
    case 'elsewhere':
      return facts;
  }
}

const fixed = (data: PartData['patch']): PartData['patch'] => ({
  ...data,
  markers: data.markers.map((marker) => ({ ...marker, state: 'fixed' })),
});

/** Core runs what stands in it. */
const OWN_LINES = '/etc/firewall_additional';

const KEY = { type: 'ssh-ed25519', comment: 'admin', fingerprint: 'SHA256:new' };

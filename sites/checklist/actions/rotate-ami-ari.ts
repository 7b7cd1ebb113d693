/**
 * New secrets for users of AMI and ARI, made on the PBX. Programs on other machines have to be told; what the PBX or its
 * modules sign in with is left, as they keep the secret, too.
 */
import { isPublic, ownPublicOf } from '../exposure/facing.ts';
import { isOffice } from '../exposure/limits.ts';
import { ownFilesOn } from '../exposure/own-topics.ts';
import { say } from '../message.ts';
import { addressText, networksOf, parseAddress } from '../reach/networks.ts';
import { cut } from '../steps/passwords.ts';
import type { Parts } from '../facts/types.ts';
import { defineAction, madeFrom, MOST_STEPS, refuse, type Known, type Planned } from './action.ts';
import { amiSignIns, signsIn, untold } from './ami-sign-ins.ts';
import { connectedPrograms } from './connected-programs.ts';
import { changesBetween } from './preview.ts';
import { barredIn, barredLine, isOpen } from './renewing/bars.ts';
import { programsIn, type Program } from './renewing/programs.ts';
import { notRenewed } from './renewing/refusals.ts';
import { aboutBans, aboutHole, SECRET_LENGTH } from './renewing/renewal.ts';
import { sparing } from './renewing/sparing.ts';
import { play } from './simulate.ts';
import { covers } from './space.ts';
import { TITLES } from './titles.ts';
import type { Affected, Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';
import { warn } from './warnings.ts';

export interface RotateAmiAriOptions {
  /** Owners as in the facts: `ami:crm`, `ari:app`. */
  readonly owners: readonly string[];
}

type Needed = 'system' | 'ami' | 'fail2ban';

export const rotateAmiAri = defineAction<RotateAmiAriOptions, Needed>({
  id: 'rotate-ami-ari',
  needs: ['system', 'ami', 'fail2ban'],
  uses: [
    ...(['ari', 'secrets', 'modules', 'connections', 'ports', 'firewall', 'network', 'devices', 'patch'] as const),
    ...(['rotation', 'webLogin', 'attestations', 'extraRules', 'signIns'] as const),
  ],

  plan(facts, { owners }, asker): Planned {
    const { system, fail2ban, ari } = facts;
    const address = parseAddress(asker.address);
    if (address === null) return refuse({ kind: 'bad-address', address: asker.address });
    const named = new Set(owners);
    const chosen = programsIn(facts).filter(({ owner }) => named.has(owner.id));
    const barred = barredIn(chosen);
    const open = chosen.filter(isOpen).slice(0, MOST_STEPS / 2);
    if (open.length === 0)
      return notRenewed(barred.length === 0 ? { because: 'nobody' } : { because: 'barred', barred });
    const connected = connectedPrograms(facts);
    const spared = sparing(facts, fail2ban.data, areOurs(facts, connected));
    const steps: Step[] = [...spared.steps, ...open.map(secretStep)];
    const { facts: then, made } = play(facts, { steps });
    return {
      accepted: true,
      plan: {
        version: 1,
        action: 'rotate-ami-ari',
        title: TITLES['rotate-ami-ari'],
        release: system.data.release,
        ...madeFrom(facts, ['ami', 'fail2ban', 'firewall', ...(ari.state === 'known' ? (['ari'] as const) : [])]),
        asker: { address: addressText(address), networks: [...asker.networks] },
        steps,
        undo: [...undoOf(steps, system.data.release)],
        changes: [...changesBetween(facts, then, made)],
        reach: [],
        affected: open.map(asStopping(facts)),
        stops: [],
        warnings: [
          warn('programs', say('actions.renew.warn.programs', { count: open.length })),
          warn('sheet', say('actions.renew.warn.sheet')),
          ...aboutConnected(facts, connected),
          ...aboutLocal(open),
          ...barred.map((one) => warn(`barred:${one.bar}`, barredLine(one))),
          ...aboutBans(facts, spared),
          ...aboutHole(facts),
          ...aboutFiles(facts),
        ],
        confirm: null,
      },
    };
  },
});

function secretStep({ kind, id, owner }: Program): Step {
  const says = say('actions.renew.step.account', { who: owner.name });
  const secret = { $secret: { length: SECRET_LENGTH } };
  switch (kind) {
    case 'ami':
      return { kind: 'ami.secret', says, id, secret };
    case 'ari':
      return { kind: 'ari.secret', says, id, secret };
  }
}

const asStopping =
  (facts: Parts) =>
  ({ kind, owner }: Program): Affected => {
    // Of ARI there is no log.
    const seen = kind === 'ami' ? amiSignIns(facts, owner.subject.id) : null;
    const who = owner.name;
    return {
      kind: `${kind}-user`,
      id: owner.subject.id,
      label: owner.subject.label,
      address: null,
      maker: null,
      services: [],
      says:
        seen === null
          ? say('actions.renew.affected.program', { who })
          : say('actions.renew.affected.program.seen', { who, signs: signsIn(seen) }),
    };
  };

/** Ours, as far as it can be told: whoever else is connected may be the one who guessed the old secret. */
function areOurs({ firewall, network }: Parts, addresses: readonly string[]): readonly string[] {
  const home = ownPublicOf(network);
  const rules = firewall.state === 'known' ? firewall.data.rules : [];
  const narrow = rules.filter(({ permit }) => isOffice(permit, home)).flatMap(({ permit }) => networksOf(permit));
  return addresses.filter((address) => !isPublic(address) || covers(narrow, networksOf(address)));
}

function aboutConnected(facts: Known<Needed>, connected: readonly string[]): readonly Warning[] {
  if (facts.connections.state === 'unknown' || facts.ports.state === 'unknown')
    return [warn('connected', say('actions.renew.warn.connected.unknown'))];
  if (connected.length === 0) return [warn('connected', say('actions.renew.warn.connected.none'))];
  const addresses = cut(connected.map((value) => say('actions.value.text', { value })));
  return [
    untold(facts).length === 0
      ? warn('connected', say('actions.renew.warn.connected.told', { addresses }))
      : warn('connected', say('actions.renew.warn.connected', { addresses })),
  ];
}

function aboutLocal(open: readonly Program[]): readonly Warning[] {
  const who = open.filter(({ isLocal }) => isLocal).map(({ owner }) => owner.name);
  return who.length === 0 ? [] : [warn('local', say('actions.renew.warn.local', { who: cut(who) }))];
}

function aboutFiles({ extraRules }: Parts): readonly Warning[] {
  const files = extraRules.state === 'known' ? ownFilesOn(extraRules.data, 'programs') : [];
  return files.length === 0 ? [] : [warn('own-files', say('actions.renew.warn.files', { files }))];
}

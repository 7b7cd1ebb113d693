/**
 * Users of AMI without a network get one, and ARI answers to named web pages only. Nothing that anybody signs in with changes,
 * and all of it can be undone; whoever signs in from elsewhere is turned down from then on.
 */
import { ownFilesOn } from '../exposure/own-topics.ts';
import { say, type Message } from '../message.ts';
import { addressText, networksOf, parseAddress } from '../reach/networks.ts';
import { cut } from '../steps/passwords.ts';
import type { Parts } from '../facts/types.ts';
import { agoAt } from '../users/words.ts';
import { defineAction, madeFrom, refuse, type Known, type Planned } from './action.ts';
import { categoriesOf, newBoxes } from './categories.ts';
import { LONG_ENOUGH, signsInFrom, untold } from './ami-sign-ins.ts';
import { connectedPrograms } from './connected-programs.ts';
import { limitChanges, playLimits } from './limiting/limited.ts';
import { canAddRule, LOOPBACK, localRule, narrowRules, THIS_PBX } from './limiting/narrow-rules.ts';
import { limitablesIn, MOST_ORIGINS, ORIGIN, proposedOrigins, type Limitable } from './limiting/programs.ts';
import { asksFor, barredLines, notLimited } from './limiting/refusals.ts';
import { changesBetween } from './preview.ts';
import { ruleNames } from './requests.ts';
import { covers } from './space.ts';
import { TITLES } from './titles.ts';
import type { Affected, Step, Warning } from './types.ts';
import { undoOf } from './undo.ts';
import { warn } from './warnings.ts';

export interface RestrictAmiAriOptions {
  /** By id of the user: a rule's id, or `pbx`; nothing: left as it is. */
  readonly networks: Readonly<Record<string, string>>;
  /** null: as they are. */
  readonly origins: readonly string[] | null;
}

type Needed = 'system' | 'ports' | 'ami' | 'firewall';

interface Limit {
  readonly of: Limitable;
  readonly network: string;
}

export const restrictAmiAri = defineAction<RestrictAmiAriOptions, Needed>({
  id: 'restrict-ami-ari',
  needs: ['system', 'ports', 'ami', 'firewall'],
  uses: [
    ...(['ari', 'modules', 'connections', 'signIns', 'network', 'secrets', 'patch', 'rotation'] as const),
    'extraRules',
  ],

  plan(facts, { networks, origins: wanted }, asker): Planned {
    const { system, firewall, ari } = facts;
    const address = parseAddress(asker.address);
    if (address === null) return refuse({ kind: 'bad-address', address: asker.address });
    const all = limitablesIn(facts);
    const open = all.filter(({ bar }) => bar === null);
    const isAriOpen = proposedOrigins(facts).length > 0;
    if (all.length === 0 && !isAriOpen) return refuse({ kind: 'nothing-to-do' });
    const origins = isAriOpen ? wanted : null;
    const odd = origins?.find((origin) => !ORIGIN.test(origin));
    if (odd !== undefined) return asksFor(say('actions.limit.origin.odd', { origin: odd }));
    if (origins !== null && (origins.length === 0 || origins.length > MOST_ORIGINS))
      return asksFor(say('actions.limit.origin.some', { most: MOST_ORIGINS }));
    const rules = new Map(narrowRules(facts).map((rule) => [rule.id, rule]));
    const local = localRule(facts);
    const isPossible = (network: string) =>
      network === THIS_PBX ? local !== null || canAddRule(facts) : rules.has(network);
    const limits = open.flatMap((one): Limit[] => {
      const network = networks[one.id] ?? '';
      return isPossible(network) ? [{ of: one, network }] : [];
    });
    if (limits.length === 0 && origins === null) {
      const barred = barredLines(all);
      if (open.length === 0) return notLimited(say('actions.limit.refused.barred'), { steps: barred });
      return rules.size === 0 && !isPossible(THIS_PBX)
        ? notLimited(say('actions.limit.refused.no-rule'), { first: 'enable-firewall' })
        : asksFor(say('actions.limit.refused.nobody'));
    }
    const isNew = local === null && limits.some(({ network }) => network === THIS_PBX);
    const categories = categoriesOf(firewall.data.rules, facts.ports.data, facts.modules);
    const steps: Step[] = [
      // In a container Core makes a list of the forbidden out of closed boxes; what the PBX itself reaches is open anyway.
      ...(isNew
        ? [localStep(ruleNames(undefined, firewall.data.rules), newBoxes(categories, new Set(categories.keys())))]
        : []),
      ...limits.map(({ of, network }): Step => {
        const rule = network === THIS_PBX ? local : rules.get(network);
        const says =
          network === THIS_PBX
            ? say('actions.limit.step.local', { who: of.owner.name })
            : say('actions.limit.step.network', {
                who: of.owner.name,
                rule: rule?.name ?? '',
                network: rule?.permit ?? '',
              });
        const id = rule === null || rule === undefined ? { $from: 'step1.id' } : Number(rule.id);
        return { kind: 'ami.network', says, id: Number(of.id), network: id };
      }),
      ...(origins === null
        ? []
        : [
            {
              kind: 'ari.origins',
              says: say('actions.limit.step.origins', { origins: [...origins] }),
              origins: [...origins],
            } as const,
          ]),
    ];
    const { facts: then, made } = playLimits(facts, { steps });
    const left = open.filter(({ id }) => !limits.some(({ of }) => of.id === id));
    const hasAri = origins !== null && ari.state === 'known';
    return {
      accepted: true,
      plan: {
        version: 1,
        action: 'restrict-ami-ari',
        title: TITLES['restrict-ami-ari'],
        release: system.data.release,
        ...madeFrom(facts, ['ami', 'firewall', 'ports', ...(hasAri ? (['ari'] as const) : [])]),
        asker: { address: addressText(address), networks: [...asker.networks] },
        steps,
        undo: [...undoOf(steps, system.data.release)],
        changes: [...changesBetween(facts, then, made), ...limitChanges(facts, then)],
        reach: [],
        affected: [...cutOff(facts, limits)],
        stops: [],
        warnings: [
          ...(limits.length > 0 ? aboutConnected(facts) : []),
          ...aboutSeen(limits),
          ...(origins === null ? [] : [warn('origins', say('actions.limit.warn.origins'))]),
          ...(left.length > 0
            ? [warn('left', say('actions.limit.warn.left', { who: cut(left.map(({ owner }) => owner.name)) }))]
            : []),
          ...barredLines(all).map((line, place) => warn(`barred:${place}`, line)),
          ...aboutFiles(facts),
        ],
        confirm: null,
      },
    };
  },
});

function localStep(nameFor: ReturnType<typeof ruleNames>, currentRules: Record<string, boolean>): Step {
  const [network] = LOOPBACK;
  return {
    kind: 'firewall.create',
    says: say('actions.limit.step.rule'),
    description: network === undefined ? 'localhost' : nameFor(network, 'localhost'),
    network: '127.0.0.1',
    subnet: 32,
    newer_block_ip: false,
    local_network: false,
    currentRules,
  };
}

/** Users by the addresses that they are seen to sign in from; and whoever is connected now, and with which user nobody can tell. */
function cutOff(facts: Parts, limits: readonly Limit[]): readonly Affected[] {
  const rules = new Map(narrowRules(facts).map(({ id, permit }) => [id, networksOf(permit)]));
  const users = limits.flatMap(({ of: { owner, seen }, network }): Affected[] => {
    if (seen === null) return [];
    const allowed = rules.get(network) ?? [];
    const addresses = seen.addresses.filter(({ address }) => !covers(allowed, networksOf(address)));
    const pbx = network === THIS_PBX ? null : seen.pbx;
    if (addresses.length === 0 && pbx === null) return [];
    return [
      {
        kind: 'ami-user',
        id: owner.subject.id,
        label: owner.subject.label,
        address: null,
        maker: null,
        services: ['AMI'],
        says: say('actions.limit.affected.user', {
          who: owner.name,
          signs: signsInFrom({ ...seen, addresses, pbx }, addresses.length),
        }),
      },
    ];
  });
  const anyOf = limits.flatMap(({ network }) => rules.get(network) ?? []);
  const places = (limits.length === 0 ? [] : untold(facts))
    .filter((address) => !covers(anyOf, networksOf(address)))
    .map((address): Affected => ({
      kind: 'place',
      id: address,
      label: address,
      address,
      maker: null,
      services: ['AMI'],
      says: say('actions.limit.affected', { address }),
    }));
  return [...users, ...places];
}

function aboutConnected(facts: Known<Needed>): readonly Warning[] {
  if (facts.connections.state === 'unknown') return [warn('connected', say('actions.renew.warn.connected.unknown'))];
  if (connectedPrograms(facts).length === 0) return [warn('connected', say('actions.renew.warn.connected.none'))];
  return untold(facts).length === 0
    ? [warn('connected', say('actions.limit.warn.connected.told'))]
    : [warn('connected', say('actions.limit.warn.connected'))];
}

/** What programs on the PBX lose, where the log does not tell whether there are any; and how far it reaches. */
function aboutSeen(limits: readonly Limit[]): readonly Warning[] {
  const isDoubtful = limits.some(
    ({ of: { seen }, network }) =>
      network !== THIS_PBX && (seen === null || (seen.pbx === null && seen.days < LONG_ENOUGH)),
  );
  const told = limits.flatMap(({ of: { seen } }) => (seen === null ? [] : [seen]))[0];
  return [
    ...(isDoubtful ? [warn('local', say('actions.limit.warn.local'))] : []),
    ...(told === undefined ? [] : [warn('log', say('actions.limit.warn.log', { when: agoAt(told.since, told.now) }))]),
  ];
}

function aboutFiles({ extraRules }: Parts): readonly Warning[] {
  const files = extraRules.state === 'known' ? ownFilesOn(extraRules.data, 'programs') : [];
  const says: Message = say('actions.limit.warn.files', { files });
  return files.length === 0 ? [] : [warn('own-files', says)];
}

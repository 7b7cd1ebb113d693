/**
 * Lets one address or network in for a while: a narrow rule of its own, which the PBX takes away again by itself. Nobody
 * loses anything by it, so nothing has to be confirmed.
 */
import { ownPublicOf } from '../exposure/facing.ts';
import { serviceName } from '../exposure/services.ts';
import { say } from '../message.ts';
import { enforcementOf } from '../reach/enforcement.ts';
import { addressText, parseAddress } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import type { ReachInput, ServiceId } from '../reach/types.ts';
import { defineAction, madeFrom, refuse, type CommonOptions, type Planned } from './action.ts';
import { categoriesOf, newBoxes } from './categories.ts';
import { givingSteps, isGiven } from './giving.ts';
import { isUnderstood, opensNothing, reachInputOf, renewsNoPorts } from './guard.ts';
import { readNetworks, tooWide } from './ours.ts';
import { changesBetween, reachLines, releaseOf } from './preview.ts';
import { asFields, ruleNames } from './requests.ts';
import { play } from './simulate.ts';
import { TITLES } from './titles.ts';
import type { Step } from './types.ts';
import { undoOf } from './undo.ts';
import { warn } from './warnings.ts';

export interface LetInOptions extends Pick<CommonOptions, 'ruleName'> {
  /** An address or a network, as a person writes it. */
  readonly network: string;
  readonly services: readonly ServiceId[];
}

export const letIn = defineAction<LetInOptions, 'system' | 'ports' | 'firewall'>({
  id: 'let-in',
  needs: ['system', 'ports', 'firewall'],
  uses: ['network', 'modules', 'runningRules', 'providers'],

  plan(facts, { network: written, services, ruleName }, asker): Planned {
    const { system, firewall, ports } = facts;
    const enforcement = enforcementOf({ system: system.data, firewall: firewall.data });
    const { container } = system.data;
    if (container.kind !== 'none' && enforcement === 'container') {
      return refuse({ kind: 'container', container: container.kind, commands: [] });
    }
    if (enforcement === 'off') return refuse({ kind: 'firewall-off' });
    if (enforcement !== 'rules') return refuse({ kind: 'no-rules', closed: enforcement === 'no-rules-closed' });
    const address = parseAddress(asker.address);
    if (address === null) return refuse({ kind: 'bad-address', address: asker.address });
    if (written.trim() === '' || services.length === 0) return refuse({ kind: 'whom' });
    const read = readNetworks([written], system.data);
    if ('kind' in read) return refuse(read);
    const [network] = read;
    if (network === undefined) return refuse({ kind: 'not-a-network', network: written });
    const wide = tooWide(read, ownPublicOf(facts.network));
    if (wide !== null) return refuse(wide);
    const grant = { network, services };
    const giving = givingSteps(facts, [grant], [], ruleName);
    if ('kind' in giving) return refuse(giving);
    if (giving.length === 0) return refuse({ kind: 'nothing-to-do' });
    const categories = categoriesOf(firewall.data.rules, ports.data, facts.modules);
    const release = releaseOf(facts);
    const names = services.map((service) => serviceName(service, facts.modules, release));
    // Always a rule of its own: it goes as a whole, and no other rule is touched.
    const step: Step = {
      kind: 'firewall.create',
      says: say('actions.step.rule.create', { network: network.cidr, services: names }),
      description: ruleNames(ruleName, firewall.data.rules)(network),
      ...asFields(network),
      newer_block_ip: false,
      local_network: false,
      currentRules: newBoxes(categories, new Set(services)),
    };
    const before: ReachInput = {
      system: system.data,
      ports: ports.data,
      firewall: firewall.data,
      providers: facts.providers,
    };
    const { facts: then, made } = play(facts, { steps: [step] });
    const after = reachInputOf(then);
    if (after === null) return refuse({ kind: 'nothing-to-do' });
    const refusal =
      isUnderstood(before, facts.runningRules) ??
      renewsNoPorts(after) ??
      isGiven([grant], after, categories) ??
      opensNothing(before, after, [network]);
    if (refusal !== null) return refuse(refusal);
    return {
      accepted: true,
      plan: {
        version: 1,
        action: 'let-in',
        title: TITLES['let-in'],
        release: system.data.release,
        ...madeFrom(facts, ['ports', 'firewall', 'modules']),
        asker: { address: addressText(address), networks: [...asker.networks] },
        steps: [step],
        undo: [...undoOf([step], system.data.release)],
        changes: [...changesBetween(facts, then, made)],
        reach: [...reachLines(reachOf(before), reachOf(after), facts, then)],
        affected: [],
        stops: [],
        warnings: [warn('while', say('actions.warn.while'))],
        confirm: null,
      },
    };
  },
});

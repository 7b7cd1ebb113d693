/**
 * A person changes Core's own pages by hand, and the PBX watches: it shows what was changed, and puts it back unless it is
 * confirmed over a connection of after the last change. The plan changes nothing by itself.
 */
import { say } from '../message.ts';
import { enforcementOf } from '../reach/enforcement.ts';
import { addressText } from '../reach/networks.ts';
import { reachOf } from '../reach/reach.ts';
import { confirmWithin, defineAction, madeFrom, refuse, type CommonOptions, type Planned } from './action.ts';
import { isUnderstood, keepsAsker, reachInputOf } from './guard.ts';
import { whoAsks } from './ours.ts';
import { TITLES } from './titles.ts';
import type { Step } from './types.ts';
import { undoOf } from './undo.ts';
import { warn } from './warnings.ts';

export type WatchOptions = Pick<CommonOptions, 'confirmSeconds'>;

export const watchEdits = defineAction<WatchOptions, 'system' | 'ports' | 'firewall'>({
  id: 'watch-edits',
  needs: ['system', 'ports', 'firewall'],
  uses: ['runningRules', 'providers'],

  plan(facts, { confirmSeconds }, asker): Planned {
    const { system, firewall } = facts;
    const { container, release } = system.data;
    const enforcement = enforcementOf({ system: system.data, firewall: firewall.data });
    if (enforcement === 'container' && container.kind !== 'none') {
      return refuse({ kind: 'container', container: container.kind, commands: [] });
    }
    const address = whoAsks(asker, system.data);
    if ('kind' in address) return refuse(address);
    const input = reachInputOf(facts);
    if (input === null) return refuse({ kind: 'nothing-to-do' });
    const asked = { address, asker: addressText(address) };
    const reach = reachOf(input);
    // What comes back has to let the person in.
    const isOpen = enforcement === 'off' || enforcement === 'no-rules-open';
    const refusal = isUnderstood(input, facts.runningRules) ?? (isOpen ? null : keepsAsker(reach, reach, input, asked));
    if (refusal !== null) return refuse(refusal);
    const steps: Step[] = [{ kind: 'edits.watch', says: say('actions.step.edits') }];
    return {
      accepted: true,
      plan: {
        version: 1,
        action: 'watch-edits',
        title: TITLES['watch-edits'],
        release,
        ...madeFrom(facts, ['ports', 'firewall']),
        asker: { address: asked.asker, networks: [...asker.networks] },
        steps,
        undo: [...undoOf(steps, release)],
        changes: [],
        reach: [],
        affected: [],
        stops: [],
        warnings: [warn('edits', say('actions.warn.edits'))],
        confirm: confirmWithin(confirmSeconds, 'reach'),
      },
    };
  },
});

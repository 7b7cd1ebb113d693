/** Is the firewall on, with rules, and enforced by this system? (guide: Enable the Firewall) */
import { defineCheck } from '../check.ts';
import { offence, passUnless, settle } from '../exposure/offences.ts';
import { askOutsideFirewall } from '../exposure/outside-firewall.ts';
import { sceneOf, type Scene } from '../exposure/scene.ts';
import { isInForce, VIEW_NEEDS, VIEW_USES } from '../exposure/view.ts';
import { say, type Message } from '../message.ts';
import type { Finding } from '../report/types.ts';
import { decidingSteps } from '../steps/open.ts';

const SAYS = {
  off: say('checks.firewall-enabled.off'),
  'no-rules-open': say('checks.firewall-enabled.no-rules-open'),
  'no-rules-closed': say('checks.firewall-enabled.no-rules-closed'),
  container: say('checks.firewall-enabled.container'),
  'not-in-force': say('checks.firewall-enabled.not-in-force'),
} as const satisfies Record<string, Message>;

/** What keeps the rules from deciding; null: they decide. */
function obstacle({ view }: Scene): keyof typeof SAYS | null {
  if (view.reach.enforcement !== 'rules') return view.reach.enforcement;
  return isInForce(view) ? null : 'not-in-force';
}

export const check = defineCheck({
  id: 'firewall-enabled',
  section: 'firewall',
  order: 1,
  severity: 'critical',
  needs: VIEW_NEEDS,
  uses: [...VIEW_USES, 'devices', 'attestations'],
  title: say('checks.firewall-enabled.title'),
  todo: say('checks.firewall-enabled.todo'),
  why: say('checks.firewall-enabled.why'),
  guide: 'enable-the-firewall',
  manual: { en: 'manual/connectivity/firewall', ru: 'manual/connectivity/firewall' },
  page: { page: 'firewall' },
  action: 'enable-firewall',
  aid: 'close',
  effort: { minutes: 10, phonesStop: false },

  evaluate(facts, context) {
    const scene = sceneOf(facts, context);
    const { notes } = scene.view;
    const found = obstacle(scene);
    const count = facts.firewall.data.rules.length;
    if (found === null) return passUnless(scene.view.doubt, say('checks.firewall-enabled.pass', { count }), notes);
    const says = SAYS[found];
    const finding: Finding = {
      id: found,
      severity: 'critical',
      says,
      subject: { kind: 'setting', id: 'PBXFirewallEnabled', label: '' },
      page: { page: 'firewall' },
    };
    // Nothing is open where everybody is locked out: no firewall outside makes up for that.
    const services = scene.view.reach.services.map(({ id }) => id);
    const softened = found === 'no-rules-closed' ? null : scene.covered(services);
    return settle([offence(finding, softened)], says, {
      notes: [...scene.outside.notes, ...notes],
      questions: [askOutsideFirewall()],
      ...(found === 'container' ? { todo: say('checks.firewall-enabled.todo.host') } : {}),
      action: found === 'container' ? null : 'enable-firewall',
      steps: decidingSteps(facts, scene.view, context),
    });
  },
});

/** Is the firewall on, with rules, and enforced by this system? (guide: Enable the Firewall) */
import { defineCheck } from '../check.ts';
import { menuOf } from '../exposure/menus.ts';
import { offence, passUnless, settle, withOffences, type Offence } from '../exposure/offences.ts';
import { askOutsideFirewall } from '../exposure/outside-firewall.ts';
import { ownLinesSteps } from '../exposure/own-lines.ts';
import { sceneOf, type Scene } from '../exposure/scene.ts';
import { isBypassed, isInForce, VIEW_NEEDS, VIEW_USES } from '../exposure/view.ts';
import { say, type Message } from '../message.ts';
import type { Finding } from '../report/types.ts';
import { decidingSteps } from '../steps/open.ts';
import { look } from '../steps/step.ts';

const SAYS = {
  bypassed: say('checks.firewall-enabled.bypassed'),
  off: say('checks.firewall-enabled.off'),
  'no-rules-open': say('checks.firewall-enabled.no-rules-open'),
  'no-rules-closed': say('checks.firewall-enabled.no-rules-closed'),
  container: say('checks.firewall-enabled.container'),
  'not-in-force': say('checks.firewall-enabled.not-in-force'),
} as const satisfies Record<string, Message>;

/** What keeps the rules from deciding; null: they decide. */
function obstacle({ view }: Scene): keyof typeof SAYS | null {
  if (view.reach.enforcement !== 'rules') return view.reach.enforcement;
  if (isInForce(view)) return null;
  return isBypassed(view) ? 'bypassed' : 'not-in-force';
}

/** Rules whose line iptables refuses: nothing of them is in force, and nobody is told. */
function refusedOffences({ view, facts }: Scene): readonly Offence[] {
  if (view.reach.enforcement !== 'rules') return [];
  const { rules } = facts.firewall.data;
  return view.reach.refused.map(({ permit, protocol, ruleIds, because, slots }) => {
    const meant = rules.filter((rule) => rule.permit === permit && ruleIds.includes(rule.id));
    const label = meant.map(({ name }) => name).find((name) => name !== '') ?? permit;
    const id = ruleIds[0] ?? '';
    const params = { rule: label, network: permit, protocol: protocol.toUpperCase() };
    const finding: Finding = {
      id: `refused:${protocol}:rule-${id}:${permit}`,
      severity: 'medium',
      says:
        because === 'too-many'
          ? say('checks.firewall-enabled.too-many', { ...params, count: slots })
          : say('checks.firewall-enabled.reversed', params),
      subject: { kind: 'rule', id, label },
      page: { page: 'firewall-rule', id },
    };
    return { finding, softened: say('checks.firewall-enabled.refused') };
  });
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
    if (found === null) {
      const refused = refusedOffences(scene);
      const [first, ...more] = refused;
      if (first === undefined || scene.view.doubt !== null) {
        const pass = say('checks.firewall-enabled.pass', { count });
        return withOffences(passUnless(scene.view.doubt, pass, notes), refused);
      }
      return settle([first, ...more], first.finding.says, {
        notes,
        action: null,
        steps: [look(say('checks.firewall-enabled.step.split', { menu: menuOf('firewall', context.release) }))],
      });
    }
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
      action: found === 'container' || found === 'bypassed' ? null : 'enable-firewall',
      steps: decidingSteps(facts, scene.view, context, ownLinesSteps(scene, scene.view.measures).steps),
    });
  },
});

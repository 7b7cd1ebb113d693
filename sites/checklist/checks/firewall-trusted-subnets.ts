/** Is any service open to the internet at large? Judged by reach. (guide: rules that allow only the required subnets) */
import { defineCheck } from '../check.ts';
import { everythingOpen, openFinding, seeFinding, togetherFinding } from '../exposure/findings.ts';
import { groupsOf } from '../exposure/groups.ts';
import { isAtLarge, isNarrow, isOffice, widelyOpenIn } from '../exposure/limits.ts';
import { idleOffences } from '../exposure/idle-rules.ts';
import { offence, passUnless, settle, withOffences, worst, type Offence } from '../exposure/offences.ts';
import { movedHosts, movedOffences, MOVED_USES } from '../exposure/moved-hosts.ts';
import { ownLinesSteps } from '../exposure/own-lines.ts';
import { askOutsideFirewall } from '../exposure/outside-firewall.ts';
import { sceneOf, type Scene } from '../exposure/scene.ts';
import { isWebOrCti } from '../exposure/services.ts';
import { isSipHard, SIP_HARD_USES } from '../exposure/sip-hard.ts';
import { sleepingOffences } from '../exposure/stale-ports.ts';
import { VIEW_NEEDS, VIEW_USES, type Measure, type Opened } from '../exposure/view.ts';
import type { FirewallRule, Part, PartData } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import type { Network } from '../reach/networks.ts';
import { movedSteps } from '../steps/moved.ts';
import { atLargeSteps } from '../steps/open.ts';

/** Why an opening of this service is a warning only; without one: all its openings together. */
type Softened = (service: string, opening?: Opened) => Message | null;

/** By the rules: one problem per rule and network, and one per service that only many rules together open wide. */
function byRules(scene: Scene, measures: readonly Measure[], softened: Softened): Offence[] {
  const alone = groupsOf(measures, isAtLarge, softened, scene.severity).map(({ services, opening, softened: why }) => ({
    finding: openFinding(scene, services, opening),
    softened: why,
  }));
  const together = measures
    .filter(({ openings }) => !openings.some(isAtLarge))
    .map((measure) => ({
      finding: togetherFinding(scene, measure),
      softened: softened(measure.service, measure.openings.find(isOfProvider)),
    }));
  return [...alone, ...together].map(({ finding, softened: why }) =>
    // Open SIP that is hard to guess at is still open to every stranger: no low matter.
    why?.key === SIP_HARD.key ? { finding: { ...finding, severity: 'medium' }, softened: why } : offence(finding, why),
  );
}
/** Of many that are too much together, one by a provider's host is enough: it needs no password. */
const isOfProvider = (opening: Opened): boolean => opening.cause?.kind === 'provider' && !isNarrow(opening);

const SIP_HARD = say('checks.firewall-trusted-subnets.sip-hard');

/** The web interface and panels have a check of their own, which shows them. */
function elsewhere(scene: Scene, measures: readonly Measure[]): Offence[] {
  const left = measures.filter(({ service }) => scene.covered([service]) === null);
  const shown = left.length > 0 ? left : measures;
  if (shown.length === 0) return [];
  const says = say('checks.firewall-trusted-subnets.see', {
    services: shown.map(({ service }) => scene.name(service)),
    check: say('checks.web-cti-closed.title'),
  });
  const severities = shown.flatMap((measure) =>
    widelyOpenIn(measure).map((family) => scene.severity(measure.service, family)),
  );
  const softened = scene.covered(shown.map(({ service }) => service));
  return [offence(seeFinding('web-cti-closed', worst(severities), says), softened)];
}

const butPing = ({ view }: Scene): readonly string[] =>
  view.reach.services.map(({ id }) => id).filter((id) => id !== 'ICMP');

/** "Never block" wider than an office switches Fail2Ban off for strangers. */
function neverBlocked({ id, name, permit, neverBlock }: FirewallRule, home: readonly Network[]): Offence[] {
  if (!neverBlock || isOffice(permit, home)) return [];
  const finding = {
    id: `never-block:${id}:${permit}`,
    severity: 'high',
    says: say('checks.firewall-trusted-subnets.never-block', { rule: name, network: permit }),
    subject: { kind: 'rule', id, label: name },
    page: { page: 'firewall-rule', id },
  } as const;
  return [offence(finding, null)];
}

function unmanagedV6(scene: Scene, services: readonly string[]): Offence[] {
  if (!scene.view.unmanagedV6 || scene.view.faces[6] !== 'public') return [];
  const finding = {
    id: 'ipv6-unmanaged',
    severity: 'critical',
    says: say('checks.firewall-trusted-subnets.ipv6'),
    subject: { kind: 'setting', id: 'ip6tables', label: '' },
    page: { page: 'network' },
  } as const;
  return [offence(finding, scene.covered(services))];
}

/** Hosts of providers that stand for everybody, or do so together: no rule opens them, so no rule closes them. */
function providersAtLarge({ facts: { providers } }: Scene, measures: readonly Measure[]): readonly Message[] {
  const causes = measures.flatMap(({ openings }) => {
    const isTogether = !openings.some(isAtLarge);
    return openings.flatMap((opening) =>
      opening.cause?.kind === 'provider' && (isAtLarge(opening) || (isTogether && isOfProvider(opening)))
        ? [opening.cause]
        : [],
    );
  });
  const ids = [...new Set(causes.map(({ providerId }) => providerId))];
  return ids.map((id) => {
    const known = providers.state === 'known' ? providers.data.find((one) => one.id === id) : undefined;
    const hosts = [...new Set(causes.flatMap(({ providerId, host }) => (providerId === id ? [host] : [])))];
    return say('checks.firewall-trusted-subnets.provider', { provider: known?.name ?? id, hosts });
  });
}

const allowsGuests = (sip: Part<PartData['sip']>): boolean => sip.state === 'known' && sip.data.guestCalls === true;

/** "Reachable" is said of public addresses only, and of what no firewall outside closes. */
function sentence({ view: { faces }, covered }: Scene, open: readonly Measure[]): Message {
  const left = open.filter(({ service }) => covered([service]) === null);
  const facing = left.flatMap(widelyOpenIn).map((family) => faces[family]);
  const count = left.length;
  if (facing.includes('public')) return say('checks.firewall-trusted-subnets.open', { count });
  return facing.includes('unknown')
    ? say('checks.firewall-trusted-subnets.unseen', { count })
    : say('checks.firewall-trusted-subnets.router', { count });
}

export const check = defineCheck({
  id: 'firewall-trusted-subnets',
  section: 'firewall',
  order: 2,
  severity: 'critical',
  needs: VIEW_NEEDS,
  uses: [...VIEW_USES, ...SIP_HARD_USES, ...MOVED_USES, 'devices', 'attestations'],
  bySource: true,
  title: say('checks.firewall-trusted-subnets.title'),
  todo: say('checks.firewall-trusted-subnets.todo'),
  why: say('checks.firewall-trusted-subnets.why'),
  guide: 'enable-the-firewall',
  manual: { en: 'manual/connectivity/firewall', ru: 'manual/connectivity/firewall' },
  page: { page: 'firewall' },
  action: 'restrict-internet',
  aid: 'close',
  effort: { minutes: 10, each: 5, phonesStop: false },

  evaluate(facts, context) {
    const scene = sceneOf(facts, context);
    const { view, outside } = scene;
    const open = view.measures.filter(({ service, atLarge }) => atLarge && service !== 'ICMP');
    const ping = view.measures.filter(({ service, atLarge }) => atLarge && service === 'ICMP');
    const wideOpen = everythingOpen(scene, open);
    const byRule = open.filter(({ service }) => !wideOpen.services.includes(service));
    const ofWeb = byRule.filter(({ service }) => isWebOrCti(service, facts.modules));
    const ours = byRule.filter((measure) => !ofWeb.includes(measure));
    const isSipOpen = ours.some(({ service }) => service === 'SIP');
    const isHard = isSipOpen && isSipHard(facts, scene);
    // Whoever sends from a host of a provider is taken for it, without any password.
    const softened: Softened = (service, opening) =>
      scene.covered([service]) ??
      (isHard && service === 'SIP' && opening?.cause?.kind !== 'provider' ? SIP_HARD : null);
    const asProvider = providersAtLarge(scene, ours);
    // Ping is never the only reason: it is told beside what else the same rule opens.
    const first = ours[0] === undefined ? null : softened(ours[0].service);
    const pingSoftened = ours.some(({ service }) => softened(service) === null) ? null : first;
    const offences: Offence[] = [
      ...wideOpen.offences,
      ...(ours.length === 0
        ? []
        : byRules(scene, [...ours, ...ping], (service, opening) =>
            service === 'ICMP' ? pingSoftened : softened(service, opening),
          )),
      ...elsewhere(scene, ofWeb),
      ...facts.firewall.data.rules.flatMap((rule) => neverBlocked(rule, view.home)),
      ...unmanagedV6(
        scene,
        view.reach.services.map(({ id }) => id),
      ),
    ];
    const isPartlyCovered = offences.some(({ softened: why }) => why === null) && outside.text !== null;
    const notes = [
      ...(isPartlyCovered ? [outside.text] : []),
      ...asProvider,
      ...(isSipOpen && allowsGuests(facts.sip) ? [say('checks.firewall-trusted-subnets.guests')] : []),
      ...(open.length === 0 && ping.length > 0 ? [say('checks.firewall-trusted-subnets.icmp')] : []),
      ...(view.unmanagedV6 && view.faces[6] !== 'public' ? [say('checks.firewall-trusted-subnets.ipv6.note')] : []),
      ...outside.notes,
      ...view.notes,
    ];
    const lines = ownLinesSteps(scene, ours);
    const moved = movedHosts(view, facts, context.release);
    const mild = [
      ...movedOffences(moved),
      ...sleepingOffences(scene, butPing(scene), isAtLarge),
      ...idleOffences(scene),
    ];
    const [one, ...more] = [...offences, ...mild];
    if (one === undefined || (offences.length === 0 && view.doubt !== null)) {
      return withOffences(passUnless(view.doubt, say('checks.firewall-trusted-subnets.pass'), notes), mild);
    }
    const steps = [
      ...movedSteps(moved, facts, view, context.release),
      ...atLargeSteps(facts, view, context, lines.steps),
    ];
    const isOnlyProvider =
      asProvider.length > 0 && offences.every(({ finding }) => finding.subject.kind === 'provider');
    return settle([one, ...more], open.length > 0 ? sentence(scene, open) : one.finding.says, {
      notes,
      questions: [askOutsideFirewall()],
      offenders: {
        count: Math.max(open.filter(({ service }) => scene.covered([service]) === null).length, 1),
        of: Math.max(view.measures.length, 1),
      },
      ...(wideOpen.inContainer || isOnlyProvider ? { action: null } : {}),
      steps,
    });
  },
});

/** Is any service open to the internet at large? Judged by reach. (guide: rules that allow only the required subnets) */
import { defineCheck, type Context } from '../check.ts';
import { everythingOpenFinding, openFinding, seeFinding, togetherFinding } from '../exposure/findings.ts';
import { isAtLarge, sizeOf } from '../exposure/limits.ts';
import { passUnless, settle, worst, type Offence } from '../exposure/offences.ts';
import { askOutsideFirewall } from '../exposure/outside-firewall.ts';
import { sceneOf, type Scene } from '../exposure/scene.ts';
import { isWebOrCti } from '../exposure/services.ts';
import { VIEW_NEEDS, VIEW_USES, type Measure, type Opened } from '../exposure/view.ts';
import { protectionOf } from '../fail2ban/judge.ts';
import type { FirewallRule, Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { judgeFeatures } from '../secrets/judge.ts';
import { isGuessableSuffix } from '../secrets/suffix.ts';

/** A public /24: an office. Wider, "never block" switches Fail2Ban off for strangers. */
const OFFICE = 256;

/** SIP may be open where guessing is hopeless; the guide still advises a static address or VPN. */
function sipIsHard(facts: Pick<Parts, 'secrets' | 'accounts' | 'sip' | 'fail2ban' | 'system'>): boolean {
  const { secrets, accounts, sip, fail2ban, system } = facts;
  if (secrets.state !== 'known' || accounts.state !== 'known' || sip.state !== 'known' || fail2ban.state !== 'known')
    return false;
  const features = new Map(secrets.data.map((secret) => [secret.owner, secret.features]));
  const strong = accounts.data.every(({ number }) => {
    const own = features.get(`sip:${number}`);
    if (own === undefined) return false;
    const judged = judgeFeatures(own).class;
    return judged === 'meets-rule' || judged === 'generated-ok';
  });
  const suffix = sip.data.authSuffix;
  const company = system.state === 'known' ? system.data.name : '';
  const hidden = suffix !== null && suffix !== '' && !isGuessableSuffix(suffix, company);
  return strong && hidden && protectionOf(fail2ban.data, 'strong') === 'good';
}

/** One offence per cause and network, with all its services: a rule is told once. */
function offencesOf(
  scene: Scene,
  measures: readonly Measure[],
  softened: (services: readonly string[]) => Message | null,
): Offence[] {
  const byOpening = new Map<string, { opening: Opened; services: string[] }>();
  const together: Measure[] = [];
  for (const measure of measures) {
    const wide = measure.openings.filter((opening) => isAtLarge(opening));
    if (wide.length === 0) together.push(measure);
    for (const opening of wide) {
      const key = JSON.stringify([
        opening.cause?.kind === 'rule' ? opening.cause.ruleId : opening.cause,
        opening.network,
      ]);
      const entry = byOpening.get(key);
      if (entry === undefined) byOpening.set(key, { opening, services: [measure.service] });
      else entry.services.push(measure.service);
    }
  }
  return [
    ...[...byOpening.values()].map(({ opening, services }) => ({
      finding: openFinding(scene, services, opening),
      softened: softened(services),
    })),
    ...together.map((measure) => ({ finding: togetherFinding(scene, measure), softened: softened([measure.service]) })),
  ];
}

function neverBlocked({ id, name, permit, neverBlock }: FirewallRule): Offence[] {
  const { publicAddresses, publicV6Prefix } = sizeOf(permit);
  if (!neverBlock || (publicAddresses <= OFFICE && (publicV6Prefix === null || publicV6Prefix >= 64))) return [];
  return [
    {
      finding: {
        id: `never-block:${id}`,
        severity: 'high',
        says: say('checks.firewall-trusted-subnets.never-block', { rule: name, network: permit }),
        subject: { kind: 'rule', id, label: name },
        page: { page: 'firewall-rule', id },
      },
      softened: null,
    },
  ];
}

export const check = defineCheck({
  id: 'firewall-trusted-subnets',
  section: 'firewall',
  order: 2,
  severity: 'critical',
  needs: VIEW_NEEDS,
  uses: [...VIEW_USES, 'attestations', 'accounts', 'secrets', 'sip', 'fail2ban'],
  title: say('checks.firewall-trusted-subnets.title'),
  why: say('checks.firewall-trusted-subnets.why'),
  guide: 'enable-the-firewall',
  manual: { en: 'manual/connectivity/firewall', ru: 'manual/connectivity/firewall' },
  page: { page: 'firewall' },
  action: 'restrict-internet',
  effort: { minutes: 20, phonesStop: false },

  evaluate(facts, context: Context) {
    const scene = sceneOf(facts, context);
    const { view } = scene;
    const open = view.measures.filter(({ atLarge }) => atLarge);
    const openIds = open.map(({ service }) => service);
    const important = open.filter(({ service }) => service !== 'ICMP');
    const hardSip = sipIsHard(facts);
    const softened = (services: readonly string[]) =>
      scene.covered(services) ??
      (hardSip && services.every((service) => service === 'SIP' || service === 'ICMP')
        ? say('checks.firewall-trusted-subnets.sip-hard')
        : null);
    const offences: Offence[] = facts.firewall.data.rules.flatMap(neverBlocked);
    const { enforcement } = view.reach;
    if (enforcement === 'off' || enforcement === 'no-rules-open' || enforcement === 'container') {
      offences.unshift({
        finding: everythingOpenFinding(scene, openIds, enforcement),
        softened: scene.covered(openIds),
      });
    } else if (important.length > 0) {
      // The web interface and panels have a check of their own, which shows them.
      const elsewhere = important
        .filter(({ service }) => isWebOrCti(service, facts.modules))
        .map(({ service }) => service);
      const here = open.filter(({ service }) => !elsewhere.includes(service));
      if (here.some(({ service }) => service !== 'ICMP')) offences.unshift(...offencesOf(scene, here, softened));
      if (elsewhere.length > 0) {
        const severity = worst(elsewhere.map((service) => scene.severity(service, 4)));
        const says = say('checks.firewall-trusted-subnets.see', {
          services: elsewhere.map(scene.name),
          check: say('checks.web-cti-closed.title'),
        });
        offences.push({ finding: seeFinding('web-cti-closed', severity, says), softened: scene.covered(elsewhere) });
      }
    }
    if (view.unmanagedV6 && view.faces[6] === 'public') {
      offences.push({
        finding: {
          id: 'ipv6-unmanaged',
          severity: 'critical',
          says: say('checks.firewall-trusted-subnets.ipv6'),
          subject: { kind: 'setting', id: 'ip6tables', label: '' },
          page: { page: 'network' },
        },
        softened: scene.covered(openIds),
      });
    }
    const icmpOnly = open.length > 0 && important.length === 0;
    const notes = [
      ...(icmpOnly ? [say('checks.firewall-trusted-subnets.icmp')] : []),
      ...(view.unmanagedV6 && view.faces[6] !== 'public' ? [say('checks.firewall-trusted-subnets.ipv6.note')] : []),
      ...scene.outside.notes,
      ...view.notes,
    ];
    const [first, ...more] = offences;
    if (first === undefined) return passUnless(view.doubt, say('checks.firewall-trusted-subnets.pass'), notes);
    const says =
      view.faces[4] === 'router' && view.faces[6] !== 'public'
        ? say('checks.firewall-trusted-subnets.router', { count: important.length })
        : say('checks.firewall-trusted-subnets.open', { count: important.length });
    return settle([first, ...more], important.length > 0 ? says : first.finding.says, {
      notes,
      questions: [askOutsideFirewall()],
      offenders: { count: Math.max(important.length, 1), of: Math.max(view.measures.length, 1) },
      steps: [
        say('checks.firewall-trusted-subnets.step.rules'),
        say('checks.firewall-trusted-subnets.step.remote'),
        say('checks.firewall-trusted-subnets.step.internet'),
      ],
    });
  },
});

/** Does the PBX stand behind a router, or is it closed where it does not? (guide: Do Not Expose the PBX on a Public IP) */
import { cannotTell, defineCheck, type Context, type Outcome } from '../check.ts';
import { hostOf } from '../devices/host.ts';
import { facesOf, isPublic, publicAddressesOf } from '../exposure/facing.ts';
import { ASK_FORWARDED, FORWARDED_PORTS, forwardedOf } from '../exposure/forwarded.ts';
import { besideHiddenSources } from '../exposure/hidden-sources.ts';
import { guardedDoors, unguarded } from '../exposure/guards.ts';
import { widelyOpenIn } from '../exposure/limits.ts';
import { menuOf } from '../exposure/menus.ts';
import { passUnless } from '../exposure/offences.ts';
import { outsideFirewall } from '../exposure/outside-firewall.ts';
import { isCti } from '../exposure/services.ts';
import { missingForView, viewIfKnown, VIEW_NEEDS, VIEW_USES, type View } from '../exposure/view.ts';
import { protectionOf } from '../fail2ban/judge.ts';
import type { Network, PartData, Parts } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { parseAddress } from '../reach/networks.ts';
import type { Family, ServiceId } from '../reach/types.ts';
import type { Finding, Severity } from '../report/types.ts';
import { atLargeSteps } from '../steps/open.ts';
import { look, notHere, type Step } from '../steps/step.ts';

type Facts = Pick<Parts, (typeof VIEW_NEEDS)[number] | (typeof VIEW_USES)[number] | 'fail2ban' | 'devices'>;
/** What both sides of the question are answered from. */
interface Case {
  readonly facts: Facts;
  readonly context: Context;
  readonly view: View | null;
  readonly notes: readonly Message[];
  readonly steps: readonly Step[];
}

/** Services open to the internet at large; ping alone opens nothing to log in to. `at`: by these families. */
function openServices(view: View, at: (family: Family) => boolean): readonly ServiceId[] {
  if (view.unmanagedV6 && view.faces[6] === 'public' && at(6)) return view.reach.services.map(({ id }) => id);
  return view.measures
    .filter((measure) => measure.atLarge && measure.service !== 'ICMP' && widelyOpenIn(measure).some(at))
    .map(({ service }) => service);
}

const finding = (id: string, name: string, says: Message, severity: Severity): Finding => ({
  id,
  severity,
  says,
  subject: { kind: 'interface', id: name, label: name },
  page: { page: 'network' },
});

/** A firewall outside that closes all of this; null: none does. */
function covering({ facts, context }: Case, services: readonly ServiceId[]): Message | null {
  const outside = outsideFirewall(context.attested);
  const isCovered = services.every((id) => id === 'ICMP' || outside.covers(id, isCti(id, facts.modules)));
  return isCovered ? outside.text : null;
}

/** A public address: closed by the rules, and guarded. */
function onPublicAddress(situation: Case, exposed: readonly [Finding, ...Finding[]]): Outcome {
  const { facts, view, notes, steps } = situation;
  if (view === null) {
    return { ...cannotTell(missingForView(facts)), notes: [...exposed.map(({ says }) => says), ...notes] };
  }
  const open = openServices(view, (family) => view.faces[family] === 'public');
  const [first, ...more] = exposed;
  if (open.length > 0) {
    const text = covering(situation, open);
    const see = say('checks.nat-vpn.see', { check: say('checks.firewall-trusted-subnets.title') });
    const severity = text === null ? 'high' : 'low';
    const findings = [{ ...first, severity }, ...more.map((other): Finding => ({ ...other, severity }))] as const;
    return text === null
      ? { verdict: 'fail', severity, says: say('checks.nat-vpn.open'), findings, notes: [see, ...notes], steps }
      : { verdict: 'warn', severity, says: text, findings, notes, steps };
  }
  const { fail2ban } = facts;
  const rules = facts.firewall.state === 'known' ? facts.firewall.data.rules : [];
  const { release } = situation.context;
  const protection =
    fail2ban.state === 'known' ? protectionOf({ fail2ban: fail2ban.data, rules, release }, 'normal') : 'cannot-tell';
  const isGuarded =
    protection === 'good' && fail2ban.state === 'known' && !hasUnguarded(situation, view, fail2ban.data);
  if (isGuarded) return passUnless(view.doubt, say('checks.nat-vpn.pass.closed'), notes);
  const says =
    protection === 'cannot-tell'
      ? say('checks.nat-vpn.closed.unseen')
      : say('checks.nat-vpn.closed.lax', { check: say('checks.fail2ban.title') });
  return { verdict: 'warn', severity: 'medium', says, findings: exposed, notes, steps };
}

/** What is open to the internet is closed first: a router in front takes longer. */
function closing({ system, ports, firewall, ...rest }: Facts, view: View | null, context: Context): readonly Step[] {
  if (view === null || system.state === 'unknown' || ports.state === 'unknown' || firewall.state === 'unknown')
    return [];
  return openServices(view, () => true).length === 0
    ? []
    : atLargeSteps({ ...rest, system, ports, firewall }, view, context);
}

/** As the check of intrusion protection sees it. */
function hasUnguarded({ facts, context }: Case, view: View, fail2ban: PartData['fail2ban']): boolean {
  if (facts.system.state === 'unknown') return true;
  const { runningRules, system, network } = facts;
  const guarded = { view, fail2ban, system: system.data, runningRules, network, release: context.release };
  const isFacing = (family: Family) => view.faces[family] === 'public';
  return unguarded(guardedDoors(guarded, context.attested), isFacing).length > 0;
}

const isNothingForwarded = ({ attested }: Context): boolean =>
  forwardedOf(attested(FORWARDED_PORTS), [], () => false).kind === 'none';

/** Private addresses alone prove nothing: closed by rules, or a person knows what is forwarded. */
function behindRouter(situation: Case): Outcome {
  const { facts, context, view, notes, steps } = situation;
  const open = view === null ? null : openServices(view, () => true);
  const services = view?.reach.services ?? [];
  const forwarded = forwardedOf(context.attested(FORWARDED_PORTS), services, (id) => isCti(id, facts.modules));
  if (forwarded.kind === 'none') {
    return { verdict: 'pass', says: say('checks.nat-vpn.pass.none', { by: forwarded.by }), notes };
  }
  if (open?.length === 0 && view?.doubt === null) {
    return { verdict: 'pass', says: say('checks.nat-vpn.pass.rules'), notes };
  }
  switch (forwarded.kind) {
    case 'not-asked': {
      const text = open === null || open.length === 0 ? null : covering(situation, open);
      const says = say('checks.nat-vpn.manual');
      if (text === null) return { verdict: 'manual', says, questions: [ASK_FORWARDED], notes, steps };
      const findings = [finding('forwarded', '', says, 'low')] as const;
      return { verdict: 'warn', severity: 'low', says: text, findings, notes, steps, questions: [ASK_FORWARDED] };
    }
    case 'some': {
      const ports = forwarded.answer;
      if (open === null || forwarded.services === null) {
        const says = say('checks.nat-vpn.forwarded.unjudged', { ports });
        const findings = [finding('forwarded', '', says, 'medium')] as const;
        return { verdict: 'warn', says, findings, notes, steps, questions: [ASK_FORWARDED] };
      }
      const reached = forwarded.services.filter((service) => open.includes(service));
      if (reached.length === 0) {
        return passUnless(view?.doubt ?? null, say('checks.nat-vpn.pass.forwarded', { ports }), notes, [ASK_FORWARDED]);
      }
      const text = covering(situation, reached);
      const says = say('checks.nat-vpn.forwarded', { ports });
      const said = { notes, steps, questions: [ASK_FORWARDED] };
      return text === null
        ? { ...said, verdict: 'fail', says, findings: [finding('forwarded', '', says, 'medium')] }
        : { ...said, verdict: 'warn', severity: 'low', says: text, findings: [finding('forwarded', '', says, 'low')] };
    }
  }
}

/** NAT with a private external address: phones and providers are told an address that leads nowhere. */
function wrongExternal({ topology, externalAddress }: Network): Finding | null {
  const host = hostOf(externalAddress);
  if (topology !== 'private' || parseAddress(host) === null || isPublic(host)) return null;
  return finding('external-address', host, say('checks.nat-vpn.external', { address: host }), 'medium');
}

/** Said beside a problem, or makes one of a pass. */
function withWrong(outcome: Outcome, wrong: Finding): Outcome {
  switch (outcome.verdict) {
    case 'pass': {
      const { says, notes, ...rest } = outcome;
      return {
        ...rest,
        verdict: 'warn',
        says: wrong.says,
        findings: [wrong],
        action: null,
        notes: [says, ...(notes ?? [])],
      };
    }
    case 'fail':
    case 'warn':
      return { ...outcome, findings: [...outcome.findings, wrong] };
    case 'manual':
    case 'unknown':
    case 'not-applicable':
      return { ...outcome, notes: [wrong.says, ...(outcome.notes ?? [])] };
  }
}

export const check = defineCheck({
  id: 'nat-vpn',
  section: 'public-address',
  order: 1,
  severity: 'medium',
  needs: ['network'],
  uses: [...VIEW_NEEDS, ...VIEW_USES, 'fail2ban', 'devices', 'attestations'],
  title: say('checks.nat-vpn.title'),
  todo: say('checks.nat-vpn.todo'),
  why: say('checks.nat-vpn.why'),
  guide: 'do-not-expose-the-pbx-on-a-public-ip-address',
  manual: { en: 'manual/connectivity/network', ru: 'manual/connectivity/network' },
  page: { page: 'network' },
  action: 'restrict-internet',
  effort: { minutes: 30, phonesStop: false },

  evaluate(facts, context) {
    const network = facts.network.data;
    const faces = facesOf(facts.network);
    if (faces[4] === 'unknown' && faces[6] === 'unknown') {
      return { verdict: 'unknown', reason: 'missing', says: say('checks.nat-vpn.no-interface') };
    }
    const exposed = publicAddressesOf(network).map(({ interface: name, address }) =>
      finding(`public:${name}:${address}`, name, say('checks.nat-vpn.public', { name, address }), 'medium'),
    );
    const [first, ...more] = exposed;
    const view = viewIfKnown(facts);
    const situation: Case = {
      facts,
      context,
      view,
      // The factory state: it matters only to phones and providers that need the external address.
      notes: [
        ...(network.topology === 'public' && first === undefined ? [say('checks.nat-vpn.topology')] : []),
        ...outsideFirewall(context.attested).notes,
        ...(view?.notes ?? []),
      ],
      steps: [
        ...closing(facts, view, context),
        notHere('router', say('checks.nat-vpn.step.router')),
        notHere('router', say('checks.nat-vpn.step.vpn')),
        look(say('checks.nat-vpn.step.topology', { menu: menuOf('network', context.release) })),
      ],
    };
    const judged = first === undefined ? behindRouter(situation) : onPublicAddress(situation, [first, ...more]);
    // Whoever comes through a router that forwards nothing is no stranger, whatever it makes of their addresses.
    const outcome =
      first === undefined && judged.verdict === 'pass' && isNothingForwarded(context)
        ? judged
        : besideHiddenSources(judged, facts, context.attested);
    const wrong = wrongExternal(network);
    return wrong === null ? outcome : withWrong(outcome, wrong);
  },
});

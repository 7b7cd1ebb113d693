/** In Docker: does something outside guard the web interface? (guide: Protect the web interface in Docker) */
import type { AttestationLookup } from '../attestations.ts';
import { defineCheck, type Context, type Outcome } from '../check.ts';
import { ownInterfaces } from '../exposure/docker.ts';
import { offence, settle } from '../exposure/offences.ts';
import { newMenuOf } from '../exposure/menus.ts';
import { askOutsideFirewall, OUTSIDE_FIREWALL, outsideFirewall } from '../exposure/outside-firewall.ts';
import { VIEW_USES } from '../exposure/view.ts';
import type { Part, PartData, Ports } from '../facts/types.ts';
import { say, type Message } from '../message.ts';
import { confirmQuestion } from '../questions.ts';
import { isAtLeast } from '../release.ts';
import type { Finding } from '../report/types.ts';
import { knownFirewall, type FirewallParts } from '../steps/lack.ts';
import { narrowSteps } from '../steps/open.ts';
import { look, notHere, step, type Step } from '../steps/step.ts';

/** First release with the Firewall Bouncer; what was detected counts more. */
const FIRST_BOUNCER = '2026.2.118';
const BOUNCER = 'docker-bouncer';
const VALID_DAYS = 180;

type Docker = Extract<PartData['system']['container'], { readonly kind: 'docker' }>;
type Mode = Docker['network'];

/** What there is of a bouncer: one to ask the PBX, and whether it does. */
interface Bouncer {
  readonly isPossible: boolean;
  readonly isConfirmed: boolean;
  readonly asked: Docker['bouncerAsked'];
}

/** Nothing inside the container can do it: the bouncer on the host, or the firewall of the host itself. */
function stepsFor(mode: Mode, bouncer: Bouncer, facts: FirewallParts, context: Context): readonly Step[] {
  const found = knownFirewall(facts);
  if (mode !== 'bridge')
    return found === null ? byHand(facts.ports) : narrowSteps(found.facts, found.view, context, ['WEB']);
  const question = say('checks.docker-exposure.ask');
  return [
    ...(bouncer.isPossible
      ? []
      : [step(say('checks.docker-exposure.step.upgrade'), { kind: 'update', release: FIRST_BOUNCER })]),
    ...(bouncer.asked === 'now'
      ? []
      : [notHere('host', say('checks.docker-exposure.step.bouncer', { menu: newMenuOf('api-keys') }))]),
    notHere('host', say('checks.docker-exposure.step.chains')),
    step(say('steps.answer.yes', { question }), { kind: 'answer', item: BOUNCER, subject: '', answer: 'yes' }),
    look(say('checks.docker-exposure.step.host')),
    look(say('checks.docker-exposure.step.host-firewall', { ports: webPorts(facts.ports) })),
  ];
}

const byHand = (ports: FirewallParts['ports']): readonly Step[] => [
  notHere('host', say('checks.docker-exposure.step.host-firewall', { ports: webPorts(ports) })),
  CLOSED_OUTSIDE,
];
const CLOSED_OUTSIDE = step(say('steps.host.answer', { services: ['WEB'] }), {
  kind: 'answer',
  item: OUTSIDE_FIREWALL,
  subject: '',
  answer: 'WEB',
});

/**
 * Why a bouncer is not enough: its bans help only where the container hides who connects, and while it asks for them. That
 * it asks does not say that it keeps anybody out: a person has to.
 */
function notEnough(mode: Mode, { isPossible, isConfirmed, asked }: Bouncer): readonly Message[] {
  if (!isConfirmed) return mode === 'bridge' && asked === 'now' ? [say('checks.docker-exposure.bouncer.asks')] : [];
  if (!isPossible) return [say('checks.docker-exposure.bouncer.missing')];
  if (mode === 'host') return [say('checks.docker-exposure.bouncer.host')];
  if (mode === 'unknown') return [say('checks.docker-exposure.bouncer.unknown')];
  return [say(asked === 'hour' ? 'checks.docker-exposure.bouncer.stopped' : 'checks.docker-exposure.bouncer.silent')];
}

const webPorts = (ports: Part<Ports>): string =>
  ports.state === 'known' ? `${ports.data.web}, ${ports.data.webTls}` : '80, 443';

/** With an address of its own the container is a machine in the network: what stands before that is the router alone. */
function besideTheHost(own: readonly string[], ports: string, attested: AttestationLookup): Outcome {
  const outside = outsideFirewall(attested);
  const interfaces = own.join(', ');
  const says = say('checks.docker-exposure.own', { interfaces });
  const finding: Finding = {
    id: `docker-own:${interfaces}`,
    severity: 'high',
    says,
    subject: { kind: 'interface', id: interfaces, label: interfaces },
    page: { page: 'network' },
  };
  const isConfirmed = attested(BOUNCER).state === 'valid';
  return settle([offence(finding, outside.covers('WEB') ? outside.text : null)], says, {
    notes: [...(isConfirmed ? [say('checks.docker-exposure.bouncer.own')] : []), ...outside.notes],
    steps: [
      notHere('router', say('checks.docker-exposure.step.router', { ports })),
      look(say('checks.docker-exposure.step.network')),
      CLOSED_OUTSIDE,
    ],
    questions: [askOutsideFirewall()],
  });
}

export const check = defineCheck({
  id: 'docker-exposure',
  section: 'docker',
  order: 1,
  severity: 'high',
  needs: ['system'],
  uses: ['ports', 'firewall', ...VIEW_USES, 'devices', 'attestations'],
  title: say('checks.docker-exposure.title'),
  todo: say('checks.docker-exposure.todo'),
  why: say('checks.docker-exposure.why'),
  guide: 'protect-the-web-interface-in-docker',
  manual: { en: 'setup/docker/external-firewall-enforcement', ru: 'setup/docker/external-firewall-enforcement' },
  page: null,
  action: null,
  aid: 'close',
  effort: { minutes: 30, phonesStop: true },

  evaluate(facts, context): Outcome {
    const { system, ports, network } = facts;
    const { attested, release } = context;
    const { container } = system.data;
    if (container.kind !== 'docker') return { verdict: 'not-applicable', says: say('checks.docker-exposure.none') };
    const own = ownInterfaces(container, network);
    if (own.length > 0) return besideTheHost(own, webPorts(ports), attested);
    const mode = container.network;
    const answer = attested(BOUNCER);
    const by = answer.state === 'valid' && answer.attestation.answer === 'yes' ? answer.attestation.by : null;
    const asked = container.bouncerAsked;
    const isPossible = container.bouncer ?? isAtLeast(release, FIRST_BOUNCER) === true;
    const bouncer: Bouncer = { isPossible, isConfirmed: by !== null, asked };
    if (mode === 'bridge' && isPossible && by !== null && (asked === undefined || asked === 'now')) {
      const says = asked === undefined ? 'checks.docker-exposure.pass' : 'checks.docker-exposure.asked';
      return { verdict: 'pass', says: say(says, { by }) };
    }

    const outside = outsideFirewall(attested);
    const isSeen = mode === 'bridge' && container.seesClients === true;
    const says = isSeen ? say('checks.docker-exposure.seen') : say(`checks.docker-exposure.${mode}`);
    const finding: Finding = {
      id: `docker-${mode}`,
      severity: 'high',
      says,
      subject: { kind: 'setting', id: 'network_mode', label: mode },
      page: null,
    };
    const ask = confirmQuestion(BOUNCER, '', say('checks.docker-exposure.ask'), VALID_DAYS);
    return settle([offence(finding, outside.covers('WEB') ? outside.text : null)], says, {
      notes: [...notEnough(mode, bouncer), ...outside.notes],
      steps: stepsFor(mode, bouncer, facts, context),
      questions: [...(isPossible && mode !== 'host' ? [ask] : []), askOutsideFirewall()],
    });
  },
});

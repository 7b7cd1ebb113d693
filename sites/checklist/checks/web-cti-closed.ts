/** Are the ports of the web interface and of panels open to own and narrow networks only? (guide: Block Web and CTI) */
import { defineCheck } from '../check.ts';
import { notKnown } from '../exposure/doubt.ts';
import { ownPublicOf } from '../exposure/facing.ts';
import { byWhat, everythingOpen, openFinding, seeFinding, togetherFinding } from '../exposure/findings.ts';
import { groupsOf, type Group } from '../exposure/groups.ts';
import { isPublicOpening, narrownessOf } from '../exposure/limits.ts';
import { ownLinesSteps } from '../exposure/own-lines.ts';
import { offence, passUnless, settle, withOffences, type Offence } from '../exposure/offences.ts';
import { askOutsideFirewall } from '../exposure/outside-firewall.ts';
import { askOwnNetwork, ownerOf, ownNetworksOf, whyAsked } from '../exposure/own-networks.ts';
import { sceneOf, type Scene } from '../exposure/scene.ts';
import { webAndCti } from '../exposure/services.ts';
import { sleepingOffences } from '../exposure/stale-ports.ts';
import { VIEW_NEEDS, VIEW_USES, type Measure, type Opened } from '../exposure/view.ts';
import { say } from '../message.ts';
import type { Finding } from '../report/types.ts';
import { narrowSteps } from '../steps/open.ts';

/** IPv6 that the release leaves open: the check of the rules shows it. */
function unmanagedV6(scene: Scene, services: readonly string[]): Offence[] {
  if (!scene.view.unmanagedV6 || scene.view.faces[6] !== 'public') return [];
  const says = say('checks.web-cti-closed.ipv6', { check: say('checks.firewall-trusted-subnets.title') });
  return [offence(seeFinding('firewall-trusted-subnets', 'critical', says), scene.covered(services))];
}

/** A network without public addresses that nobody vouches for: asked about, or known to hold strangers. */
function privateFinding(scene: Scene, { services, opening }: Group, owner: 'asked' | 'foreign'): Finding {
  const finding = openFinding(scene, services, opening);
  const params = { services: services.map(scene.name), network: opening.network, by: byWhat(scene, services, opening) };
  return owner === 'asked'
    ? { ...finding, severity: 'low', says: say('checks.web-cti-closed.ask', params) }
    : { ...finding, says: say('checks.web-cti-closed.foreign', params) };
}

export const check = defineCheck({
  id: 'web-cti-closed',
  section: 'web-access',
  order: 1,
  severity: 'critical',
  needs: VIEW_NEEDS,
  uses: [...VIEW_USES, 'devices', 'attestations'],
  ownFiles: 'web',
  bySource: true,
  title: say('checks.web-cti-closed.title'),
  todo: say('checks.web-cti-closed.todo'),
  why: say('checks.web-cti-closed.why'),
  guide: 'block-web-interface-and-cti-from-the-internet',
  manual: { en: 'manual/connectivity/firewall', ru: 'manual/connectivity/firewall' },
  page: { page: 'firewall' },
  action: 'close-web-cti',
  aid: 'close',
  effort: { minutes: 5, each: 2, phonesStop: false },

  evaluate(facts, context) {
    const scene = sceneOf(facts, context);
    const { view, outside } = scene;
    const ids = webAndCti(view.reach.services, facts.modules).map(({ id }) => id);
    const measures = view.measures.filter(({ service }) => ids.includes(service));
    const wideOpen = everythingOpen(scene, measures);
    const byRule = measures.filter(({ service }) => !wideOpen.services.includes(service));
    const covered = (service: string) => scene.covered([service]);

    const home = ownPublicOf(facts.network);
    const narrow = new Map(byRule.map((measure) => [measure, narrownessOf(measure.openings, home)]));
    const isWide = (opening: Opened, measure: Measure) =>
      isPublicOpening(opening) && narrow.get(measure)?.of(opening) !== true;
    const wide = groupsOf(byRule, isWide, covered, scene.severity).map(({ services, opening, softened }) =>
      offence(openFinding(scene, services, opening), softened),
    );
    const together = byRule
      .filter((measure) => narrow.get(measure)?.ofAll !== true)
      .filter((measure) => !measure.openings.some((opening) => isWide(opening, measure)))
      .map((measure) => offence(togetherFinding(scene, measure), covered(measure.service)));

    const own = facts.network.state === 'known' ? ownNetworksOf(facts.network.data) : [];
    const asked = new Set<string>();
    const strangers = groupsOf(byRule, (opening) => !isPublicOpening(opening), covered, scene.severity).flatMap(
      (group): Offence[] => {
        const { network } = group.opening;
        const owner = ownerOf(network, own, context.attested);
        if (owner === 'own') return [];
        if (owner === 'foreign') return [offence(privateFinding(scene, group, owner), group.softened)];
        asked.add(network);
        // Without the interfaces nobody can say that the network is not theirs.
        if (facts.network.state === 'unknown') return [];
        const softened = whyAsked(network, facts.network.data);
        return [offence(privateFinding(scene, group, owner), softened)];
      },
    );

    const sleeping = sleepingOffences(
      scene,
      ids,
      (opening) => isPublicOpening(opening) && !narrownessOf([opening], home).of(opening),
    );
    const told = [...wideOpen.offences, ...wide, ...together, ...strangers, ...unmanagedV6(scene, ids)];
    const offences = [...told, ...sleeping];
    const isPartlyCovered = offences.some(({ softened }) => softened === null) && outside.text !== null;
    const notes = [...(isPartlyCovered ? [outside.text] : []), ...outside.notes, ...view.notes];
    const askOwn = [...asked].map(askOwnNetwork);
    const [first, ...more] = offences;
    const unseen = asked.size > 0 ? notKnown('network', facts.network) : null;
    const doubt = unseen ?? view.doubtOn(ids);
    if (first === undefined || (told.length === 0 && doubt !== null)) {
      return withOffences(passUnless(doubt, say('checks.web-cti-closed.pass'), notes, askOwn), sleeping);
    }
    const lines = ownLinesSteps(scene, byRule);
    const failing = offences.filter(({ softened }) => softened === null).length;
    const isAllOpen = wideOpen.offences.length > 0;
    const says = isAllOpen ? first.finding.says : say('checks.web-cti-closed.open', { count: failing });
    return settle([first, ...more], says, {
      notes,
      questions: [...askOwn, askOutsideFirewall()],
      ...(wideOpen.inContainer ? { action: null } : {}),
      steps: narrowSteps(facts, view, context, ids, lines.steps),
    });
  },
});

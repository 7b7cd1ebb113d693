/** Are the ports of the web interface and of panels open to own and narrow networks only? (guide: Block Web and CTI) */
import { defineCheck } from '../check.ts';
import { everythingOpenFinding, openFinding, togetherFinding } from '../exposure/findings.ts';
import { isNarrow, isNarrowInAll, isPublicOpening } from '../exposure/limits.ts';
import { passUnless, settle, type Offence } from '../exposure/offences.ts';
import { askOutsideFirewall } from '../exposure/outside-firewall.ts';
import { askOwnNetwork, ownerOf, ownNetworksOf } from '../exposure/own-networks.ts';
import { sceneOf } from '../exposure/scene.ts';
import { webAndCti } from '../exposure/services.ts';
import { VIEW_NEEDS, VIEW_USES, type Opened } from '../exposure/view.ts';
import { say } from '../message.ts';

/** One network opened by one cause, with every web or panel service it opens: told once. */
interface Group {
  readonly opening: Opened;
  readonly services: string[];
}

const keyOf = ({ cause, network }: Opened) =>
  `${cause?.kind === 'rule' ? cause.ruleId : (cause?.kind ?? '')} ${network}`;

export const check = defineCheck({
  id: 'web-cti-closed',
  section: 'web-access',
  order: 1,
  severity: 'critical',
  needs: VIEW_NEEDS,
  uses: [...VIEW_USES, 'attestations'],
  title: say('checks.web-cti-closed.title'),
  why: say('checks.web-cti-closed.why'),
  guide: 'block-web-interface-and-cti-from-the-internet',
  manual: { en: 'manual/connectivity/firewall', ru: 'manual/connectivity/firewall' },
  page: { page: 'firewall' },
  action: 'close-web-cti',
  effort: { minutes: 10, phonesStop: false },

  evaluate(facts, context) {
    const scene = sceneOf(facts, context);
    const { view } = scene;
    const ids = webAndCti(view.reach.services, facts.modules).map(({ id }) => id);
    const measures = view.measures.filter(({ service }) => ids.includes(service));
    const own = facts.network.state === 'known' ? ownNetworksOf(facts.network.data) : [];
    const { enforcement } = view.reach;
    const said = {
      questions: [askOutsideFirewall()],
      steps: [
        say('checks.web-cti-closed.step.rules'),
        say('checks.web-cti-closed.step.office'),
        say('checks.web-cti-closed.step.vpn'),
      ],
      notes: [...scene.outside.notes, ...view.notes],
    };
    if (enforcement === 'off' || enforcement === 'no-rules-open' || enforcement === 'container') {
      const finding = everythingOpenFinding(scene, ids, enforcement);
      return settle([{ finding, softened: scene.covered(ids) }], finding.says, said);
    }
    const groups = new Map<string, Group>();
    for (const { service, openings } of measures) {
      for (const opening of openings) {
        const group = groups.get(keyOf(opening));
        if (group === undefined) groups.set(keyOf(opening), { opening, services: [service] });
        else group.services.push(service);
      }
    }
    const asked: string[] = [];
    const offences = [...groups.values()].flatMap(({ opening, services }): Offence[] => {
      if (isPublicOpening(opening)) {
        return isNarrow(opening)
          ? []
          : [{ finding: openFinding(scene, services, opening), softened: scene.covered(services) }];
      }
      const owner = ownerOf(opening.network, own, context.attested);
      if (owner === 'own') return [];
      if (owner === 'asked') asked.push(opening.network);
      const finding = openFinding(scene, services, opening);
      return owner === 'foreign'
        ? [{ finding, softened: scene.covered(services) }]
        : [
            {
              finding: { ...finding, severity: 'low' },
              softened: say('checks.web-cti-closed.whose', { network: opening.network }),
            },
          ];
    });
    for (const measure of measures) {
      const alone = measure.openings.some((opening) => isPublicOpening(opening) && !isNarrow(opening));
      if (!alone && !isNarrowInAll(measure)) {
        offences.push({ finding: togetherFinding(scene, measure), softened: scene.covered([measure.service]) });
      }
    }
    if (view.unmanagedV6 && view.faces[6] === 'public') {
      offences.push({
        finding: {
          id: 'ipv6-unmanaged',
          severity: 'critical',
          says: say('checks.web-cti-closed.ipv6'),
          subject: { kind: 'setting', id: 'ip6tables', label: '' },
          page: { page: 'network' },
        },
        softened: scene.covered(ids),
      });
    }
    const [first, ...more] = offences;
    if (first === undefined) return passUnless(view.doubt, say('checks.web-cti-closed.pass'), said.notes);
    const failing = offences.filter(({ softened }) => softened === null).length;
    return settle([first, ...more], say('checks.web-cti-closed.open', { count: failing }), {
      ...said,
      questions: [...new Set(asked)].map(askOwnNetwork).concat(said.questions),
    });
  },
});

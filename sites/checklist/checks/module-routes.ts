/** What do modules answer to whoever asks, without a login? (guide: Block Web Interface and CTI from the Internet) */
import { defineCheck } from '../check.ts';
import { settle, type Offence } from '../exposure/offences.ts';
import { viewIfKnown, VIEW_NEEDS, VIEW_USES } from '../exposure/view.ts';
import { say } from '../message.ts';
import { look } from '../steps/step.ts';

export const check = defineCheck({
  id: 'module-routes',
  section: 'web-access',
  order: 2,
  severity: 'medium',
  needs: ['modules'],
  uses: [...VIEW_NEEDS, ...VIEW_USES],
  title: say('checks.module-routes.title'),
  todo: say('checks.module-routes.todo'),
  why: say('checks.module-routes.why'),
  guide: 'block-web-interface-and-cti-from-the-internet',
  manual: { en: 'manual/connectivity/firewall', ru: 'manual/connectivity/firewall' },
  page: { page: 'modules' },
  action: null,
  effort: { minutes: 5, each: 5, phonesStop: false },

  evaluate(facts) {
    const enabled = facts.modules.data.filter((module) => module.enabled);
    if (enabled.length === 0) return { verdict: 'not-applicable', says: say('checks.module-routes.none') };

    // Whoever reaches the web server reaches them; without the rules the worse is taken.
    const view = viewIfKnown(facts);
    const atLarge = view === null || view.measures.some(({ service, atLarge: open }) => service === 'WEB' && open);
    const offences = enabled.flatMap(({ id, name, publicRoutes: paths }): Offence[] => {
      if (paths.length === 0) return [];
      const says = say('checks.module-routes.open', { name, paths });
      const subject = { kind: 'module', id, label: name } as const;
      return [
        {
          finding: {
            id: `routes:${id}`,
            severity: atLarge ? 'medium' : 'low',
            says,
            subject,
            page: { page: 'modules' },
          },
          softened: atLarge ? say('checks.module-routes.everybody') : say('checks.module-routes.inside'),
        },
      ];
    });
    const [first, ...more] = offences;
    if (first === undefined) {
      return { verdict: 'pass', says: say('checks.module-routes.pass', { count: enabled.length }) };
    }
    return settle([first, ...more], say('checks.module-routes.everybody'), {
      offenders: { count: offences.length, of: enabled.length },
      steps: [
        look(say('checks.module-routes.step.web', { check: say('checks.web-cti-closed.title') })),
        look(say('checks.module-routes.step.off')),
        look(say('checks.module-routes.step.author')),
      ],
    });
  },
});

/** What a provider's name stands for now is let in, beside what it stood for before. */
import type { Moved } from '../exposure/moved-hosts.ts';
import type { View } from '../exposure/view.ts';
import { say } from '../message.ts';
import type { Release } from '../release.ts';
import { serviceOf } from '../users/named-hosts.ts';
import { adding, Words } from './firewall.ts';
import { siteOf, type FirewallFacts } from './lack.ts';
import { typed } from './names.ts';
import { look, step, type Step } from './step.ts';

export function movedSteps(
  moved: readonly Moved[],
  facts: FirewallFacts,
  view: View,
  release: Release,
): readonly Step[] {
  if (moved.length === 0) return [];
  const [site, words] = [siteOf(facts, view), new Words(facts, release)];
  return [
    look(say('steps.open', { menu: words.menu })),
    ...moved.flatMap(({ provider, shut }) => {
      const box = serviceOf(provider);
      const said = { provider: provider.name, boxes: words.boxes([box]), add: words.add };
      return shut.map((network) =>
        step(say('steps.provider.add', { ...said, ...typed(network) }), adding(network, [box], site)),
      );
    }),
  ];
}

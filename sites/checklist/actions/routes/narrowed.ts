/** The facts after a plan that makes routes narrower, and the changes as its preview shows them. */
import type { OutboundRoute, Parts } from '../../facts/types.ts';
import { say } from '../../message.ts';
import { play, withData } from '../simulate.ts';
import type { Change, Plan, Step } from '../types.ts';
import { takes } from './words.ts';

export function simulateRoutes(facts: Parts, { steps }: Pick<Plan, 'steps'>): Parts {
  const { facts: then } = play(facts, { steps });
  const { outboundRoutes } = then;
  const routes = outboundRoutes.state === 'known' ? steps.reduce(after, outboundRoutes.data) : null;
  return { ...then, outboundRoutes: withData('outboundRoutes', outboundRoutes, routes) };
}

function after(routes: OutboundRoute[], step: Step): OutboundRoute[] {
  if (step.kind === 'route.narrow') {
    const { pattern, rest } = step;
    return routes.map((route) => (route.id === String(step.id) ? { ...route, pattern, rest } : route));
  }
  if (step.kind !== 'route.add') return routes;
  const { name, pattern, rest } = step;
  const place = routes.findLastIndex(
    ({ id, priority }) =>
      priority === routes.find((one) => one.id === String(step.like))?.priority || id === String(step.like),
  );
  return routes.flatMap((route, at) => {
    const like = at === place ? routes.find(({ id }) => id === String(step.like)) : undefined;
    return like === undefined ? [route] : [route, { ...like, id: String(step.id), name, pattern, rest }];
  });
}

export function routeChanges(steps: readonly Step[], routes: readonly OutboundRoute[]): readonly Change[] {
  return steps.flatMap((step): Change[] => {
    if (step.kind !== 'route.narrow' && step.kind !== 'route.add') return [];
    const was = routes.find(({ id }) => id === String(step.id));
    const field = {
      field: 'numbers',
      name: say('actions.field.numbers'),
      before: was === undefined ? null : takes(was),
      after: takes(step),
    };
    const id = String(step.id);
    const label = step.kind === 'route.add' ? step.name : (was?.name ?? id);
    const page = was === undefined ? ({ page: 'outbound-routes' } as const) : ({ page: 'outbound-route', id } as const);
    return [{ object: 'route', id, label, page, fields: [field] }];
  });
}

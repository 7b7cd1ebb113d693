/** Outbound routes after what a person did in them. */
import type { PartData } from '../../facts/types.ts';
import type { Effect } from '../step.ts';

type Routes = PartData['outboundRoutes'];

/** `areaCodes`: what this person types where the steps have to ask. */
export function playRoute(
  routes: Routes,
  effect: Extract<Effect, { kind: 'route.add' | 'route.set' | 'route.delete' }>,
  areaCodes: string | null,
): Routes {
  switch (effect.kind) {
    case 'route.add': {
      const ids = routes.map(({ id }) => Number(id)).filter((id) => Number.isSafeInteger(id));
      const places = routes.map(({ priority }) => priority);
      const id = String(Math.max(0, ...ids) + 1);
      return [...routes, { ...effect.route, id, priority: Math.max(0, ...places) + 1 }];
    }
    case 'route.set': {
      const pattern = effect.pattern ?? areaCodes;
      if (pattern === null) return routes;
      return routes.map((route) => (route.id === effect.id ? { ...route, pattern, rest: effect.rest } : route));
    }
    case 'route.delete':
      return routes.filter(({ id }) => id !== effect.id);
  }
}

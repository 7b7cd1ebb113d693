/** Outgoing routes that a plan makes narrower or adds (Lib/Plan/Steps/NarrowRoute and AddRoute, Lib/Plan/Objects/Limit). */
import type { Step } from '../../../checklist/actions/types.ts';
import type { OutboundRoute, Pbx } from '../../pbx.ts';
import { Refused } from '../refused.ts';

type RouteStep = Extract<Step, { kind: 'route.narrow' | 'route.add' }>;
type Routes = Pick<Pbx, 'outboundRoutes'>;

const ROUTE = 'route:';
export const isRouteKey = (key: string): boolean => key.startsWith(ROUTE);
export const routeKey = ({ id }: Pick<RouteStep, 'id'>): string => `${ROUTE}${id}`;
const routeOf = ({ outboundRoutes }: Routes, key: string): OutboundRoute | undefined =>
  outboundRoutes.find((route) => routeKey(route) === key);

export function playRoute(pbx: Pbx, step: RouteStep): Pbx {
  const { pattern, rest } = step;
  const like = routeOf(pbx, `${ROUTE}${step.kind === 'route.add' ? step.like : step.id}`);
  if (like === undefined) throw new Refused(409, 'no-such-owner');
  if (step.kind === 'route.narrow') {
    const narrowed = (route: OutboundRoute) => (route === like ? { ...route, pattern, rest } : route);
    return { ...pbx, outboundRoutes: pbx.outboundRoutes.map(narrowed) };
  }
  if (routeOf(pbx, routeKey(step)) !== undefined) throw new Refused(409, 'no-such-owner');
  const added: OutboundRoute = { ...like, id: step.id, name: step.name, note: '', pattern, rest };
  return {
    ...pbx,
    outboundRoutes: [...pbx.outboundRoutes, added],
    lastIds: { ...pbx.lastIds, route: Math.max(pbx.lastIds.route, step.id) },
  };
}

export function stateOfRoute(pbx: Routes, key: string): unknown {
  const route = routeOf(pbx, key);
  if (route === undefined) return { there: false };
  const { providerId: provider, pattern, rest, trim: cut, prepend } = route;
  return { there: true, provider, pattern, rest: String(rest), cut: String(cut), prepend };
}

export function putRouteBack(pbx: Pbx, key: string, kept: Routes): Pbx {
  const was = routeOf(kept, key);
  const routes = pbx.outboundRoutes.flatMap((route): OutboundRoute[] => {
    if (routeKey(route) !== key) return [route];
    return was === undefined ? [] : [{ ...route, pattern: was.pattern, rest: was.rest }];
  });
  return { ...pbx, outboundRoutes: routes };
}

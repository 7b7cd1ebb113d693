/** From a path to an action: /pbxcore/api/v3/<resource>[/<id>][:<custom>]. */
import { RESOURCES } from './index.ts';
import type { Action, ByMethod, Method, Resource } from './resource.ts';
import { entry } from './values.ts';

export const V3 = '/pbxcore/api/v3/';

export type Route =
  | {
      readonly kind: 'action';
      readonly action: Action;
      readonly id: string;
      readonly open: boolean;
      readonly method: Method;
    }
  /** The resource is there, this custom method is not, or not for this HTTP method. */
  | { readonly kind: 'method-not-allowed'; readonly custom: string }
  | { readonly kind: 'not-found' };

const BY_NAME: ReadonlyMap<string, Resource> = new Map(RESOURCES.map((resource) => [resource.name, resource]));
const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
const NOT_FOUND: Route = { kind: 'not-found' };

/** `path` below V3, decoded. */
export function route(httpMethod: string, path: string): Route {
  const method = METHODS.find((known) => known === httpMethod);
  const [, name = '', id = '', custom = ''] = /^([a-z0-9-]+)(?:\/([^:/]+))?(?::([A-Za-z0-9]+))?$/.exec(path) ?? [];
  const resource = BY_NAME.get(name);
  if (method === undefined || resource === undefined) return NOT_FOUND;
  if (id !== '' && !resource.ids?.test(id)) return NOT_FOUND;
  const found = actionsAt(resource, id, custom)?.[method];
  if (found !== undefined) {
    return { kind: 'action', action: found, id, method, open: resource.open?.includes(custom) ?? false };
  }
  return custom === '' ? NOT_FOUND : { kind: 'method-not-allowed', custom };
}

function actionsAt(resource: Resource, id: string, custom: string): ByMethod | undefined {
  if (custom === '') return id === '' ? resource.collection : resource.record;
  return entry((id === '' ? resource.custom : resource.recordCustom) ?? {}, custom);
}

/** Which routes let out too much, by what persons answered: for the item of the checklist, and for what closes it. */
import type { Attested, AttestationLookup } from '../attestations.ts';
import type { OutboundRoute, Part, PartData, Parts } from '../facts/types.ts';
import { PREMIUM_EVERYWHERE, type Country } from './countries.ts';
import { homeOf, type Home } from './home.ts';
import { isLive, testerOf, type Reached, type TestedRoute, type Tester } from './tester.ts';

export const NEEDED = 'abroad-needed';
/** By the module of the vendor that says which group of extensions may use which route. */
export const BY_GROUPS = 'abroad-by-groups';
/** By provider: what one blocks, another lets through. Without a subject: all of them do. */
export const BLOCKED = 'abroad-blocked-at-provider';
const GROUPS_MODULE = 'ModuleUsersGroups';

export interface OpenRoutes {
  readonly home: Home;
  readonly test: Tester;
  /** A person said that calls abroad are needed: only dear numbers at home count. */
  readonly needed: boolean;
  /** Name of the module that says who may use which route; null: not there, or off. */
  readonly groups: string | null;
  /** A person said that it limits these calls. */
  readonly isLimited: boolean;
  /** Of the demo provider. */
  readonly demos: readonly OutboundRoute[];
  /** Those that make calls. */
  readonly routes: readonly OutboundRoute[];
  readonly tested: readonly TestedRoute[];
  /** Those of them whose provider does not block these calls. */
  readonly open: readonly TestedRoute[];
  /** What of it is too much; null: none. */
  tooMuch(tested: TestedRoute): { readonly abroad: Reached | null; readonly premium: Reached | null };
}

export const saysYes = (answer: Attested): boolean => answer.state === 'valid' && answer.attestation.answer === 'yes';

type OpenParts = Pick<Parts, 'system' | 'providers' | 'modules'>;

export function openRoutes(
  all: readonly OutboundRoute[],
  { system, providers, modules }: OpenParts,
  attested: AttestationLookup,
): OpenRoutes {
  const known = new Map((providers.state === 'known' ? providers.data : []).map((each) => [each.id, each]));
  const isDemo = ({ providerId }: OutboundRoute) => known.get(providerId)?.demo === true;
  const routes = all.filter((route) => isLive(route) && !isDemo(route));
  const home = homeOf(attested, system.state === 'known' ? system.data : null);
  const needed = saysYes(attested(NEEDED));
  const groups = groupsModule(modules);
  const isLimited = groups !== null && saysYes(attested(BY_GROUPS));
  const test = testerOf(home.country, home.allowed);
  const tested = test(routes);
  const blocks = (providerId: string) => saysYes(attested(BLOCKED, providerId)) || saysYes(attested(BLOCKED));
  return {
    home,
    test,
    needed,
    groups,
    isLimited,
    demos: all.filter(isDemo),
    routes,
    tested,
    open: isLimited ? [] : tested.filter(({ route }) => !blocks(route.providerId)),
    tooMuch: ({ abroad, premium }) =>
      needed ? { abroad: null, premium: atHome(premium, home.country) } : { abroad, premium },
  };
}

/**
 * Who may call everywhere may call the international premium rate, and dear numbers at home by way of the exit code. Forms of
 * home are tried first, so the example tells.
 */
function atHome(premium: Reached | null, home: Country | null): Reached | null {
  if (premium === null || premium.countries.every((country) => country === PREMIUM_EVERYWHERE)) return null;
  const codes = [...(home?.accessCodes ?? []), '00', '+'];
  return codes.some((code) => premium.example.sent.startsWith(code)) ? null : premium;
}

/** As it is called here. Not known counts as not there. */
const groupsModule = (modules: Part<PartData['modules']>): string | null =>
  modules.state === 'known'
    ? (modules.data.find(({ id, enabled }) => id === GROUPS_MODULE && enabled)?.name ?? null)
    : null;

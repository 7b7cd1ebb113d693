/**
 * What REST tells of a scenario is what its facts say: both are read by the project's own client and laid side by side,
 * without what REST cannot tell. (2024 has no REST, and ten thousand records are ten thousand requests.)
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import dictionaryTable from '../../sites/checklist/data/dictionary.generated.json';
import { PART_NAMES } from '../../sites/checklist/facts/decode.ts';
import type { Facts, Part, PartData, PartName, Parts } from '../../sites/checklist/facts/types.ts';
import { openDictionary } from '../../sites/checklist/secrets/dictionary.ts';
import { parseAddress } from '../../sites/pbx/address.ts';
import { withKey } from '../../sites/pbx/auth.ts';
import { createClient } from '../../sites/pbx/client.ts';
import { unpaced } from '../../sites/pbx/pace.ts';
import { readFacts } from '../../sites/pbx/read.ts';
import { moduleSource } from '../../sites/pbx/sources/module.ts';
import { restSource } from '../../sites/pbx/sources/rest.ts';
import { startSandbox, type Sandbox, type ScenarioName } from '../../sites/sandbox/index.ts';

/** Parts that need the module. */
const MODULE_ONLY: readonly PartName[] = [
  ...(['patch', 'runningRules', 'modules', 'signIns', 'connections', 'providerHosts', 'vpn'] as const),
  ...(['rotation', 'attestations', 'waivers'] as const),
];

const byText =
  <Row>(text: (row: Row) => string) =>
  (a: Row, b: Row) =>
    text(a) < text(b) ? -1 : 1;

/** A part reduced to what both can say, in one order. `masked`: owners whose secret REST never shows. */
const COMMON: { readonly [P in PartName]?: (data: PartData[P], masked: ReadonlySet<string>) => unknown } = {
  system: ({ container, now, ...rest }) => ({
    ...rest,
    bootedAt: null,
    now: Date.parse(now),
    container: container.kind,
  }),
  updates: ({ warnings: _, ...rest }) => rest,
  firewall: ({ rules, ...rest }) => ({
    ...rest,
    rules: rules
      .map(({ usedBy: _, ...rule }) => ({ ...rule, services: [...rule.services].sort(byText((one) => one.category)) }))
      .sort(byText(({ id }) => id)),
  }),
  extraRules: ({ customFiles }) => ({ customFiles }),
  fail2ban: ({ banning: _, jails: __, ...rest }) => rest,
  network: ({ interfaces, ...rest }) => ({ ...rest, interfaces: interfaces.filter(({ vpn }) => !vpn) }),
  accounts: (accounts) => [...accounts].sort(byText(({ number }) => number)),
  secrets: (secrets, masked) => secrets.filter(({ owner }) => !masked.has(owner)).sort(byText(({ owner }) => owner)),
  // REST knows one password by sight: Core's default.
  webLogin: ({ login, guess }) => ({ login, isDefault: guess.state === 'match' && guess.which === 'default' }),
  // REST tells whether, not which.
  apiKeys: (keys) => keys.map(({ filterId: _, ...rest }) => rest),
  ssh: ({ passwordLogins, authorizedKeys }) => ({ passwordLogins, authorizedKeys }),
};

const NAMES: readonly ScenarioName[] = [
  'factory-2026',
  'hardened-2026',
  'newest-2026',
  'docker-bridge',
  'hostile-names',
];
describe.each(NAMES)('%s', (scenario) => {
  let sandbox: Sandbox;
  let rest: Facts;
  let module: Facts;
  beforeAll(async () => {
    // A clock that stands: the two readings are of the same moment.
    const now = new Date('2026-11-23T12:00:00Z');
    sandbox = await startSandbox({ scenario, rateLimit: false, now: () => now });
    const address = parseAddress(sandbox.url);
    if (typeof address === 'string') throw new Error(address);
    const client = createClient({ address, auth: withKey(sandbox.apiKey), fetch, paced: unpaced });
    const dictionary = openDictionary(dictionaryTable);
    const byRest = await readFacts(restSource(client, { dictionary }), { secrets: true });
    const byModule = await readFacts(moduleSource(client));
    if (!byRest.ok || !byModule.ok) throw new Error(JSON.stringify([byRest, byModule]));
    rest = byRest.value;
    module = byModule.value;
  });
  afterAll(() => sandbox.close());

  it('needs the module for some parts, and REST reads all others', () => {
    expect(PART_NAMES.filter((name) => rest.parts[name].state === 'unknown')).toEqual(MODULE_ONLY);
    expect(PART_NAMES.filter((name) => module.parts[name].state === 'unknown')).toEqual([]);
  });

  it.each(PART_NAMES.filter((name) => !MODULE_ONLY.includes(name)))('%s', (name) => {
    const masked = new Set(
      sandbox
        .pbx()
        .providers.filter(({ registration }) => registration === 'outbound')
        .map(({ id }) => `provider:${id}`),
    );
    expect(common(rest, name, masked)).toEqual(common(module, name, masked));
  });
});

/** The part with its name, reduced; or the reason why it is unknown. */
function common<P extends PartName>({ parts }: Facts, name: P, masked: ReadonlySet<string>): readonly [P, unknown] {
  const all: Parts = parts;
  const part: Part<PartData[P]> = all[name];
  if (part.state === 'unknown') return [name, part.reason];
  const reduce: ((data: PartData[P], masked: ReadonlySet<string>) => unknown) | undefined = COMMON[name];
  return [name, reduce === undefined ? part.data : reduce(part.data, masked)];
}

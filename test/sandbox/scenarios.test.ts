import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { decodeFacts, PART_NAMES } from '../../sites/checklist/facts/decode.ts';
import type { Facts } from '../../sites/checklist/facts/types.ts';
import { compareWithRunning } from '../../sites/checklist/reach/running.ts';
import { reachOf } from '../../sites/checklist/reach/reach.ts';
import { openDictionary } from '../../sites/checklist/secrets/dictionary.ts';
import { featuresOf, type About } from '../../sites/checklist/secrets/features.ts';
import dictionaryTable from '../../sites/checklist/data/dictionary.generated.json';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../sites/sandbox/index.ts';
import { expectOwnDigests } from '../support/digests.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

/** What a PBX of that release cannot have. */
const INTENDED: Partial<Record<ScenarioName, readonly string[]>> = { 'breached-2024': ['ari', 'apiKeys'] };

describe.each(SCENARIO_NAMES)('scenario %s', (name) => {
  const message = factsOf(SCENARIOS[name](NOW), 'http://127.0.0.1', NOW);
  const wire: unknown = JSON.parse(JSON.stringify(message));
  const decoded = decodeFacts(wire);

  it('fits the contract, with no part unknown but those this release cannot have', () => {
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.error));
    const { parts } = decoded.facts;
    const unknown = PART_NAMES.filter((part) => parts[part].state === 'unknown').map((part) => [part, parts[part]]);
    expect(unknown.map(([part]) => part)).toEqual(INTENDED[name] ?? []);
    for (const [, part] of unknown) expect(part).toMatchObject({ reason: 'not-supported' });
  });

  it('gives each known part the digest of its data', () => {
    if (!decoded.ok) throw new Error('not decoded');
    expectOwnDigests(decoded.facts.parts);
  });

  it('is the same for the same moment', () => {
    expect(SCENARIOS[name](NOW)).toEqual(SCENARIOS[name](NOW));
  });
});

const dictionary = openDictionary(dictionaryTable);

/** The hand-written features of every secret are those that the rule for passwords finds. */
describe.each(SCENARIO_NAMES)('secrets of %s', (name) => {
  const pbx = SCENARIOS[name](NOW);
  const company = pbx.settings['Name'] ?? '';
  const owners = [
    ...pbx.employees.map(({ number, name: person, email, secret }) => ({
      owner: `sip:${number}`,
      secret,
      about: { name: person, number, email, company },
    })),
    ...pbx.amiUsers.map(({ username, description, secret }) => ({
      owner: `ami:${username}`,
      secret,
      about: { name: description, login: username, company },
    })),
    ...pbx.ariUsers.map(({ username, description, password }) => ({
      owner: `ari:${username}`,
      secret: password,
      about: { name: description, login: username, company },
    })),
    ...pbx.providers.map(({ id, description, username, secret }) => ({
      owner: `provider:${id}`,
      secret,
      about: { name: description, login: username, company },
    })),
  ].filter(({ secret }) => secret.value !== '');
  const uses = new Map<string, number>();
  for (const { secret } of owners) uses.set(secret.value, (uses.get(secret.value) ?? 0) + 1);

  it('are judged as the checklist judges them', () => {
    const wrong = owners.flatMap(({ owner, secret, about }) => {
      const found = featuresOf(secret.value, about satisfies About, dictionary, (uses.get(secret.value) ?? 0) - 1);
      return isDeepStrictEqual(found, secret.features) ? [] : [{ owner, found, told: secret.features }];
    });
    expect(wrong).toEqual([]);
  });

  it('has the features of its web password, where that is stored plain', () => {
    const { password, storage, features } = pbx.webLogin;
    if (password === null || storage !== 'plain') return;
    const login = pbx.settings['WebAdminLogin'] ?? 'admin';
    expect(features).toEqual(featuresOf(password, { login, company }, dictionary, 0));
  });
});

/** What iptables would print is what the reach model says, or there is no iptables. */
it.each(SCENARIO_NAMES)('running rules of %s', (name) => {
  const { system, ports, firewall, providers, runningRules } = factsIn(name).parts;
  if (system.state !== 'known' || ports.state !== 'known') throw new Error('unknown');
  if (firewall.state !== 'known' || runningRules.state !== 'known') throw new Error('unknown');
  const reach = reachOf({ system: system.data, ports: ports.data, firewall: firewall.data, providers });
  const expected: Partial<Record<ScenarioName, unknown>> = { 'docker-bridge': { unknown: 'not-read' } };
  expect(compareWithRunning(reach, runningRules.data)).toEqual(expected[name] ?? { agrees: true });
});

function factsIn(name: ScenarioName): Facts {
  const decoded = decodeFacts(factsOf(SCENARIOS[name](NOW), 'http://127.0.0.1', NOW));
  if (!decoded.ok) throw new Error('not decoded');
  return decoded.facts;
}

/** States of PBXs in which steps are followed: the embedded PBX as each release, the recorded ones, and those of the cases. */
import { existsSync } from 'node:fs';
import type { Parts } from '../../../sites/checklist/facts/types.ts';
import { restSource } from '../../../sites/pbx/sources/rest.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS } from '../../../sites/sandbox/index.ts';
import { clientOf, factsOf as readFrom, KEY } from '../../pbx/support.ts';
import { casesWithFacts, openFacts } from '../../support/cases.ts';
import { partsWith } from '../../support/facts.ts';
import { RECORDINGS } from '../../support/recorded.ts';
import { replay } from '../../support/replay.ts';
import { recordedFlows, recordedStart } from '../../sandbox/support/recorded-start.ts';
import { inputOf, readOracle, type Line } from '../reach/oracle.ts';

export interface State {
  readonly name: string;
  readonly facts: Parts;
}

const NOW = new Date('2026-11-23T12:00:00Z');
/** Without a REST v3; with it; the first that takes networks as trusted; the newest. */
const RELEASES = ['2024.1.114', '2026.1.223', '2026.2.118', '2026.9.5'] as const;

export const sandboxStates = (): readonly State[] =>
  SCENARIO_NAMES.flatMap((name) => {
    const pbx = SCENARIOS[name](NOW);
    return [...new Set([pbx.release, ...RELEASES])].map((release) => ({
      name: `${name}, ${release}`,
      facts: factsOf({ ...pbx, release }, 'http://127.0.0.1', NOW).parts,
    }));
  });

/** What the real Core answered over REST v3, and the state in which the recorded flows began. */
export async function recordedStates(): Promise<readonly State[]> {
  if (!existsSync(RECORDINGS)) return [];
  const start = factsOf(recordedStart(recordedFlows(), NOW), 'http://127.0.0.1', NOW).parts;
  const states: State[] = [{ name: 'the recorded start', facts: start }];
  for (const set of ['default', 'seeded'] as const) {
    const pbx = await replay({ set, key: KEY });
    const { parts } = await readFrom(restSource(clientOf(pbx.url)));
    states.push({ name: `the recorded ${set}`, facts: parts });
    await pbx.close();
  }
  return states;
}

/** Firewalls of both Cores, each with the lines that it generated. */
export function oracleStates(): readonly State[] {
  if (!existsSync(RECORDINGS)) return [];
  const of = (file: string, line: Line) =>
    readOracle(file).map((one): State => {
      const { providers, ...data } = inputOf(one, line);
      const runningRules = { v4: ['-P INPUT ACCEPT', ...one.iptables], v6: ['-P INPUT ACCEPT', ...one.ip6tables] };
      return { name: `firewall ${one.id} of ${line}`, facts: { ...partsWith({ ...data, runningRules }), providers } };
    });
  return [...of('reach-oracle.json', '2026'), ...of('reach-oracle-2024.json', '2024')];
}

export const caseStates = (): readonly State[] =>
  casesWithFacts().map((name) => ({ name, facts: openFacts(name).parts }));

/** The scenarios by name. */
import { breached2024 } from './breached-2024.ts';
import { dockerBridge } from './docker-bridge.ts';
import { factory2026 } from './factory-2026.ts';
import { hardened2026 } from './hardened-2026.ts';
import { hostileNames } from './hostile-names.ts';
import { newest2026 } from './newest-2026.ts';
import type { Scenario } from './scenario.ts';
import { tenThousand } from './ten-thousand.ts';

export type { Scenario };

export const SCENARIOS = {
  'factory-2026': factory2026,
  'hardened-2026': hardened2026,
  'newest-2026': newest2026,
  'breached-2024': breached2024,
  'docker-bridge': dockerBridge,
  'ten-thousand': tenThousand,
  'hostile-names': hostileNames,
} as const satisfies Readonly<Record<string, Scenario>>;

export type ScenarioName = keyof typeof SCENARIOS;
export const isScenarioName = (name: string): name is ScenarioName => Object.hasOwn(SCENARIOS, name);
export const SCENARIO_NAMES: readonly ScenarioName[] = Object.keys(SCENARIOS).filter(isScenarioName);
export const scenarioNamed = (name: ScenarioName): Scenario => SCENARIOS[name];

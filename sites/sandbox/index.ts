/** The embedded PBX, for trying and testing. */
export { startSandbox, type Sandbox, type SandboxOptions } from './server.ts';
export { isScenarioName, SCENARIO_NAMES, SCENARIOS, type Scenario, type ScenarioName } from './scenarios/index.ts';
export { factsOf } from './facts/envelope.ts';
export type { Knob, Trouble } from './knobs.ts';
export type { PlanKnobs } from './module/plans/memory.ts';
export type { Pbx } from './pbx.ts';

/** `npm run bench`: every figure a ratio measured within this one run, as JSON. Exit 1 where a limit is exceeded. */
import { benchCalls } from './calls.ts';
import { benchEngine } from './engine.ts';
import { benchEvidence } from './evidence.ts';
import { benchFacts } from './facts.ts';
import { benchFirewalls } from './firewall.ts';
import { benchFlags } from './flags.ts';
import { benchOwnLines } from './own-lines.ts';
import { benchPage } from './page.ts';
import { benchPlans } from './plans.ts';
import { benchReach } from './reach.ts';

const figures = [
  ...benchEngine(),
  benchReach(),
  ...benchPlans(),
  ...benchFirewalls(),
  ...benchFacts(),
  ...benchCalls(),
  ...benchEvidence(),
  ...(await benchPage()),
  ...(await benchOwnLines()),
  ...(await benchFlags()),
];
const failed = figures.filter(({ ratio, limit }) => !(ratio <= limit));
console.log(JSON.stringify({ node: process.version, figures, ok: failed.length === 0 }, null, 2));
process.exitCode = failed.length === 0 ? 0 : 1;

/** Before the first test: bundles and zip, once for all who read them. Nobody else writes into dist/ while tests run. */
import { execFileSync } from 'node:child_process';

export default function setup(): void {
  for (const script of ['build.mjs', 'scripts/package.mjs']) {
    execFileSync('node', [script], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

/** "Do this first": at most three steps that take the most danger away. */
import type { Check } from '../check.ts';
import { say } from '../message.ts';
import { compareSeverity } from '../severity.ts';
import type { Report, Result } from '../report/types.ts';
import { loss, WEIGHT } from './score.ts';

const AT_MOST = 3;

/** The most severe failures first, among equals the one that earns most, then the one that takes least time. */
export function doFirst(results: readonly Result[], checks: readonly Check[]): Report['first'] {
  const effort = new Map(checks.map((check) => [check.id, check.effort]));
  const gain = (result: Result) => loss(result, WEIGHT[result.severity]);
  const minutes = (result: Result) => effort.get(result.id)?.minutes ?? 0;
  return results
    .filter((result) => result.verdict === 'fail' && result.accepted.length < result.findings.length)
    .sort((a, b) => compareSeverity(b.severity, a.severity) || gain(b) - gain(a) || minutes(a) - minutes(b))
    .slice(0, AT_MOST)
    .map((result) => ({
      check: result.id,
      says: say('report.first.step', { title: result.title, says: result.says }),
      minutes: minutes(result),
      phonesStop: effort.get(result.id)?.phonesStop ?? false,
    }));
}

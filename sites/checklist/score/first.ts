/** "Do this first": the few steps that take the most danger away, in the guide's order. */
import { AIDS, type Aid, type Check } from '../check.ts';
import { say } from '../message.ts';
import { openFindings } from '../report/order.ts';
import { compareSeverity } from '../severity.ts';
import type { Report, Result } from '../report/types.ts';
import { loss, WEIGHT } from './score.ts';

/** As many as the guide's first aid has. */
const AT_MOST = AIDS.length;

type About = Pick<Check, 'id' | 'aid' | 'effort'>;
export type Effort = Pick<Report['first'][number], 'minutes' | 'phonesStop'>;

/**
 * Chosen are the most severe failures; among them one of each of the guide's first measures before a second of any; among
 * equals the one that earns most, then the one that takes least time. They are named in the guide's order, whatever their
 * severity: a password changed before the web interface is closed is lost again.
 */
export function doFirst(
  results: readonly Result[],
  checks: readonly About[],
  aids: readonly Aid[] = AIDS,
): Report['first'] {
  const about = new Map(checks.map((check) => [check.id, check]));
  const steps = results
    .filter((result) => result.verdict === 'fail' && openFindings(result).length > 0)
    .map((result) => ({
      result,
      gain: loss(result, WEIGHT[result.severity]),
      minutes: minutesOf(result, about.get(result.id)),
      stage: stageOf(about.get(result.id), aids),
    }))
    .sort((a, b) => compareSeverity(b.result.severity, a.result.severity) || b.gain - a.gain || a.minutes - b.minutes);
  const turn = (place: number): number => {
    const { result, stage } = steps[place] ?? {};
    return steps.slice(0, place).filter((other) => other.stage === stage && other.result.severity === result?.severity)
      .length;
  };
  return steps
    .map((step, place) => ({ ...step, turn: turn(place) }))
    .sort((a, b) => compareSeverity(b.result.severity, a.result.severity) || a.turn - b.turn || a.stage - b.stage)
    .slice(0, AT_MOST)
    .sort((a, b) => a.stage - b.stage)
    .map(({ result, minutes }) => ({
      check: result.id,
      says: say('report.first.step', { todo: result.todo, says: result.says }),
      minutes,
      phonesStop: phonesStop(result, about.get(result.id)),
    }));
}

/** What it takes to mend them all. */
export function effortOf(results: readonly Result[], checks: readonly About[]): Effort {
  const all = results.map((result) => ({ result, check: checks.find(({ id }) => id === result.id) }));
  return {
    minutes: all.reduce((sum, { result, check }) => sum + minutesOf(result, check), 0),
    phonesStop: all.some(({ result, check }) => phonesStop(result, check)),
  };
}

/** As people estimate: whole hours, or five minutes. A problem that is accepted takes no time. */
function minutesOf(result: Result, check: About | undefined): number {
  if (check === undefined) return 0;
  const { minutes: first, each = 0 } = check.effort;
  const minutes = (isAboutPhones(result, check) ? first : 0) + each * openFindings(result).length;
  if (minutes >= 90) return Math.round(minutes / 60) * 60;
  return minutes > 10 ? Math.ceil(minutes / 5) * 5 : minutes;
}

const phonesStop = (result: Result, check: About | undefined): boolean =>
  check !== undefined && check.effort.phonesStop && isAboutPhones(result, check);

const isAboutPhones = (result: Result, { effort: { phones } }: About): boolean =>
  phones === undefined || openFindings(result).some(({ id }) => phones(id));

/** Place in the guide's first aid; what is no part of it comes after. */
const stageOf = (check: About | undefined, aids: readonly Aid[]): number =>
  check?.aid === undefined ? aids.length : aids.indexOf(check.aid);

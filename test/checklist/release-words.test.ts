/** What is said applies to the release that runs: another one is named only where it is about upgrading or the past. */
import { describe, expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import type { Message, Param } from '../../sites/checklist/message.ts';
import { compareReleases, parseRelease } from '../../sites/checklist/release.ts';
import type { Result } from '../../sites/checklist/report/types.ts';
import { speaker } from '../../sites/checklist/speak.ts';
import { LOCALES } from '../../sites/locales/index.ts';
import { NOW } from '../support/facts.ts';
import { caseStates, sandboxStates, type State } from './steps/states.ts';

/** About the past: what this PBX may have been, or since when there is a hole. */
const HISTORY =
  /^advisory\.|^checks\.secrets-rotated\.(?:ask|never|since-2024|why)$|^checks\.pbx-version\.step\.(?:image|legacy)$/;
/** About upgrading: what a newer release brings. What they name is newer than what runs, or the last that the guide asks for. */
const UPGRADE =
  /^upgrade\.|^steps\.update(?:\.docker)?$|^checks\.(?:pbx-version\.(?:hole|newer|holes)|fail2ban\.step\.upgrade)$/;
const RELEASE = /\b20\d\d(?:\.\d{1,4}){2}\b/g;

interface Said {
  readonly of: string;
  readonly says: Message;
}

/** A sentence and those within it. */
const within = (says: Message): readonly Message[] => [says, ...Object.values(says.params).flatMap(inParam)];
function inParam(param: Param): readonly Message[] {
  if (typeof param !== 'object') return [];
  if ('key' in param) return within(param);
  return param.flatMap((one) => (typeof one === 'string' ? [] : within(one)));
}

const saidBy = (result: Result): readonly Said[] =>
  Object.entries({
    title: [result.title],
    todo: [result.todo],
    says: [result.says],
    why: [result.why],
    problem: result.findings.map(({ says }) => says),
    note: result.notes,
    before: result.before ?? [],
    step: result.steps,
    question: result.questions.flatMap(({ says, choices }) => [says, ...choices.map((choice) => choice.says)]),
  }).flatMap(([kind, all]) => all.map((says) => ({ of: `${result.id} ${kind}`, says })));

function releasesNamed({ facts }: State): readonly string[] {
  const here = facts.system.state === 'known' ? facts.system.data.release : '';
  const pbx = { name: 'pbx', address: 'http://pbx', reader: 'module' } as const;
  const { results, first, notes } = audit(
    { version: 1, pbx, readAt: NOW, parts: facts },
    { tool: { name: 'test', version: '0' } },
  );
  const all = [
    ...results.flatMap(saidBy),
    ...first.map(({ check, says }) => ({ of: `first ${check}`, says })),
    ...notes.map((says) => ({ of: 'note', says })),
  ];
  return Object.values(LOCALES).flatMap((locale) => {
    const speak = speaker(locale);
    return all.flatMap(({ of, says }) => {
      const keys = within(says).map(({ key }) => key);
      if (keys.some((key) => HISTORY.test(key))) return [];
      const others = (speak(says).match(RELEASE) ?? []).filter((named) => named !== here);
      const isUpgrade = keys.some((key) => UPGRADE.test(key));
      return others
        .filter((named) => !isUpgrade || (compareReleases(parseRelease(named), parseRelease(here)) ?? 0) <= 0)
        .map(() => `${of}: ${speak(says)}`);
    });
  });
}

const isBig = ({ name }: State): boolean => name.startsWith('ten-thousand');

describe('no sentence is about another release', () => {
  it.each(sandboxStates().filter((state) => !isBig(state)))('$name', (state) => {
    expect(releasesNamed(state)).toEqual([]);
  });
  it.each(caseStates())('the case $name', (state) => {
    expect(releasesNamed(state)).toEqual([]);
  });
});

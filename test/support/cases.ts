/** States of real PBXs with the right answer, where they are at hand (`../shared/cases`); a suite that needs them says so when not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import { decodeFacts } from '../../sites/checklist/facts/decode.ts';
import type { Facts } from '../../sites/checklist/facts/types.ts';
import type { Message } from '../../sites/checklist/message.ts';
import type { Report, Result } from '../../sites/checklist/report/types.ts';
import { speakIn } from '../../sites/cli/language.ts';

/** A copy of the project that is somewhere else (docs/mutation.md) is told where they are. */
const FOLDER = process.env['CASES'] ?? join(import.meta.dirname, '../../../shared/cases');

/** One state, judged by the whole checklist. */
export interface Case {
  readonly facts: Facts;
  readonly report: Report;
  /** What one check said of it. */
  result(check: string): Result;
  /** Everything that one check says to a person, in English: one sentence a line. */
  text(check: string): string;
}

/** A case as it is kept. */
interface CaseFile {
  readonly title: string;
  readonly wasRight: boolean;
  /** Path of its facts; some cases tell in words what to do instead. */
  readonly facts?: string;
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));

const isCaseFile = (value: unknown): value is CaseFile =>
  typeof value === 'object' && value !== null && 'title' in value && 'wasRight' in value;

function caseFile(name: string): CaseFile {
  const value = read(`${name}.json`);
  if (!isCaseFile(value)) throw new Error(`${name} is no case`);
  return value;
}

/** Names of all cases; empty where they are not there. */
const caseNames = (): readonly string[] =>
  existsSync(FOLDER)
    ? readdirSync(FOLDER)
        .filter((name) => /^\d.*\.json$/.test(name))
        .map((name) => name.replace(/\.json$/, ''))
        .sort()
    : [];

/** The state of the case of that name; throws where it holds no facts. */
export function openFacts(name: string): Facts {
  const { facts: file } = caseFile(name);
  if (file === undefined) throw new Error(`${name} has no facts file`);
  const decoded = decodeFacts(read(file));
  if (!decoded.ok) throw new Error(`${file} is not readable: ${JSON.stringify(decoded.error)}`);
  return decoded.facts;
}

/** The case of that name with its state judged. */
export function openCase(name: string): Case {
  const facts = openFacts(name);
  const report = audit(facts, { tool: { name: 'test', version: '0' } });
  const { speak } = speakIn('en');
  const result = (check: string): Result => {
    const found = report.results.find(({ id }) => id === check);
    if (found === undefined) throw new Error(`no check ${check}`);
    return found;
  };
  return {
    facts,
    report,
    result,
    text(check) {
      const { says, findings, notes, steps, questions } = result(check);
      const all: readonly Message[] = [
        says,
        ...findings.map((finding) => finding.says),
        ...notes,
        ...steps,
        ...questions.map((question) => question.says),
      ];
      return all.map((message) => speak(message)).join('\n');
    },
  };
}

/**
 * A suite on one case, named by its file. `suite` gets a function that opens the case, so that a broken one fails its own
 * tests; for a case without facts (`how` tells what to do instead) it is not called.
 */
export function describeCase(name: string, suite: (open: () => Case) => void): void {
  if (!existsSync(FOLDER)) {
    console.warn(`left out, no ../shared/cases: ${name}`);
    describe.skip(name, () => it('needs ../shared/cases'));
    return;
  }
  let opened: Case | null = null;
  describe(`${name}: ${caseFile(name).title}`, () => suite(() => (opened ??= openCase(name))));
}

export const casesWithFacts = (): readonly string[] => caseNames().filter((name) => caseFile(name).facts !== undefined);

/** Names of the cases with facts that were judged right from the first. */
export const rightCases = (): readonly string[] =>
  caseNames().filter((name) => {
    const { wasRight, facts } = caseFile(name);
    return wasRight && facts !== undefined;
  });

/** Which account has which weak password is a list of targets: it leaves the PBX only where somebody asks for it. */
import { say, type Message, type Param } from '../message.ts';
import type { Finding, Report, Result } from './types.ts';

/** Checks that say it of passwords; the other problems of theirs stay. */
const ABOUT_PASSWORDS: ReadonlySet<string> = new Set([
  'sip-passwords',
  'web-password',
  'secrets-rotated',
  'auth-username',
  'ssh-access',
  'ami-ari-access',
]);
const OWNERS: ReadonlySet<Finding['subject']['kind']> = new Set([
  'account',
  'provider',
  'ami-user',
  'ari-user',
  'login',
]);

/** Does it tell which account is weak? */
export const namesTarget = ({ subject }: Finding): boolean => OWNERS.has(subject.kind);

/** The same report without the problems that name an account; their number stays in `offenders` and in the sentence. */
export function withoutTargets(report: Report): Report {
  const results = report.results.map(untargeted);
  const left = results.some((result, i) => result !== report.results[i]);
  return left ? { ...report, results, notes: [...report.notes, say('report.note.targets')] } : report;
}

function untargeted(result: Result): Result {
  if (!ABOUT_PASSWORDS.has(result.id)) return result;
  const findings = result.findings.filter((finding) => !namesTarget(finding));
  const isNamed = result.steps.some(namesOwner);
  if (findings.length === result.findings.length && !isNamed) return result;
  const kept = new Set(findings.map(({ id }) => id));
  const accepted = result.accepted.filter((id) => kept.has(id));
  return { ...result, findings, accepted, steps: result.steps.map(unnamed) };
}

/** Steps name the accounts, too. */
function unnamed({ key, params }: Message): Message {
  const hidden = (param: Param): Param => {
    if (typeof param !== 'object') return param;
    if ('key' in param) return isOwner(param) ? SOME : unnamed(param);
    if (param.some((item) => typeof item === 'object' && isOwner(item))) return [SOME];
    return param.map((item) => (typeof item === 'string' ? item : unnamed(item)));
  };
  return { key, params: Object.fromEntries(Object.entries(params).map(([name, param]) => [name, hidden(param)])) };
}

const namesOwner = (message: Message): boolean => isOwner(message) || Object.values(message.params).some(holdsOwner);
const holdsOwner = (param: Param): boolean =>
  typeof param === 'object' &&
  ('key' in param ? namesOwner(param) : param.some((item) => typeof item === 'object' && namesOwner(item)));
const isOwner = ({ key }: Message): boolean => key.startsWith('secrets.owner.');
const SOME = say('report.targets.some');

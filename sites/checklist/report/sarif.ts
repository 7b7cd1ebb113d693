/** SARIF 2.1.0 (OASIS): for code-scanning dashboards and CI. One rule per check, one result per problem. */
import type { Log, ReportingDescriptor, Result as SarifResult } from 'sarif';
import { guideUrl } from '../links.ts';
import { cabinetPath } from '../pages.ts';
import { printable } from '../printable.ts';
import { parseRelease } from '../release.ts';
import type { Speak } from '../speak.ts';
import { openFindings } from './order.ts';
import type { Finding, Report, Result, Severity, Verdict } from './types.ts';

const LEVEL: Readonly<Record<Severity, SarifResult.level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
/** As the security dashboards of code hosts expect it: 0 to 10. */
const SCORE: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5' };
const KIND: Readonly<Record<Verdict, SarifResult.kind>> = {
  fail: 'fail',
  warn: 'fail',
  unknown: 'open',
  manual: 'review',
  pass: 'pass',
  'not-applicable': 'notApplicable',
};

export function toSarif(report: Report, speak: Speak): Log {
  const said = (message: Parameters<Speak>[0]) => withoutLinks(printable(speak(message)));
  const rule = (result: Result): ReportingDescriptor => ({
    id: result.id,
    shortDescription: { text: said(result.title) },
    fullDescription: { text: said(result.why) },
    helpUri: guideUrl(result.guide, 'en'),
    defaultConfiguration: { level: LEVEL[result.severity] },
    properties: { 'security-severity': SCORE[result.severity], tags: ['security', result.section] },
  });
  const release = parseRelease(report.pbx.release ?? '');
  const problem = (result: Result, ruleIndex: number, finding: Finding, accepted: boolean): SarifResult => ({
    ruleId: result.id,
    ruleIndex,
    kind: KIND[result.verdict],
    level: LEVEL[finding.severity],
    message: { text: said(finding.says) },
    locations: [
      {
        ...(finding.page === null
          ? {}
          : {
              physicalLocation: {
                artifactLocation: { uri: `admin-cabinet/${cabinetPath(finding.page, release)}`, uriBaseId: 'PBX' },
              },
            }),
        logicalLocations: [
          {
            name: withoutLinks(printable(finding.subject.label)),
            kind: finding.subject.kind,
            fullyQualifiedName: printable(finding.subject.id),
          },
        ],
      },
    ],
    partialFingerprints: { 'check/finding': `${result.id}/${finding.id}` },
    ...(accepted ? { suppressions: [{ kind: 'external' }] } : {}),
  });
  const whole = (result: Result, ruleIndex: number): SarifResult => ({
    ruleId: result.id,
    ruleIndex,
    kind: KIND[result.verdict],
    level: 'none',
    message: { text: said(result.says) },
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: report.tool.name, version: report.tool.version, rules: report.results.map(rule) } },
        columnKind: 'unicodeCodePoints',
        originalUriBaseIds: { PBX: { uri: withSlash(report.pbx.address) } },
        properties: { facts: report.factsDigest, release: report.pbx.release, tables: report.tables },
        results: report.results.flatMap((result, index) => {
          if (result.findings.length === 0) return [whole(result, index)];
          const open = openFindings(result);
          return result.findings.map((finding) => problem(result, index, finding, !open.includes(finding)));
        }),
      },
    ],
  };
}

/**
 * Viewers make links of `[text](target)`, also in plain text (SARIF 2.1.0, 3.11.6), and names in it are written by strangers:
 * where one could become a link, brackets are escaped as the standard says.
 */
const withoutLinks = (text: string) => (/\]\s*\(/.test(text) ? text.replace(/[\\[\]]/g, '\\$&') : text);

/** SARIF base addresses end with a slash. A facts file may come from anywhere: then the base stays empty. */
const withSlash = (address: string) => (/^https?:\/\//.test(address) ? address.replace(/\/*$/, '/') : 'file:///');

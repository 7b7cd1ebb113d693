import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS } from '../../sites/sandbox/index.ts';
const NOW = new Date('2026-11-23T12:00:00Z');
it('dump', () => {
  const out = SCENARIO_NAMES.map((name) => {
    const report = audit(factsOf(SCENARIOS[name](NOW), 'http://127.0.0.1', NOW), { tool: { name: 't', version: '0' } });
    return `## ${name} ${JSON.stringify(report.score)}\n` + report.results.map((r) => `${r.id} | ${r.verdict} | ${r.severity} | ${r.says.key} ${JSON.stringify(r.says.params).slice(0, 200)} | ${r.offenders.count}/${r.offenders.of} | ${r.findings.slice(0, 4).map((f) => f.id.slice(0, 60) + '!' + f.severity).join(', ')} (${r.findings.length}) | notes ${r.notes.map((n) => n.key).join(' ')} | q ${r.questions.map((q) => q.item + ':' + q.subject.slice(0,30)).join(' ')}`).join('\n');
  });
  writeFileSync('/tmp/dump.txt', out.join('\n\n'));
});

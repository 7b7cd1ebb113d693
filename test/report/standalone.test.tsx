// @vitest-environment jsdom
/** The file that a browser makes is the file that the command makes, node for node. */
import { describe, expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import { speaker } from '../../sites/checklist/speak.ts';
import { LOCALES } from '../../sites/locales/index.ts';
import { toHtml } from '../../sites/report/html.tsx';
import { standalone } from '../../sites/report/standalone.tsx';
import { factsOf, SCENARIOS } from '../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const parsed = (html: string) => new DOMParser().parseFromString(html, 'text/html');

describe.each(['breached-2024', 'hardened-2026', 'hostile-names'] as const)('%s', (scenario) => {
  it.each(['en', 'ru'] as const)('in %s', (language) => {
    const facts = factsOf(SCENARIOS[scenario](NOW), 'https://192.168.1.2', NOW);
    const report = audit(facts, { tool: { name: 'tool', version: '1' } });
    const props = { report, speak: speaker(LOCALES[language]), language, cabinet: null };
    const made = parsed(standalone(props));
    const expected = parsed(toHtml(props));
    expect(made.doctype).not.toBeNull();
    expect(made.head.innerHTML).toBe(expected.head.innerHTML);
    expect(made.body.innerHTML.trim()).toBe(expected.body.innerHTML.trim());
    expect(made.querySelectorAll('script, img').length).toBe(0);
    expect(made.documentElement.lang).toBe(language);
  });
});

/** A page as the cabinet frames it, with the checklist over facts in memory: /?scenario=…&language=… */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { build } from 'esbuild';
import { factsOf, isScenarioName, SCENARIOS } from '../../../sites/sandbox/index.ts';

export interface PageServer {
  readonly url: string;
  close(): void;
}

const STYLE = readFileSync(
  new URL('../../../public/assets/css/module-security-checklist.css', import.meta.url),
  'utf8',
);
const NOW = new Date();

const html = (language: string) => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Security checklist</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/style.css"></head>
<body style="margin: 10px; font: 14px/1.4 sans-serif"><h1>Security checklist</h1>
<div id="module-security-checklist"></div><script src="/page.js"></script></body></html>`;

/** `entry`: what is shown over the facts of the scenario. */
export async function servePage(entry = 'page-entry.tsx'): Promise<PageServer> {
  const bundle = await build({
    entryPoints: [new URL(entry, import.meta.url).pathname],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2020',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    logLevel: 'error',
  });
  const script = bundle.outputFiles[0]?.text ?? '';
  const facts = new Map<string, string>();
  const factsFor = (scenario: string): string | null => {
    if (!isScenarioName(scenario)) return null;
    const known = facts.get(scenario) ?? JSON.stringify(factsOf(SCENARIOS[scenario](NOW), 'https://192.168.1.2', NOW));
    facts.set(scenario, known);
    return known;
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const say = (type: string, body: string) => {
      response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-store' });
      response.end(body);
    };
    const asked = pathname.startsWith('/facts/') ? factsFor(pathname.slice('/facts/'.length)) : null;
    if (asked !== null) say('application/json', asked);
    else if (pathname === '/page.js') say('text/javascript', script);
    else if (pathname === '/style.css') say('text/css', STYLE);
    else if (pathname === '/') say('text/html', html(searchParams.get('language') === 'ru' ? 'ru' : 'en'));
    else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

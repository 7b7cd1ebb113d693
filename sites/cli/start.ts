/**
 * `npm start`: starts the embedded PBX, audits it over its module API, prints the checklist and serves it as a page.
 * `npm start -- --scenario factory-2026 --port 8880 --once`
 */
import { createServer } from 'node:http';
import { Command, Option } from 'commander';
import { audit } from '../checklist/audit.ts';
import { parseAddress } from '../pbx/address.ts';
import { withoutAuth } from '../pbx/auth.ts';
import { createClient } from '../pbx/client.ts';
import { nodePort } from '../pbx/node.ts';
import { unpaced } from '../pbx/pace.ts';
import { readFacts } from '../pbx/read.ts';
import { moduleSource } from '../pbx/sources/module.ts';
import { tellError } from '../pbx/words.ts';
import { toHtml } from '../report/html.tsx';
import { CLIENT_HEADER } from '../sandbox/http/incoming.ts';
import { isScenarioName, SCENARIO_NAMES, startSandbox } from '../sandbox/index.ts';
import { processIo } from './io.ts';
import { languageOption, speakIn } from './language.ts';
import { toText } from './text.ts';
import { TOOL } from './tool.ts';

const io = processIo();
const options = new Command('npm start --')
  .addOption(new Option('--scenario <name>', 'which PBX').choices([...SCENARIO_NAMES]).default('breached-2024'))
  .addOption(new Option('--port <number>', 'port of the page; 0: any free one').default('8880'))
  .addOption(new Option('--once', 'print and end'))
  .addOption(languageOption())
  .parse()
  .opts<{ scenario: string; port: string; once?: true; lang: string }>();
const { speak, language } = speakIn(options.lang);
if (!isScenarioName(options.scenario)) throw new Error(options.scenario);

const sandbox = await startSandbox({ scenario: options.scenario });
const address = parseAddress(sandbox.url);
if (typeof address === 'string') throw new Error(address);
const network = nodePort();
// As a program on the PBX itself asks: without a login, for reading only.
const client = createClient({
  address,
  auth: withoutAuth,
  paced: unpaced,
  fetch: (url, init) => network.fetch(url, { ...init, headers: { ...init.headers, [CLIENT_HEADER]: '127.0.0.1' } }),
});

const read = async () => {
  const facts = await readFacts(moduleSource(client));
  return facts.ok ? { ok: true as const, report: audit(facts.value, { tool: TOOL }) } : facts;
};
const first = await read();
if (!first.ok) throw new Error(speak(tellError(first.error, sandbox.url)));
io.out(toText(first.report, { speak, language, colour: io.colour, all: false }));

if (options.once === true) {
  await sandbox.close();
  await network.close();
} else {
  const page = createServer((request, response) => {
    void read().then((now) => {
      const known = request.method === 'GET' && request.url === '/';
      response.writeHead(known ? (now.ok ? 200 : 502) : 404, {
        'Content-Type': 'text/html; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      });
      response.end(known && now.ok ? toHtml({ report: now.report, speak, language, cabinet: null }) : '');
    });
  });
  page.on('error', (error) => {
    io.err(`${error.message}\n`);
    process.exit(1);
  });
  page.listen(Number(options.port), '127.0.0.1', () => {
    const bound = page.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : options.port;
    io.out(`\nEmbedded PBX (${options.scenario}): ${sandbox.url}\nChecklist: http://127.0.0.1:${port}/\n`);
  });
}

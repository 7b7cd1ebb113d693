/**
 * `npm start`: starts the embedded PBX, audits it over its module API, prints the checklist, and shows it in the cabinet.
 * `npm start -- --scenario factory-2026 --port 8880 --once`
 */
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { audit } from '../checklist/audit.ts';
import { say } from '../checklist/message.ts';
import { parseAddress } from '../pbx/address.ts';
import { withoutAuth } from '../pbx/auth.ts';
import { createClient } from '../pbx/client.ts';
import { nodePort } from '../pbx/node.ts';
import { unpaced } from '../pbx/pace.ts';
import { readFacts } from '../pbx/read.ts';
import { moduleSource } from '../pbx/sources/module.ts';
import { tellError } from '../pbx/words.ts';
import { CLIENT_HEADER } from '../sandbox/http/incoming.ts';
import { isScenarioName, SCENARIO_NAMES, startSandbox } from '../sandbox/index.ts';
import { processIo } from './io.ts';
import { languageOption, speakIn } from './language.ts';
import { toText } from './text.ts';
import { TOOL } from './tool.ts';

const io = processIo();
const options = new Command('npm start --')
  .addOption(new Option('--scenario <name>', 'which PBX').choices([...SCENARIO_NAMES]).default('breached-2024'))
  .addOption(new Option('--port <number>', 'port of the PBX; 0: any free one').default('8880'))
  .addOption(new Option('--once', 'print and end'))
  .addOption(languageOption())
  .parse()
  .opts<{ scenario: string; port: string; once?: true; lang: string }>();
const { speak, language } = speakIn(options.lang);
if (!isScenarioName(options.scenario)) throw new Error(options.scenario);

const sandbox = await startSandbox({
  scenario: options.scenario,
  port: options.once === true ? 0 : Number(options.port),
  rateLimit: false,
  // Built to dist/start.mjs.
  cabinet: fileURLToPath(new URL('..', import.meta.url)),
}).catch((error: unknown) => {
  const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const why = error instanceof Error ? error.message : String(error);
  io.err(`${isTaken ? speak(say('cli.start.taken', { port: options.port })) : why}\n`);
  process.exit(1);
});
if (options.once !== true) {
  io.out(`${speak(say('cli.start.address', { scenario: options.scenario }))} ${sandbox.url}/?lang=${language}\n\n`);
}
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

const facts = await readFacts(moduleSource(client));
if (!facts.ok) throw new Error(speak(tellError(facts.error, sandbox.url)));
const report = audit(facts.value, { tool: TOOL });
io.out(toText(report, { speak, language, colour: io.colour, all: false }));
await network.close();

if (options.once === true) await sandbox.close();

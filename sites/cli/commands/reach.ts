/** `reach --facts F --from ADDR,…`: who can connect to what, and by which rule. */
import type { Command } from 'commander';
import type { Facts, PartName } from '../../checklist/facts/types.ts';
import { say, type Message } from '../../checklist/message.ts';
import { printable } from '../../checklist/printable.ts';
import { parseAddress } from '../../checklist/reach/networks.ts';
import { reachOf } from '../../checklist/reach/reach.ts';
import type { Answer, Cause, Reach } from '../../checklist/reach/types.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { languageOption, speakIn } from '../language.ts';
import { addSourceOptions, openFacts, type SourceOptions } from '../source.ts';

interface Options extends SourceOptions {
  readonly from: string;
  readonly json?: true;
  readonly lang: string;
}

export function reachCommand(program: Command, io: Io): void {
  addSourceOptions(program.command('reach').description('who can connect to which service, and by which rule'))
    .requiredOption('--from <addresses>', 'addresses to ask for, separated by commas')
    .option('--json', 'answer as JSON')
    .addOption(languageOption())
    .action(async (options: Options) => {
      const { speak } = speakIn(options.lang);
      const addresses = options.from.split(',').map((address) => address.trim());
      const bad = addresses.find((address) => parseAddress(address) === null);
      if (bad !== undefined) {
        io.fail(EXIT.usage, speak(say('cli.error.not-an-address', { address: printable(bad) })));
        return;
      }
      const facts = await openFacts(options, io, speak);
      if (facts === null) return;
      const reach = reachFrom(facts);
      if ('missing' in reach) {
        io.fail(
          EXIT.unjudged,
          speak(say('cli.error.reach-unknown', { parts: reach.missing.map((name) => say(`part.${name}`)) })),
        );
        return;
      }
      const rows = addresses.flatMap((address) =>
        reach.services.map(({ id }) => ({ address, service: id, ...reach.ask(address, id) })),
      );
      if (options.json === true) {
        io.out(
          `${JSON.stringify({ enforcement: reach.enforcement, complete: reach.complete, answers: rows }, null, 2)}\n`,
        );
        return;
      }
      for (const address of addresses) {
        io.out(`${address}\n`);
        for (const row of rows.filter((candidate) => candidate.address === address)) {
          const answer = say(row.allowed ? 'cli.reach.allowed' : 'cli.reach.closed');
          io.out(
            `  ${printable(row.service).padEnd(18)} ${speak(answer)}${by(row, (message) => printable(speak(message)))}\n`,
          );
        }
      }
      if (!reach.complete) io.err(`${speak(say('cli.reach.incomplete'))}\n`);
    });
}

function reachFrom({ parts }: Facts): Reach | { readonly missing: readonly PartName[] } {
  const { system, ports, firewall, providers } = parts;
  if (system.state === 'known' && ports.state === 'known' && firewall.state === 'known') {
    return reachOf({ system: system.data, ports: ports.data, firewall: firewall.data, providers });
  }
  const missing = (['system', 'ports', 'firewall'] as const).filter((name) => parts[name].state === 'unknown');
  return { missing };
}

const by = (answer: Answer, speak: (message: Message) => string) =>
  answer.by.length === 0 ? '' : ` (${[...new Set(answer.by.map((cause) => speak(causeWord(cause))))].join('; ')})`;

function causeWord(cause: Cause): Message {
  switch (cause.kind) {
    case 'rule':
      return say('cli.reach.by.rule', { id: cause.ruleId, network: cause.network, category: cause.category });
    case 'provider':
      return say('cli.reach.by.provider', { id: cause.providerId, host: cause.host });
    case 'open':
      return say(`cli.reach.by.${cause.because}`);
    case 'ipv6-unmanaged':
      return say('cli.reach.by.ipv6');
    case 'localhost':
      return say('cli.reach.by.localhost');
  }
}

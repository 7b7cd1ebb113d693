/** The command with its sub-commands, apart from the process, so that tests can run it. */
import { Command, CommanderError } from 'commander';
import { auditCommand } from './commands/audit.ts';
import { explainCommand } from './commands/explain.ts';
import { factsCommand } from './commands/facts.ts';
import { reachCommand } from './commands/reach.ts';
import { EXIT } from './exit.ts';
import type { Io } from './io.ts';
import { TOOL } from './tool.ts';

const COMMANDS = [auditCommand, factsCommand, reachCommand, explainCommand];

/** `args` without node and script. Never throws for a wrong call. */
export async function run(args: readonly string[], io: Io): Promise<void> {
  const program = new Command(TOOL.name)
    .description('Goes through the guide "Securing MikoPBX" on a MikoPBX.')
    .version(TOOL.version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  for (const add of COMMANDS) add(program, io);
  for (const command of program.commands)
    command.exitOverride().configureOutput({ writeOut: io.out, writeErr: io.err });
  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    io.end(error.exitCode === 0 ? EXIT.clean : EXIT.usage);
  }
}

/** `facts --save F`: what is known about a PBX, for judging elsewhere or later. A target list: readable by its owner only. */
import type { Command } from 'commander';
import { say } from '../../checklist/message.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { languageOption, speakIn } from '../language.ts';
import { writePrivate } from '../private-file.ts';
import { addSourceOptions, openFacts, type SourceOptions } from '../source.ts';

interface Options extends SourceOptions {
  readonly save: string;
  readonly lang: string;
}

export function factsCommand(program: Command, io: Io): void {
  addSourceOptions(program.command('facts').description('read the facts of a PBX into a file'))
    .requiredOption('--save <file>', 'where to; "-" is the standard output')
    .addOption(languageOption())
    .action(async (options: Options) => {
      const { speak } = speakIn(options.lang);
      const facts = await openFacts(options, io, speak);
      if (facts === null) return;
      const text = `${JSON.stringify(facts, null, 2)}\n`;
      if (options.save === '-') {
        io.out(text);
        return;
      }
      try {
        await writePrivate(options.save, text);
        io.err(`${speak(say('cli.facts.saved', { file: options.save }))}\n`);
      } catch {
        io.fail(EXIT.usage, speak(say('cli.error.not-written', { file: options.save })));
      }
    });
}

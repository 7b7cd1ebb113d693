/** `audit`: facts in, the checklist out, in one of four formats. */
import { Option, type Command } from 'commander';
import { withOffers } from '../../checklist/actions/offered.ts';
import { audit } from '../../checklist/audit.ts';
import { say } from '../../checklist/message.ts';
import { toSarif } from '../../checklist/report/sarif.ts';
import type { Severity } from '../../checklist/report/types.ts';
import { SEVERITIES } from '../../checklist/report/vocabulary.ts';
import type { Report } from '../../checklist/report/types.ts';
import type { Speak } from '../../checklist/speak.ts';
import { toHtml } from '../../report/html.tsx';
import { EXIT, exitCode } from '../exit.ts';
import type { Io } from '../io.ts';
import { languageOption, speakIn } from '../language.ts';
import { writePrivate } from '../private-file.ts';
import { addSourceOptions, openFacts, type SourceOptions } from '../source.ts';
import { toText } from '../text.ts';
import { TOOL } from '../tool.ts';

interface Options extends SourceOptions {
  readonly format: FormatName;
  readonly failOn: Severity | 'none';
  readonly output?: string;
  readonly all?: true;
  readonly lang: string;
}

interface Wanted {
  readonly speak: Speak;
  readonly language: string;
  readonly colour: boolean;
  readonly all: boolean;
  readonly cabinet: string | null;
}

const FORMATS = {
  text: (report: Report, wanted: Wanted) => toText(report, wanted),
  json: (report: Report) => `${JSON.stringify(report, null, 2)}\n`,
  sarif: (report: Report, { speak }: Wanted) => `${JSON.stringify(toSarif(report, speak), null, 2)}\n`,
  html: (report: Report, { speak, language, cabinet }: Wanted) => toHtml({ report, speak, language, cabinet }),
} as const;
type FormatName = keyof typeof FORMATS;

export function auditCommand(program: Command, io: Io): void {
  addSourceOptions(program.command('audit').description('go through the checklist'))
    .addOption(new Option('--format <format>', 'how to say it').choices(Object.keys(FORMATS)).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'lowest severity of an open problem that ends with exit code 1')
        .choices([...SEVERITIES, 'none'])
        .default('low'),
    )
    .option('--output <file>', 'write there instead of to the standard output')
    .option('--all', 'list every problem, not the first ten of each check')
    .addOption(languageOption())
    .action(async (options: Options) => {
      const { speak, language } = speakIn(options.lang);
      const facts = await openFacts(options, io, speak);
      if (facts === null) return;
      const report = withOffers(audit(facts, { tool: TOOL }), facts);
      const text = FORMATS[options.format](report, {
        speak,
        language,
        colour: io.colour && options.output === undefined,
        all: options.all === true,
        cabinet: /^https?:\/\//.test(facts.pbx.address) ? `${facts.pbx.address}/admin-cabinet/` : null,
      });
      if (options.output === undefined) io.out(text);
      else {
        try {
          await writePrivate(options.output, text);
        } catch {
          io.fail(EXIT.usage, speak(say('cli.error.not-written', { file: options.output })));
          return;
        }
      }
      io.end(exitCode(report, options.failOn === 'none' ? null : options.failOn));
    });
}

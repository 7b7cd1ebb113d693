/** `explain ID`: what a check looks at and why it matters. */
import type { Command } from 'commander';
import { CHECKS } from '../../checklist/checks/index.generated.ts';
import { guideUrl, manualUrl } from '../../checklist/links.ts';
import { say } from '../../checklist/message.ts';
import { severityWord } from '../../report/format.ts';
import { SECTIONS } from '../../report/sections.ts';
import { EXIT } from '../exit.ts';
import type { Io } from '../io.ts';
import { languageOption, speakIn } from '../language.ts';

export function explainCommand(program: Command, io: Io): void {
  program
    .command('explain')
    .argument('[id]', 'id of a check; without it, all of them are listed')
    .description('what a check looks at, and why')
    .addOption(languageOption())
    .action((id: string | undefined, options: { lang: string }) => {
      const { speak, language } = speakIn(options.lang);
      if (id === undefined) {
        for (const check of CHECKS) io.out(`${check.id.padEnd(28)}${speak(check.title)}\n`);
        return;
      }
      const check = CHECKS.find((candidate) => candidate.id === id);
      if (check === undefined) {
        io.fail(EXIT.usage, speak(say('cli.error.unknown-check', { id })));
        return;
      }
      const parts = check.parts.map((part) => say(`part.${part}`));
      const lines = [
        speak(check.title),
        speak(check.why),
        '',
        speak(say('cli.explain.severity', { severity: severityWord(check.severity) })),
        speak(say('cli.explain.section', { section: SECTIONS[check.section].title })),
        speak(say('cli.explain.parts', { parts })),
        guideUrl(check.guide, language),
        manualUrl(check.manual, language),
      ];
      io.out(`${lines.join('\n')}\n`);
    });
}

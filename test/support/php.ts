/** The real PHP of both releases inside Node: 7.4 for 2024.1.114, 8.4 for 2026. Needs no PHP on the machine. */
import { getPHPLoaderModule as loader74 } from '@php-wasm/node-7-4';
import { getPHPLoaderModule as loader84 } from '@php-wasm/node-8-4';
import { loadPHPRuntime, PHP } from '@php-wasm/universal';

const LOADERS = { '7.4': loader74, '8.4': loader84 } as const;
export type PhpVersion = keyof typeof LOADERS;
export const PHP_VERSIONS = ['7.4', '8.4'] as const satisfies readonly PhpVersion[];

/** Runs code that begins with an opening tag; returns what it prints. Throws when PHP does. */
export async function runPhp(version: PhpVersion, code: string): Promise<string> {
  const php = new PHP(await loadPHPRuntime(await LOADERS[version]()));
  try {
    const answer = await php.runStream({ code });
    const [text, errors, exitCode] = await Promise.all([answer.stdoutText, answer.stderrText, answer.exitCode]);
    if (exitCode !== 0) throw new Error(text + errors);
    return text;
  } finally {
    php.exit();
  }
}

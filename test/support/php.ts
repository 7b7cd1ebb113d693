/** The real PHP of both releases inside Node: 7.4 for 2024.1.114, 8.4 for 2026. Needs no PHP on the machine. */
import { getPHPLoaderModule as loader74 } from '@php-wasm/node-7-4';
import { getPHPLoaderModule as loader84 } from '@php-wasm/node-8-4';
import { loadPHPRuntime, PHP } from '@php-wasm/universal';
import { fileURLToPath } from 'node:url';

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

/** The project's folder, as this PHP sees it. */
export const PROJECT = '/project';

/** A PHP with the project mounted, read and write. */
export async function startPhp(version: PhpVersion): Promise<PHP> {
  const php = new PHP(await loadPHPRuntime(await LOADERS[version]()));
  const root = fileURLToPath(new URL('../..', import.meta.url));
  php.mkdir(PROJECT);
  await php.mount(PROJECT, (_php, FS, point) => {
    const nodeFs = FS.filesystems['NODEFS'];
    if (nodeFs === undefined) throw new Error('this PHP was built without NODEFS');
    FS.mount(nodeFs, { root }, point);
    return () => {
      FS.unmount(point);
    };
  });
  php.chdir(PROJECT);
  return php;
}

export interface PhpRun {
  readonly exitCode: number;
  readonly out: string;
}

/** `php …` in the project's folder; output and errors together. */
export async function phpCli(version: PhpVersion, args: readonly string[]): Promise<PhpRun> {
  const php = await startPhp(version);
  try {
    const response = await php.cli(['php', ...args]);
    const [out, errors, exitCode] = await Promise.all([response.stdoutText, response.stderrText, response.exitCode]);
    return { exitCode, out: out + errors };
  } finally {
    php.exit();
  }
}

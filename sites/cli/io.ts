/** The edges of the command: where it writes, how it ends. Tests put their own in. */
import type { ExitCode } from './exit.ts';
import { readText } from './private-file.ts';

export interface Io {
  readonly out: (text: string) => void;
  /** For people: progress and errors, off the machine-readable output. */
  readonly err: (text: string) => void;
  /** Text of a file; "-" is the standard input. Rejects where it cannot be read. */
  readonly read: (file: string) => Promise<string>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The output is a terminal that wants colour. */
  readonly colour: boolean;
  readonly now: () => Date;
  /** Ends with this code once everything is written. */
  readonly end: (code: ExitCode) => void;
  /** Says what went wrong and ends. */
  readonly fail: (code: ExitCode, message: string) => void;
}

/** The process itself. Exit code instead of exit(): what is buffered for a pipe still gets out. */
export function processIo(): Io {
  const end = (code: ExitCode) => {
    process.exitCode = code;
  };
  // Whoever reads has enough (head, less): that is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  const err = (text: string) => {
    process.stderr.write(text);
  };
  return {
    out: (text) => {
      process.stdout.write(text);
    },
    err,
    read: readText,
    env: process.env,
    colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined && process.env['TERM'] !== 'dumb',
    now: () => new Date(),
    end,
    fail: (code, message) => {
      err(`mikopbx-checklist: ${message}\n`);
      end(code);
    },
  };
}

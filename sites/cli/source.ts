/** Where the facts come from: a PBX over REST v3 or its module, or a file. Secrets come from files or the environment. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Option, type Command } from 'commander';
import dictionaryTable from '../checklist/data/dictionary.generated.json' with { type: 'json' };
import type { Facts } from '../checklist/facts/types.ts';
import { say } from '../checklist/message.ts';
import { printable } from '../checklist/printable.ts';
import { openDictionary } from '../checklist/secrets/dictionary.ts';
import type { Speak } from '../checklist/speak.ts';
import { parseAddress } from '../pbx/address.ts';
import { withKey, withLogin, type Auth } from '../pbx/auth.ts';
import { createClient } from '../pbx/client.ts';
import { nodePort, parseFingerprint } from '../pbx/node.ts';
import { pacer, REQUESTS_PER_MINUTE } from '../pbx/pacer.ts';
import { readFacts, type FactsSource, type Progress } from '../pbx/read.ts';
import { fileSource } from '../pbx/sources/file.ts';
import { moduleSource } from '../pbx/sources/module.ts';
import { restSource } from '../pbx/sources/rest.ts';
import { tellAddressError, tellError } from '../pbx/words.ts';
import { EXIT } from './exit.ts';
import type { Io } from './io.ts';

export interface SourceOptions {
  readonly pbx?: string;
  readonly facts?: string;
  readonly apiKeyFile?: string;
  readonly login?: string;
  readonly passwordFile?: string;
  readonly fingerprint?: string;
  readonly ca?: string;
  readonly plainHttp?: true;
  readonly secrets?: true;
  readonly module?: true;
}

export function addSourceOptions(command: Command): Command {
  return command
    .addOption(new Option('--pbx <url>', 'address of the PBX').conflicts('facts'))
    .addOption(new Option('--facts <file>', 'facts saved by "facts --save" or from the page; "-": standard input'))
    .addOption(new Option('--api-key-file <file>', 'file with an API key; or environment MIKOPBX_API_KEY'))
    .addOption(
      new Option('--login <name>', 'login of the cabinet instead of a key; password by file or MIKOPBX_PASSWORD'),
    )
    .addOption(new Option('--password-file <file>', 'file with the password for --login'))
    .addOption(
      new Option('--fingerprint <sha256>', 'accept the certificate with this SHA-256 fingerprint, and no other'),
    )
    .addOption(new Option('--ca <file>', 'certificates (PEM) to trust instead of the system’s'))
    .addOption(new Option('--plain-http', 'allow http to addresses beyond the local network'))
    .addOption(new Option('--secrets', 'also fetch passwords, judge them in memory and forget them'))
    .addOption(new Option('--module', 'ask the module on the PBX instead of REST v3'));
}

/** Facts, or null after the error was said and the exit code set. */
export async function openFacts(options: SourceOptions, io: Io, speak: Speak): Promise<Facts | null> {
  const opened = await openSource(options, io, speak);
  if (opened === null) return null;
  const stop = new AbortController();
  const onInterrupt = () => {
    stop.abort();
  };
  process.once('SIGINT', onInterrupt);
  try {
    const answer = await readFacts(opened.source, {
      secrets: options.secrets === true,
      signal: stop.signal,
      onProgress: progressOn(io, speak),
      now: () => io.now().getTime(),
    });
    if (answer.ok) return answer.value;
    io.fail(EXIT.unreadable, printable(speak(tellError(answer.error, options.pbx ?? options.facts ?? ''))));
    return null;
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    await opened.close();
  }
}

interface Opened {
  readonly source: FactsSource;
  readonly close: () => Promise<void>;
}
const NOTHING_TO_CLOSE = () => Promise.resolve();

async function openSource(options: SourceOptions, io: Io, speak: Speak): Promise<Opened | null> {
  if (options.facts !== undefined) {
    const text = await textOf(options.facts, io, speak, EXIT.unreadable);
    return text === null ? null : { source: fileSource(text), close: NOTHING_TO_CLOSE };
  }
  const usage = (message: Parameters<Speak>[0]) => {
    io.fail(EXIT.usage, speak(message));
    return null;
  };
  if (options.pbx === undefined) return usage(say('cli.error.no-source'));
  const address = parseAddress(options.pbx);
  if (typeof address === 'string') return usage(tellAddressError(address, options.pbx));
  const fingerprint = options.fingerprint === undefined ? undefined : parseFingerprint(options.fingerprint);
  if (fingerprint === null) return usage(say('cli.error.fingerprint'));
  // Over http nobody shows a certificate: the pin would hold nothing.
  if (fingerprint !== undefined && !address.https) return usage(say('cli.error.fingerprint-http'));
  const ca = options.ca === undefined ? undefined : await textOf(options.ca, io, speak, EXIT.usage);
  if (ca === null) return null;
  const auth = await authOf(options, io, speak);
  if (auth === null) return null;
  const port = nodePort({ fingerprint, ca, plainHttp: options.plainHttp === true });
  const client = createClient({ address, auth, fetch: port.fetch, paced: pacer(REQUESTS_PER_MINUTE) });
  const source =
    options.module === true
      ? moduleSource(client)
      : restSource(client, options.secrets === true ? { dictionary: openDictionary(dictionaryTable) } : {});
  return { source, close: () => port.close() };
}

async function authOf(options: SourceOptions, io: Io, speak: Speak): Promise<Auth | null> {
  const { login, passwordFile, apiKeyFile } = options;
  const file = login === undefined ? apiKeyFile : passwordFile;
  const variable = login === undefined ? 'MIKOPBX_API_KEY' : 'MIKOPBX_PASSWORD';
  const text = file === undefined ? (io.env[variable] ?? '') : await textOf(file, io, speak, EXIT.usage);
  if (text === null) return null;
  const secret = text.trim();
  if (secret === '') {
    io.fail(EXIT.usage, speak(say(login === undefined ? 'cli.error.no-key' : 'cli.error.no-password')));
    return null;
  }
  return login === undefined ? withKey(secret) : withLogin(login, secret);
}

async function textOf(file: string, io: Io, speak: Speak, code: typeof EXIT.usage | typeof EXIT.unreadable) {
  try {
    return await io.read(file);
  } catch {
    io.fail(code, speak(say('cli.error.no-file', { file })));
    return null;
  }
}

/** At most a line a second, and only for people who wait at a terminal or a log: it goes to stderr. */
function progressOn(io: Io, speak: Speak): (progress: Progress) => void {
  let quiet = true;
  let shown = 0;
  void sleep(2000, undefined, { ref: false }).then(() => (quiet = false));
  return ({ part, done, total }) => {
    const now = io.now().getTime();
    if (quiet || now - shown < 1000) return;
    shown = now;
    io.err(`${speak(say('cli.progress', { part: say(`part.${part}`), done, total }))}\n`);
  };
}

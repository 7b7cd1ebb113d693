/**
 * A real Asterisk with a dialplan of the test's own: `ASTERISK` is its program, `ASTERISK_MODULES` the folder of its modules; else the
 * Debian package `asterisk`. Calls are channels of its own, over its manager.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = process.env['ASTERISK'] ?? '/usr/sbin/asterisk';
const MODULES = process.env['ASTERISK_MODULES'] ?? '/usr/lib/x86_64-linux-gnu/asterisk/modules';
export const hasAsterisk = existsSync(PROGRAM) && existsSync(MODULES);

export type AsteriskEvent = Readonly<Record<string, string>>;
const PASSWORD = 'only-here';
/** What the dialplan needs of Asterisk, as far as it is built. */
const NEEDED = [
  ...['app_exec', 'app_playback', 'app_stack', 'app_userevent', 'app_verbose', 'codec_gsm', 'codec_ulaw', 'format_gsm'],
  ...['func_callerid', 'func_channel', 'func_cut', 'func_db', 'func_groupcount', 'func_logic', 'func_strings'],
  ...['pbx_config', 'res_agi', 'res_speech', 'res_timing_pthread', 'bridge_simple'],
];

export class Asterisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'asterisk-'));
  private process: ChildProcess | null = null;
  private socket: Socket | null = null;
  private readonly listeners = new Set<(event: AsteriskEvent) => void>();
  private actions = 0;

  private readonly port: number;

  private constructor(port: number) {
    this.port = port;
  }

  /** `sounds`: announcements of one frame each. */
  static async create(sounds: readonly string[]): Promise<Asterisk> {
    const asterisk = new Asterisk(await freePort());
    const at = (name: string) => join(asterisk.folder, name);
    for (const name of ['etc', 'lib', 'spool', 'run', 'log', 'sounds/en']) mkdirSync(at(name), { recursive: true });
    const frame = Buffer.alloc(33);
    frame[0] = 0xd0;
    for (const sound of sounds) writeFileSync(at(`sounds/en/${sound}.gsm`), frame);
    const put = (name: string, lines: readonly string[]) =>
      writeFileSync(at(`etc/${name}.conf`), `${lines.join('\n')}\n`);
    put('asterisk', [
      '[directories]',
      `astetcdir => ${at('etc')}`,
      `astmoddir => ${MODULES}`,
      ...['astvarlibdir', 'astdbdir', 'astkeydir'].map((name) => `${name} => ${at('lib')}`),
      `astdatadir => ${asterisk.folder}`,
      `astspooldir => ${at('spool')}`,
      `astrundir => ${at('run')}`,
      `astlogdir => ${at('log')}`,
    ]);
    const there = NEEDED.filter((name) => existsSync(join(MODULES, `${name}.so`)));
    put('modules', ['[modules]', 'autoload=no', ...there.map((name) => `load => ${name}.so`)]);
    put('logger', ['[general]', '[logfiles]', 'full => notice,warning,error']);
    put('extensions', ['[idle]']);
    put('manager', [
      ...['[general]', 'enabled=yes', `port=${asterisk.port}`, 'bindaddr=127.0.0.1'],
      ...['[test]', `secret=${PASSWORD}`, 'read=all', 'write=all'],
    ]);
    await asterisk.start();
    return asterisk;
  }

  async start(): Promise<void> {
    this.process = spawn(PROGRAM, ['-C', join(this.folder, 'etc/asterisk.conf'), '-f'], { stdio: 'ignore' });
    for (;;) {
      try {
        this.socket = await this.connected();
        break;
      } catch {
        await new Promise((done) => setTimeout(done, 50));
      }
    }
    let text = '';
    this.socket.on('data', (data) => {
      text += data.toString('utf8');
      const events = text.split('\r\n\r\n');
      text = events.pop() ?? '';
      for (const event of events.map(fieldsOf)) for (const listener of [...this.listeners]) listener(event);
    });
    await this.action({ Action: 'Login', Username: 'test', Secret: PASSWORD });
    // Of each step of a call there are several: more than a busy machine reads in time.
    await this.action({ Action: 'Filter', Operation: 'Add', Filter: '!Event: VarSet' });
    // Its manager is there before its modules are.
    this.command('core waitfullybooted');
  }

  private connected(): Promise<Socket> {
    return new Promise((done, failed) => {
      const socket = connect(this.port, '127.0.0.1');
      socket.once('connect', () => done(socket));
      socket.once('error', failed);
    });
  }

  command(line: string): string {
    return execFileSync(PROGRAM, ['-C', join(this.folder, 'etc/asterisk.conf'), '-rx', line], { encoding: 'utf8' });
  }

  dialplan(text: string): void {
    writeFileSync(join(this.folder, 'etc/extensions.conf'), text);
    this.command('dialplan reload');
  }

  /** The answer to it. */
  async action(fields: AsteriskEvent): Promise<AsteriskEvent> {
    const ActionID = `a${++this.actions}`;
    const answer = this.next((event) => event['ActionID'] === ActionID && event['Response'] !== undefined);
    const lines = Object.entries({ ...fields, ActionID }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.socket?.write(`${lines.join('')}\r\n`);
    return answer;
  }

  next(isIt: (event: AsteriskEvent) => boolean): Promise<AsteriskEvent> {
    return new Promise((done) => {
      const listener = (event: AsteriskEvent) => {
        if (!isIt(event)) return;
        this.listeners.delete(listener);
        done(event);
      };
      this.listeners.add(listener);
    });
  }

  /** Every event from now on, until it is called. */
  record(): () => readonly AsteriskEvent[] {
    const events: AsteriskEvent[] = [];
    const listener = (event: AsteriskEvent) => void events.push(event);
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      return events;
    };
  }

  /** All that hold its place are gone. */
  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process?.once('exit', done));
    this.command('core stop now');
    await ended;
    this.socket?.destroy();
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const fieldsOf = (text: string): AsteriskEvent =>
  Object.fromEntries(
    text.split('\r\n').flatMap((line) => {
      const at = line.indexOf(': ');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 2)]];
    }),
  );

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

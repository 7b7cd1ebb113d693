/** What one resource of REST v3 can do: a table of actions by place, method and name. */
import type { Sessions } from '../sessions.ts';
import type { Pbx } from '../pbx.ts';
import type { Data } from './values.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One call, after authentication. `data` is the body with the query laid over it. */
export interface Call {
  readonly method: Method;
  readonly id: string;
  readonly data: Data;
  readonly now: Date;
  readonly client: string;
  readonly cookies: Readonly<Record<string, string>>;
  readonly sessions: Sessions;
}

export type Messages = Readonly<Record<string, unknown>> | readonly string[];

/** What an action answers. `pbx`: the description after it; absent where nothing changed. */
export interface Reply {
  readonly result: boolean;
  readonly data?: unknown;
  readonly messages?: Messages;
  readonly httpCode?: number;
  readonly reload?: string;
  readonly pbx?: Pbx;
  readonly cookie?: string;
  /** Where another class than the action's own answered; without the library's prefix, or ''. */
  readonly processor?: string;
  /** Core answers some crashes without naming the action. */
  readonly crashed?: boolean;
}

export type Handler = (pbx: Pbx, call: Call) => Reply;

export interface Action {
  readonly name: string;
  readonly processor: string;
  readonly run: Handler;
}
export type ByMethod = Partial<Readonly<Record<Method, Action>>>;

export interface Resource {
  readonly name: string;
  /** Ids it knows; null: it has no records. */
  readonly ids: RegExp | null;
  readonly collection?: ByMethod;
  readonly record?: ByMethod;
  readonly custom?: Readonly<Record<string, ByMethod>>;
  readonly recordCustom?: Readonly<Record<string, ByMethod>>;
  /** Answers without a login: `*` or names of custom methods. */
  readonly open?: readonly string[];
}

const LIBRARY = 'MikoPBX\\PBXCoreREST\\Lib\\';
export const fullName = (processor: string): string => (processor === '' ? '' : LIBRARY + processor);

/** `processor` without the library's prefix, as Core names the class that answered. */
export const action = (name: string, processor: string, run: Handler): Action => ({
  name,
  processor: fullName(processor),
  run,
});

/** The routes exist, the code behind them does not (modules, sip, users). */
export const missing = (name: string, processor: string): Action =>
  action(name, `${processor}::callBack`, () => refused([`Unknown action - ${name} in ${LIBRARY}${processor}`]));

export const done = (data: unknown, more: Partial<Reply> = {}): Reply => ({ result: true, data, ...more });
/** Business failure: HTTP 422 unless a code is given. */
export const refused = (errors: unknown, httpCode?: number): Reply => ({
  result: false,
  messages: { error: errors },
  ...(httpCode === undefined ? {} : { httpCode }),
});
/** What a wrong type does to PHP: its text, its stack, 422, and no name of the action. */
export const crash = (error: string, file: string, line: number): Reply => ({
  ...refused([
    `TypeError: ${error} in file /usr/www/src/PBXCoreREST/Lib/${file} on line ${line}\nStack trace:\n  1. TypeError->() /usr/www/src/PBXCoreREST/Lib/${file}:${line}\n`,
  ]),
  crashed: true,
});

/** Signed in to the cabinet of 2024: a cookie, and no token. */
import type { ClientOptions } from '../../sites/pbx/client.ts';
import { nodePort } from '../../sites/pbx/node.ts';
import type { Sandbox } from '../../sites/sandbox/index.ts';

const BASE = '/pbxcore/api/module-security-checklist/';

export async function signedIn2024(sandbox: Sandbox): Promise<string> {
  const answer = await fetch(`${sandbox.url}/admin-cabinet/session/start`, {
    method: 'POST',
    body: new URLSearchParams({ login: 'admin', password: 'admin' }),
  });
  return (answer.headers.get('set-cookie') ?? '').split(';', 1).join('');
}

/** As a browser on the cabinet of 2024 asks. `asked`: what was, from the module's address on. */
export function withCookie(cookie: string, asked: string[] = []): Partial<ClientOptions> {
  const port = nodePort();
  return {
    fetch(url, init) {
      asked.push(`${init.method} ${url.slice(url.indexOf(BASE) + BASE.length)}`);
      return port.fetch(url, { ...init, headers: { ...init.headers, Cookie: cookie } });
    },
  };
}

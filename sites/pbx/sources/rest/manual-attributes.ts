/**
 * Manual attributes of an account or provider: an ini text whose sections override what Core writes to pjsip.conf.
 * Read as Core's Util::parseIniSettings reads it; the last line with a key wins.
 */

export interface AuthOverride {
  readonly username: string | null;
  readonly password: string | null;
}

export function authOverride(attributes: string): AuthOverride {
  let section = '';
  const values = new Map<string, string>();
  for (const line of attributes.split('\n').map((raw) => raw.trim())) {
    const header = /^\[([^\]]*)\]/.exec(line);
    if (header !== null) section = (header[1] ?? '').trim();
    const at = line.indexOf('=');
    if (header !== null || section !== 'auth' || at < 0) continue;
    // Core takes the brackets out of everything before it looks at the lines.
    const value = line
      .slice(at + 1)
      .replaceAll(']', '')
      .trim();
    if (value !== '') values.set(line.slice(0, at).replaceAll(']', '').trim(), value);
  }
  return { username: values.get('username') ?? null, password: values.get('password') ?? null };
}

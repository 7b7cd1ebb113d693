/**
 * Manual attributes of an account or provider: an ini text whose sections override what Core writes to pjsip.conf.
 * Read as Core's Util::parseIniSettings reads it; the last line with a key wins.
 */

export interface AuthOverride {
  readonly username: string | null;
  readonly password: string | null;
  /** Compared with instead of a password, which then is not in force; '': asked for and not given. */
  readonly hash: string | null;
}

export type AuthSection = 'auth' | 'endpoint-auth';

/** `own`: of an account; providers that register here have `endpoint-auth`. */
export function authOverride(attributes: string, own: AuthSection = 'auth'): AuthOverride {
  let section = '';
  const values = new Map<string, string>();
  for (const line of attributes.split('\n').map((raw) => raw.trim())) {
    const header = /^\[([^\]]*)\]/.exec(line);
    if (header !== null) section = (header[1] ?? '').trim();
    const at = line.indexOf('=');
    if (header !== null || section !== own || at < 0) continue;
    // Core takes the brackets out of everything before it looks at the lines.
    const value = line
      .slice(at + 1)
      .replaceAll(']', '')
      .trim();
    if (value !== '') values.set(line.slice(0, at).replaceAll(']', '').trim(), value);
  }
  return {
    username: values.get('username') ?? null,
    password: values.get('password') ?? null,
    hash: hashIn(values),
  };
}

function hashIn(values: ReadonlyMap<string, string>): string | null {
  const md5 = values.get('md5_cred') ?? null;
  const digest = values.get('password_digest');
  if (digest !== undefined) return digest;
  switch (values.get('auth_type')?.toLowerCase()) {
    case 'md5':
      return md5 ?? '';
    case 'digest':
      return md5;
    default:
      return null;
  }
}

/** Core's advice, by which its own script sends people to General settings. */

const ADVICE_2024 = '/pbxcore/api/advice/getList';
const ADVICE_2026 = '/pbxcore/api/v3/advice:getList';
/** Settings whose values Core does not accept. */
const PASSWORDS = ['WebAdminPassword', 'SSHPassword'];

/** Does Core send people away now? null: it could not be asked. */
export async function sendsAway(
  ask: typeof fetch,
  bearer: (() => Promise<string | null>) | null,
): Promise<boolean | null> {
  try {
    const token = await bearer?.();
    const headers: HeadersInit = token === undefined || token === null ? {} : { Authorization: `Bearer ${token}` };
    const answer = await ask(bearer === null ? ADVICE_2024 : ADVICE_2026, { headers });
    const json: unknown = answer.ok ? await answer.json() : null;
    const needed = at(at(at(json, 'data'), 'advice'), 'needUpdate');
    if (at(json, 'result') !== true) return null;
    return Array.isArray(needed) && needed.some((setting) => PASSWORDS.includes(String(setting)));
  } catch {
    return null;
  }
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;
}

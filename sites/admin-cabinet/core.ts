import { REFRESH } from '../pbx/auth.ts';

/** What Core's scripts leave in the window: 2026 a keeper of tokens, both the cabinet's address. */
declare global {
  interface Window {
    readonly tokenManagerReady?: Promise<unknown>;
    readonly TokenManager?: { readonly accessToken: string | null };
    readonly globalRootUrl?: string;
  }
}

/** What signs requests; null: 2024, where the cookie of the session does. */
export function bearerOfCabinet(): (() => Promise<string | null>) | null {
  if (window.tokenManagerReady === undefined) return null;
  return async () => {
    await window.tokenManagerReady;
    return window.TokenManager?.accessToken ?? null;
  };
}

/**
 * A new token by the cookie of the sign-in; null: that is over, too. Core's own way would send the person to the sign-in
 * page, whatever was typed here.
 */
export async function refreshedBearer(): Promise<string | null> {
  const answer = await window.fetch(REFRESH, { method: 'POST' }).catch(() => null);
  const said: unknown = answer?.ok === true ? await answer.json().catch(() => null) : null;
  const data = isObject(said) ? said['data'] : null;
  const token = isObject(data) ? data['accessToken'] : null;
  return typeof token === 'string' ? token : null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

export const cabinetRoot = (): string => window.globalRootUrl ?? '/admin-cabinet/';

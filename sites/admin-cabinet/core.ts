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

export const cabinetRoot = (): string => window.globalRootUrl ?? '/admin-cabinet/';

/** The one request of a page: facts of the parts that it needs, and the last result. */
import { bearerOfCabinet, cabinetRoot } from '../core.ts';

const FLAGS = '/pbxcore/api/module-security-checklist/flags';
/** In ms. Whoever comes later marks nothing. */
const LONGEST = 20_000;

export type Asked =
  | { readonly kind: 'new'; readonly text: string; readonly etag: string | null }
  | { readonly kind: 'same' }
  /** The PBX knows nobody here, or nobody with the rights. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'nothing' };

/** Never rejects. A refusal is not asked again: the PBX counts them. */
export async function ask(parts: readonly string[], etag: string | null): Promise<Asked> {
  try {
    const token = (await bearerOfCabinet()?.()) ?? null;
    // 2026: nobody is signed in.
    if (token === null && bearerOfCabinet() !== null) return { kind: 'nobody' };
    const answer = await window.fetch(`${FLAGS}?parts=${parts.join(',')}`, {
      headers: {
        Accept: 'application/json',
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(etag === null ? {} : { 'If-None-Match': etag }),
      },
      cache: 'no-store',
      signal: AbortSignal.timeout(LONGEST),
    });
    if (answer.status === 304) return { kind: 'same' };
    if (answer.status === 401 || answer.status === 403) return { kind: 'nobody' };
    if (!answer.ok) return { kind: 'nothing' };
    return { kind: 'new', text: await answer.text(), etag: answer.headers.get('ETag') };
  } catch {
    return { kind: 'nothing' };
  }
}

/** The path below the cabinet; null: this is no page of it. */
export function pathInCabinet(pathname: string): string | null {
  const root = cabinetRoot();
  return pathname.startsWith(root) ? pathname.slice(root.length).replace(/\/+$/, '') : null;
}

/** Public keys of an authorized_keys file: type, comment and fingerprint as `ssh-keygen -l` shows it. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { PartData } from '../../../checklist/facts/types.ts';

type AuthorizedKeys = PartData['ssh']['authorizedKeys'];

/** Options may stand before the type; a line that holds no key lets nobody in. */
const KEY = /(?:^|\s)((?:ssh|ecdsa|sk)-[\w@.-]+)\s+([A-Za-z\d+/]{16,}={0,2})(?:\s+(.*))?$/;

export function authorizedKeys(text: string): AuthorizedKeys {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => {
      const [, type, blob, comment] = KEY.exec(line) ?? [];
      const fingerprint = blob === undefined ? null : fingerprintOf(blob);
      return type === undefined || fingerprint === null ? [] : [{ type, comment: comment ?? '', fingerprint }];
    });
}

function fingerprintOf(blob: string): string | null {
  try {
    const bytes = Uint8Array.from(atob(blob), (letter) => letter.charCodeAt(0));
    return `SHA256:${btoa(String.fromCharCode(...sha256(bytes))).replace(/=+$/, '')}`;
  } catch {
    return null; // not base64
  }
}

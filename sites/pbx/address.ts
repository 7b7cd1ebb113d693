/** The address of a PBX as people type it. */

/** `base`: scheme, host and port, without a slash at the end. */
export interface PbxAddress {
  readonly base: string;
  readonly https: boolean;
  readonly host: string;
}

export type AddressError = 'empty' | 'not-a-url' | 'scheme' | 'credentials';

/**
 * Without a scheme it is https. A path is cut: people paste the address of a page. A name and password inside the address
 * are refused, for they end up in histories and logs.
 */
export function parseAddress(text: string): PbxAddress | AddressError {
  const trimmed = text.trim();
  if (trimmed === '') return 'empty';
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  if (!URL.canParse(full)) return 'not-a-url';
  const url = new URL(full);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme';
  if (url.username !== '' || url.password !== '') return 'credentials';
  return { base: url.origin, https: url.protocol === 'https:', host: url.hostname };
}

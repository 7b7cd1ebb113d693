/** The part of an address as devices and providers say it that is an address or a name: without port and brackets. */
export function hostOf(written: string): string {
  const trimmed = written.trim();
  const bracketed = /^\[([^\]]+)\]/.exec(trimmed)?.[1];
  if (bracketed !== undefined) return bracketed;
  return /^[^:]+:\d+$/.test(trimmed) ? trimmed.slice(0, trimmed.indexOf(':')) : trimmed;
}

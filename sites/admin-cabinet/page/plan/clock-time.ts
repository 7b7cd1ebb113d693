/** `2026-11-30 22:00`: a time with its offset as the clock there shows it, and not that of whoever reads. */
export const clockTime = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

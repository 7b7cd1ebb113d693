/** What root says of evidence, in plain words. */
import { duration } from '../../../checklist/duration.ts';
import { say, type Message } from '../../../checklist/message.ts';
import type { EvidenceArchive, EvidenceState } from '../../../pbx/evidence-api.ts';

const MINUTE = 60;
/** Clocks of computers are hardly ever nearer to each other. */
const EXACT_SECONDS = 1;
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `1.4 GB`, as the language writes it. */
export function sizeOf(bytes: number, language: string): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const options = { style: 'unit', unit: UNITS[power] ?? 'byte', maximumFractionDigits: value < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(language, options).format(value);
}

/** Why it stopped, and the way on. */
export function troubleLine({ code, detail }: NonNullable<EvidenceState['trouble']>, language: string): Message {
  switch (code) {
    case 'disk': {
      const missing = Number(detail);
      return detail !== '' && Number.isFinite(missing) && missing > 1
        ? say('page.evidence.trouble.disk.missing', { size: sizeOf(missing, language) })
        : say('page.evidence.trouble.disk');
    }
    case 'too-late':
    case 'broken-off':
    case 'failed':
      return say(`page.evidence.trouble.${code}`);
  }
}

/** How long it may take from here, as fast as it was so far; null: that cannot be said yet. */
export function timeLeft({ seconds, written, expected }: EvidenceArchive): Message | null {
  if (seconds < 3 || written <= 0 || expected <= written) return null;
  const left = (seconds * (expected - written)) / written;
  return duration(Math.max(MINUTE, Math.ceil(left / MINUTE) * MINUTE));
}

/** How far the clock of the PBX can be believed. */
export function clockLine({ clock: { offset, source } }: EvidenceArchive): Message {
  if (offset === null) return say('page.evidence.clock.unknown');
  if (Math.abs(offset) < EXACT_SECONDS) return say('page.evidence.clock.exact', { source });
  const seconds = Math.round(Math.abs(offset) * 10) / 10;
  return say(offset > 0 ? 'page.evidence.clock.behind' : 'page.evidence.clock.ahead', { seconds, source });
}

/** The module's reading of calls in the PHP of this machine, against a raw PDO read of the same columns in the same process. */
import { execFileSync } from 'node:child_process';
import { rounded, type Figure } from './figure.ts';

interface Measured {
  readonly seconds: { readonly raw: number; readonly scan: number; readonly reading: number };
  /** In MB. */
  readonly peak: number;
}

/** `CALLS=5000000 npm run bench`: as many as a large PBX keeps; that takes minutes. */
const RECORDS = Number(process.env['CALLS'] ?? 500_000);
const MEMORY_MB = 64;

export function benchCalls(): readonly Figure[] {
  const { seconds, peak } = JSON.parse(
    execFileSync('php', ['bench/php/calls.php', String(RECORDS)], { encoding: 'utf8' }),
  ) as Measured;
  const details = {
    records: RECORDS,
    readingMs: rounded(seconds.reading * 1000),
    rawMs: rounded(seconds.raw * 1000),
    scanMs: rounded(seconds.scan * 1000),
  };
  return [
    {
      name: 'calls of a period in PHP / raw PDO read of the same columns of the same records',
      ratio: rounded(seconds.reading / seconds.raw),
      limit: 3,
      details,
    },
    {
      name: `calls of a period in PHP: peak memory / ${MEMORY_MB} MB`,
      ratio: rounded(peak / MEMORY_MB),
      limit: 1,
      details: { peakMb: rounded(peak) },
    },
  ];
}

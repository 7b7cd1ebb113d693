/** Collecting evidence in the PHP of this machine, against `tar | sha256sum` of the same files on the same disk. */
import { execFileSync } from 'node:child_process';
import { median, rounded, type Figure } from './figure.ts';

interface Measured {
  /** Of each round. `archive`: recordings are in it; `hashes`: they are hashed afterwards. */
  readonly seconds: Readonly<Record<'plain' | 'archive' | 'hashes', readonly number[]>>;
  /** In MB. */
  readonly peak: number;
}

/** `EVIDENCE=20480 npm run bench`: 20 GB, twice of which have to be free; that takes a quarter of an hour. */
const MEGABYTES = Number(process.env['EVIDENCE'] ?? 512);
const ROUNDS = MEGABYTES > 2000 ? 1 : 3;
const LEAST_SPEED = 0.6;
const MEMORY_MB = 64;

export function benchEvidence(): readonly Figure[] {
  const { seconds, peak } = JSON.parse(
    execFileSync('php', ['bench/php/evidence.php', String(MEGABYTES), String(ROUNDS)], { encoding: 'utf8' }),
  ) as Measured;
  const plain = median(seconds.plain);
  const figure = (name: string, ours: number): Figure => ({
    name: `${name} / tar | sha256sum of the same files`,
    ratio: rounded(ours / plain),
    limit: rounded(1 / LEAST_SPEED),
    details: { megabytes: MEGABYTES, oursMs: rounded(ours * 1000), plainMs: rounded(plain * 1000) },
  });
  return [
    figure('evidence with recordings in one archive', median(seconds.archive)),
    figure('evidence, and recordings hashed', median(seconds.hashes)),
    {
      name: `collecting evidence: peak memory / ${MEMORY_MB} MB`,
      ratio: rounded(peak / MEMORY_MB),
      limit: 1,
      details: { megabytes: MEGABYTES, peakMb: rounded(peak) },
    },
  ];
}

/** The module's facts reader in the PHP of this machine, against a raw PDO read of the same rows in the same process. */
import { execFileSync } from 'node:child_process';
import { rounded, type Figure } from './figure.ts';

interface Times {
  readonly rawMs: number;
  readonly firstMs: number;
  readonly changedMs: number;
  readonly unchangedMs: number;
}

const MEMORY_MB = 64;

function php(accounts: number, mode: 'time' | 'memory'): unknown {
  return JSON.parse(execFileSync('php', ['bench/php/facts.php', String(accounts), mode], { encoding: 'utf8' }));
}

export function benchFacts(): readonly Figure[] {
  const { rawMs, firstMs, changedMs, unchangedMs } = php(10_000, 'time') as Times;
  const huge = php(50_000, 'time') as Times;
  const { peakMb } = php(10_000, 'memory') as { readonly peakMb: number };
  return [
    {
      name: 'facts of 10,000 extensions in PHP, after a secret changed / raw PDO read of the same rows',
      ratio: rounded(changedMs / rawMs),
      limit: 3,
      details: { changedMs: rounded(changedMs), rawMs: rounded(rawMs) },
    },
    {
      name: 'facts of 10,000 extensions in PHP, the first ever (every secret judged) / raw PDO read of the same rows',
      ratio: rounded(firstMs / rawMs),
      limit: 18,
      details: { firstMs: rounded(firstMs), rawMs: rounded(rawMs) },
    },
    {
      name: 'facts of 10,000 extensions in PHP, unchanged since the first reading / the first reading',
      ratio: rounded(unchangedMs / firstMs),
      limit: 0.1,
      details: { unchangedMs: rounded(unchangedMs), firstMs: rounded(firstMs) },
    },
    {
      name: 'facts of 50,000 extensions in PHP / 5 × those of 10,000, the first ever',
      ratio: rounded(huge.firstMs / (5 * firstMs)),
      limit: 1.5, // linear but for the processor's caches; a quadratic reader would be at 5
      details: { fiftyThousandMs: rounded(huge.firstMs) },
    },
    {
      name: 'facts of 50,000 extensions in PHP / 5 × those of 10,000, after a secret changed',
      ratio: rounded(huge.changedMs / (5 * changedMs)),
      limit: 1.5,
      details: { fiftyThousandMs: rounded(huge.changedMs) },
    },
    {
      name: `facts of 10,000 extensions in PHP: peak memory of the first reading / ${MEMORY_MB} MB`,
      ratio: rounded(peakMb / MEMORY_MB),
      limit: 1,
      details: { peakMb: rounded(peakMb) },
    },
  ];
}

/** The whole engine (decode, judge, score) against JSON.parse of the same facts; and whether it grows in line. */
import { audit } from '../sites/checklist/audit.ts';
import { decodeFacts } from '../sites/checklist/facts/decode.ts';
import { bigFacts } from './big-facts.ts';
import { interleaved, median, rounded, time, type Figure } from './figure.ts';

const TOOL = { name: 'bench', version: '0' };

function judge(value: unknown): void {
  const decoded = decodeFacts(value);
  if (!decoded.ok) throw new Error(decoded.error.kind);
  const { results } = audit(decoded.facts, { tool: TOOL });
  const unjudged = results.filter(({ verdict }) => verdict === 'unknown');
  if (unjudged.length > 0) throw new Error(`not judged: ${unjudged.map(({ id }) => id).join(', ')}`);
}

export function benchEngine(): readonly Figure[] {
  const text = JSON.stringify(bigFacts(10_000));
  // Fresh facts for every round: nothing kept from an earlier one may help.
  const copies = Array.from({ length: 40 }, () => JSON.parse(text) as unknown);
  let next = 0;
  const times = interleaved(
    15,
    () => judge(copies[next++ % copies.length]),
    () => JSON.parse(text) as unknown,
  );
  const huge: unknown = JSON.parse(JSON.stringify(bigFacts(100_000)));
  judge(huge);
  const ten = median(Array.from({ length: 5 }, () => time(() => judge(huge))));
  return [
    {
      name: 'engine on 10,000 extensions, 100 rules, 50 routes / JSON.parse of the same facts',
      ratio: rounded(times.a / times.b),
      limit: 3,
      details: { engineMs: rounded(times.a), parseMs: rounded(times.b), bytes: text.length },
    },
    {
      name: 'engine on 100,000 extensions / 10 × engine on 10,000',
      ratio: rounded(ten / (10 * times.a)),
      limit: 2, // linear but for the garbage collector; a quadratic engine would be at 10
      details: { hundredThousandMs: rounded(ten) },
    },
  ];
}

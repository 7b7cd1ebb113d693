/** The lines that the other tests of this folder trust, against those of the real Cores. */
import { expect, it } from 'vitest';
import { describeRecorded } from '../../support/recorded.ts';
import { inputOf, readOracle, type OracleCase } from '../reach/oracle.ts';
import { coreLines } from './core-lines.ts';

/** Where two rules have one network, Core lists their ports in the order of the rows. */
const portsInOrder = (line: string) => line.replace(/(?<=--dport )\S+/, (ports) => ports.split(',').sort().join());
const sorted = (lines: readonly string[]) =>
  lines
    .filter((line) => !line.includes('hashlimit'))
    .map(portsInOrder)
    .sort();
const isFiltering = ({ mode }: OracleCase) => mode !== 'docker';

describeRecorded('lines of the recorded firewalls', () => {
  it.each([
    ['reach-oracle.json', '2026'],
    ['reach-oracle-2024.json', '2024'],
  ] as const)('%s', (file, line) => {
    const wrong = readOracle(file)
      .filter(isFiltering)
      .filter((one) => {
        const { v4, v6 } = coreLines(inputOf(one, line), line);
        return (
          sorted(v4).join('\n') !== sorted(one.iptables).join('\n') ||
          sorted(v6).join('\n') !== sorted(one.ip6tables).join('\n')
        );
      });
    expect(wrong.map(({ id, name }) => ({ id, name }))).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { ASK_FORWARDED, forwardedOf } from '../../../sites/checklist/exposure/forwarded.ts';
import type { Service } from '../../../sites/checklist/reach/types.ts';
import { attest } from '../../support/judge.ts';

const tcp = (from: number, to = from) => ({ protocol: 'tcp' as const, from, to });
const SERVICES: readonly Service[] = [
  { id: 'SIP', ports: [{ protocol: 'udp', from: 5060, to: 5060 }, tcp(5061)] },
  { id: 'WEB', ports: [tcp(80), tcp(443)] },
  { id: 'MODULECTICLIENT', ports: [tcp(4222)] },
  { id: 'ICMP', ports: [{ protocol: 'icmp', from: 0, to: 0 }] },
];
const read = (answer: string) =>
  forwardedOf(
    { state: 'valid', attestation: attest('forwarded-ports', answer) },
    SERVICES,
    (id) => id === 'MODULECTICLIENT',
  );

describe('what is forwarded, as a person said', () => {
  it.each([
    ['SIP', ['SIP']],
    ['sip web', ['SIP', 'WEB']],
    ['443/tcp;5060', ['WEB', 'SIP']],
    ['WEB, 80', ['WEB']],
    ['CTI', ['MODULECTICLIENT']],
    ['79-81', ['WEB']],
    ['81-442', null], // no service listens there
    ['ALL', ['SIP', 'WEB', 'MODULECTICLIENT', 'ICMP']],
    ['0', null], // ping has no port
    ['SIP, something', null], // one word that nobody understands spoils it
    ['something', null],
    ['', null],
    [' , ; ', null],
  ])('%j', (answer, services) => {
    expect(read(answer)).toEqual({ kind: 'some', answer: answer.trim(), services });
  });

  it('nothing, in any spelling', () => {
    expect(read(' None ')).toEqual({ kind: 'none', by: 'admin' });
  });

  it('is asked anew after half a year: routers change', () => {
    expect(ASK_FORWARDED.validDays).toBe(180);
  });

  it('no answer, or one that ran out', () => {
    const none = forwardedOf({ state: 'none' }, SERVICES, () => false);
    const over = forwardedOf(
      { state: 'expired', attestation: attest('forwarded-ports', 'none') },
      SERVICES,
      () => false,
    );
    expect([none, over]).toEqual([{ kind: 'not-asked' }, { kind: 'not-asked' }]);
  });
});

import { describe, expect, it } from 'vitest';
import { attestationLookup } from '../../../sites/checklist/attestations.ts';
import { askOutsideFirewall, outsideFirewall } from '../../../sites/checklist/exposure/outside-firewall.ts';
import { NOW } from '../../support/facts.ts';
import { attest } from '../../support/judge.ts';

const of = (...answers: ReturnType<typeof attest>[]) => outsideFirewall(attestationLookup(answers, Date.parse(NOW)));

describe('a firewall outside', () => {
  it.each(['WEB,SSH', 'web ssh', ' WEB;SSH ', 'WEB, SSH'])(
    'covers the services named in "%s", and no other',
    (answer) => {
      const { covers } = of(attest('outside-firewall', answer));
      expect([covers('WEB'), covers('SSH'), covers('SIP'), covers('MODULECTICLIENT', true)]).toEqual([
        true,
        true,
        false,
        false,
      ]);
    },
  );

  it('covers panels by CTI, and everything by ALL', () => {
    expect(of(attest('outside-firewall', 'CTI')).covers('MODULECTICLIENT', true)).toBe(true);
    expect(of(attest('outside-firewall', 'CTI')).covers('MODULEZABBIX')).toBe(false);
    expect(of(attest('outside-firewall', 'ALL')).covers('MODULEZABBIX')).toBe(true);
  });

  it.each(['none', 'NO', ''])('covers nothing with "%s", and has no text', (answer) => {
    const outside = of(attest('outside-firewall', answer));
    expect([outside.covers('WEB'), outside.text]).toEqual([false, null]);
  });

  it('says which services, from where, who and until when', () => {
    expect(of({ ...attest('outside-firewall', 'WEB'), note: 'only 203.0.113.5' }).text).toEqual({
      key: 'exposure.outside.note',
      params: { services: ['WEB'], by: 'admin', at: '2026-11-01', until: '2027-05-01', note: 'only 203.0.113.5' },
    });
  });

  it('covers nothing any more after it ran out, and says so', () => {
    const outside = of({ ...attest('outside-firewall', 'ALL'), expiresAt: '2026-11-02T00:00:00+00:00' });
    expect(outside).toMatchObject({ text: null, notes: [{ params: { until: '2026-11-02' } }] });
    expect(outside.covers('WEB')).toBe(false);
  });

  it('goes by the newest answer', () => {
    const older = { ...attest('outside-firewall', 'ALL'), at: '2026-10-01T00:00:00+00:00' };
    expect(of(older, attest('outside-firewall', 'none')).covers('WEB')).toBe(false);
  });

  it('is asked about for half a year', () => {
    expect(askOutsideFirewall()).toMatchObject({ item: 'outside-firewall', subject: '', validDays: 180 });
    expect(askOutsideFirewall().choices.map(({ value }) => value)).toEqual([
      ...['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'CTI', 'ALL', 'NONE'],
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phonesOf } from '../../../sites/checklist/devices/phones.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';

type Device = PartData['devices'][number];
const device = (account: string, address: string, more: Partial<Device> = {}): Device => ({
  account,
  address,
  userAgent: 'Yealink SIP-T46U 108.86.0.45',
  ...more,
});

describe('phonesOf', () => {
  it.each([
    ['201-WS', '201', true],
    ['201-ws', '201', true],
    ['201-TLS', '201', false],
    ['201', '201', false],
    ['201-WSX', '201-WSX', false],
    ['-WS', '-WS', false],
    ['a-WS-TLS', 'a-WS', false],
  ])('%s is the account %s (in a browser: %s)', (endpoint, account, inBrowser) => {
    expect(phonesOf([device(endpoint, '192.168.1.50')])).toMatchObject([{ account, inBrowser }]);
  });

  it('makes one phone of rows of one phone with many ports', () => {
    const rows = ['192.168.1.50', '192.168.1.50:5060', '192.168.1.50:61002'].map((address) => device('201', address));
    expect(phonesOf(rows)).toEqual([
      {
        account: '201',
        address: '192.168.1.50',
        contact: '192.168.1.50',
        userAgent: 'Yealink SIP-T46U 108.86.0.45',
        inBrowser: false,
      },
    ]);
  });

  it('keeps apart: accounts, places, programs', () => {
    const rows = [
      device('201', '192.168.1.50'),
      device('202', '192.168.1.50'),
      device('201', '192.168.1.51'),
      device('201', '192.168.1.50', { userAgent: 'Zoiper' }),
    ];
    expect(phonesOf(rows)).toHaveLength(4);
  });

  it.each([
    ['2001:DB8:0:0::7', '2001:db8::7'],
    ['[2001:db8::7]:5060', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:192.168.1.9', '192.168.1.9'],
  ])('reads the address %s', (written, address) => {
    expect(phonesOf([device('201', written)])).toMatchObject([{ address, contact: address }]);
  });

  it('shows a name as contact and has no address then', () => {
    expect(phonesOf([device('201', 'Phone-7.Office.example:5060')])).toMatchObject([
      { address: null, contact: 'phone-7.office.example' },
    ]);
  });

  it('tells a browser by endpoint, transport or library, and a phone over TLS from it', () => {
    const phones = phonesOf([
      device('201-WS', '10.0.0.1'),
      device('202', '10.0.0.2', { transport: 'ws' }),
      device('203', '10.0.0.3', { userAgent: 'SIP.js/0.21' }),
      device('204-TLS', '10.0.0.4'),
      device('205', '10.0.0.5', { transport: 'tls' }),
    ]);
    expect(phones.map(({ account, inBrowser }) => [account, inBrowser])).toEqual([
      ['201', true],
      ['202', true],
      ['203', true],
      ['204', false],
      ['205', false],
    ]);
  });

  it('is the same for rows told twice, and never more phones than rows', () => {
    const rows = fc.array(
      fc.record({
        account: fc.constantFrom('201', '201-WS', '202', '-WS', ''),
        address: fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()),
        userAgent: fc.constantFrom('', 'Yealink', 'JsSIP 3'),
      }),
    );
    fc.assert(
      fc.property(rows, (told) => {
        const phones = phonesOf(told);
        expect(phones.length).toBeLessThanOrEqual(told.length);
        expect(phonesOf([...told, ...told])).toEqual(phones);
      }),
    );
  });
});

describe('a phone in a browser', () => {
  const inBrowser = (...rows: Device[]) => phonesOf(rows).map((phone) => phone.inBrowser);

  it('stays one when another of its rows does not tell', () => {
    const told = device('201-WS', '192.168.1.50');
    const silent = device('201', '192.168.1.50');
    expect(inBrowser(told, silent)).toEqual([true]);
    expect(inBrowser(silent, told)).toEqual([true]);
    expect(inBrowser(silent, silent)).toEqual([false]);
    const isBoth = (...rows: Device[]) => phonesOf(rows).map((phone) => phone.isBoth);
    expect([isBoth(told, silent), isBoth(silent, told, silent, told)]).toEqual([[true], [true]]);
    expect([isBoth(told, told), isBoth(silent, silent)]).toEqual([[undefined], [undefined]]);
  });

  it.each([
    ['SIP.js/0.21', true],
    ['  JsSIP 3.10', true],
    ['Acme WebRTC 1', true],
    ['Like jssip', false],
    [`${'x'.repeat(100)} webrtc`, false],
  ])('by its User-Agent: %s', (userAgent, is) => {
    expect(inBrowser(device('201', '192.168.1.50', { userAgent }))).toEqual([is]);
  });

  it('has an endpoint that ends in the suffix, and nothing behind it', () => {
    expect(phonesOf([device('201-WS', '192.168.1.50')])).toMatchObject([{ account: '201' }]);
    expect(phonesOf([device('201-tls', '192.168.1.50')])).toMatchObject([{ account: '201', inBrowser: false }]);
    expect(phonesOf([device('201-WSX', '192.168.1.50')])).toMatchObject([{ account: '201-WSX', inBrowser: false }]);
  });
});

/** Who made a phone, as a list of who is cut off names it: a wrong maker sends people to the wrong phone. */
import { expect, it } from 'vitest';
import { makerOf } from '../../../sites/checklist/devices/makers.ts';

/** What phones say of themselves, and what they are. */
const SAY: readonly (readonly [userAgent: string, maker: string])[] = [
  ['Yealink SIP-T46S 66.86.0.15', 'Yealink'],
  ['yealink sip-t21p', 'Yealink'],
  ['Grandstream GXP2135 1.0.11.6', 'Grandstream'],
  ['Fanvil X4 2.4.0', 'Fanvil'],
  ['snom760/8.9.3.80', 'Snom'],
  ['Cisco/SPA504G-7.6.2', 'Cisco (SPA)'],
  ['Linksys/SPA942-6.1.5', 'Cisco (SPA)'],
  ['Sipura/SPA2000-3.1.5', 'Cisco (SPA)'],
  ['PolycomVVX-VVX_411-UA/5.9.5', 'Poly'],
  ['Polycom', 'Poly'],
  ['PolyEdge-Edge_E350-UA/8.0', 'Poly'],
  ['Poly Trio', 'Poly'],
  ['PLCM-VVX', 'Poly'],
  ['OBIHAI/OBi200', 'Poly'],
  ['Panasonic_KX-HDV130', 'Panasonic'],
  ['Gigaset N510 IP PRO', 'Gigaset'],
  ['C610A IP (gigaset)', 'Gigaset'],
  ['Htek UC902', 'Htek'],
  ['Escene ES220', 'Escene'],
  ['Flyingvoice FIP10', 'Flyingvoice'],
  ['Akuvox R20', 'Akuvox'],
  ['Avaya J129', 'Avaya'],
  ['Mitel 6867i', 'Mitel'],
  ['Aastra 6731i', 'Mitel'],
  ['LinphoneAndroid/5.0', 'Linphone'],
  ['Unknown (Linphone)', 'Linphone'],
  ['Zoiper rv2.10.15', 'Zoiper'],
  ['Z 5 (zoiper)', 'Zoiper'],
  ['MicroSIP/3.21.3', 'MicroSIP'],
  ['PhonerLite 3.15', 'PhonerLite'],
  ['Bria 5', 'Bria'],
  ['X-Lite release 4.9', 'Bria'],
  ['CounterPath eyeBeam', 'Bria'],
  ['Asterisk PBX 16', 'Asterisk'],
  ['FPBX-15', 'Asterisk'],
  ['MikoPBX-2024', 'Asterisk'],
];

it.each(SAY)('%j is %s, blanks in front or not', (userAgent, maker) => {
  expect(makerOf(userAgent)).toBe(maker);
  expect(makerOf(`  ${userAgent}`)).toBe(maker);
});

it.each([
  'not a yealink',
  'my grandstream',
  'x fanvil',
  'x snom',
  'San Francisco',
  'unlinksys',
  'x sipura',
  'a poly',
  'polyphony 1.0',
  'x plcm',
  'x obihai',
  'x panasonic',
  'x htek',
  'obscene',
  'x escene',
  'x flyingvoice',
  'x akuvox',
  'x avaya',
  'x mitel',
  'x aastra',
  'x microsip',
  'x phonerlite',
  'Cambria',
  'x x-lite',
  'x counterpath',
  'behind asterisk',
  'x fpbx',
  'x mikopbx',
  '',
])('%j is nobody we know: what stands further back may be anything', (userAgent) => {
  expect(makerOf(userAgent)).toBeNull();
});

it('looks at the first hundred characters, not at pages of text', () => {
  expect(makerOf(`${'x'.repeat(93)}gigaset`)).toBe('Gigaset');
  expect(makerOf(`${'x'.repeat(94)}gigaset`)).toBeNull();
});

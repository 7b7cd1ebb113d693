import { expect, it } from 'vitest';
import { parseAddress } from '../../sites/pbx/address.ts';

it.each([
  ['pbx.example', 'https://pbx.example'],
  [' https://pbx.example:8443/admin-cabinet/extensions/index/?a=1#b ', 'https://pbx.example:8443'],
  ['http://192.168.1.2/', 'http://192.168.1.2'],
  ['192.168.1.2:8443', 'https://192.168.1.2:8443'],
  ['https://[fd00::2]:443', 'https://[fd00::2]'],
])('%s', (text, base) => expect(parseAddress(text)).toMatchObject({ base }));

it.each([
  ['', 'empty'],
  ['https://', 'not-a-url'],
  ['two words', 'not-a-url'],
  ['ftp://pbx.example', 'scheme'],
  ['https://admin:secret@pbx.example', 'credentials'],
])('refused: %s', (text, error) => expect(parseAddress(text)).toBe(error));

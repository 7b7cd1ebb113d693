/** First six digits of hardware addresses of whoever makes phones and gateways for VoIP (IEEE's list, by oui-data). */
import { readFile } from 'node:fs/promises';

export const MAKERS = { name: 'oui-data', license: 'BSD-2-Clause', notice: null };

/** In the names of the list; the big ones whose phones are a small part of what they make are left out, but for Cisco. */
const NAMES = [
  ...['yealink', 'grandstream', 'snom', 'polycom', '\\bpoly\\b', 'plantronics', 'fanvil', 'gigaset', 'aastra', 'mitel'],
  ...[
    'avaya',
    'nortel',
    'htek',
    'hanlong',
    'escene',
    'akuvox',
    'flyingvoice',
    'dinstar',
    'linksys',
    'sipura',
    'audio ?codes',
  ],
  ...[
    'alcatel-lucent ent',
    'unify',
    'atcom',
    'tiptel',
    'vtech',
    'spectralink',
    'algo comm',
    '2n tele',
    'eltex',
    'hybertone',
  ],
  ...[
    'yeastar',
    'openvox',
    'patton',
    'obihai',
    'panasonic',
    'sangoma',
    'digium',
    'auerswald',
    'agfeo',
    'cisco',
    'innovaphone',
  ],
  ...['bintec', 'wildix', 'ascom', 'welltech', 'swissvoice', 'uniden', 'beward', '\\brtx\\b', 'ericsson-lg', 'xorcom'],
  ...[
    'matrix comsec',
    'ooma',
    'cetis',
    'teledex',
    'shoretel',
    'mediatrix',
    'thomson tele',
    'telekom',
    'nec plat',
    'leadtek',
  ],
];

/** Sorted, in small letters. */
export async function makers() {
  const list = JSON.parse(await readFile(new URL('../node_modules/oui-data/index.json', import.meta.url), 'utf8'));
  const pattern = new RegExp(NAMES.join('|'), 'i');
  const known = Object.entries(list).filter(([, text]) => pattern.test(text.split('\n', 1)[0]));
  if (known.length < 1_000) throw new Error(`oui-data names only ${known.length} makers: has its format changed?`);
  // Longer ones are shares of what a dozen makers use.
  const prefixes = known.map(([prefix]) => prefix.toLowerCase()).filter((prefix) => prefix.length === 6);
  return prefixes.sort();
}

/**
 * Programs that guess SIP passwords, by the User-Agent that they send when nobody changed it. One that is registered has
 * found a password. Sources: Core's own list of scanners to drop (IptablesConf, sip_scanner_useragents.conf), which names
 * what is seen most, and the defaults of sipvicious, sippts, SIPp and VaxVoIP.
 */
import { rememberedText } from '../reach/remembered.ts';

/** Made to break in. */
const ATTACKS = new RegExp(
  [
    'friendly-?(?:scanner|request)',
    'sip-?vicious',
    '\\bsv(?:war|crack|map)\\b',
    'sipcli',
    'sundayddr',
    'pplsip',
    'sip-?scan',
    'scan-?sip',
    'sip-?army-?knife',
    'sippts',
    'mr\\.?sip\\b',
    'sivus',
    '\\biwar\\b',
    'sip-redirector',
    'voiper\\b',
    'voip-?hopper',
    '\\bsmap\\b',
  ].join('|'),
  'i',
);
/** Tools for tests and development, which attackers use, too. */
const TOOLS =
  /\bsipp\b|sipsak|vax(?:sip|ip)useragent|startrinity|^test agent$|\bnmap\b|\bgulp\b|censysinspect|\bzgrab|masscan|metasploit/i;

/** Builds of a softphone of 2009 that programs for break-ins call themselves: most calls of frauds come under these names. */
const COPIES = /^eyebeam release (?:3004t stamp 16741|3006o stamp 17551|3007n stamp 17816|3015c stamp 27107)/i;

export type ScannerKind = 'attack' | 'tool' | 'copy';

/** Most phones of a PBX say the same. */
const MOST_NAMES = 1_000;
const READ = 200;

/** null: an ordinary phone, as far as it says. Text of strangers; only its beginning is read. */
export const scannerKind = rememberedText(MOST_NAMES, READ, (userAgent): ScannerKind | null => {
  const text = userAgent.trim().slice(0, READ);
  if (ATTACKS.test(text)) return 'attack';
  if (TOOLS.test(text)) return 'tool';
  return COPIES.test(text) ? 'copy' : null;
});

/** Does it call itself a program that finds passwords? A copied name says less: somebody may still use that softphone. */
export const breaksIn = ({ userAgent }: { readonly userAgent: string }): boolean =>
  (scannerKind(userAgent) ?? 'copy') !== 'copy';

/** Programs for break-ins are out with their next registration; a phone comes back when somebody was there. */
export const withoutThieves = <D extends { readonly account: string; readonly userAgent: string }>(
  devices: readonly D[],
  owners: ReadonlySet<string>,
): D[] => devices.filter((device) => !breaksIn(device) || !owners.has(`sip:${device.account.replace(/-.*/, '')}`));

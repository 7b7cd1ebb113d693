/**
 * Programs that guess SIP passwords, by the User-Agent that they send when nobody changed it. One that is registered has
 * found a password. Sources: Core's own list of scanners to drop (IptablesConf, sip_scanner_useragents.conf), which names
 * what is seen most, and the defaults of sipvicious, sippts, SIPp and VaxVoIP.
 */

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
  ].join('|'),
  'i',
);
/** Tools for tests and development, which attackers use, too. */
const TOOLS = /\bsipp\b|sipsak|vaxsipuseragent|\bnmap\b|\bgulp\b|censysinspect|\bzgrab|masscan|metasploit/i;

/** null: an ordinary phone, as far as it says. Text of strangers; only its beginning is read. */
export function scannerKind(userAgent: string): 'attack' | 'tool' | null {
  const text = userAgent.slice(0, 200);
  if (ATTACKS.test(text)) return 'attack';
  return TOOLS.test(text) ? 'tool' : null;
}

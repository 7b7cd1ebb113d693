/** 2026.9.5 on which every text that a stranger can choose attacks whoever shows it: page, file, terminal, table. */
import type { Secret } from '../pbx.ts';
import { confirmed } from './answers.ts';
import {
  STRONG,
  EVERYTHING,
  allowing,
  basePbx,
  employee,
  filter,
  lan,
  named,
  outboundRoute,
  provenLogin,
  provider,
  signedIn,
  signedInTo,
} from './base.ts';
import { daysBefore, storedDaysBefore, type Scenario } from './scenario.ts';
import { guideSecret, publicKey, secret, seeded } from './secrets.ts';

/** One for each place where text can do harm. None of them does any where it is shown as text. */
export const HOSTILE = {
  script: '<script>globalThis.pwned=1</script>',
  image: '<img src=x onerror="globalThis.pwned=2">',
  attribute: '" onmouseover="globalThis.pwned=3" x="',
  style: '</style><style>body{display:none}</style>',
  address: 'javascript:globalThis.pwned=4',
  template: '${globalThis.pwned=5} {{constructor}} %name% $& $1',
  formula: '=HYPERLINK("https://evil.example","open")',
  plusFormula: "+cmd|'/c calc'!A0",
  atFormula: '@SUM(1+1)*cmd',
  tabFormula: '\t=1+1',
  rightToLeft: '\u202egnp.elif\u202c \u2066isolated\u2069',
  terminal: '\u001b[2J\u001b[31mred\u001b[0m\u0007 \u009b31m \u001b]0;title\u0007',
  lines: 'first\r\nSet-Cookie: pwned=6\nthird\u2028fourth\u0085fifth',
  invisible: '\u200b\ufeff\u0000zero\u00adwidth',
  marks: 'Z\u0351\u036b\u0343\u036a\u0342a\u0350\u0310\u0311l\u0346\u0340g\u0366\u036eo\u0349',
  loneSurrogate: '\ud800 half a character',
  emoji: '👩‍👩‍👧‍👦 \u{1f1e9}\u{1f1ea} \u{10ffff}',
  path: '../../../../etc/passwd',
  sql: "'; DROP TABLE m_Sip; --",
  json: '"},"result":false,"x":{"y":"',
  sarif: '[click](https://evil.example) `code` **bold** | table |',
  long: 'long'.repeat(5_000),
} as const;

const TRUNK = 'SIP-TRUNK-BADBAD00';
const CARRIER = 'SIP-TRUNK-BADBAD01';
const weak = (shared = 0): Secret =>
  secret('12345', {
    length: 'lt8',
    missing: ['upper', 'lower', 'special'],
    dictionary: true,
    digitsOnly: true,
    strong: false,
    shared,
  });

export const hostileNames: Scenario = (now) => {
  const random = seeded(6);
  const base = basePbx(now);
  const names = Object.values(HOSTILE);
  // Every other account has it, and so have the provider and both interfaces' users.
  const sharers = Math.ceil(names.length / 2) + 3 - 1;
  return {
    ...base,
    settings: {
      PBXSecurityMode: 'strict',
      Name: HOSTILE.image,
      Description: HOSTILE.script,
      PBXLanguage: HOSTILE.json,
      PBXTimezone: HOSTILE.path,
      WebAdminLogin: HOSTILE.attribute,
      SIPAuthPrefix: HOSTILE.template,
      SSHLogin: HOSTILE.terminal,
      ARIEnabled: '1',
      ARIAllowedOrigins: HOSTILE.address,
    },
    container: { kind: 'none' },
    updates: { online: true, latest: HOSTILE.script, checkedAt: daysBefore(now, 0) },
    webLogin: provenLogin(daysBefore(now, 40)),
    authorizedKeys: [publicKey(random, HOSTILE.attribute)],
    filters: [
      filter(1, HOSTILE.script, '192.168.1.0/24', EVERYTHING, { localNetwork: true }),
      filter(2, HOSTILE.image, '0.0.0.0/1', allowing('SIP', 'WEB')),
      filter(3, HOSTILE.rightToLeft, '128.0.0.0/1', allowing('SIP', 'WEB')),
      filter(4, HOSTILE.long, HOSTILE.sql, allowing('SSH')),
    ],
    fail2ban: { ...STRONG, whitelist: `${HOSTILE.formula} ${HOSTILE.image}`, banning: true },
    firewallModules: [HOSTILE.marks],
    customFiles: [
      { id: 1, filepath: HOSTILE.path, mode: 'override', description: HOSTILE.formula },
      { id: 2, filepath: HOSTILE.script, mode: 'append', description: HOSTILE.terminal },
    ],
    interfaces: [lan('192.168.1.10', { name: HOSTILE.attribute })],
    nat: { enabled: true, address: HOSTILE.style, host: HOSTILE.sarif },
    providers: [
      provider(TRUNK, HOSTILE.script, {
        host: HOSTILE.address,
        username: HOSTILE.formula,
        note: HOSTILE.image,
        registration: 'inbound',
        secret: weak(sharers),
        additionalHosts: [{ id: '1', address: HOSTILE.attribute }],
      }),
      provider(CARRIER, HOSTILE.terminal, {
        host: HOSTILE.lines,
        username: HOSTILE.atFormula,
        secret: guideSecret(random),
      }),
    ],
    outboundRoutes: [
      outboundRoute(1, HOSTILE.image, TRUNK, '(a+)+$', -1),
      outboundRoute(2, HOSTILE.long, TRUNK, HOSTILE.script, -1),
      outboundRoute(3, HOSTILE.formula, TRUNK, '', -1),
    ],
    employees: names.map((name, place) =>
      employee(place + 1, String(201 + place), name, {
        email: name,
        manualAttributes: name,
        secret: place % 2 === 0 ? weak(sharers) : guideSecret(random),
      }),
    ),
    amiUsers: [
      {
        id: 1,
        username: HOSTILE.script,
        description: HOSTILE.terminal,
        secret: weak(sharers),
        filterId: null,
        read: [],
        write: [],
        eventFilter: HOSTILE.json,
      },
    ],
    ariUsers: [
      {
        id: 1,
        username: HOSTILE.image,
        description: HOSTILE.lines,
        password: weak(sharers),
        applications: [HOSTILE.template],
        weakPassword: '2',
      },
    ],
    apiKeys: [
      {
        id: 1,
        key: 'sandbox-key-with-a-hostile-name',
        description: HOSTILE.script,
        fullPermissions: true,
        allowedPaths: {},
        filterId: null,
        createdAt: storedDaysBefore(now, 400),
        lastUsedAt: '',
      },
    ],
    modules: [
      {
        id: HOSTILE.path,
        name: HOSTILE.script,
        version: HOSTILE.terminal,
        enabled: true,
        firewall: [{ key: HOSTILE.attribute, name: HOSTILE.image, tcpPorts: [9999] }],
        publicRoutes: [HOSTILE.address],
      },
    ],
    devices: names.map((name, place) => ({ account: String(201 + place), address: name, userAgent: name })),
    signIns: {
      web: signedIn(now, ...names.map((name, place) => [name, place, 1] as const)),
      ssh: { unknown: 'failed', detail: HOSTILE.script },
      programs: {
        since: daysBefore(now, 30),
        users: names.map((name, place) => signedInTo(now, name, [place, 1], [name, place, 1])),
        complete: false,
      },
    },
    providerHosts: [named(now, HOSTILE.address, 1, HOSTILE.image, HOSTILE.long)],
    vpn: [
      {
        name: HOSTILE.attribute,
        networks: names,
        peers: names.map((name) => ({ name, endpoint: name, networks: [name], lastSeen: name })),
      },
    ],
    attestations: confirmed(
      now,
      [{ item: HOSTILE.json, subject: HOSTILE.image, answer: HOSTILE.script, note: HOSTILE.long }],
      HOSTILE.formula,
    ),
    waivers: [
      {
        check: 'sip-passwords',
        finding: HOSTILE.script,
        reason: HOSTILE.rightToLeft,
        by: HOSTILE.terminal,
        at: daysBefore(now, 10),
        expiresAt: daysBefore(now, -10),
      },
    ],
    lastIds: { ...base.lastIds, filter: 4, employee: names.length, host: 1, route: 3, ami: 1, ari: 1, apiKey: 1 },
  };
};

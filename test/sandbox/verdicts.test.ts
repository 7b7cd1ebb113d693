/**
 * Every verdict of all scenarios with its reason: what each item of the guide has to say about a PBX like that. A
 * reason is the key of the sentence below the check's own, with the keys of the sentences inside it; then the ids of the
 * problems, or how many.
 */
import { describe, expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import type { Message, Param } from '../../sites/checklist/message.ts';
import type { Score, Verdict } from '../../sites/checklist/report/types.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

/** Verdict, reason, problems (their ids, or how many). */
type Expected = readonly [Verdict, string, (readonly string[] | number)?];

const EXPECTED: Readonly<Record<ScenarioName, Readonly<Record<string, Expected>>>> = {
  'factory-2026': {
    'pbx-version': [
      'fail',
      'holes',
      [
        'release-2026.2.118',
        'release-2026.3.40',
        'release-2026.5.6',
        'CVE-2026-109618',
        'release-2026.6.34',
        'release-2026.6.99',
        'release-2026.7.1',
        'CVE-2026-123007',
        'release-2026.9.5',
      ],
    ],
    'security-patch': ['not-applicable', 'built-in'],
    'firewall-enabled': ['pass', 'pass'],
    'firewall-trusted-subnets': [
      'fail',
      'router',
      ['SIP+IAX+SSH+AMI:rule-4:0.0.0.0/0', 'ICMP:rule-4:0.0.0.0/0', 'see:web-cti-closed'],
    ],
    'web-cti-closed': [
      'fail',
      'exposure.open.router(exposure.who.everybody exposure.by.rule)',
      ['WEB+AJAM:rule-4:0.0.0.0/0'],
    ],
    'sip-passwords': ['warn', 'generated', ['generated']],
    'web-password': ['fail', 'is.default', ['default']],
    'secrets-rotated': ['manual', 'manual'],
    'auth-username': ['fail', 'fail(flaw.empty)', ['setting']],
    fail2ban: [
      'fail',
      'lax.open(fail2ban.level.own(fail2ban.level.weak) fail2ban.level.enhanced)',
      ['level', 'door:WEB', 'door:AMI', 'door:AJAM'],
    ],
    'nat-vpn': ['manual', 'manual'],
    'provider-spending-limit': ['not-applicable', 'none'],
    'international-blocked': ['not-applicable', 'none'],
    'no-excess-balance': ['not-applicable', 'none'],
    'docker-exposure': ['not-applicable', 'none'],
    'registered-devices': ['not-applicable', 'none'],
    'module-routes': ['not-applicable', 'none'],
    'extension-networks': ['not-applicable', 'none'],
    'guest-calls': ['pass', 'pass'],
    'core-warnings': ['pass', 'pass'],
    'ssh-access': ['pass', 'keys-only'],
    'ami-ari-access': ['fail', 'fail', ['network:ami:1cami']],
    'api-keys': ['not-applicable', 'none'],
  },
  'hardened-2026': {
    'pbx-version': ['pass', 'pass'],
    'security-patch': ['not-applicable', 'built-in'],
    'firewall-enabled': ['pass', 'pass'],
    'firewall-trusted-subnets': ['pass', 'pass'],
    'web-cti-closed': ['pass', 'pass'],
    'sip-passwords': ['pass', 'pass'],
    'web-password': ['pass', 'pass(how.person)'],
    'secrets-rotated': ['pass', 'pass.since'],
    'auth-username': ['pass', 'pass'],
    fail2ban: ['pass', 'pass(fail2ban.level.enhanced)'],
    'nat-vpn': ['pass', 'pass.rules'],
    'provider-spending-limit': ['pass', 'pass'],
    'international-blocked': ['pass', 'pass'],
    'no-excess-balance': ['pass', 'pass'],
    'docker-exposure': ['not-applicable', 'none'],
    'registered-devices': ['pass', 'pass'],
    'module-routes': ['not-applicable', 'none'],
    'extension-networks': ['not-applicable', 'none'],
    'guest-calls': ['pass', 'pass'],
    'core-warnings': ['pass', 'pass'],
    'ssh-access': ['pass', 'keys-only'],
    'ami-ari-access': ['pass', 'pass'],
    'api-keys': ['pass', 'pass'],
  },
  'newest-2026': {
    'pbx-version': ['pass', 'pass'],
    'security-patch': ['not-applicable', 'built-in'],
    'firewall-enabled': ['pass', 'pass'],
    'firewall-trusted-subnets': [
      'fail',
      'router',
      [
        'SIP+IAX+SSH+AMI:rule-3:0.0.0.0/0',
        'ICMP:rule-3:0.0.0.0/0',
        'see:web-cti-closed',
        'idle:rule-2:203.0.113.20/32',
      ],
    ],
    'web-cti-closed': [
      'fail',
      'exposure.open.router(exposure.who.everybody exposure.by.rule)',
      ['WEB+AJAM:rule-3:0.0.0.0/0'],
    ],
    'module-routes': ['not-applicable', 'none'],
    'sip-passwords': ['warn', 'generated', ['generated']],
    'web-password': ['manual', 'no-match'],
    'secrets-rotated': ['manual', 'manual'],
    'extension-networks': ['warn', 'warn', ['gone:account:203']],
    'auth-username': ['fail', 'fail(flaw.empty)', ['setting']],
    fail2ban: ['fail', 'lax.open(fail2ban.level.normal fail2ban.level.enhanced)', ['level', 'door:AMI', 'door:AJAM']],
    'nat-vpn': ['manual', 'manual'],
    'provider-spending-limit': ['manual', 'manual'],
    'international-blocked': ['manual', 'manual'],
    'no-excess-balance': ['manual', 'manual'],
    'docker-exposure': ['not-applicable', 'none'],
    'registered-devices': ['pass', 'pass'],
    'ssh-access': ['fail', 'fail', ['see:firewall-trusted-subnets']],
    'ami-ari-access': ['not-applicable', 'none'],
    'api-keys': ['not-applicable', 'none'],
    'guest-calls': ['pass', 'pass'],
    'core-warnings': ['pass', 'pass'],
  },
  'breached-2024': {
    'pbx-version': [
      'fail',
      'holes',
      [
        'vendor-2024.1.114',
        'CVE-2025-52207',
        'release-2026.2.118',
        'release-2026.3.40',
        'release-2026.5.6',
        'CVE-2026-109618',
        'release-2026.6.34',
        'release-2026.6.99',
        'release-2026.7.1',
        'CVE-2026-123007',
        'release-2026.9.5',
      ],
    ],
    'security-patch': ['fail', 'unpatched', ['A', 'B', 'C', 'D', 'E', 'F', 'G']],
    'firewall-enabled': ['pass', 'pass'],
    'firewall-trusted-subnets': [
      'fail',
      'open',
      ['SIP:rule-2:0.0.0.0/0', 'SSH+AMI:rule-2:0.0.0.0/0', 'ICMP:rule-2:0.0.0.0/0', 'see:web-cti-closed'],
    ],
    'web-cti-closed': [
      'fail',
      'exposure.open.public(exposure.who.everybody exposure.by.rule)',
      ['WEB+AJAM+MODULECTICLIENT:rule-2:0.0.0.0/0'],
    ],
    'sip-passwords': ['fail', 'guessable', ['sip:201', 'sip:202', 'sip:203', 'sip:204', 'generated']],
    'web-password': ['fail', 'is.default', ['default']],
    'secrets-rotated': ['fail', 'hole-open', ['hole-open']],
    'auth-username': ['fail', 'fail(flaw.no-setting)', ['setting']],
    fail2ban: [
      'fail',
      'lax.open(fail2ban.level.weak fail2ban.level.strong)',
      ['level', 'door:WEB', 'door:AMI', 'door:AJAM'],
    ],
    'nat-vpn': ['fail', 'open', ['public:eth0:1.2.3.4']],
    'provider-spending-limit': ['manual', 'manual'],
    'international-blocked': ['fail', 'open', ['abroad:1', 'premium:1']],
    'no-excess-balance': ['manual', 'manual'],
    'docker-exposure': ['not-applicable', 'none'],
    'registered-devices': ['fail', 'fail', ['scanner:201:5.6.7.8']],
    'module-routes': ['warn', 'everybody', 1],
    'extension-networks': ['not-applicable', 'none'],
    'guest-calls': ['fail', 'everybody', ['guests']],
    'core-warnings': ['fail', 'fail', ['ssh-password', 'security-log']],
    'ssh-access': ['fail', 'fail', ['password', 'see:firewall-trusted-subnets']],
    'ami-ari-access': ['fail', 'fail', ['network:ami:1cami', 'password:ami:1cami']],
    'api-keys': ['not-applicable', 'no-such'],
  },
  'docker-bridge': {
    'pbx-version': [
      'fail',
      'holes',
      [
        'release-2026.2.118',
        'release-2026.3.40',
        'release-2026.5.6',
        'CVE-2026-109618',
        'release-2026.6.34',
        'release-2026.6.99',
        'release-2026.7.1',
        'CVE-2026-123007',
        'release-2026.9.5',
      ],
    ],
    'security-patch': ['not-applicable', 'built-in'],
    'firewall-enabled': ['fail', 'container', ['container']],
    'firewall-trusted-subnets': ['fail', 'router', ['see:firewall-enabled']],
    'web-cti-closed': [
      'fail',
      'exposure.open.router(exposure.who.everybody exposure.because.container(checks.firewall-enabled.title))',
      ['see:firewall-enabled'],
    ],
    'sip-passwords': ['warn', 'generated', ['generated']],
    'web-password': ['manual', 'no-match'],
    'secrets-rotated': ['manual', 'manual'],
    'auth-username': ['pass', 'pass'],
    fail2ban: [
      'fail',
      'door.no-ban',
      ['door:SIP', 'door:IAX', 'door:WEB', 'door:SSH', 'door:AMI', 'door:AJAM', 'level'],
    ],
    'nat-vpn': ['manual', 'manual'],
    'provider-spending-limit': ['manual', 'manual'],
    'international-blocked': ['manual', 'manual'],
    'no-excess-balance': ['manual', 'manual'],
    'docker-exposure': ['fail', 'bridge', ['docker-bridge']],
    'registered-devices': ['pass', 'pass'],
    'module-routes': ['not-applicable', 'none'],
    'extension-networks': ['not-applicable', 'none'],
    'guest-calls': ['pass', 'pass'],
    'core-warnings': ['pass', 'pass'],
    'ssh-access': ['pass', 'keys-only'],
    'ami-ari-access': ['not-applicable', 'none'],
    'api-keys': ['not-applicable', 'none'],
  },
  'ten-thousand': {
    'pbx-version': [
      'fail',
      'holes.newer',
      ['release-2026.6.99', 'release-2026.7.1', 'CVE-2026-123007', 'release-2026.9.5'],
    ],
    'security-patch': ['not-applicable', 'built-in'],
    'firewall-enabled': ['pass', 'pass'],
    'firewall-trusted-subnets': ['pass', 'pass'],
    'web-cti-closed': ['pass', 'pass'],
    'sip-passwords': ['fail', 'guessable', 401],
    'web-password': ['pass', 'pass(how.person)'],
    'secrets-rotated': ['manual', 'manual'],
    'auth-username': ['pass', 'pass'],
    fail2ban: ['pass', 'pass(fail2ban.level.normal)'],
    'nat-vpn': ['pass', 'pass.rules'],
    'provider-spending-limit': ['manual', 'manual'],
    'international-blocked': ['fail', 'open', ['abroad:50', 'premium:50']],
    'no-excess-balance': ['manual', 'manual'],
    'docker-exposure': ['not-applicable', 'none'],
    'registered-devices': ['not-applicable', 'none'],
    'module-routes': ['not-applicable', 'none'],
    'extension-networks': ['not-applicable', 'none'],
    'guest-calls': ['pass', 'pass'],
    'core-warnings': ['pass', 'pass'],
    'ssh-access': ['pass', 'keys-only'],
    'ami-ari-access': ['not-applicable', 'none'],
    'api-keys': ['not-applicable', 'none'],
  },
  'hostile-names': {
    'pbx-version': ['pass', 'pass'],
    'security-patch': ['not-applicable', 'built-in'],
    'firewall-enabled': ['pass', 'pass'],
    'firewall-trusted-subnets': [
      'fail',
      'router',
      ['SIP:rule-2:0.0.0.0/1', 'SIP:rule-3:128.0.0.0/1', 'see:web-cti-closed'],
    ],
    'web-cti-closed': ['fail', 'open', ['WEB:rule-2:0.0.0.0/1', 'WEB:rule-3:128.0.0.0/1']],
    'sip-passwords': [
      'fail',
      'guessable',
      [
        'sip:201',
        'sip:203',
        'sip:205',
        'sip:207',
        'sip:209',
        'sip:211',
        'sip:213',
        'sip:215',
        'sip:217',
        'sip:219',
        'sip:221',
        'provider:SIP-TRUNK-BADBAD00',
      ],
    ],
    'web-password': ['pass', 'pass(how.person)'],
    'secrets-rotated': ['manual', 'manual'],
    'auth-username': ['pass', 'pass'],
    fail2ban: [
      'warn',
      'cidr.all',
      [
        'whitelist:=HYPERLINK("https://evil.example","open")',
        'whitelist:<img',
        'whitelist:src=x',
        'whitelist:onerror="globalThis.pwned=2">',
      ],
    ],
    'nat-vpn': ['manual', 'manual'],
    'provider-spending-limit': ['manual', 'manual'],
    'international-blocked': ['fail', 'open', ['abroad:3', 'premium:3', 'unreadable:2']],
    'no-excess-balance': ['manual', 'manual'],
    'docker-exposure': ['not-applicable', 'none'],
    'registered-devices': ['warn', 'unplaced.says', 22],
    'module-routes': ['warn', 'everybody', 1],
    'extension-networks': ['not-applicable', 'none'],
    'guest-calls': ['pass', 'pass'],
    'core-warnings': ['pass', 'pass'],
    'ssh-access': ['pass', 'pass'],
    'ami-ari-access': [
      'fail',
      'fail',
      [
        'password:ami:<script>globalThis.pwned=1</script>',
        'password:ari:<img src=x onerror="globalThis.pwned=2">',
        'network:ami:<script>globalThis.pwned=1</script>',
      ],
    ],
    'api-keys': ['fail', 'fail', ['open:1', 'unused:1']],
  },
};

/** What the whole comes to. A critical failure caps it at 49. */
const SCORES: Readonly<Record<ScenarioName, Partial<Score>>> = {
  'factory-2026': { word: 'in-danger' },
  'hardened-2026': { word: 'strong', points: 100 },
  'newest-2026': { word: 'weak', points: 55 },
  'breached-2024': { word: 'in-danger' },
  'docker-bridge': { word: 'in-danger' },
  'ten-thousand': { word: 'in-danger', points: 49 },
  'hostile-names': { word: 'in-danger' },
};

const reportOf = (name: ScenarioName) =>
  audit(factsOf(SCENARIOS[name](NOW), 'http://127.0.0.1', NOW), { tool: { name: 'test', version: '0' } });

describe.each(SCENARIO_NAMES)('%s', (name) => {
  const report = reportOf(name);

  it('is judged by every check that is expected, and no other', () => {
    expect(report.results.map(({ id }) => id).sort()).toEqual(Object.keys(EXPECTED[name]).sort());
  });

  it('comes to its score', () => expect(report.score).toMatchObject({ state: 'scored', ...SCORES[name] }));

  it.each(Object.entries(EXPECTED[name]))('%s', (id, [verdict, reason, problems = []]) => {
    const result = report.results.find((one) => one.id === id);
    if (result === undefined) throw new Error('not judged');
    expect([result.verdict, reasonOf(result.says).replaceAll(`checks.${id}.`, '')]).toEqual([verdict, reason]);
    const ids = result.findings.map((finding) => finding.id);
    expect(typeof problems === 'number' ? ids.length : ids).toEqual(problems);
  });
});

function reasonOf(says: Message): string {
  const inner = Object.values(says.params).flatMap(messagesIn).map(reasonOf);
  return says.key + (inner.length === 0 ? '' : `(${inner.join(' ')})`);
}
/** Names of services are left out: they are what, not why. */
function messagesIn(param: Param): readonly Message[] {
  if (typeof param !== 'object') return [];
  const items = 'key' in param ? [param] : param;
  return items.filter((item) => typeof item === 'object').filter(({ key }) => !key.startsWith('exposure.service.'));
}

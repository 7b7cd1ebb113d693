/** Every verdict of the six scenarios, with its reason. Thought out from the guide's items before any check was asked. */
import { describe, expect, it } from 'vitest';
import { audit } from '../../sites/checklist/audit.ts';
import type { Verdict } from '../../sites/checklist/report/types.ts';
import { factsOf, SCENARIO_NAMES, SCENARIOS, type ScenarioName } from '../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

const EXPECTED: Readonly<Record<ScenarioName, Readonly<Record<string, readonly [Verdict, string]>>>> = {
  'factory-2026': {
    'pbx-version': ['fail', 'critical holes were closed after 2026.1.223'],
    'security-patch': ['not-applicable', 'a clean newer release'],
    'firewall-enabled': ['pass', 'on, one rule, enforced'],
    'firewall-trusted-subnets': ['fail', 'everybody may connect, only a router stands between'],
    'web-cti-closed': ['fail', 'the web interface is open to everybody'],
    'sip-passwords': ['warn', 'made by MikoPBX: strong, without special characters'],
    'web-password': ['fail', 'admin is the default'],
    'auth-username': ['fail', 'phones sign in with their extension'],
    fail2ban: ['fail', 'the weakest level while services are open'],
    'nat-vpn': ['manual', 'behind a router: which ports does it forward?'],
    'provider-spending-limit': ['not-applicable', 'only the demo provider'],
    'international-blocked': ['manual', 'nobody said which countries are called'],
    'no-excess-balance': ['not-applicable', 'only the demo provider'],
    'secrets-rotated': ['manual', 'did it ever run an old release in reach?'],
    'docker-exposure': ['not-applicable', 'no container'],
    'ssh-access': ['pass', 'no password logins'],
    'ami-ari-access': ['fail', 'the factory AMI user may come from anywhere'],
    'api-keys': ['not-applicable', 'no keys'],
  },
  'hardened-2026': {
    'pbx-version': ['pass', 'newest release'],
    'security-patch': ['not-applicable', 'a clean newer release'],
    'firewall-enabled': ['pass', 'on, rules, enforced'],
    'firewall-trusted-subnets': ['pass', 'nothing is open at large'],
    'web-cti-closed': ['pass', 'office and VPN only'],
    'sip-passwords': ['pass', 'all meet the rule'],
    'web-password': ['pass', 'proven'],
    'auth-username': ['pass', 'a suffix nobody guesses'],
    fail2ban: ['pass', 'strong'],
    'nat-vpn': ['pass', 'closed by rules'],
    'provider-spending-limit': ['pass', 'confirmed'],
    'international-blocked': ['pass', 'no route leads abroad'],
    'no-excess-balance': ['pass', 'confirmed'],
    'secrets-rotated': ['pass', 'all changed after the hole was closed'],
    'docker-exposure': ['not-applicable', 'no container'],
    'ssh-access': ['pass', 'keys only'],
    'ami-ari-access': ['pass', 'strong and from the office'],
    'api-keys': ['pass', 'few rights, one network'],
  },
  'breached-2024': {
    'pbx-version': ['fail', 'critical holes'],
    'security-patch': ['fail', 'decisive markers are not fixed'],
    'firewall-enabled': ['pass', 'on, rules, enforced'],
    'firewall-trusted-subnets': ['fail', 'everything is reachable from the internet'],
    'web-cti-closed': ['fail', 'web and CTI are reachable from the internet'],
    'sip-passwords': ['fail', 'passwords that are tried first'],
    'web-password': ['fail', 'admin is the default'],
    'auth-username': ['fail', 'this release has no such setting'],
    fail2ban: ['fail', 'the weakest level on the internet'],
    'nat-vpn': ['fail', 'a public address and an open firewall'],
    'provider-spending-limit': ['manual', 'ask the provider'],
    'international-blocked': ['fail', 'every number goes out'],
    'no-excess-balance': ['manual', 'ask the provider'],
    'secrets-rotated': ['fail', 'the hole is open'],
    'docker-exposure': ['not-applicable', 'no container'],
    'ssh-access': ['fail', 'a common password, reachable'],
    'ami-ari-access': ['fail', 'a weak secret from anywhere'],
    'api-keys': ['not-applicable', 'this release has none'],
  },
  'docker-bridge': {
    'pbx-version': ['fail', 'critical holes were closed after 2026.1.223'],
    'security-patch': ['not-applicable', 'a clean newer release'],
    'firewall-enabled': ['fail', 'this system cannot enforce it'],
    'firewall-trusted-subnets': ['fail', 'Core holds nothing back in a container'],
    'web-cti-closed': ['fail', 'Core holds nothing back in a container'],
    'sip-passwords': ['warn', 'made by MikoPBX: strong, without special characters'],
    'web-password': ['manual', 'a hash nobody proved'],
    'auth-username': ['pass', 'a suffix nobody guesses'],
    fail2ban: ['fail', 'only normal while services are open'],
    'nat-vpn': ['manual', 'which ports are published?'],
    'provider-spending-limit': ['manual', 'ask the provider'],
    'international-blocked': ['manual', 'nobody said which countries are called'],
    'no-excess-balance': ['manual', 'ask the provider'],
    'secrets-rotated': ['manual', 'did it ever run an old release in reach?'],
    'docker-exposure': ['fail', 'bridge mode below the release with a bouncer'],
    'ssh-access': ['pass', 'no password logins'],
    'ami-ari-access': ['not-applicable', 'no users'],
    'api-keys': ['not-applicable', 'no keys'],
  },
  'ten-thousand': {
    'pbx-version': ['fail', 'critical holes were closed after 2026.6.34'],
    'security-patch': ['not-applicable', 'a clean newer release'],
    'firewall-enabled': ['pass', 'on, rules, enforced'],
    'firewall-trusted-subnets': ['pass', 'private networks only'],
    'web-cti-closed': ['pass', 'the own network only'],
    'sip-passwords': ['fail', '300 hold their number, 100 are the same'],
    'web-password': ['pass', 'proven'],
    'auth-username': ['pass', 'a suffix nobody guesses'],
    fail2ban: ['pass', 'normal, nothing reachable'],
    'nat-vpn': ['pass', 'closed by rules'],
    'provider-spending-limit': ['manual', 'ask the provider'],
    'international-blocked': ['fail', 'one route leads abroad'],
    'no-excess-balance': ['manual', 'ask the provider'],
    'secrets-rotated': ['manual', 'did it ever run an old release in reach?'],
    'docker-exposure': ['not-applicable', 'no container'],
    'ssh-access': ['pass', 'no password logins'],
    'ami-ari-access': ['not-applicable', 'no users'],
    'api-keys': ['not-applicable', 'no keys'],
  },
  'hostile-names': {
    'pbx-version': ['pass', 'no hole known; what Core heard of newer ones is no release'],
    'security-patch': ['not-applicable', 'a clean newer release'],
    'firewall-enabled': ['pass', 'on, rules, enforced; other rules are not judged'],
    'firewall-trusted-subnets': ['fail', 'two halves are the whole internet'],
    'web-cti-closed': ['fail', 'two halves are the whole internet'],
    'sip-passwords': ['fail', 'passwords that are tried first'],
    'web-password': ['pass', 'proven'],
    'auth-username': ['pass', 'a suffix nobody guesses'],
    fail2ban: ['warn', 'strong, but entries of the list of exceptions are dropped'],
    'nat-vpn': ['manual', 'behind a router: which ports does it forward?'],
    'provider-spending-limit': ['manual', 'ask the provider'],
    'international-blocked': ['fail', 'every number goes out'],
    'no-excess-balance': ['manual', 'ask the provider'],
    'secrets-rotated': ['manual', 'did it ever run an old release in reach?'],
    'docker-exposure': ['not-applicable', 'no container'],
    'ssh-access': ['pass', 'not reachable beyond the own network'],
    'ami-ari-access': ['fail', 'weak secrets, from anywhere, every page of the web'],
    'api-keys': ['fail', 'full rights from anywhere'],
  },
};

describe.each(SCENARIO_NAMES)('%s', (name) => {
  const report = audit(factsOf(SCENARIOS[name](NOW), 'http://127.0.0.1', NOW), {
    tool: { name: 'test', version: '0' },
  });

  it('is judged by every check that is expected, and no other', () => {
    expect(report.results.map(({ id }) => id).sort()).toEqual(Object.keys(EXPECTED[name]).sort());
  });

  it.each(Object.entries(EXPECTED[name]))('%s', (id, [verdict, because]) => {
    const result = report.results.find((one) => one.id === id);
    expect([result?.verdict, because, result?.says.key]).toEqual([verdict, because, expect.any(String)]);
  });
});

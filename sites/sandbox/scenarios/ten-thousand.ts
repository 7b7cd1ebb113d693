/**
 * A large PBX: 10,000 extensions, 100 rules, 50 routes. Of each hundred extensions three have their own number in the
 * password, one a password that a hundred others share, two one as the guide wants it, the rest what Core generates.
 */
import type { Employee, Secret } from '../pbx.ts';
import { confirmed } from './answers.ts';
import {
  NORMAL,
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
} from './base.ts';
import { daysBefore, type Scenario } from './scenario.ts';
import { generatedSecret, guideSecret, secret, seeded } from './secrets.ts';

export const EXTENSIONS = 10_000;
export const RULES = 100;
export const ROUTES = 50;
const TRUNK = 'SIP-TRUNK-10000000';
const FIRST = 10_000;

const FIRST_NAMES =
  'Ada Bruno Clara Dario Elsa Felix Gina Hugo Iris Jan Kira Leo Mila Nils Olga Paul Rosa Sven Tina Uwe'.split(' ');
const LAST_NAMES =
  'Adler Busch Conrad Dorn Ebert Fuchs Gross Hahn Imhof Jung Kaiser Lang Maurer Nolte Otto Pohl Rabe Sauer Thiel Ulmer'.split(
    ' ',
  );

function passwordOf(place: number, number: string, random: () => number): Secret {
  const kind = place % 100;
  if (kind < 3) return secret(`Tbx#Wk${number}`, { length: '8-11', contains: ['number'], strong: false });
  if (kind === 3) return secret('Kx7!vRm2@Tq9%Wz4', { shared: EXTENSIONS / 100 - 1 });
  return kind < 6 ? guideSecret(random) : generatedSecret(random);
}

function person(place: number, random: () => number): Employee {
  const number = String(FIRST + place);
  const first = FIRST_NAMES[place % FIRST_NAMES.length] ?? '';
  const last = LAST_NAMES[Math.floor(place / FIRST_NAMES.length) % LAST_NAMES.length] ?? '';
  return employee(place + 1, number, `${first} ${last}`, { secret: passwordOf(place, number, random) });
}

export const tenThousand: Scenario = (now) => {
  const random = seeded(5);
  const base = basePbx(now);
  return {
    ...base,
    release: '2026.6.34',
    settings: {
      Name: 'Nordkontor',
      PBXLanguage: 'de-de',
      PBXTimezone: 'Europe/Berlin',
      PBXInternalExtensionLength: '5',
      SIPAuthPrefix: 'nordlicht',
      SSHDisablePasswordLogins: '1',
    },
    webLogin: provenLogin(daysBefore(now, 40)),
    filters: [
      filter(1, 'Head office', '10.0.0.0/16', EVERYTHING, { localNetwork: true }),
      ...Array.from({ length: RULES - 1 }, (_, place) =>
        filter(place + 2, `Branch ${place + 1}`, `10.${place + 1}.0.0/16`, allowing('SIP', 'ICMP')),
      ),
    ],
    fail2ban: { ...NORMAL, whitelist: '', banning: true },
    interfaces: [lan('10.0.0.10', { prefix: 16, gateway: '10.0.0.1' })],
    staticRoutes: Array.from({ length: RULES - 1 }, (_, place) => `10.${place + 1}.0.0/16`),
    providers: [
      provider(TRUNK, 'Trunk', { host: 'sip.trunk.example', username: '4930999000', secret: guideSecret(random) }),
    ],
    outboundRoutes: [
      ...Array.from({ length: ROUTES - 1 }, (_, place) =>
        outboundRoute(place + 1, `Area 0${20 + place}`, TRUNK, `0${20 + place}`, 8),
      ),
      outboundRoute(ROUTES, 'Abroad', TRUNK, '00', -1),
    ],
    employees: Array.from({ length: EXTENSIONS }, (_, place) => person(place, random)),
    providerHosts: [named(now, 'sip.trunk.example', 25, '80.81.82.90')],
    attestations: confirmed(now, [
      { item: 'home-country', answer: 'DE' },
      { item: 'allowed-countries', answer: 'DE' },
    ]),
    lastIds: {
      ...base.lastIds,
      filter: RULES,
      employee: EXTENSIONS,
      host: 0,
      route: ROUTES,
      ami: 0,
      ari: 0,
      apiKey: 0,
    },
  };
};

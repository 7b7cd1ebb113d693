/** What stops working where services are closed, and which programs are behind it. */
import { describe, expect, it } from 'vitest';
import { lossesBetween } from '../../../sites/checklist/actions/affected.ts';
import { programsBehind, stopsOf } from '../../../sites/checklist/actions/stops.ts';
import type { PartData, PartName } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import { reachOf } from '../../../sites/checklist/reach/reach.ts';
import { CLEAN, EVERYTHING, partsWith, rule } from '../../support/facts.ts';
import { inputOf } from './random.ts';

const OFFICE = '192.168.1.0/24';
const SYSTEM = { ...CLEAN.system, release: '2026.1.223' };
const withRules = (...rules: PartData['firewall']['rules']) =>
  partsWith({ system: SYSTEM, firewall: { ...CLEAN.firewall, rules } });
const reach = (...rules: PartData['firewall']['rules']) => reachOf(inputOf(withRules(...rules)));
const RULES = { wide: rule('1', '0.0.0.0/0', EVERYTHING), narrow: rule('1', OFFICE, EVERYTHING) };
const WIDE = reach(RULES.wide);
const NARROW = reach(RULES.narrow);
const LOSSES = lossesBetween(inputOf(withRules(RULES.wide)), inputOf(withRules(RULES.narrow)));

const module = (id: string, more: Partial<PartData['modules'][number]> = {}): PartData['modules'][number] => ({
  id,
  name: `${id} by name`,
  version: '1',
  enabled: true,
  firewallCategories: [],
  publicRoutes: [],
  ...more,
});

const partsOf = (more: Partial<PartData> = {}, lost: Partial<Record<PartName, 'forbidden'>> = {}) =>
  partsWith({ system: SYSTEM, ...more }, lost);
const stops = (
  closed: readonly string[],
  more: Partial<PartData> = {},
  lost: Partial<Record<PartName, 'forbidden'>> = {},
) => new Map(stopsOf(WIDE, NARROW, partsOf(more, lost), new Set(closed), LOSSES).map(({ id, seen }) => [id, seen]));

describe('what stops', () => {
  it('is said for what closes, and for nothing else', () => {
    const of = (...closed: string[]) => [...stops(closed).keys()];
    expect(of('AJAM')).toEqual(['webrtc', 'ari', 'panel-1c']);
    expect(of('WEB')).toEqual(['recordings-1c', 'provisioning', 'certificate']);
    expect(of('AMI')).toEqual(['ami']);
    expect(of('SSH')).toEqual(['ssh']);
    expect(of('MODULECTICLIENT')).toEqual(['panel-1c']);
    expect(of()).toEqual([]);
  });

  it('each in its own words', () => {
    expect(stopsOf(WIDE, NARROW, partsOf(), new Set(['SSH']), LOSSES)).toEqual([
      { id: 'ssh', seen: false, says: say('actions.stops.ssh') },
    ]);
  });

  it('a certificate is renewed from the internet: it is lost only with that', () => {
    const of = (was: typeof WIDE, is: typeof WIDE) =>
      stopsOf(was, is, partsOf(), new Set(['WEB']), LOSSES).map(({ id }) => id);
    expect(of(WIDE, NARROW)).toContain('certificate');
    expect(of(NARROW, NARROW)).not.toContain('certificate');
    expect(of(WIDE, WIDE)).not.toContain('certificate');
  });

  it('is seen by the modules that are on, whatever else there is', () => {
    const other = module('ModuleOther');
    const seen = (id: 'panel-1c' | 'recordings-1c' | 'provisioning' | 'certificate', modules: PartData['modules']) =>
      stops(['AJAM', 'WEB'], { modules }).get(id);
    expect(seen('certificate', [other, module('ModuleGetSsl')])).toBe(true);
    expect(seen('certificate', [other, module('MyModuleGetSsl')])).toBe(false);
    expect(seen('provisioning', [other, module('ModuleAutoprovision')])).toBe(true);
    expect(seen('panel-1c', [module('ModulePT1CCore'), other])).toBe(true);
    expect(seen('panel-1c', [module('ModuleCTIClientV5'), other])).toBe(true);
    expect(seen('recordings-1c', [module('ModulePT1CCore'), other])).toBe(true);
    expect(seen('panel-1c', [module('NoModuleCTI'), other])).toBe(false);
    expect(seen('panel-1c', [module('ModulePT1CCore', { enabled: false })])).toBe(false);
    expect(seen('provisioning', [])).toBe(false);
  });

  it('ARI and programs of AMI are seen where they are on', () => {
    const ari = (enabled: boolean) => stops(['AJAM'], { ari: { enabled, origins: '*', users: [] } }).get('ari');
    expect([ari(true), ari(false)]).toEqual([true, false]);
    expect(stops(['AJAM', 'AMI'], {}, { ari: 'forbidden', ami: 'forbidden', modules: 'forbidden' })).toEqual(
      new Map([
        ['webrtc', false],
        ['ari', false],
        ['panel-1c', false],
        ['ami', false],
      ]),
    );
    expect(stops(['AMI']).get('ami')).toBe(true);
    expect(stops(['AMI'], { ami: { enabled: true, users: [] } }).get('ami')).toBe(false);
  });

  it('a phone in a browser is seen where it loses its port, or where nobody knows from where it comes', () => {
    const seen = (address: string, account = '201-WS') =>
      stops(['AJAM'], { devices: [{ account, address, userAgent: 'x' }] }).get('webrtc');
    expect(seen('203.0.113.9')).toBe(true);
    expect(seen('192.168.1.9')).toBe(false);
    expect(seen('home.example')).toBe(true);
    expect(seen('203.0.113.9', '201')).toBe(false);
  });
});

describe('programs behind what closes', () => {
  const CTI = module('ModuleCTIClient', { firewallCategories: ['ModuleCTIClient'] });
  const AMI = { enabled: true, users: CLEAN.ami.users };
  const behind = (
    closed: readonly string[],
    more: Partial<PartData> = {},
    lost: Partial<Record<PartName, 'forbidden'>> = {},
  ) => programsBehind(partsOf(more, lost), new Set(closed), NARROW);
  const found = (...args: Parameters<typeof behind>) =>
    behind(...args).map(({ kind, id, services }) => [kind, id, services]);

  it('are users of AMI, named with those who still get in', () => {
    expect(behind(['AMI'], { ami: AMI })).toEqual([
      {
        kind: 'ami-user',
        id: '1',
        label: 'crm',
        address: null,
        maker: null,
        services: ['AMI'],
        says: say('actions.affected.program', {
          name: 'crm',
          services: [say('exposure.service.plain', { service: 'AMI' })],
          networks: [OFFICE],
        }),
      },
    ]);
    expect(found(['WEB'], { ami: AMI })).toEqual([]);
    expect(found(['AMI'], { ami: { ...AMI, enabled: false } })).toEqual([]);
    expect(found(['AMI'], {}, { ami: 'forbidden' })).toEqual([]);
    const [own] = AMI.users;
    if (own === undefined) throw new Error('a user');
    expect(found(['AMI'], { ami: { enabled: true, users: [{ ...own, system: true }] } })).toEqual([]);
  });

  it('are users of ARI, which goes through AJAM', () => {
    const ari = { enabled: true, origins: '*', users: [{ id: '4', username: 'bot' }] };
    expect(found(['AJAM'], { ari })).toEqual([['ari-user', '4', ['AJAM']]]);
    expect(found(['AMI'], { ari, ami: { enabled: false, users: [] } })).toEqual([]);
    expect(found(['AJAM'], { ari: { ...ari, enabled: false } })).toEqual([]);
    expect(found(['AJAM'], {}, { ari: 'forbidden' })).toEqual([]);
  });

  it('are panels: over their own ports, those of 1C over AJAM and the web as well', () => {
    const modules = [CTI];
    expect(found(['MODULECTICLIENT'], { modules })).toEqual([['module', 'ModuleCTIClient', ['MODULECTICLIENT']]]);
    expect(found(['AJAM', 'WEB', 'MODULECTICLIENT'], { modules })).toEqual([
      ['module', 'ModuleCTIClient', ['MODULECTICLIENT', 'AJAM', 'WEB']],
    ]);
    expect(found(['SSH'], { modules })).toEqual([]);
    const chat = module('ModuleChat', { firewallCategories: ['ModuleChat'] });
    expect(found(['AJAM', 'MODULECHAT'], { modules: [chat] })).toEqual([['module', 'ModuleChat', ['MODULECHAT']]]);
    expect(found(['WEB'], { modules: [chat] })).toEqual([]);
    expect(found(['MODULECTICLIENT'], { modules: [{ ...CTI, enabled: false }] })).toEqual([]);
    expect(found(['MODULECTICLIENT'], {}, { modules: 'forbidden' })).toEqual([]);
  });
});

/** What each service weighs, which are panels, and by what name a person knows them. */
import { describe, expect, it } from 'vitest';
import { isCti, isWebOrCti, serviceName, severityOf, webAndCti } from '../../../sites/checklist/exposure/services.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { say } from '../../../sites/checklist/message.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { known, unknown } from '../../support/facts.ts';

const module = (id: string, ...firewallCategories: string[]): PartData['modules'][number] => ({
  id,
  name: `${id} by name`,
  version: '1',
  enabled: true,
  firewallCategories,
  publicRoutes: [],
});
const NONE = known<PartData['modules']>([]);
/** A panel that calls its box otherwise, and a module that is none. */
const SOME = known([module('ModuleCTIClient', 'CtiPanel'), module('ModuleChat', 'ModuleChat')]);
const CURRENT = parseRelease('2026.1.223');

describe('a panel', () => {
  it.each([
    ['MODULECTICLIENT', true],
    ['ModulePT1CCore', true],
    ['MODULECHAT', false],
    ['MYMODULECTI', false],
    ['WEB', false],
  ])('%s by its name: %j', (service, expected) => {
    expect(isCti(service, NONE)).toBe(expected);
    expect(isCti(service, unknown())).toBe(expected);
  });

  it('may be one of several boxes of its module', () => {
    const two = known([module('ModuleCTIClient', 'CtiPanel', 'CtiExtra')]);
    expect(['CTIPANEL', 'CTIEXTRA', 'CTIOTHER'].map((id) => isCti(id, two))).toEqual([true, true, false]);
  });

  it('is told by its module where its box has another name', () => {
    expect(isCti('CTIPANEL', SOME)).toBe(true);
    expect(isCti('ctipanel', SOME)).toBe(true);
    expect(isCti('CTIPANEL', NONE)).toBe(false);
    expect(isCti('CTIPANEL', unknown())).toBe(false);
    expect(isCti('MODULECHAT', SOME)).toBe(false);
  });
});

describe('what is lost where a service is open', () => {
  it.each([
    ['WEB', 'critical'],
    ['SSH', 'critical'],
    ['AMI', 'critical'],
    ['AJAM', 'critical'],
    ['CTIPANEL', 'critical'],
    ['SIP', 'high'],
    ['IAX', 'high'],
    ['MODULECHAT', 'high'],
    ['ICMP', 'low'],
  ] as const)('%s: %s', (service, severity) => {
    expect(severityOf(service, SOME)).toBe(severity);
  });

  it('web and panels go together, AJAM with them', () => {
    const all = ['SIP', 'IAX', 'WEB', 'SSH', 'AMI', 'AJAM', 'ICMP', 'CTIPANEL', 'MODULECHAT'];
    const services = all.map((id) => ({ id, ports: [] }));
    expect(webAndCti(services, SOME).map(({ id }) => id)).toEqual(['WEB', 'AJAM', 'CTIPANEL']);
    expect(all.filter((id) => isWebOrCti(id, NONE))).toEqual(['WEB', 'AJAM']);
  });
});

describe('the name of a service', () => {
  it('is the one of the column, a module by its title', () => {
    expect(serviceName('SIP', SOME, CURRENT)).toEqual(say('exposure.service.plain', { service: 'SIP' }));
    expect(serviceName('MODULECHAT', SOME, CURRENT)).toEqual(
      say('exposure.service.plain', { service: 'ModuleChat by name' }),
    );
    expect(serviceName('modulechat', SOME, CURRENT)).toEqual(
      say('exposure.service.plain', { service: 'ModuleChat by name' }),
    );
    expect(serviceName('MODULECHAT', unknown(), CURRENT)).toEqual(
      say('exposure.service.plain', { service: 'MODULECHAT' }),
    );
  });

  it.each([
    ['2024.1.114', 'exposure.service.ajam.2024'],
    ['2026.1.223', 'exposure.service.ajam.2026'],
    ['who knows', 'exposure.service.ajam.2026'],
  ])('of AJAM on %s is %s', (release, key) => {
    expect(serviceName('AJAM', SOME, parseRelease(release)).key).toBe(key);
  });
});

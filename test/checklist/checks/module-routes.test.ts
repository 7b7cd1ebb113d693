import { describe, expect, it } from 'vitest';
import { check } from '../../../sites/checklist/checks/module-routes.ts';
import type { PartData } from '../../../sites/checklist/facts/types.ts';
import { CLEAN, EVERYTHING, rule } from '../../support/facts.ts';
import { judgeWith } from '../../support/judge.ts';

const module = (publicRoutes: string[], enabled = true): PartData['modules'][number] => ({
  id: 'ModuleX',
  name: 'X',
  version: '1',
  enabled,
  firewallCategories: [],
  publicRoutes,
});
const PATH = '/pbxcore/api/x/status';

describe('module-routes', () => {
  it('does not apply without modules, and passes those that ask for a login', () => {
    expect(judgeWith(check, { modules: [module([PATH], false)] })).toMatchObject({ verdict: 'not-applicable' });
    expect(judgeWith(check, { modules: [module([])] })).toMatchObject({ verdict: 'pass' });
  });

  it('names module and path; low where only own networks reach the web server', () => {
    expect(judgeWith(check, { modules: [module([PATH])] })).toMatchObject({
      verdict: 'warn',
      severity: 'low',
      findings: [{ subject: { kind: 'module', id: 'ModuleX' }, says: { params: { name: 'X', paths: [PATH] } } }],
    });
  });

  it('is more where everybody reaches it, or that is not known', () => {
    const firewall = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] };
    const modules = [module([PATH])];
    expect(judgeWith(check, { modules, firewall })).toMatchObject({ verdict: 'warn', severity: 'medium' });
    expect(judgeWith(check, { modules }, { firewall: 'forbidden' })).toMatchObject({
      verdict: 'warn',
      severity: 'medium',
    });
    const off = { ...CLEAN.firewall, enabled: false };
    expect(judgeWith(check, { modules, firewall: off })).toMatchObject({ severity: 'medium' });
  });

  it('counts the modules that answer, among those that are on, and says what to do', () => {
    const modules = [module([PATH]), { ...module([]), id: 'ModuleY' }, { ...module([PATH], false), id: 'ModuleZ' }];
    const outcome = judgeWith(check, { modules });
    expect(outcome).toMatchObject({
      offenders: { count: 1, of: 2 },
      findings: [{ id: 'routes:ModuleX', severity: 'low', page: { page: 'modules' } }],
      says: { key: 'checks.module-routes.inside' },
    });
    expect(outcome.steps?.map(({ says }) => says.key)).toEqual([
      'checks.module-routes.step.web',
      'checks.module-routes.step.off',
      'checks.module-routes.step.author',
    ]);
    expect(judgeWith(check, { modules: [module([]), module([], false)] })).toMatchObject({
      verdict: 'pass',
      says: { params: { count: 1 } },
    });
  });

  it('is not more where only another service is open to everybody', () => {
    const firewall = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', { SIP: true, AJAM: true })] };
    expect(judgeWith(check, { modules: [module([PATH])], firewall })).toMatchObject({
      severity: 'low',
      says: { key: 'checks.module-routes.inside' },
    });
    const open = { ...CLEAN.firewall, rules: [rule('1', '0.0.0.0/0', EVERYTHING)] };
    expect(judgeWith(check, { modules: [module([PATH])], firewall: open })).toMatchObject({
      says: { key: 'checks.module-routes.everybody' },
      findings: [{ severity: 'medium' }],
    });
  });
});

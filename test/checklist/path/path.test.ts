import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audit } from '../../../sites/checklist/audit.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import type { Attestation, Facts } from '../../../sites/checklist/facts/types.ts';
import { evidenceCommands, evidenceSteps } from '../../../sites/checklist/path/evidence.ts';
import { groupLine, groupsOf } from '../../../sites/checklist/path/passwords.ts';
import { JUDGED_BY, nextOf, pathOf, type Path } from '../../../sites/checklist/path/path.ts';
import { backupCommands, holesHere, upgradeSteps } from '../../../sites/checklist/path/upgrade.ts';
import { parseRelease } from '../../../sites/checklist/release.ts';
import { speaker } from '../../../sites/checklist/speak.ts';
import { LOCALES } from '../../../sites/locales/index.ts';
import { factsOf, SCENARIOS, type Pbx } from '../../../sites/sandbox/index.ts';

const NOON = new Date('2026-11-20T12:00:00Z');
const TOOL = { name: 'test', version: '0' };
const BROKEN = SCENARIOS['breached-2024'](NOON);
const SAFE = SCENARIOS['hardened-2026'](NOON);
const day = (date: number) => `2026-11-${String(date)}T00:00:00+00:00`;

const facts = (pbx: Pbx): Facts => factsOf(pbx, 'http://pbx', NOON);
function pathIn(pbx: Pbx): Path | null {
  const read = facts(pbx);
  return pathOf(audit(read, { tool: TOOL }), read);
}
const statesIn = (pbx: Pbx) => pathIn(pbx)?.steps.map(({ id, state }) => `${id} ${state}`);
const patched = (state: 'fixed' | 'unpatched' | 'missing') => ({
  patchMarkers: BROKEN.patchMarkers.map((marker) => ({ ...marker, state })),
});
const confirmed = (answer: string, item = 'evidence-saved'): Attestation => ({
  item,
  subject: '',
  answer,
  note: '',
  by: 'anna',
  at: day(20),
  expiresAt: '2036-11-01T00:00:00+00:00',
});
const SAVED = { attestations: [confirmed('saved')] };
/** Only the office gets in. */
const CLOSED = { filters: BROKEN.filters.filter(({ localNetwork }) => localNetwork) };
const OWNERS = (pbx: Pbx): readonly string[] => {
  const { rotation } = facts(pbx).parts;
  return rotation.state === 'known' ? rotation.data.secrets.map(({ owner }) => owner) : [];
};
const changedOn = (at: string, closedAt: string | null, owners = OWNERS(BROKEN)) => ({
  rotation: {
    firstReadingAt: day(1),
    holeClosedAt: closedAt,
    changedAt: Object.fromEntries(owners.map((owner) => [owner, at])),
  },
});

describe('the way out of the hole of 2024.1.114', () => {
  it('is judged by every item of first aid but who is registered, which no step changes by itself', () => {
    const judged = Object.values(JUDGED_BY).flat();
    const aids = CHECKS.filter(({ aid, id }) => aid !== undefined && id !== 'registered-devices');
    expect([...judged].sort()).toEqual(aids.map(({ id }) => id).sort());
    for (const { id, aid } of aids) expect(aid === undefined ? [] : JUDGED_BY[aid]).toContain(id);
  });

  it('begins with closing, step by step, each time as it is', () => {
    expect(statesIn(BROKEN)).toEqual(['close now', 'evidence todo', 'patch todo', 'passwords todo', 'upgrade todo']);
    const closed = { ...BROKEN, ...CLOSED };
    expect(statesIn(closed)).toEqual(['close done', 'evidence now', 'patch todo', 'passwords todo', 'upgrade todo']);
    const saved = { ...closed, ...SAVED };
    expect(statesIn(saved)?.slice(1)).toEqual(['evidence done', 'patch now', 'passwords todo', 'upgrade todo']);
    const fixed = { ...saved, ...patched('fixed'), rotation: { ...BROKEN.rotation, holeClosedAt: day(19) } };
    expect(statesIn(fixed)?.slice(2)).toEqual(['patch done', 'passwords now', 'upgrade todo']);
    // Somebody opened it again.
    expect(statesIn({ ...fixed, filters: BROKEN.filters })?.slice(0, 2)).toEqual(['close now', 'evidence done']);
    expect(statesIn({ ...fixed, ...patched('unpatched') })?.slice(2, 4)).toEqual(['patch now', 'passwords todo']);
  });

  it('goes on without evidence where a person says so, and does not guess where nobody could read it', () => {
    const without = pathIn({ ...BROKEN, ...CLOSED, attestations: [confirmed('without')] });
    expect(without?.steps[1]).toMatchObject({ state: 'done', says: { key: 'path.evidence.without' } });
    const read = facts({ ...BROKEN, ...CLOSED });
    const { attestations } = read.parts;
    const lost = { state: 'unknown', readAt: attestations.readAt, source: 'module', reason: 'timeout' } as const;
    const unread = { ...read, parts: { ...read.parts, attestations: lost } };
    expect(pathOf(audit(unread, { tool: TOOL }), unread)?.steps[1]).toMatchObject({ state: 'not-known' });
  });

  it('what cannot be told is said, and holds up nothing', () => {
    expect(statesIn({ ...BROKEN, ...CLOSED, ...SAVED, ...patched('missing') })?.[2]).toBe('patch not-known');
  });

  it.each(['2023.2.206', '2024.1.100'])('%s has no patch: the upgrade closes the hole, then passwords', (release) => {
    const older = pathIn({ ...BROKEN, release });
    expect(older?.steps.map(({ id }) => id)).toEqual(['close', 'evidence', 'upgrade', 'passwords']);
    expect(older?.notes.map(({ key }) => key)).toEqual(['path.no-patch']);
  });

  it.each(['2025.1.1', '2025.1.158-dev', '2024.2.30'])('%s, a test build: checks only, and it says so', (release) => {
    for (const state of ['fixed', 'unpatched', 'missing'] as const) {
      const between = pathIn({ ...BROKEN, release, ...patched(state) });
      expect(between?.notes.map(({ key }) => key)).toEqual(['path.between']);
      expect(between?.steps.map(({ id }) => id)).toEqual(['close', 'evidence', 'upgrade', 'passwords']);
    }
  });

  it('is not there where the hole never was; after the upgrade as long as old passwords are', () => {
    expect(pathIn(SAFE)).toBeNull();
    expect(pathIn(SCENARIOS['factory-2026'](NOON))).toBeNull();
    const stolen = { ...SAFE, rotation: { ...SAFE.rotation, changedAt: {} } };
    const path = pathIn(stolen);
    expect(path?.steps.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'close done',
      'evidence now',
      'passwords todo',
      'upgrade done',
    ]);
    expect(statesIn({ ...stolen, ...SAVED })).toContain('passwords now');
  });

  it('an accepted risk is no step that is left', () => {
    const waiver = {
      check: 'pbx-version',
      finding: '',
      reason: 'x',
      by: 'anna',
      at: day(19),
      expiresAt: '2027-01-01T00:00:00+00:00',
    };
    const step = pathIn({ ...BROKEN, waivers: [waiver] })?.steps.at(-1);
    expect(step).toMatchObject({ id: 'upgrade', state: 'done', says: { key: 'path.accepted' } });
  });
});

describe('the way and "do this first" never disagree', () => {
  const some = <T>(all: readonly T[]) => fc.subarray([...all]);
  const anyPbx = fc
    .record({
      release: fc.constantFrom('2024.1.114', '2023.2.206', '2025.1.1', '2026.1.223'),
      filters: some(BROKEN.filters),
      state: fc.constantFrom('fixed' as const, 'unpatched' as const, 'missing' as const),
      closed: fc.constantFrom(null, day(10)),
      changed: some(OWNERS(BROKEN)),
      at: fc.constantFrom(day(5), day(15)),
      answer: fc.constantFrom(null, 'saved', 'without'),
      stable: fc.boolean(),
    })
    .map(({ release, filters, state, closed, changed, at, answer, stable }): Pbx => ({
      ...BROKEN,
      release,
      filters,
      ...patched(state),
      ...changedOn(at, closed, changed),
      attestations: answer === null ? [] : [confirmed(answer)],
      employees: stable ? SAFE.employees : BROKEN.employees,
    }));

  it('one order, and what is first is on the way', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(anyPbx, (pbx) => {
        const read = facts(pbx);
        const report = audit(read, { tool: TOOL });
        const path = pathOf(report, read);
        if (path === null) return;
        const placeOf = (check: string) => path.steps.findIndex(({ open }) => open.some(({ id }) => id === check));
        const places = report.first.map(({ check }) => placeOf(check)).filter((place) => place >= 0);
        expect(places).toEqual([...places].sort((a, b) => a - b));
        const next = nextOf(path);
        const [first] = report.first.filter(({ check }) => placeOf(check) >= 0);
        // Evidence and questions are no problems that a report names.
        if (next !== null && next.open.some(({ verdict }) => verdict === 'fail') && first !== undefined) {
          expect(next.open[0]?.id).toBe(first.check);
        }
        const isNow = path.steps.filter(({ state }) => state === 'now');
        expect(isNow.length).toBe(path.steps.some(({ state }) => state === 'todo' || state === 'now') ? 1 : 0);
        if (path.hole === 'open') expect(path.steps.find(({ id }) => id === 'passwords')?.state).not.toBe('done');
      }),
      { numRuns: 60 },
    );
  });
});

describe('passwords on the way', () => {
  const speak = speaker(LOCALES.en);
  const linesIn = (pbx: Pbx) => {
    const path = pathIn(pbx);
    if (path === null) return [];
    return groupsOf(facts(pbx).parts, path.release, path.hole).map((group) => speak(groupLine(group, path.hole)));
  };
  const fixed = { ...BROKEN, ...patched('fixed') };

  it('what was changed before the hole was closed is to be changed once more', () => {
    expect(linesIn({ ...fixed, ...changedOn(day(5), day(10), ['sip:201', 'web']) })).toEqual([
      'Extensions: 0 of 5 changed since the hole was closed, 1 changed before that: change it once more.',
      'Programs (AMI, ARI): 0 of 1 changed since the hole was closed.',
      'Web interface: 0 of 1 changed since the hole was closed, 1 changed before that: change it once more.',
      'SSH: 0 of 1 changed since the hole was closed.',
    ]);
    const open = linesIn({ ...BROKEN, ...changedOn(day(5), null, ['sip:201', 'sip:202']) });
    expect(open[0]).toBe('Extensions: 2 changed while the hole is open: change them once more when it is closed.');
  });

  it('is done when all were, after it', () => {
    const done = { ...fixed, employees: SAFE.employees, webLogin: SAFE.webLogin };
    const owners = OWNERS(done);
    const path = pathIn({ ...done, ...CLOSED, ...SAVED, ...changedOn(day(15), day(10), owners) });
    expect(path?.steps.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'now']);
    for (const line of linesIn({ ...done, ...changedOn(day(15), day(10), owners) })) {
      expect(line).toMatch(/: (\d+) of \1 changed since the hole was closed\.$/);
    }
  });
});

describe('what is said of evidence and upgrade', () => {
  const parts = facts(BROKEN).parts;
  const r2024 = parseRelease('2024.1.114');
  const r2026 = parseRelease('2026.1.223');

  it.each(Object.entries(LOCALES))('%s: in the menus and buttons of the release', (_language, words) => {
    const speak = speaker(words);
    const old = [...evidenceSteps(r2024), ...upgradeSteps(parts, r2024)].map(speak).join('\n');
    const newer = [...evidenceSteps(r2026), ...upgradeSteps(parts, r2026)].map(speak).join('\n');
    expect(old).toContain(words['menu.logs.2024']);
    expect(old).toContain(words['menu.update.2024']);
    expect(newer).toContain(words['menu.logs.2026']);
    expect(old).toContain('IMG-legacy');
    expect(old + newer).not.toMatch(/%\w+%/);
  });

  it('an installation of 2024 takes the old kind of image; the backup module where it is; modules off and on', () => {
    const keysOf = (pbx: Pbx) => upgradeSteps(facts(pbx).parts, parseRelease(pbx.release)).map(({ key }) => key);
    expect(keysOf(BROKEN)).toEqual([
      'path.upgrade.backup.install',
      'path.upgrade.backup.copy',
      'path.upgrade.modules.off',
      'path.upgrade.file',
      'checks.pbx-version.step.legacy',
      'path.upgrade.press.2024',
      'path.upgrade.modules.on',
      'path.upgrade.again',
    ]);
    const backup = {
      id: 'ModuleBackup',
      name: 'Backup',
      version: '1.0',
      enabled: true,
      firewall: [],
      publicRoutes: [],
    };
    expect(keysOf({ ...BROKEN, modules: [backup] })[0]).toBe('path.upgrade.backup.module');
    expect(keysOf({ ...BROKEN, modules: [] })).not.toContain('path.upgrade.modules.off');
    expect(keysOf(SAFE)).toContain('path.upgrade.press.2026');
    expect(keysOf(SCENARIOS['docker-bridge'](NOON))).toEqual([
      'path.upgrade.backup.docker',
      'steps.update.docker',
      'path.upgrade.again',
    ]);
  });

  it('the table holds what is open here, newest first, and not what the patch closed', () => {
    const ids = holesHere(r2024, 'open').map(({ id }) => id);
    expect(ids).toContain('vendor-2024.1.114');
    expect(holesHere(r2024, 'closed').map(({ id }) => id)).toEqual(ids.filter((id) => id !== 'vendor-2024.1.114'));
    const dates = holesHere(r2024, 'open').flatMap(({ date }) => date ?? []);
    expect(dates.slice(0, -1)).toEqual([...dates.slice(0, -1)].sort().reverse());
  });

  it('commands go to this PBX and its port of SSH; none for a container', () => {
    const commands = [...evidenceCommands(parts, 'pbx.example'), ...backupCommands(parts, 'pbx.example')];
    for (const command of commands) expect(command).toMatch(/^(ssh -p|scp -P) 22 .*root@pbx\.example/);
    const docker = facts(SCENARIOS['docker-bridge'](NOON)).parts;
    expect([...evidenceCommands(docker, 'h'), ...backupCommands(docker, 'h')]).toEqual([]);
  });
});

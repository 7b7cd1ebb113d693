import { describe, expect, it, vi } from 'vitest';
import { createPageStore } from '../../../sites/admin-cabinet/page/store.ts';
import { CHECKS } from '../../../sites/checklist/checks/index.generated.ts';
import type { PbxError } from '../../../sites/pbx/errors.ts';
import { factsWith, CLEAN } from '../../support/facts.ts';
import { fakePbx, type FakePbx } from '../../support/page.ts';

const tool = { name: 'test', version: '0' };
const storeOf = (pbx: FakePbx) => createPageStore({ facts: pbx.facts, api: pbx.api, tool });
const timeout: PbxError = { at: 'GET facts', kind: 'timeout' };

describe('the store of the page', () => {
  it('shows checks as being read until all of their parts have come', async () => {
    const pbx = fakePbx(factsWith());
    const store = storeOf(pbx);
    const seen: { readonly slice: string; readonly fail2ban: boolean; readonly passwords: boolean }[] = [];
    pbx.before = async (slice) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const { report, pending } = store.current();
      if (report !== null) {
        seen.push({ slice, fail2ban: pending.has('fail2ban'), passwords: pending.has('sip-passwords') });
      }
    };
    await store.check();
    expect(seen.at(0)).toMatchObject({ fail2ban: true, passwords: true });
    expect(seen.at(-1)).toMatchObject({ slice: 'secrets', passwords: true });
    expect(store.current().pending.size).toBe(0);
    expect(store.current().report?.results.length).toBe(CHECKS.length);
  });

  it('keeps what it judged on the PBX after a complete reading, once for the same facts', async () => {
    const pbx = fakePbx(factsWith());
    const store = storeOf(pbx);
    await store.check();
    await vi.waitFor(() => expect(pbx.kept.length).toBe(1));
    expect(pbx.kept[0]?.score).toEqual(store.current().report?.score);
    await store.check();
    expect(pbx.kept.length).toBe(1);
  });

  it('keeps nothing of a reading with a part that failed, nor of a cancelled one', async () => {
    const pbx = fakePbx(factsWith());
    pbx.failing = { accounts: timeout };
    const store = storeOf(pbx);
    await store.check();
    expect(store.current().reading.slices.find(({ name }) => name === 'accounts')?.state).toBe('failed');
    expect(store.current().report).not.toBeNull();
    pbx.failing = {};
    pbx.before = (slice) => {
      if (slice === 'system') store.cancel();
    };
    await store.check();
    expect(store.current().reading.busy).toBe(false);
    expect(store.current().pending.size).toBe(0);
    expect(pbx.kept).toEqual([]);
  });

  it('says when and by whom it was last checked, before this time is kept', async () => {
    const pbx = fakePbx(factsWith());
    const score = { state: 'scored', points: 57, word: 'weak', judged: 18, of: 18, accepted: 0 } as const;
    pbx.last = { version: 1, at: '2026-11-20T10:00:00Z', score, checks: [], by: 'anna' };
    const store = storeOf(pbx);
    await store.check();
    expect(store.current().last).toEqual({ at: '2026-11-20T10:00:00Z', person: 'anna', score });
  });

  it('reads again what a write changed, from the PBX', async () => {
    const pbx = fakePbx(factsWith());
    const store = storeOf(pbx);
    await store.check();
    const balance = () => store.current().report?.results.find(({ id }) => id === 'no-excess-balance')?.verdict;
    expect(balance()).toBe('manual');
    const read: string[] = [];
    pbx.before = (slice) => void read.push(slice);
    const answer = { item: 'balance', subject: '', answer: 'small', note: '', validDays: 90 };
    expect((await store.write((api) => api.attest(answer), ['attestations'])).ok).toBe(true);
    expect(balance()).toBe('pass');
    expect(read).toEqual(['settings']);
    await vi.waitFor(() => expect(pbx.kept.length).toBe(2));
  });

  it('hands on a refusal and reads nothing', async () => {
    const pbx = fakePbx(factsWith());
    const store = storeOf(pbx);
    await store.check();
    pbx.refusing = { at: 'POST waivers', kind: 'forbidden', said: '' };
    pbx.before = () => {
      throw new Error('read');
    };
    const risk = { check: 'fail2ban', finding: '', reason: 'x', expiresAt: '2027-01-01T00:00:00Z' };
    expect(await store.write((api) => api.waive(risk), ['waivers'])).toEqual({ ok: false, error: pbx.refusing });
  });

  it('looks again for what Core is just making anew, and keeps no result of that', async () => {
    const unsettled = { ...CLEAN.fail2ban, banning: null, banningUnknown: 'timeout', jails: null } as const;
    const pbx = fakePbx(factsWith({ fail2ban: unsettled }, { runningRules: 'timeout' }));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const store = storeOf(pbx);
    const first = store.check();
    await vi.advanceTimersByTimeAsync(100);
    await first;
    expect(store.current().report?.score.state).toBe('not-scored');
    expect(pbx.kept).toEqual([]);
    const read: string[] = [];
    pbx.before = (slice) => void read.push(slice);
    pbx.hold('fail2ban', CLEAN.fail2ban);
    pbx.hold('runningRules', CLEAN.runningRules);
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(store.current().report?.score.state).toBe('scored');
    expect(pbx.kept.length).toBe(1);
    expect(new Set(read).size).toBeLessThan(store.current().reading.slices.length);
  });

  it('looks again for a while only, and then keeps what could be judged', async () => {
    const pbx = fakePbx(factsWith({}, { runningRules: 'timeout' }));
    const store = storeOf(pbx);
    let shown = 0;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const first = store.check();
    const stop = store.subscribe(() => void (shown += 1));
    await vi.advanceTimersByTimeAsync(100);
    await first;
    expect(pbx.kept).toEqual([]);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(pbx.kept.length).toBe(1);
    const before = shown;
    await vi.advanceTimersByTimeAsync(120_000);
    expect(shown).toBe(before);
    stop();
    vi.useRealTimers();
  });

  it('looks again while likely passwords are tried, and keeps no result of that', async () => {
    const guess = { state: 'running', tried: 3, total: 1003 } as const;
    const pbx = fakePbx(factsWith({ webLogin: { ...CLEAN.webLogin, guess } }));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const store = storeOf(pbx);
    const first = store.check();
    await vi.advanceTimersByTimeAsync(100);
    await first;
    expect(pbx.kept).toEqual([]);
    pbx.hold('webLogin', { ...CLEAN.webLogin, guess: { state: 'no-match', tried: 1003 } });
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    expect(pbx.kept.length).toBe(1);
    const { facts } = store.current().reading;
    expect(facts?.parts.webLogin).toMatchObject({ data: { guess: { state: 'no-match' } } });
  });
});

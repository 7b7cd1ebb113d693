// @vitest-environment jsdom
/** What a person changes in a form is told once it rests; what scripts fill in before is not. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchForm } from '../../../sites/admin-cabinet/flags/form.ts';
import type { Draft } from '../../../sites/admin-cabinet/flags/mark.ts';

const level = (maxretry: number): Draft => ({ kind: 'fail2ban', maxretry, findtime: 1, bantime: 1, mode: '' });
const user = (filterId: string | null): Draft => ({ kind: 'ami-user', id: '1', username: 'crm', filterId });

let form: HTMLElement;
let now: Draft[];
let told: (readonly Draft[])[];

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<form><input></form>';
  form = document.querySelector('form') ?? document.body;
  now = [level(10), user('1')];
  told = [];
  watchForm(
    form,
    () => now,
    (drafts) => told.push(drafts),
  );
});
afterEach(() => vi.useRealTimers());

const happens = (kind: string) => form.querySelector('input')?.dispatchEvent(new Event(kind, { bubbles: true }));
/** A person comes, changes, and rests. */
function change(...drafts: Draft[]): void {
  happens('focusin');
  now = drafts;
  happens('input');
  vi.advanceTimersByTime(150);
}

describe('what is told', () => {
  it('only what differs', () => {
    change(level(20), user('1'));
    expect(told).toEqual([[level(20)]]);
  });
  it('back to the start: nothing differs', () => {
    change(level(20), user('1'));
    change(level(10), user('1'));
    expect(told).toEqual([[level(20)], []]);
  });
  it('one time, however often it is looked at', () => {
    change(level(20), user('1'));
    for (const kind of ['input', 'change', 'click', 'keyup']) {
      happens(kind);
      vi.advanceTimersByTime(150);
    }
    expect(told).toHaveLength(1);
  });
  it('after the last key, not after each', () => {
    happens('focusin');
    for (const maxretry of [1, 12, 123]) {
      now = [level(maxretry), user('1')];
      happens('input');
      vi.advanceTimersByTime(100);
    }
    expect(told).toEqual([]);
    vi.advanceTimersByTime(50);
    expect(told).toEqual([[level(123)]]);
  });
  it.each(['input', 'change', 'click', 'keyup'])('also by %s, as scripts of Core change forms', (kind) => {
    happens('pointerdown');
    now = [level(20)];
    happens(kind);
    vi.advanceTimersByTime(150);
    expect(told).toEqual([[level(20)]]);
  });
});

describe('what was there before', () => {
  it('is what scripts filled in until a person came', () => {
    now = [level(10), user('2')];
    happens('focusin');
    happens('input');
    vi.advanceTimersByTime(150);
    expect(told).toEqual([]);
  });
  it('events of scripts alone tell nothing', () => {
    now = [level(99)];
    happens('change');
    vi.advanceTimersByTime(1000);
    expect(told).toEqual([]);
  });
  it('after saving, is what was saved', () => {
    change(level(20), user('1'));
    window.dispatchEvent(new CustomEvent('ConfigDataChanged'));
    change(level(20), user('1'));
    expect(told).toHaveLength(1);
    change(level(10), user('1'));
    expect(told.at(-1)).toEqual([level(10)]);
  });
});

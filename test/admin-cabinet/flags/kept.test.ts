// @vitest-environment jsdom
/** What is remembered in a session of the browser, and what is not. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createMemory, type Kept } from '../../../sites/admin-cabinet/flags/kept.ts';

const KEPT: Omit<Kept, 'by'> = { etag: '"1"', judged: { on: true, grade: null, marks: [] }, answer: '{"on":true}' };
const BY = '1.0 en a.js';
const memory = (by = BY) => createMemory(() => window.sessionStorage, by);
const keys = () => Object.keys(window.sessionStorage);

beforeEach(() => window.sessionStorage.clear());

describe('what was judged', () => {
  it('is found again, by page', () => {
    memory().put('firewall', KEPT);
    expect(memory().get('firewall')).toEqual({ by: BY, ...KEPT });
    expect(memory().get('extensions')).toBeNull();
  });
  it.each(['1.1 en a.js', '1.0 ru a.js', '1.0 en b.js'])(
    'by another version, language or code is not read: %s',
    (by) => {
      memory().put('firewall', KEPT);
      expect(memory(by).get('firewall')).toBeNull();
    },
  );
  it('a large answer is left out, what was judged of it is there', () => {
    memory().put('firewall', { ...KEPT, answer: 'x'.repeat(300_001) });
    expect(memory().get('firewall')).toEqual({ by: BY, ...KEPT, answer: null });
    memory().put('firewall', { ...KEPT, answer: 'x'.repeat(300_000) });
    expect(memory().get('firewall')?.answer).toHaveLength(300_000);
  });
  it('is forgotten when the person signs out, and nothing of others is', () => {
    window.sessionStorage.setItem('of-core', '1');
    memory().put('firewall', KEPT);
    memory().put('other', KEPT);
    memory().forgetAll();
    expect(keys()).toEqual(['of-core']);
    expect(memory().get('firewall')).toBeNull();
  });
  it.each(['', 'null', '[]', '"x"', '{', '{"by":"1.0 en a.js"}'])('"%s" is nothing', (text) => {
    memory().put('firewall', KEPT);
    const [key = ''] = keys();
    window.sessionStorage.setItem(key, text);
    expect(memory().get('firewall')).toBeNull();
  });
});

describe('a browser that keeps nothing', () => {
  it('forbids to look at the storage', () => {
    const forbidden = createMemory(() => {
      throw new DOMException('denied', 'SecurityError');
    }, BY);
    forbidden.put('firewall', KEPT);
    forbidden.forgetAll();
    expect(forbidden.get('firewall')).toBeNull();
  });
  it('is full', () => {
    const full = createMemory(
      () =>
        new Proxy(window.sessionStorage, {
          get(target, name) {
            if (name === 'setItem') throw new DOMException('full', 'QuotaExceededError');
            const value: unknown = Reflect.get(target, name);
            return value;
          },
        }),
      BY,
    );
    expect(() => full.put('firewall', KEPT)).not.toThrow();
    expect(keys()).toEqual([]);
  });
});

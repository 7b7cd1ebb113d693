// @vitest-environment jsdom
/** The judge's thread as the page sees it: whatever happens to it, every question is answered. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Judged, Reply, Request } from '../../../sites/admin-cabinet/flags/mark.ts';
import { createThread } from '../../../sites/admin-cabinet/flags/thread.ts';

const JUDGED: Judged = { on: true, grade: null, marks: [] };
const QUESTION: Request = { kind: 'judge', answer: '{}', checks: [] };

class FakeWorker extends EventTarget {
  static readonly started: FakeWorker[] = [];
  readonly asked: Request[] = [];
  readonly address: string;
  readonly options: WorkerOptions;
  isEnded = false;
  constructor(address: string, options: WorkerOptions) {
    super();
    this.address = address;
    this.options = options;
    FakeWorker.started.push(this);
  }
  postMessage(request: Request): void {
    this.asked.push(request);
  }
  terminate(): void {
    this.isEnded = true;
  }
  reply(data: Reply): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  fail(): void {
    this.dispatchEvent(new Event('error'));
  }
}
const worker = (): FakeWorker => {
  const [first] = FakeWorker.started;
  if (first === undefined) throw new Error('none was started');
  return first;
};

beforeEach(() => {
  FakeWorker.started.length = 0;
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => vi.unstubAllGlobals());

const thread = () => createThread('/judge.js', 'words en.js');

describe('a thread', () => {
  it('starts with the first question, once', async () => {
    const asked = thread();
    expect(FakeWorker.started).toEqual([]);
    const answers = [asked.ask(QUESTION), asked.ask(QUESTION)];
    expect(FakeWorker.started).toHaveLength(1);
    expect([worker().address, worker().options]).toEqual(['/judge.js?words=words%20en.js', { type: 'module' }]);
    worker().reply({ kind: 'judged', judged: JUDGED });
    worker().reply({ kind: 'failed' });
    expect(await Promise.all(answers)).toEqual([JUDGED, null]);
  });
  it('that breaks answers what was asked, and what is asked later', async () => {
    const asked = thread();
    const before = asked.ask(QUESTION);
    worker().fail();
    expect(await before).toBeNull();
    expect(await asked.ask(QUESTION)).toBeNull();
    expect(FakeWorker.started).toHaveLength(1);
    expect(worker().isEnded).toBe(true);
  });
  it('that the browser does not start, or cannot be told', async () => {
    vi.stubGlobal('Worker', function forbidden() {
      throw new DOMException('csp', 'SecurityError');
    });
    expect(await thread().ask(QUESTION)).toBeNull();
    vi.stubGlobal('Worker', undefined);
    expect(await thread().ask(QUESTION)).toBeNull();
  });
});

// @vitest-environment jsdom
/** What is offered beside an item, while it is found out and after the item has changed. */
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { expect, it } from 'vitest';
import { createOffers, type Judge } from '../../../sites/admin-cabinet/page/plan/offers.ts';
import * as judge from '../../../sites/checklist/actions/offered.ts';
import { audit } from '../../../sites/checklist/audit.ts';
import type { Facts } from '../../../sites/checklist/facts/types.ts';
import type { Result } from '../../../sites/checklist/report/types.ts';
import { factsOf, SCENARIOS } from '../../../sites/sandbox/index.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const PERSON = { address: '192.168.1.20', seen: 'direct' } as const;
const facts = factsOf(SCENARIOS['factory-2026'](NOW), 'http://x', NOW);
const found = audit(facts, { tool: { name: 'x', version: '1' } }).results.find(({ id }) => id === 'web-cti-closed');
if (found === undefined) throw new Error('no such item');
const wrong: Result = found;

function shown(load: () => Promise<Judge>) {
  const due: (() => void)[] = [];
  const { useOffer } = createOffers(load, (work) => due.push(work));
  const place = document.createElement('div');
  function Item({ result, of }: { result: Result; of: Facts }) {
    return <i>{useOffer(result, of, PERSON).kind}</i>;
  }
  return {
    show: (result: Result, of: Facts = facts) => act(() => render(<Item result={result} of={of} />, place)),
    /** Its turn comes. */
    idle: () =>
      act(async () => {
        await Promise.resolve();
        due.splice(0).forEach((work) => work());
      }),
    text: () => place.textContent,
  };
}

it('is found out when there is time, and the one before stays while a newer one is found out', async () => {
  const item = shown(() => Promise.resolve(judge));
  await item.show(wrong);
  expect(item.text()).toBe('none');
  await item.idle();
  expect(item.text()).toBe('fix');
  await item.show({ ...wrong });
  expect(item.text()).toBe('fix');
});

it('an item that passes by now does not go on offering what it needed before', async () => {
  const item = shown(() => Promise.resolve(judge));
  await item.show(wrong);
  await item.idle();
  await item.show({ ...wrong, verdict: 'pass', findings: [] });
  expect(item.text()).toBe('none');
});

it('code that does not come offers nothing, and is asked for again with the next reading', async () => {
  let asked = 0;
  const item = shown(() => (++asked === 1 ? Promise.reject(new Error('gone')) : Promise.resolve(judge)));
  await item.show(wrong);
  await item.idle();
  expect(item.text()).toBe('none');
  await item.show({ ...wrong }, { ...facts });
  await item.idle();
  await item.idle();
  expect([asked, item.text()]).toEqual([2, 'fix']);
});

/** Where the focus goes when the page changed under it. */

/** After the next showing. */
export function focusSoon(selector: string): void {
  afterShowing(() => {
    const target = document.querySelector<HTMLElement>(selector);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'start' });
  });
}

/** Only where it was lost, because what had it is gone: a question that was answered, a failure that was mended. */
export function refocus(selector: string): void {
  afterShowing(() => {
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) {
      document.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
    }
  });
}

function afterShowing(act: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(act));
}

/** Which of many elements are in the window, or a screen away from it. */

export interface Nearby {
  /** From now on these only. What is near is told in the next frame, and the others when they come near. */
  watch(elements: readonly Element[]): void;
}

/** `onNear` gets each of them once. Where a browser cannot tell, all are near. */
export function createNearby(onNear: (elements: readonly Element[]) => void): Nearby {
  if (!('IntersectionObserver' in window)) return { watch: onNear };
  const observer = new IntersectionObserver(
    (seen) => {
      const near = seen.filter(({ isIntersecting }) => isIntersecting).map(({ target }) => target);
      for (const element of near) observer.unobserve(element);
      if (near.length > 0) onNear(near);
    },
    { rootMargin: '100%' },
  );
  return {
    watch(elements) {
      observer.disconnect();
      for (const element of elements) observer.observe(element);
    },
  };
}

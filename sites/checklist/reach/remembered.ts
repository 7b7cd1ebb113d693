/** Answers that are asked for again and again are found once. */
export function remembered<A extends readonly (string | number)[], T>(find: (...asked: A) => T): (...asked: A) => T {
  const found = new Map<string, T>();
  return (...asked) => {
    const key = asked.join(' ');
    const now = found.get(key) ?? find(...asked);
    found.set(key, now);
    return now;
  };
}

/** What a text means, of thousands of texts in turn. Long ones are not kept, and never more than `most`. */
export function rememberedText<T>(most: number, longest: number, find: (text: string) => T): (text: string) => T {
  const found = new Map<string, T>();
  return (text) => {
    const known = found.get(text);
    if (known !== undefined) return known;
    const now = find(text);
    if (found.size >= most) found.clear();
    if (text.length <= longest) found.set(text, now);
    return now;
  };
}

/** About facts, as long as they are there. */
export function rememberedOf<K extends object, T>(find: (of: K) => T): (of: K) => T {
  const found = new WeakMap<K, T>();
  return (of) => {
    const now = found.get(of) ?? find(of);
    found.set(of, now);
    return now;
  };
}

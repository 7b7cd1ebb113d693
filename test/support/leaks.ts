/** Looks for planted secrets and every part of them of six characters in texts, as test/php/Support/Leaks/Searcher.php. */

export interface PlantedSecret {
  /** Base64. */
  readonly text: string;
  readonly kind: string;
  /** Nothing else can have a part of it by chance. */
  readonly isSure: boolean;
}

const PART = 6;
const SHORTEST_WHOLE = 3;
const SURE_BYTES = 4;
const START = 2;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'" };

/** Bytes that are no text cannot be in one. */
function partsOf({ text, isSure }: PlantedSecret): readonly string[] {
  const bytes = Buffer.from(text, 'base64');
  const secret = bytes.toString('utf8');
  if (secret.includes('\ufffd')) return [];
  const characters = Array.from(secret);
  if (characters.length >= PART)
    return characters.slice(PART - 1).map((_, from) => characters.slice(from, from + PART).join(''));
  if (isSure && bytes.length >= SURE_BYTES) return [secret];
  return characters.length < SHORTEST_WHOLE ? [] : [`"${secret}"`, `'${secret}'`, `>${secret}<`];
}

/** A text, and what stands in it as others write it. */
function writingsOf(text: string): readonly string[] {
  const base64 = [...new Set(text.match(/[A-Za-z0-9+/_-]{8,}/g) ?? [])];
  return [
    text,
    // Wrapped, or indented.
    text.replace(/\s*\n\s*/g, ''),
    text.replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
    text.replace(/\\(["'\\/])/g, '$1'),
    text.replaceAll('""', '"'),
    text.replace(/&(#?\w{1,6});/g, (entity, name: string) => ENTITIES[name] ?? entity),
    text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8')),
    ...[0, 1, 2, 3].map((from) =>
      base64.map((run) => Buffer.from(run.slice(from), 'base64').toString('utf8')).join('\n'),
    ),
  ];
}

/** Parts that stand in a text, each with what it is a part of. */
export function leakSearcher(secrets: readonly PlantedSecret[]): (text: string) => ReadonlyMap<string, PlantedSecret> {
  const byStart = new Map<string, Map<string, PlantedSecret>>();
  for (const secret of secrets) {
    for (const part of partsOf(secret)) {
      const start = part.slice(0, START);
      const parts = byStart.get(start) ?? new Map<string, PlantedSecret>();
      byStart.set(start, parts.set(part, secret));
    }
  }
  return (text) => {
    const found = new Map<string, PlantedSecret>();
    for (const writing of new Set(writingsOf(text))) {
      for (let at = 0; at < writing.length; at++) {
        for (const [part, secret] of byStart.get(writing.slice(at, at + START)) ?? []) {
          if (writing.startsWith(part, at)) found.set(part, secret);
        }
      }
    }
    return found;
  };
}

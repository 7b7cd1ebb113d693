/** Pages of the real Cores from their recorded outlines: as HTML for a browser, and in the document of a test. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { recorded, RECORDINGS } from '../../support/recorded.ts';

export const RELEASES = ['2024.1.114', '2026.1.223'] as const;
export type Release = (typeof RELEASES)[number];

export interface Outline {
  /** Below the cabinet. */
  readonly path: string;
  readonly title: string;
  readonly body: Node;
}
interface Node {
  readonly tag: string;
  readonly id?: string;
  readonly classes?: readonly string[];
  readonly attrs?: Readonly<Record<string, string>>;
  readonly text?: string;
  /** It was there and not to be seen. */
  readonly hidden?: boolean;
  readonly children?: readonly (Node | LeftOut)[];
}
/** "30 more options" and the like. */
interface LeftOut {
  readonly more: number;
}

export function outlinesOf(release: Release): readonly string[] {
  return readdirSync(join(RECORDINGS, 'dom', release))
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length));
}

export function outline(release: Release, name: string): Outline {
  const { path, title, dom } = recorded(`dom/${release}/${name}.json`) as Recorded;
  return { path: path.replace(/^\/admin-cabinet\//, ''), title, body: dom };
}
interface Recorded {
  readonly path: string;
  readonly title: string;
  readonly dom: Node;
}

/** What is inside of the body. */
export const htmlOf = ({ body }: Outline): string => (body.children ?? []).map(html).join('\n');

export function showOutline(shown: Outline): void {
  document.body.innerHTML = htmlOf(shown);
}

const EMPTY = new Set(['input', 'img', 'br', 'hr']);
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function html(node: Node | LeftOut): string {
  if (!('tag' in node)) return '';
  const { tag, text = '', children = [] } = node;
  const attributes = attributesOf(node).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const start = `<${tag}${attributes.join('')}>`;
  return EMPTY.has(tag) ? start : `${start}${escaped(text)}${children.map(html).join('')}</${tag}>`;
}

function attributesOf({ id, classes = [], attrs = {}, hidden }: Node): readonly (readonly [string, string])[] {
  // Of a form that has an input named `id`, that input was recorded.
  const own = id === undefined || id.startsWith('ref: ') ? [] : [['id', id] as const];
  // Tabs are for Semantic to show.
  const isOut = hidden === true && !classes.some((name) => BY_CLASS.has(name));
  return [
    ...own,
    ...(classes.length === 0 ? [] : [['class', classes.join(' ')] as const]),
    ...Object.entries(attrs),
    ...(isOut ? [['style', 'display: none'] as const] : []),
  ];
}
const BY_CLASS = new Set(['tab']);

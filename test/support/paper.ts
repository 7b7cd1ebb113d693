/** How far down the pages of a PDF made by Chromium are written, without a program that draws them. */
import { inflateSync } from 'node:zlib';

type Matrix = readonly [number, number, number, number, number, number];
const SAME: Matrix = [1, 0, 0, 1, 0, 0];
const times = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[1] * b[2],
  a[0] * b[1] + a[1] * b[3],
  a[2] * b[0] + a[3] * b[2],
  a[2] * b[1] + a[3] * b[3],
  a[4] * b[0] + a[5] * b[2] + b[4],
  a[4] * b[1] + a[5] * b[3] + b[5],
];

export interface Sheet {
  /** Of the paper, in points. */
  readonly height: number;
  /** Distance of each line's foot from the upper edge, in points, from above. */
  readonly lines: readonly number[];
}

export function sheetsOf(pdf: Buffer): readonly Sheet[] {
  const text = pdf.toString('latin1');
  const objects = new Map(
    [...text.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g)].map(([, id = '', body = '']) => [id, body]),
  );
  const bodyOf = (id: string | undefined): string => objects.get(id ?? '') ?? '';
  const pagesIn = (body: string): readonly string[] => {
    const kids = /\/Kids\s*\[([^\]]*)\]/.exec(body)?.[1];
    return kids === undefined ? [body] : [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, id]) => pagesIn(bodyOf(id)));
  };
  const catalog = [...objects.values()].find((body) => /\/Type\s*\/Catalog/.test(body)) ?? '';
  return pagesIn(bodyOf(/\/Pages (\d+) 0 R/.exec(catalog)?.[1])).map((page) => {
    const height = Number(/\/MediaBox\s*\[\s*\S+\s+\S+\s+\S+\s+([\d.]+)/.exec(page)?.[1]);
    const drawing = streamOf(bodyOf(/\/Contents (\d+) 0 R/.exec(page)?.[1]));
    return { height, lines: feetOf(drawing, height) };
  });
}

function streamOf(body: string): string {
  const start = /stream\r?\n/.exec(body);
  if (start === null) return '';
  const raw = Buffer.from(body.slice(start.index + start[0].length, body.lastIndexOf('endstream')), 'latin1');
  return body.includes('/FlateDecode') ? inflateSync(raw).toString('latin1') : raw.toString('latin1');
}

/** Where text begins, through all that moves it. */
function feetOf(drawing: string, height: number): readonly number[] {
  const feet = new Set<number>();
  const kept: Matrix[] = [];
  let at = SAME;
  for (const [, numbers = '', what] of drawing.matchAll(/((?:-?[\d.]+\s+){6})?\b(cm|Tm|q|Q)\b/g)) {
    const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = numbers.trim().split(/\s+/).map(Number);
    if (what === 'q') kept.push(at);
    else if (what === 'Q') at = kept.pop() ?? SAME;
    else if (what === 'cm') at = times([a, b, c, d, x, y], at);
    else feet.add(Math.round(height - times([a, b, c, d, x, y], at)[5]));
  }
  return [...feet].sort((one, other) => one - other);
}

/** Files that leave the page. */

const LONGEST_NAME = 40;

/** Named by the PBX and the day: whoever looks after several keeps them apart. The PBX's name is text of strangers. */
export function fileName(what: string, pbx: string, at: string, extension: string): string {
  const name = pbx
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-+|-+$/g, '');
  return [what, ...(name === '' ? [] : [name]), `${at.slice(0, 10)}.${extension}`].join('-');
}

export function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

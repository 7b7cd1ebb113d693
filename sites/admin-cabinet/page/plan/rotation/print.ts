/** The sheet on paper, and nothing else of the page: a frame of its own, gone when it is printed. */
const STYLE =
  'body{font:10pt sans-serif}table{border-collapse:collapse;width:100%}caption{font-size:14pt;text-align:left}'
    .concat('th,td{border:1px solid #999;padding:2mm;text-align:left;vertical-align:top}tr{break-inside:avoid}')
    .concat('code{font:12pt monospace}small{display:block}button{display:none}');

export function printSheet(table: HTMLElement | null): void {
  const frame = document.createElement('iframe');
  frame.className = 'mscl-paper';
  frame.title = table?.querySelector('caption')?.textContent ?? '';
  document.body.append(frame);
  const { contentDocument: paper, contentWindow: printer } = frame;
  if (table === null || paper === null || printer === null) {
    frame.remove();
    return;
  }
  const style = paper.createElement('style');
  style.textContent = STYLE;
  paper.head.append(style);
  paper.body.append(paper.importNode(table, true));
  printer.addEventListener('afterprint', () => frame.remove());
  printer.focus();
  printer.print();
}

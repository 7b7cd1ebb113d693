/** The stand-alone HTML report: one file, no script, prints well, readable on a phone and in the dark. */
import { render } from 'preact-render-to-string';
import { say } from '../checklist/message.ts';
import { ReportBody, type ReportProps } from './report.tsx';
import { STYLE } from './style.ts';

export function toHtml(props: ReportProps): string {
  const { speak, language } = props;
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="referrer" content="no-referrer" />
        <title>{speak(say('report.title'))}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <ReportBody {...props} />
      </body>
    </html>
  );
  return `<!doctype html>\n${render(page)}\n`;
}

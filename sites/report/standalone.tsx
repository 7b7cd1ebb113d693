/** The stand-alone HTML file, made by a browser: the same as `toHtml`, from nodes instead of strings. */
import { render } from 'preact';
import { say } from '../checklist/message.ts';
import { ReportBody, type ReportProps } from './report.tsx';
import { STYLE } from './style.ts';

const META: readonly Readonly<Record<string, string>>[] = [
  { charset: 'utf-8' },
  { name: 'viewport', content: 'width=device-width, initial-scale=1' },
  { 'http-equiv': 'Content-Security-Policy', content: "default-src 'none'; style-src 'unsafe-inline'" },
  { name: 'referrer', content: 'no-referrer' },
];

export function standalone(props: ReportProps): string {
  const { speak, language } = props;
  const page = document.implementation.createHTMLDocument();
  page.documentElement.lang = language;
  const add = (tag: string) => page.head.appendChild(page.createElement(tag));
  page.head.replaceChildren();
  for (const attributes of META) {
    const meta = add('meta');
    for (const [name, value] of Object.entries(attributes)) meta.setAttribute(name, value);
  }
  add('title').textContent = speak(say('report.title'));
  add('style').textContent = STYLE;
  render(<ReportBody {...props} />, page.body);
  const text = `<!doctype html>\n${page.documentElement.outerHTML}\n`;
  render(null, page.body);
  return text;
}

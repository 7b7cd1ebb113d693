/** Addresses of the vendor's guide and manual. Source: the forms Core itself uses for its help links. */

const MANUALS: Readonly<Record<string, string>> = {
  en: 'https://docs.mikopbx.com/mikopbx/english/',
  ru: 'https://docs.mikopbx.ru/mikopbx/',
};
const GUIDE = 'readme/security';

const base = (language: string) => MANUALS[language] ?? 'https://docs.mikopbx.com/mikopbx/english/';

/** The guide, at one of its headings. Russian headings have other anchors: there the page's top. */
export function guideUrl(anchor: string, language: string): string {
  return base(language) + GUIDE + (language === 'en' && anchor !== '' ? `#${anchor}` : '');
}

export function manualUrl(manual: { readonly en: string; readonly ru: string }, language: string): string {
  return base(language) + (language === 'ru' ? manual.ru : manual.en);
}

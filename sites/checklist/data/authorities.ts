/**
 * Who takes reports of a break-in into a computer, by country. Only where a public source says so: elsewhere the letter has a blank. Names are
 * as they are called there.
 */
export interface Authority {
  /** ISO 3166 alpha-2. */
  readonly country: string;
  readonly name: string;
  /** Where it is reported; null: in person or by phone, as `name` says. */
  readonly url: string | null;
  /** Where that was read, in 2026. */
  readonly source: string;
}

const AUTHORITIES: readonly Authority[] = [
  {
    country: 'AU',
    name: 'ReportCyber (Australian Signals Directorate, Australian Cyber Security Centre)',
    url: 'https://www.cyber.gov.au/report-and-recover/report',
    source: 'https://www.cyber.gov.au/about-us/news/asdacsc-urges-victims-to-report-cybercrimes',
  },
  {
    country: 'DE',
    name: 'Zentrale Ansprechstelle Cybercrime (ZAC) der Polizei des Bundeslandes',
    url: 'https://www.polizei.de/Polizei/DE/Einrichtungen/ZAC/zac_node.html',
    source: 'https://www.allianz-fuer-cybersicherheit.de/ACS/DE/Meldestelle/ZAC/polizeikontakt.html',
  },
  {
    country: 'GB',
    name: 'Action Fraud, 0300 123 2040 (England, Wales, Northern Ireland)',
    url: 'https://www.actionfraud.police.uk/',
    source: 'https://www.actionfraud.police.uk/node/997',
  },
  {
    country: 'RU',
    name: 'Дежурная часть территориального органа МВД России (102)',
    url: null,
    source: 'https://dis.ru/library/667/26511/',
  },
  {
    country: 'US',
    name: 'FBI, Internet Crime Complaint Center (IC3)',
    url: 'https://www.ic3.gov/',
    source: 'https://www.fbi.gov/news/stories/file-cyber-scam-complaints-with-the-ic3',
  },
];

/** null: nobody found out. */
export const authorityOf = (country: string | null): Authority | null =>
  AUTHORITIES.find((authority) => authority.country === country) ?? null;

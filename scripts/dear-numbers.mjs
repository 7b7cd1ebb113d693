/**
 * What libphonenumber's metadata lacks: dear numbers as the numbering plans of the regulators name them, and territories
 * that share a country's numbers but are billed as abroad. Read November 2026.
 */

/**
 * National numbers, without any prefix; x stands for any digit. Spain: televoting and surcharged entertainment.
 */
export const NATIONAL = {
  ES: ['905xxxxxx', '907xxxxxx'],
};

/**
 * As they are dialled, whole. Directory enquiries (118… in most of Europe) connect on at a premium price; a carrier chosen
 * for one call (`+`: a number of any kind follows) has prices of its own and leads anywhere.
 */
export const AS_DIALLED = {
  AT: ['118xx', '10xx+'],
  AU: ['1223', '1234', '12455', '12456', '124xxx'],
  BE: ['1207', '1307', '1212', '1313'],
  BG: ['118xx'],
  CA: ['411', '101xxxx+'],
  CH: ['18xx', '107xx+', '108xx+'],
  CZ: ['1180', '1181', '1188'],
  DE: ['118xx', '118xxx', '010xx+', '0100xx+'],
  DK: ['118'],
  EE: ['118x'],
  ES: ['118xx'],
  FI: ['118', '0202xx'],
  FR: ['118xxx', '32xx', '36xx'],
  GB: ['118xxx'],
  GR: ['118xx'],
  HR: ['118xx'],
  HU: ['118xx'],
  IE: ['118xx'],
  IL: ['144'],
  IT: ['12xx', '10xx+'],
  LT: ['118'],
  LU: ['118xx'],
  LV: ['118x'],
  MX: ['040'],
  NL: ['18xx'],
  NO: ['18xx'],
  NZ: ['018'],
  PL: ['118xxx', '10xx+'],
  PT: ['118xx', '1820'],
  RO: ['118xxx'],
  SE: ['118xxx'],
  SI: ['1188'],
  SK: ['1180', '1181', '1188', '12xxx'],
  TR: ['118xx', '10xx+'],
  US: ['411', '101xxxx+'],
};

/** By the country whose numbers they share: first digits. Abkhazia has Russian numbers at prices of a call abroad. */
export const BILLED_AS_ABROAD = {
  '+7840': { of: 'RU', leads: ['840', '940'], length: 10 },
};

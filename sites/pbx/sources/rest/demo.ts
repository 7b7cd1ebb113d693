/** What a factory database of MikoPBX brings along for show. */

const DEMO_PROVIDER = { id: 'SIP-TRUNK-34F7CAFE', host: 'demo.askozia.ru' };
/** Number, name and mobile number: a renamed or renumbered one is in use. */
const DEMO_EMPLOYEES: ReadonlySet<string> = new Set([
  '201 Smith James 89261111111',
  '202 Brown Brandon 89161111111',
  '203 Collins Melanie 89251111111',
]);

export const isDemoProvider = (id: string, host: string): boolean =>
  id === DEMO_PROVIDER.id && host === DEMO_PROVIDER.host;

export const isDemoEmployee = (number: string, name: string, mobile: string): boolean =>
  DEMO_EMPLOYEES.has(`${number} ${name} ${mobile}`);

/** `extensions`: every internal number. A record cannot be read (Core never wrote that action). */
import { numbersOf } from './numbers.ts';
import { icon } from './represent.ts';
import { action, done, missing, type Handler, type Resource } from './resource.ts';
import { textOf } from './values.ts';

const list: Handler = (pbx) =>
  done(numbersOf(pbx).map(({ number, type, callerid }) => ({ id: number, number, type, callerid })));

const SHOWN: Readonly<Record<string, { readonly icon: string; readonly type: string; readonly label: string }>> = {
  SIP: { icon: 'user outline', type: 'USER', label: 'Employees' },
  EXTERNAL: { icon: 'alternate mobile', type: 'USER', label: 'Employees' },
  QUEUE: { icon: 'users', type: 'QUEUE', label: 'Call Queues' },
  'IVR MENU': { icon: 'sitemap', type: 'IVR_MENU', label: 'Interactive Voice Response (IVR) Menu' },
  CONFERENCE: { icon: 'phone volume', type: 'CONFERENCE', label: 'Conferences' },
};

const forSelect: Handler = (pbx) =>
  done(
    numbersOf(pbx).flatMap(({ number, type, callerid }) => {
      const shown = SHOWN[type];
      if (shown === undefined) return [];
      const name = icon(shown.icon, `${callerid} <${number}>`);
      return [{ name, text: name, value: number, type: shown.type, typeLocalized: shown.label }];
    }),
  );

const available: Handler = (pbx, { data }) =>
  done({ available: !numbersOf(pbx).some(({ number }) => number === textOf(data, 'number')) });

export const extensions: Resource = {
  name: 'extensions',
  ids: /^[0-9]{2,8}$/,
  collection: { GET: action('getList', 'Extensions\\GetListAction::main', list) },
  record: { GET: missing('getRecord', 'ExtensionsManagementProcessor') },
  custom: {
    getForSelect: { GET: action('getForSelect', 'Extensions\\GetForSelectAction::main', forSelect) },
    available: { POST: action('available', 'Extensions\\AvailableAction::main', available) },
  },
};

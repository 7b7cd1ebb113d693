/** `advice`: of Core's bell menu only the warning about the default password of the cabinet, which opens before all else. */
import type { Pbx } from '../pbx.ts';
import { isStoredDefault } from './general-settings.ts';
import { action, done, type Handler, type Resource } from './resource.ts';

const PASSWORDS_PAGE = '/admin-cabinet/general-settings/modify/#/passwords';

export const adviceFor = (pbx: Pbx) => ({
  advice: isStoredDefault(pbx.webLogin)
    ? {
        error: [
          {
            messageTpl: 'adv_YouUseDefaultWebPassword',
            messageParams: { name: 'WEB password', url: PASSWORDS_PAGE },
          },
        ],
        needUpdate: ['WebAdminPassword'],
      }
    : [],
});

const list: Handler = (pbx) => done(adviceFor(pbx));

const LIST = { GET: action('getList', 'Advice\\GetAdviceListAction::main', list) };
export const advice: Resource = { name: 'advice', ids: null, collection: LIST, custom: { getList: LIST } };

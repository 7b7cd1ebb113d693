/** `mail-settings`: read, and the switches that the checklist may ask about. Secrets are masked. */
import { isOn, MASK, setting, withSettings } from '../settings.ts';
import { action, done, type Handler, type Resource } from './resource.ts';
import { flagOf, textOf } from './values.ts';

const read: Handler = (pbx) =>
  done(
    {
      MailSMTPPassword: MASK,
      MailOAuth2ClientSecret: MASK,
      MailOAuth2RefreshToken: MASK,
      SendLoginNotifications: isOn(pbx, 'SendLoginNotifications'),
      SystemNotificationsEmail: setting(pbx, 'SystemNotificationsEmail'),
    },
    { messages: { info: ['Mail settings retrieved successfully'] } },
  );

const write: Handler = (pbx, { data }) => {
  const flag = flagOf(data, 'SendLoginNotifications');
  const address = textOf(data, 'SystemNotificationsEmail');
  return done([], {
    pbx: withSettings(pbx, {
      ...(flag === undefined ? {} : { SendLoginNotifications: flag ? '1' : '0' }),
      ...(address === undefined ? {} : { SystemNotificationsEmail: address }),
    }),
  });
};

export const mailSettings: Resource = {
  name: 'mail-settings',
  ids: null,
  collection: {
    GET: action('getList', 'MailSettings\\GetListAction::main', read),
    PUT: action('update', 'MailSettings\\UpdateSettingsAction::main', write),
    PATCH: action('patch', 'MailSettings\\UpdateSettingsAction::main', write),
  },
};

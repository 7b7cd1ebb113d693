/**
 * Core's settings as REST v3 knows them (facts/core-api 2.4, recorded answers). `visible`: readable through
 * general-settings; the others can be written by PATCH all the same, which is one of its surprises.
 */
import type { Pbx } from './pbx.ts';

export interface Setting {
  readonly type: 'text' | 'number' | 'switch' | 'secret';
  readonly default: string;
  readonly visible: boolean;
  readonly min?: number;
  readonly max?: number;
  readonly maxLength?: number;
}

export const MASK = '********';

const text = (value = '', maxLength?: number): Setting => ({
  type: 'text',
  default: value,
  visible: true,
  ...(maxLength === undefined ? {} : { maxLength }),
});
const flag = (value: '0' | '1'): Setting => ({ type: 'switch', default: value, visible: true });
const port = (value: string): Setting => ({ type: 'number', default: value, visible: true, min: 1, max: 65535 });
const number = (value: string, min: number, max: number): Setting => ({
  type: 'number',
  default: value,
  visible: true,
  min,
  max,
});
const secret = (): Setting => ({ type: 'secret', default: '', visible: true });
const hidden = (setting: Setting): Setting => ({ ...setting, visible: false });

export const SETTINGS: Readonly<Record<string, Setting>> = {
  Name: text('PBX system'),
  Description: text(),
  PBXLanguage: text('en-en'),
  PBXInternalExtensionLength: number('3', 2, 11),
  PBXAllowGuestCalls: flag('0'),
  PBXRateLimitEnabled: flag('1'),
  RestartEveryNight: flag('0'),
  SendMetrics: flag('1'),
  WEBPort: port('80'),
  WEBHTTPSPort: port('443'),
  RedirectToHttps: flag('1'),
  WebAdminLogin: text('admin'),
  WebAdminPassword: secret(),
  WEBHTTPSPublicKey: text(),
  WEBHTTPSPrivateKey: secret(),
  SSHPort: port('22'),
  SSHLogin: text('root'),
  SSHPassword: secret(),
  SSHDisablePasswordLogins: flag('0'),
  SSHAuthorizedKeys: text(),
  SSH_ID_RSA_PUB: text(),
  SSHRsaKey: text(),
  SSHDssKey: text(),
  SSHecdsaKey: text(),
  SIPPort: port('5060'),
  TLS_PORT: port('5061'),
  RTPPortFrom: port('10000'),
  RTPPortTo: port('10200'),
  RTPStunServer: text(),
  SIPAuthPrefix: text('', 50),
  UseWebRTC: flag('0'),
  SIPDefaultExpiry: number('120', 60, 86400),
  SIPMinExpiry: number('60', 10, 86400),
  SIPMaxExpiry: number('3600', 60, 86400),
  PBXRecordCalls: flag('1'),
  PBXRecordCallsInner: flag('1'),
  AMIEnabled: flag('1'),
  AMIPort: port('5038'),
  AJAMEnabled: flag('1'),
  AJAMPort: port('8088'),
  AJAMPortTLS: port('8089'),
  ARIEnabled: flag('0'),
  ARIAllowedOrigins: text('*'),
  IAXPort: port('4569'),
  PBXFirewallEnabled: hidden(flag('1')),
  PBXFail2BanEnabled: hidden(flag('1')),
  PBXFirewallMaxReqSec: hidden(text('0')),
  PBXTimezone: hidden(text('Europe/Moscow')),
  NTPServer: hidden(text('0.pool.ntp.org')),
  externalSIPPort: hidden(port('5060')),
  externalTLSPort: hidden(port('5061')),
  autoUpdateExternalIp: hidden(flag('0')),
  SystemNotificationsEmail: hidden(text()),
  SendLoginNotifications: hidden(flag('0')),
};

/** The stored text of a setting, or its default. An unknown key is ''. */
export const setting = (pbx: Pbx, key: string): string => pbx.settings[key] ?? SETTINGS[key]?.default ?? '';
export const isOn = (pbx: Pbx, key: string): boolean => setting(pbx, key) === '1';
export const portOf = (pbx: Pbx, key: string): number => Number(setting(pbx, key));

export const withSettings = (pbx: Pbx, changes: Readonly<Record<string, string>>): Pbx => ({
  ...pbx,
  settings: { ...pbx.settings, ...changes },
});

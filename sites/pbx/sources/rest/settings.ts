/**
 * The settings that are read, one by one, and their shapes. Never the whole of them: that answer carries the private keys
 * of the host. None of these is a secret.
 */
import { flag, number, text, type Shape } from './shape.ts';

export interface Settings {
  Name: string;
  PBXLanguage: string;
  WEBPort: number;
  WEBHTTPSPort: number;
  SSHPort: number;
  SIPPort: number;
  TLS_PORT: number;
  RTPPortFrom: number;
  RTPPortTo: number;
  IAXPort: number;
  AMIPort: number;
  AJAMPort: number;
  AJAMPortTLS: number;
  SIPAuthPrefix: string;
  PBXAllowGuestCalls: boolean;
  WebAdminLogin: string;
  SSHLogin: string;
  SSHDisablePasswordLogins: boolean;
  /** Public keys. */
  SSHAuthorizedKeys: string;
  AMIEnabled: boolean;
  ARIEnabled: boolean;
  ARIAllowedOrigins: string;
}
export type SettingKey = keyof Settings;

export const SETTINGS: { readonly [K in SettingKey]: Shape<Settings[K]> } = {
  Name: text,
  PBXLanguage: text,
  WEBPort: number,
  WEBHTTPSPort: number,
  SSHPort: number,
  SIPPort: number,
  TLS_PORT: number,
  RTPPortFrom: number,
  RTPPortTo: number,
  IAXPort: number,
  AMIPort: number,
  AJAMPort: number,
  AJAMPortTLS: number,
  SIPAuthPrefix: text,
  PBXAllowGuestCalls: flag,
  WebAdminLogin: text,
  SSHLogin: text,
  SSHDisablePasswordLogins: flag,
  SSHAuthorizedKeys: text,
  AMIEnabled: flag,
  ARIEnabled: flag,
  ARIAllowedOrigins: text,
};

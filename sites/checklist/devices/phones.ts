/**
 * Phones out of rows of registrations. Asterisk keeps a row for each contact, so one phone that comes from new ports after
 * a restart is up to five rows until the old ones expire, and a browser registers with an endpoint of its own.
 */
import type { PartData } from '../facts/types.ts';
import { addressText, parseAddress } from '../reach/networks.ts';
import { rememberedOf } from '../reach/remembered.ts';
import { hostOf } from './host.ts';

type Device = PartData['devices'][number];

/** One phone, or one program: the same account, place and User-Agent. Account, contact and User-Agent are strangers' text. */
export interface Phone {
  /** The extension: without the suffix of the endpoint that it registered with. */
  readonly account: string;
  /** Where it comes from, in the normal spelling; null where it told a name instead. */
  readonly address: string | null;
  /** What to show for its place: the address, or the name that it told. */
  readonly contact: string;
  readonly userAgent: string;
  /** Lives in a browser: connects through the ports of AJAM. */
  readonly inBrowser: boolean;
  /** Another of its rows does not say so: whoever closes SIP may cut it off, too. */
  readonly isBoth?: true;
}

/** Core's endpoints beside the extension's own: WebRTC, and SIP over TLS on newer releases (SIPConf). */
const ENDPOINT = /^(.+)-(WS|TLS)$/i;

/** What a phone talks over: one in a browser through the ports of AJAM, the others over SIP. */
export const talksOver = ({ inBrowser }: Phone): 'AJAM' | 'SIP' => (inBrowser ? 'AJAM' : 'SIP');

/** In the order in which they were first told. */
export const phonesOf = rememberedOf((devices: readonly Device[]): readonly Phone[] => {
  const phones = new Map<string, Phone>();
  for (const device of devices) {
    const phone = phoneOf(device);
    const key = JSON.stringify([phone.account, phone.contact, phone.userAgent]);
    const earlier = phones.get(key);
    const isBoth = earlier !== undefined && earlier.inBrowser !== phone.inBrowser;
    phones.set(key, isBoth ? { ...phone, inBrowser: true, isBoth } : (earlier ?? phone));
  }
  return [...phones.values()];
});

function phoneOf({ account, address: written, userAgent, transport }: Device): Phone {
  const [, number = account, endpoint = ''] = ENDPOINT.exec(account) ?? [];
  const host = hostOf(written);
  const address = parseAddress(host);
  const text = address === null ? null : addressText(address);
  return {
    account: number,
    address: text,
    contact: text ?? host.toLowerCase(),
    userAgent,
    inBrowser: endpoint.toUpperCase() === 'WS' || transport === 'ws' || isBrowser(userAgent),
  };
}

/** Libraries for browsers, where neither endpoint nor transport tells. */
function isBrowser(userAgent: string): boolean {
  return /^(?:sip\.js|jssip|sipml|mozilla)|webrtc/i.test(userAgent.trim().slice(0, 100));
}

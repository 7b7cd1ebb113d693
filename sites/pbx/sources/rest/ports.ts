/** Part `ports`: of the general settings, key by key. */
import type { PartData } from '../../../checklist/facts/types.ts';
import type { Pbx } from './context.ts';

export async function readPorts({ api }: Pbx): Promise<PartData['ports']> {
  return {
    web: await api.setting('WEBPort'),
    webTls: await api.setting('WEBHTTPSPort'),
    ssh: await api.setting('SSHPort'),
    sip: await api.setting('SIPPort'),
    sipTls: await api.setting('TLS_PORT'),
    rtpFrom: await api.setting('RTPPortFrom'),
    rtpTo: await api.setting('RTPPortTo'),
    iax: await api.setting('IAXPort'),
    ami: await api.setting('AMIPort'),
    ajam: await api.setting('AJAMPort'),
    ajamTls: await api.setting('AJAMPortTLS'),
  };
}

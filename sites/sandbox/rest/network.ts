/** `network`: interfaces as configured and as running. Tunnels that a module brings up are not in here. */
import type { Interface, Pbx } from '../pbx.ts';
import { isOn, setting } from '../settings.ts';
import { action, done, type Handler, type Resource } from './resource.ts';

const topology = (pbx: Pbx) => (pbx.nat.enabled ? 'private' : 'public');
const known = (pbx: Pbx) => pbx.interfaces.filter(({ vpn }) => !vpn);

const common = (pbx: Pbx, { id, name, internet, gateway }: Interface) => ({
  id,
  name,
  interface: name,
  vlanid: '0',
  gateway,
  topology: internet ? topology(pbx) : '',
  extipaddr: internet ? pbx.nat.address : '',
  exthostname: internet ? pbx.nat.host : '',
  hostname: '',
  domain: '',
  primarydns: '',
  secondarydns: '',
  ipv6_gateway: '',
  primarydns6: '',
  secondarydns6: '',
});

/** As configured: with DHCP there is no address. */
const list: Handler = (pbx) =>
  done(
    known(pbx).map((one) => ({
      ...common(pbx, one),
      ipaddr: one.dhcp ? '' : one.address,
      subnet: one.dhcp ? '' : String(one.prefix),
      dhcp: one.dhcp ? '1' : '0',
      internet: one.internet ? '1' : '0',
      disabled: '0',
      ipv6_mode: one.addressV6 === '' ? '0' : '1',
      ipv6addr: '',
      ipv6_subnet: '',
      isDeletable: false,
      isInternet: one.internet,
      isDhcp: one.dhcp,
    })),
  );

const config: Handler = (pbx) =>
  done({
    interfaces: known(pbx).map((one) => ({
      ...common(pbx, one),
      ipaddr: one.address,
      subnet: one.prefix,
      dhcp: one.dhcp,
      internet: one.internet,
      disabled: false,
      ipv6_mode: one.addressV6 === '' ? '0' : '1',
      ipv6addr: '',
      ipv6_subnet: '',
      currentIpaddr: one.address,
      currentSubnet: one.prefix,
      currentGateway: one.gateway,
      currentIpv6addr: one.addressV6,
      currentIpv6_subnet: one.addressV6 === '' ? '' : String(one.prefixV6),
      currentIpv6_gateway: '',
      currentPrimarydns6: '',
      currentSecondarydns6: '',
    })),
    internetInterfaceId: known(pbx).find(({ internet }) => internet)?.id ?? 0,
    deletableInterfaces: [],
    nat: {
      usenat: pbx.nat.enabled,
      extipaddr: pbx.nat.address,
      exthostname: pbx.nat.host,
      AUTO_UPDATE_EXTERNAL_IP: isOn(pbx, 'autoUpdateExternalIp'),
    },
    ports: Object.fromEntries(
      ['SIPPort', 'externalSIPPort', 'TLS_PORT', 'externalTLSPort', 'RTPPortFrom', 'RTPPortTo'].map((key) => [
        key,
        setting(pbx, key),
      ]),
    ),
    isDocker: pbx.container.kind === 'docker',
    staticRoutes: pbx.staticRoutes.map((route, index) => {
      const [network = '', subnet = ''] = route.split('/');
      return { id: String(index + 1), network, subnet, gateway: '', interface: '', priority: index };
    }),
    availableInterfaces: known(pbx).map(({ name }) => ({ value: name, label: `${name} (${name})` })),
  });

const nat: Handler = (pbx) =>
  done({
    usenat: pbx.nat.enabled,
    extipaddr: pbx.nat.address,
    exthostname: pbx.nat.host,
    AUTO_UPDATE_EXTERNAL_IP: setting(pbx, 'autoUpdateExternalIp'),
    EXTERNAL_SIP_PORT: setting(pbx, 'externalSIPPort'),
    EXTERNAL_TLS_PORT: setting(pbx, 'externalTLSPort'),
    SIP_PORT: setting(pbx, 'SIPPort'),
    TLS_PORT: setting(pbx, 'TLS_PORT'),
    RTP_PORT_FROM: setting(pbx, 'RTPPortFrom'),
    RTP_PORT_TO: setting(pbx, 'RTPPortTo'),
  });

export const network: Resource = {
  name: 'network',
  ids: /^[0-9]+$/,
  collection: { GET: action('getList', 'Network\\GetListAction::main', list) },
  custom: {
    getConfig: { GET: action('getConfig', 'Network\\GetConfigAction::main', config) },
    getNatSettings: { GET: action('getNatSettings', 'Network\\GetNatSettingsAction::main', nat) },
  },
};

/** Who is still connected over what the plan closed: an established connection survives a closed firewall. */
import type { Parts } from '../../../checklist/facts/types.ts';
import { say, type Message } from '../../../checklist/message.ts';
import { parseRelease } from '../../../checklist/release.ts';
import { serviceName } from '../../../checklist/exposure/services.ts';
import type { Connected, Peer } from '../../../pbx/plans-api.ts';
import { usePage } from '../context.ts';
import { Icon } from '../parts.tsx';

export interface ConnectedProps {
  readonly connected: Connected;
}

export default function StillConnected({ connected }: ConnectedProps) {
  const { speak, store } = usePage();
  if (connected.state === 'unknown') return <p>{speak(say('page.plan.connected.unknown'))}</p>;
  const { peers, more } = connected;
  if (peers.length === 0) return <p>{speak(say('page.plan.connected.none'))}</p>;
  const parts = store.current().reading.facts?.parts;
  return (
    <>
      <p>
        <Icon name="plug" /> {speak(say('page.plan.connected.some'))}
      </p>
      <ul class="mscl-plain mscl-connected">
        {peers.map((peer) => (
          <li key={`${peer.port} ${peer.address}`}>{speak(peerLine(peer, parts))}</li>
        ))}
        {more > 0 && <li>{speak(say('page.plan.more', { count: more }))}</li>}
      </ul>
    </>
  );
}

function peerLine({ service, address, port }: Peer, parts: Parts | undefined): Message {
  const release = parts?.system.state === 'known' ? parts.system.data.release : '';
  const name =
    parts === undefined
      ? say('exposure.service.plain', { service })
      : serviceName(service, parts.modules, parseRelease(release));
  return say('page.plan.connected.one', { service: name, port: String(port), address });
}

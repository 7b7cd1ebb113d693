/**
 * Shows the PBX a connection of our own: a browser opens a WebSocket over a new one, also where HTTP/2 lets all requests
 * share one. Whether the PBX saw it, its answer to the next request says.
 */
const DOOR = '/pbxcore/api/module-security-checklist/plans/door';
/** In ms. A packet that a firewall drops is answered by nobody. */
const MOST = 3000;

export function knock(door: string): Promise<void> {
  const address = new URL(DOOR, location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.searchParams.set('door', door);
  return new Promise((resolve) => {
    const socket = new WebSocket(address);
    const end = () => {
      clearTimeout(timer);
      socket.close();
      resolve();
    };
    const timer = setTimeout(end, MOST);
    socket.onopen = end;
    socket.onerror = end;
  });
}

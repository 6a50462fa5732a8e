import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import DNS, { type Packet } from 'dns2';

type Handle = (request: Packet, send: (response: Packet) => void) => void;

/** A DNS server on a free port of 127.0.0.1. UDP takes any; when TCP finds the same one in use, both try another. */
export async function listenUdpAndTcp(handleOver: (transport: 'udp' | 'tcp') => Handle) {
  for (;;) {
    const udp = DNS.createUDPServer(handleOver('udp'));
    await udp.listen(0, '127.0.0.1');
    const { port } = udp.address() as AddressInfo;
    const tcp = DNS.createTCPServer(handleOver('tcp'));
    tcp.listen(port, '127.0.0.1');
    const listening = await once(tcp, 'listening').then(
      () => true,
      () => false,
    );
    if (listening) return { udp, tcp, port };
    udp.close();
  }
}

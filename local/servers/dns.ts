import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import DNS, { type Packet } from 'dns2';
import { listenUdpAndTcp } from './dns-listen.ts';
import { lookUp, type Zone, type ZoneAnswer } from './dns-zone.ts';

/** A DNS server on 127.0.0.1, UDP and TCP on one port. */
export interface LocalDns {
  readonly port: number;
  /** `127.0.0.1:port`, as MXP_DNS_SERVERS wants it. */
  readonly server: string;
  stop(): Promise<void>;
}

/** Response codes of RFC 1035 §4.1.1. */
const RCODE = { servfail: 2, nxdomain: 3 } as const;
const TTL_SECONDS = 60;

/** Answers MX and A from the zone; AAAA and everything else have no data. */
export async function startDns(options: { readonly zone: Zone }): Promise<LocalDns> {
  const handle = (request: Packet, send: (response: Packet) => void) => send(respond(options.zone, request));
  const { udp, tcp } = await listenUdpAndTcp(() => handle);
  const connections = new Set<Socket>();
  tcp.on('connection', (socket: Socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const { port } = udp.address() as AddressInfo;
  return {
    port,
    server: `127.0.0.1:${port}`,
    stop: async () => {
      const closed = Promise.all([once(udp, 'close'), once(tcp, 'close')]);
      udp.close();
      tcp.close();
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
}

function respond(zone: Zone, request: Packet): Packet {
  const response = DNS.Packet.createResponseFromRequest(request);
  const [question] = request.questions;
  if (!question?.name) return response;
  const answer = lookUp(zone, question.name, question.type === DNS.Packet.TYPE.MX ? 'MX' : 'A');
  if (answer.kind !== 'records') response.header.rcode = RCODE[answer.kind];
  else if (question.type === DNS.Packet.TYPE.MX || question.type === DNS.Packet.TYPE.A)
    response.answers.push(...recordsOf(answer).map((record) => resource(question, record)));
  return response;
}

const recordsOf = (answer: Extract<ZoneAnswer, { kind: 'records' }>) => [
  ...(answer.mx ?? []).map(({ exchange, preference }) => ({ exchange, priority: preference })),
  ...(answer.a ?? []).map((address) => ({ address })),
];

const resource = (question: DNS.Packet.Question, record: Partial<DNS.Packet.Resource>): DNS.Packet.Resource =>
  DNS.Packet.createResourceFromQuestion(question, { ttl: TTL_SECONDS, ...record });

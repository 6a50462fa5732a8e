import { once } from 'node:events';
import DNS, { type Packet } from 'dns2';
import { listenUdpAndTcp } from '../../../local/servers/dns-listen.ts';

type Record = Partial<DNS.Packet.Resource>;
/** Records, a response code of RFC 1035 §4.1.1, or no answer at all. */
export type Answer =
  | readonly Record[]
  | 'formerr'
  | 'servfail'
  | 'nxdomain'
  | 'notimp'
  | 'refused'
  | 'silence';
/** By `<type> <name>`; a name that is asked for and missing does not exist. */
export type Answers = Readonly<{ [question: string]: Answer }>;

const { TYPE } = DNS.Packet;
const RCODE = { formerr: 1, servfail: 2, nxdomain: 3, notimp: 4, refused: 5 };
const NAMES = new Map<number, string>([
  [TYPE.A, 'A'],
  [TYPE.AAAA, 'AAAA'],
  [TYPE.MX, 'MX'],
  [TYPE.TXT, 'TXT'],
]);

export const mx = (priority: number, exchange: string): Record => ({ type: TYPE.MX, priority, exchange });
export const a = (address: string): Record => ({ type: TYPE.A, address });
export const aaaa = (address: string): Record => ({ type: TYPE.AAAA, address });
export const cname = (domain: string): Record => ({ type: TYPE.CNAME, domain });
/** A record of another name than was asked for. */
export const of = (name: string, record: Record): Record => ({ ...record, name });

/** A name server on 127.0.0.1, UDP and TCP on one port, that notes what it is asked. */
export async function startNameServer(answers: Answers) {
  const asked: string[] = [];
  const handle = (over: string) => (request: Packet, send: (response: Packet) => void) => {
    const [question] = request.questions;
    const key = `${NAMES.get(question?.type ?? 0)} ${question?.name}`;
    asked.push(over === 'udp' ? key : `${key} over ${over}`);
    const answer = answers[key] ?? 'nxdomain';
    if (answer !== 'silence') send(respond(request, answer));
  };
  const { udp, tcp, port } = await listenUdpAndTcp(handle);
  const stop = async () => {
    const closed = once(udp, 'close');
    udp.close();
    tcp.close();
    await closed;
  };
  return { server: `127.0.0.1:${port}`, asked, stop };
}

function respond(request: Packet, answer: Exclude<Answer, 'silence'>): Packet {
  const response = DNS.Packet.createResponseFromRequest(request);
  const [question] = request.questions;
  if (typeof answer === 'string') response.header.rcode = RCODE[answer];
  else if (question)
    response.answers.push(
      ...answer.map((record) => DNS.Packet.createResourceFromQuestion(question, { ttl: 60, ...record })),
    );
  return response;
}

import type { Socket } from 'node:net';

/** What may befall one attempt of a command at the server. */
export interface Fault {
  readonly name: string;
  /** The server reads the request first. Where it does not, nobody knows whether it was sent. */
  readonly reached: boolean;
  /** It does what it is asked for. */
  readonly executes: boolean;
  /** The return code it answers with; null where the caller hears none. */
  readonly code: number | null;
  /** The code does not say whether it was carried out. */
  readonly unclear: boolean;
  /** It refuses for the rate without a code. */
  readonly tooOften: boolean;
  /** It never says a word. */
  readonly silent: boolean;
  /** Answers, breaks the connection, or neither; `done` is the body of a success. */
  readonly meet: (socket: Socket, done: string) => void;
}

const fault = (name: string, meet: Fault['meet'], more: Partial<Fault> = {}): Fault => ({
  ...{ reached: true, executes: false, code: null },
  ...{ unclear: false, tooOften: false, silent: false },
  ...more,
  name,
  meet,
});
/** The same twice: carried out, and not. */
const both = (name: string, meet: Fault['meet'], more: Partial<Fault> = {}) => [
  fault(name, meet, more),
  fault(`carried out, ${name}`, meet, { ...more, executes: true }),
];

const reset = (socket: Socket) => void socket.resetAndDestroy();
const close = (socket: Socket) => void socket.end();
const silence = () => {};
const answer = (status: string, body: string) => (socket: Socket) =>
  void socket.end(`HTTP/1.1 ${status}\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
const coded = (code: number) =>
  answer('200 OK', JSON.stringify({ Code: code, Message: 'no', RequestId: '1', Data: null }));

/** What comes after all faults. */
export const success = fault('success', (socket, done) => answer('200 OK', done)(socket), {
  executes: true,
  code: 0,
});

/** Nobody listens any more. */
export const refused = fault('refused', silence, { reached: false });

const unread = { reached: false };
const silent = { silent: true };

/** What a command may meet next, by kind: each kind is as likely as the others. */
export const faults: readonly (readonly Fault[])[] = [
  // Without a request.
  [
    refused,
    fault('reset when it connects', reset, unread),
    fault('closed when it connects', close, unread),
    fault('never read', silence, { ...unread, ...silent }),
  ],
  // Without an answer that can be read.
  [
    ...both('reset', reset),
    ...both('closed', close),
    ...both('never answered', silence, silent),
    ...both('a body cut short', (socket, done) => {
      socket.end(`HTTP/1.1 200 OK\r\nContent-Length: ${done.length}\r\n\r\n${done.slice(0, 20)}`);
    }),
    ...['500 Internal Server Error', '502 Bad Gateway', '503 Service Unavailable'].flatMap(
      (status) => both(`HTTP ${status}`, answer(status, '<html>no</html>')),
    ),
    ...both('Code 0 in HTTP 500', (socket, done) => answer('500 No', done)(socket)),
    ...both('an unreadable body', answer('200 OK', '<html>yes</html>')),
    ...both('an empty body', answer('200 OK', '')),
  ],
  // Too often.
  [
    fault('HTTP 429', answer('429 Too Many Requests', ''), { tooOften: true }),
    ...[5007, 30002].map((code) => fault(`code ${code}`, coded(code), { code })),
  ],
  // Refused, or done.
  [
    success,
    ...[1, 3, 3002, 5005, 30009, 42003].map((code) => fault(`code ${code}`, coded(code), { code })),
  ],
  // A fault of the service.
  [5000, 30003, 100000015].flatMap((code) =>
    both(`code ${code}`, coded(code), { code, unclear: true }),
  ),
];

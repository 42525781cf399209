// The server of the bench: HTTP and HTTPS on this machine, in a process of its own, since the bench blocks while
// a command runs. The emulator would not do: it knows one AppId, limits its rate and speaks no TLS.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';

const [folder, secret] = process.argv.slice(2);
let received = 0;

/** Whether it is a ban of a stream with a fresh signature, or a call of `aws ivs stop-stream`. */
function isExpected({ pathname, searchParams: query }) {
  if (pathname === '/StopStream') return true;
  const [appId, nonce, time, signature, action] = [
    'AppId',
    'SignatureNonce',
    'Timestamp',
    'Signature',
    'Action',
  ].map((name) => query.get(name));
  const expected = createHash('md5').update(`${appId}${nonce}${secret}${time}`).digest('hex');
  const fresh = Math.abs(Date.now() / 1000 - Number(time)) < 600 && /^[\da-f]{16}$/.test(nonce);
  return fresh && signature === expected && action === 'ForbidCDNLiveStream';
}

function answer(request, response) {
  if (!isExpected(new URL(request.url, 'http://localhost'))) {
    return response.writeHead(400).end();
  }
  received += 1;
  const Data = [{ CdnType: 'ws', CdnResult: 'success append purge tasks.' }];
  const reply = { Code: 0, Message: 'ok', RequestId: '4741109603321226039', Data };
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify(reply));
}

const http = createHttpServer(answer).listen(0, '127.0.0.1');
await once(http, 'listening');
const addresses = { http: `http://127.0.0.1:${http.address().port}` };
if (existsSync(`${folder}/cert.pem`)) {
  const pem = (name) => readFileSync(`${folder}/${name}.pem`);
  const https = createHttpsServer({ key: pem('key'), cert: pem('cert') }, answer);
  await once(https.listen(0, 'localhost'), 'listening');
  addresses.https = `https://localhost:${https.address().port}`;
}

process.on('disconnect', () => process.exit());
process.on('message', () => {
  process.send(received);
  received = 0;
});
process.send(addresses);

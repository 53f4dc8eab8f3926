// Requests over real sockets on loopback: every answer is an answer, and silence is a failure with a name.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HttpClient } from './http-client.ts';

describe('an http client', () => {
  let server: Server;
  let client: HttpClient;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;

  beforeEach(async () => {
    server = createServer((request, response) => answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    client = new HttpClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 2);
  });

  afterEach(async () => {
    await client.close();
    server.closeAllConnections();
    server.close();
  });

  it.each([200, 400, 429, 503])('gives an answer with status %i as it is', async (status) => {
    answer = (request, response) =>
      response.writeHead(status, { 'retry-after': '2' }).end(`${request.method}`);
    const reply = await client.request({ method: 'DELETE', path: '/orders?symbol=ETH', body: '{}' });
    expect(reply).toMatchObject({ kind: 'reply', status, text: 'DELETE', headers: { 'retry-after': '2' } });
  });

  it('calls a socket that ends without an answer unavailable: what the request did is not known', async () => {
    answer = (request) => request.socket.destroy();
    expect(await client.request({ method: 'POST', path: '/' })).toMatchObject({ kind: 'unavailable' });
  });

  it('calls a venue that nobody answers for unavailable', async () => {
    server.close();
    await once(server, 'close');
    expect(await client.request({ method: 'GET', path: '/' })).toMatchObject({ kind: 'unavailable' });
  });
});

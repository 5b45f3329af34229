import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A forward proxy as companies have it: tunnels for https, absolute addresses for http. */
export interface ForwardProxy {
  readonly url: string;
  /** `host:port` of what was asked for, in order. */
  readonly asked: readonly string[];
  /** Answers each request for a tunnel with this status; null: opens it. */
  refuseWith: number | null;
  close(): Promise<void>;
}

/** @param leadTo where every name leads, as `host:port`: the names of tests are in no name server. */
export async function forwardProxy(leadTo: string): Promise<ForwardProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const { hostname, port: targetPort } = new URL(`http://${leadTo}`);
  const server = createServer((incoming, response) => {
    const target = new URL(incoming.url ?? '/');
    asked.push(target.host);
    const onward = httpRequest(
      {
        host: hostname,
        port: targetPort,
        method: incoming.method,
        path: target.pathname + target.search,
        headers: incoming.headers,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on('error', () => response.writeHead(502).end());
    incoming.pipe(onward);
  });
  server.on('connect', (request, socket: Socket) => {
    asked.push(request.url ?? '');
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (proxy.refuseWith !== null)
      return void socket.end(`HTTP/1.1 ${proxy.refuseWith} Refused\r\n\r\n`);
    const onward = connect(Number(targetPort), hostname, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    sockets.add(onward);
    onward.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const proxy: ForwardProxy = {
    url: `http://127.0.0.1:${port}`,
    asked,
    refuseWith: null,
    async close() {
      for (const socket of sockets) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  return proxy;
}

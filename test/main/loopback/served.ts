import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startLoopback } from '../../../main/loopback/server.ts';
import type { Loopback, LoopbackOptions } from '../../../main/loopback/server.ts';
import { NONCE_PLACEHOLDER } from '../../../main/web-policy.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}
export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A folder that goes when the test ends, by its real path. */
export function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'thrive-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A running server over a built interface of two files. */
export async function served(options: LoopbackOptions = {}): Promise<{
  loopback: Loopback;
  dataDir: string;
  /** Where the interface is served from. */
  pages: string;
  ask: (sent: Sent) => Promise<Answer>;
  /** What the page sends of itself: the cookie, and the key of the session. */
  own: () => Promise<{ readonly cookie: string; readonly 'x-thrive-session': string }>;
  /** Sends lines as they are, with a Host, and nothing more; what is answered until the connection ends. */
  send: (lines: readonly string[]) => Promise<string>;
}> {
  const folder = scratch();
  const pages = join(folder, 'pages');
  mkdirSync(join(pages, 'assets'), { recursive: true });
  writeFileSync(join(pages, 'index.html'), `<script nonce="${NONCE_PLACEHOLDER}"></script>`);
  writeFileSync(join(pages, 'assets', 'index-1a2b.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const dataDir = join(folder, 'data');
  const loopback = await startLoopback({ dataDir, pages, ...options });
  onTestFinished(() => loopback.stop());
  const ask = (sent: Sent): Promise<Answer> => asked(loopback.port, sent);
  return {
    loopback,
    dataDir,
    pages,
    ask,
    async own() {
      const { pathname, search } = new URL(loopback.openingUrl());
      const { headers } = await ask({ path: pathname + search });
      return {
        cookie: headers['set-cookie']![0]!.split(';')[0]!,
        'x-thrive-session': String(headers['location']).slice('/#key='.length),
      };
    },
    send: ([first, ...lines]) =>
      sentRaw(loopback.port, [first!, `host: 127.0.0.1:${loopback.port}`, ...lines]),
  };
}

/** Sends exactly these headers: fetch would not let a test forge Host or Origin. */
function asked(port: number, { method = 'GET', path = '/', headers = {}, body }: Sent) {
  return new Promise<Answer>((resolve, reject) => {
    const request = httpRequest(
      {
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { host: `127.0.0.1:${port}`, connection: 'close', ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode!, headers: response.headers, text }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

function sentRaw(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(lines.join('\r\n')));
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (answer += part));
    // A connection that is cut tells as much as one that is closed.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

/** Headers as they are sent. */
export const inLines = (headers: Readonly<Record<string, string>>): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

export const json = { 'content-type': 'application/json' };

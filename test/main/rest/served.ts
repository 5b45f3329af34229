import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Scope } from '../../../core/contract/tokens/scopes.ts';
import { SCOPE_NAMES } from '../../../core/contract/tokens/scopes.ts';
import { historyFile } from '../../../main/data-folder/data-folder.ts';
import { openHistory } from '../../../main/history/history.ts';
import { startRest } from '../../../main/rest/server.ts';
import type { RestOptions } from '../../../main/rest/server.ts';
import { giveToken } from '../../../main/tokens/give-token.ts';

export const SAMPLES = join(import.meta.dirname, '..', '..', '..', 'assets', 'sample');

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The text as JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what is answered is what a test is about
  readonly json: any;
}
export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON where it is no text and no bytes. */
  readonly body?: unknown;
}

/** A server of the API over a folder that goes when the test ends. */
export async function servedApi(options: RestOptions = {}) {
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'thrive-api-')));
  const server = await startRest({ dataDir, ...options });
  onTestFinished(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 });
  });
  const history = openHistory(historyFile(dataDir));
  onTestFinished(() => history.close());
  const token = (scopes: readonly Scope[] = SCOPE_NAMES, name = `t${Math.random()}`): string =>
    giveToken(history, { name, scopes: [...scopes], days: 1 }, Date.now()).token;
  const mine = token(SCOPE_NAMES, 'test');

  function ask(path: string, sent: Sent = {}): Promise<Answer> {
    const { method = 'GET', headers = {}, body } = sent;
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        {
          ...{ host: '127.0.0.1', port: server.port, method, path },
          headers: {
            host: `127.0.0.1:${server.port}`,
            authorization: `Bearer ${mine}`,
            connection: 'close',
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              text,
              get json() {
                return JSON.parse(text);
              },
            }),
          );
        },
      );
      request.on('error', reject);
      request.end(body === undefined || isRaw ? body : JSON.stringify(body));
    });
  }

  /** Starts a run and waits until it has ended; its id. */
  async function reconciled(body: object): Promise<string> {
    const started = await ask('/v1/runs', { method: 'POST', body });
    const { json } = await ask(`${String(started.headers['location'])}?wait=60`);
    return json.runId as string;
  }

  return { server, dataDir, history, token, mine, ask, reconciled };
}

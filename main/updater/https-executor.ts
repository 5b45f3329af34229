import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import { request } from 'node:https';
import { configureRequestOptions, configureRequestUrl, HttpExecutor } from 'builder-util-runtime';
import type { DownloadOptions } from 'builder-util-runtime';
import type { NetworkSettings } from '../../core/contract/api/places.ts';
import { agentsFor } from '../places/remote/network-agents.ts';
import type { Agents } from '../places/remote/network-agents.ts';
import { failingWithItsSocket } from '../places/remote/socket-error.ts';
import { notEncrypted, redirectsInLoop } from './update-problem.ts';

/** More than the address of any release leads through. */
const MOST_REDIRECTS = 5;
/** By this electron-updater lets a server tell installations apart, which is nobody's business. */
const WHO_ASKS = 'x-user-staging-id';

type Download = HttpExecutor<ClientRequest>['doDownload'];

/**
 * How electron-updater reaches the network here: as everything else in the program does, by the proxy and
 * with the certificates of the settings, and never without encryption, wherever a server may lead it. A
 * class, because electron-updater wants one that extends its own.
 */
export class HttpsExecutor extends HttpExecutor<ClientRequest> {
  readonly #agents: Agents;
  /** In a row. electron-updater itself would follow a download in a circle for ever. */
  #redirects = 0;

  constructor(network: NetworkSettings) {
    super();
    this.#agents = agentsFor(network);
  }

  /** Throws Problems `updates.not-encrypted` and `updates.unreachable`. */
  override createRequest(
    options: RequestOptions,
    callback: (response: IncomingMessage) => void,
  ): ClientRequest {
    const host = String(options.hostname);
    if (options.protocol !== 'https:') throw notEncrypted(host);
    if (this.#redirects > MOST_REDIRECTS) throw redirectsInLoop(host);
    const headers = Object.fromEntries(
      Object.entries(options.headers ?? {}).filter(([name]) => name !== WHO_ASKS),
    );
    return request({ ...options, headers, agent: this.#agents.https }, (answer) => {
      this.#redirects = answer.headers.location === undefined ? 0 : this.#redirects + 1;
      callback(failingWithItsSocket(answer));
    });
  }

  /** Called by electron-updater for a whole file, whose checksum it is given. */
  download(url: URL, destination: string, options: DownloadOptions): Promise<string> {
    return options.cancellationToken.createPromise<string>((resolve, reject, onCancel) => {
      const asked: RequestOptions = options.headers ? { headers: options.headers } : {};
      configureRequestUrl(url, asked);
      this.doDownload(
        configureRequestOptions(asked),
        {
          destination,
          options,
          onCancel,
          callback: (error) => (error ? reject(error) : resolve(destination)),
          responseHandler: null,
        },
        0,
      );
    });
  }

  /** Where the next step of a download is refused, the download has failed; the refusal is nobody's fault else. */
  protected override doDownload(...[options, download, redirects]: Parameters<Download>): void {
    try {
      super.doDownload(options, download, redirects);
    } catch (thrown) {
      download.callback(thrown as Error);
    }
  }

  /** Closes its connections. */
  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }
}

import { Problem } from '../../../core/contract/problem.ts';
import type { ProblemValue } from '../../../core/contract/problem.ts';

/** A place that cannot be fetched. */
export function remoteProblem(
  code: string,
  message: string,
  hint: string,
  cause?: unknown,
  details?: ProblemValue['details'],
): Problem {
  return new Problem(
    { kind: 'source-unreadable', code, message, hint, ...(details && { details }) },
    cause,
  );
}

/** A place from which nothing was heard for too long. */
export function silence(thrown: unknown, place: string): Problem {
  return remoteProblem(
    'source.timeout',
    `${hostOf(place)} did not respond in time.`,
    'Check the network and try again.',
    thrown,
  );
}

/** A body that ended before its announced size. */
export function truncated(place: string, bytes: number, of: number, cause?: unknown): Problem {
  return remoteProblem(
    'source.truncated',
    `The download of ${place} ended after ${bytes} of ${of} bytes.`,
    'Try again. If it happens again, contact the provider of the file.',
    cause,
  );
}

/** An object that is no longer the one that was looked at. */
export function replaced(place: string): Problem {
  return remoteProblem(
    'source.replaced',
    `${place} was replaced while it was being fetched.`,
    'Try again when its delivery has finished.',
  );
}

function hostOf(place: string): string {
  return /^[a-z0-9+]+:\/\/([^/?#]+)/i.exec(place)?.[1] ?? place;
}

/**
 * What the network says, in words; null for anything else. `place` without credentials; `proxy` as
 * `host:port` where the way leads through one.
 */
export function networkProblem(
  thrown: unknown,
  place: string,
  proxy: string | null = null,
): Problem | null {
  const host = hostOf(place);
  const problem = (code: string, message: string, hint: string): Problem =>
    remoteProblem(code, message, hint, thrown);
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const {
      code = '',
      port,
      hostname,
    } = error as NodeJS.ErrnoException & {
      port?: number;
      hostname?: string;
    };
    const ofProxy = proxy !== null && concerns(proxy, port, hostname);
    if (code === 'ERR_PROXY_TUNNEL')
      return proxyRefusal(thrown, error.message, host, proxy ?? 'The proxy');
    if (ofProxy && /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|TIMEDOUT/.test(code))
      return problem(
        'source.proxy',
        `The proxy ${proxy} cannot be reached (${code}).`,
        'Check the proxy in Settings, or HTTPS_PROXY in the environment.',
      );
    if (code === 'EAI_AGAIN')
      return problem(
        'source.name-server',
        `The name of ${host} cannot be looked up: the name server does not respond.`,
        'Check the network, or the VPN.',
      );
    if (code === 'ENOTFOUND')
      return problem(
        'source.no-such-host',
        `The server ${host} was not found.`,
        'Check the address and the network, or the VPN.',
      );
    if (code === 'ECONNREFUSED')
      return problem(
        'source.connection-refused',
        `${host} refused the connection.`,
        'Check the address and its port.',
      );
    if (code === 'EPROTO' || /WRONG_VERSION_NUMBER|ERR_SSL_(?!.*CERT)/.test(code))
      return problem(
        'source.tls',
        `A secure connection to ${host} could not be made (${code}).`,
        'Check the address and its port, or ask your network administrator whether something intercepts the connection.',
      );
    if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO/.test(code))
      return problem(
        'source.certificate',
        `The certificate of ${host} is not trusted (${code}).`,
        'Ask your network administrator for your company’s certificate and enter its file in Settings, under Network and storage.',
      );
    // Before time-outs, because the client of S3 calls these that too.
    if (/^(ECONNRESET|ECONNABORTED|EPIPE|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+)$/.test(code))
      return problem(
        'source.connection-lost',
        `The connection to ${host} was interrupted.`,
        'Check the network and try again.',
      );
    if (/TIMEDOUT|TIMEOUT/.test(code) || error.name === 'TimeoutError')
      return silence(thrown, place);
    if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH')
      return problem(
        'source.unreachable',
        `${host} cannot be reached.`,
        'Check the network, or the VPN.',
      );
  }
  return null;
}

function concerns(proxy: string, port: number | undefined, hostname: string | undefined): boolean {
  const address = URL.parse(`http://${proxy}`);
  if (!address) return false;
  const its = address.port === '' ? 80 : Number(address.port);
  return port === its || (hostname !== undefined && hostname === address.hostname);
}

function proxyRefusal(thrown: unknown, said: string, host: string, proxy: string): Problem {
  const status = Number(/HTTP\/1\.[01] (\d{3})/.exec(said)?.[1] ?? 0);
  if (status === 407)
    return remoteProblem(
      'source.proxy-login',
      `The proxy ${proxy} requires a login (HTTP 407).`,
      'Ask your network administrator for a proxy that does not require a login, or sign in to it.',
      thrown,
    );
  const reason = status === 0 ? '' : ` (HTTP ${status})`;
  return remoteProblem(
    status >= 500 ? 'source.proxy-fault' : 'source.proxy',
    `The proxy ${proxy} blocked the connection to ${host}${reason}.`,
    'Ask your network administrator to allow the connection, or check the proxy in Settings.',
    thrown,
  );
}

import { Problem } from '../../../core/contract/problem.ts';

/** A place that cannot be fetched. */
export function remoteProblem(
  code: string,
  message: string,
  hint: string,
  cause?: unknown,
): Problem {
  return new Problem({ kind: 'source-unreadable', code, message, hint }, cause);
}

/** A place from which nothing was heard for too long. */
export function silence(thrown: unknown, place: string): Problem {
  return remoteProblem(
    'source.timeout',
    `${hostOf(place)} does not answer in time.`,
    'Check the network and try again.',
    thrown,
  );
}

function hostOf(place: string): string {
  return /^[a-z0-9+]+:\/\/([^/?#]+)/i.exec(place)?.[1] ?? place;
}

/** What the network says, in words; null for anything else. `place` without credentials. */
export function networkProblem(thrown: unknown, place: string): Problem | null {
  const host = hostOf(place);
  const problem = (code: string, message: string, hint: string): Problem =>
    remoteProblem(code, message, hint, thrown);
  for (let error = thrown; error instanceof Error; error = error.cause) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
      return problem(
        'source.no-such-host',
        `The name of ${host} cannot be resolved.`,
        'Check the address and the network, or the VPN.',
      );
    if (code === 'ECONNREFUSED')
      return problem(
        'source.connection-refused',
        `${host} refuses the connection.`,
        'Check the address and its port.',
      );
    if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))
      return problem(
        'source.certificate',
        `The certificate of ${host} is not trusted (${code}).`,
        'Ask your network administrator; a company’s own certificate is named with NODE_EXTRA_CA_CERTS.',
      );
    // Before time-outs, because the client of S3 calls these that too.
    if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET')
      return problem(
        'source.connection-lost',
        `The connection to ${host} was cut off.`,
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

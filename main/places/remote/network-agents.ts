import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import tls from 'node:tls';
import type { NetworkSettings } from '../../../core/contract/api/places.ts';
import { holdsCertificate } from './pem.ts';
import { remoteProblem } from './remote-problem.ts';

export interface Agents {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** Never sent through a proxy: what is on this machine is not the proxy's to reach. */
const OWN_MACHINE = ['localhost', '127.0.0.1', '::1', '[::1]'];
/** More than the parts of one object that are fetched at a time. */
const MOST_SOCKETS = 16;

/**
 * The ways out of this machine: through the proxy that is set, else that of the environment, and with
 * the certificates that the system, the environment and the settings trust. Throws Problem
 * `source.ca-file`. To be destroyed by whoever asked for them.
 */
export function agentsFor(network: NetworkSettings): Agents {
  const shared = { keepAlive: true, maxSockets: MOST_SOCKETS, proxyEnv: proxyOf(network) };
  return {
    http: new HttpAgent(shared),
    https: new HttpsAgent({ ...shared, ca: trusted(network) }),
  };
}

/** The proxy that a request to an address goes through, as `host:port`; null where it goes straight. */
export function proxyFor(network: NetworkSettings, address: URL): string | null {
  const { HTTPS_PROXY, HTTP_PROXY, NO_PROXY } = proxyOf(network);
  const proxy = address.protocol === 'https:' ? HTTPS_PROXY : HTTP_PROXY;
  if (!proxy || excepted(NO_PROXY ?? '', address.hostname)) return null;
  return URL.parse(proxy)?.host ?? proxy;
}

function proxyOf({ proxy }: NetworkSettings) {
  const said = (name: string): string | undefined =>
    process.env[name.toLowerCase()] ?? process.env[name];
  const without = [...OWN_MACHINE, said('NO_PROXY') ?? ''].filter((one) => one !== '').join(',');
  return {
    HTTPS_PROXY: proxy ?? said('HTTPS_PROXY'),
    HTTP_PROXY: proxy ?? said('HTTP_PROXY'),
    NO_PROXY: without,
  };
}

function excepted(list: string, host: string): boolean {
  return list
    .split(',')
    .map((one) => one.trim().toLowerCase())
    .some((one) => one === '*' || (one !== '' && (host === one || host.endsWith(dotted(one)))));
}

function dotted(name: string): string {
  return name.startsWith('.') ? name : `.${name}`;
}

/** Reading the system's store takes its time, on some systems a good part of a second. */
let known: string[] | null = null;

function trusted({ caFile }: NetworkSettings): string[] {
  known ??= [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];
  const ofUser = caFile === null ? [] : [pemOf(caFile)];
  return [...known, ...certificatesOfEnvironment(), ...ofUser];
}

/**
 * The certificates of NODE_EXTRA_CA_CERTS where this process has not read them itself: the packaged window
 * leaves the variable alone, as it does NODE_OPTIONS. As in Node, a file that cannot be read is passed over.
 */
function certificatesOfEnvironment(): string[] {
  const path = process.env['NODE_EXTRA_CA_CERTS'];
  if (!path || tls.getCACertificates('extra').length > 0) return [];
  try {
    const text = readFileSync(path, 'utf8');
    return holdsCertificate(text) ? [text] : [];
  } catch {
    return [];
  }
}

function pemOf(path: string): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw caFileProblem(`The certificate file ${path} cannot be read.`, cause);
  }
  if (!holdsCertificate(text))
    throw caFileProblem(`${path} does not contain a certificate in PEM format.`);
  return text;
}

function caFileProblem(message: string, cause?: unknown): Error {
  return remoteProblem(
    'source.ca-file',
    message,
    'Choose in the settings the PEM file that your network administrator gave you.',
    cause,
  );
}

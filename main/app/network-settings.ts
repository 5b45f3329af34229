import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { NetworkSettings } from '../../core/contract/api/places.ts';
import { Problem } from '../../core/contract/problem.ts';
import { holdsCertificate } from '../places/remote/pem.ts';
import { rememberSecretsWithin } from '../secrets/known-secrets.ts';
import type { AppContext } from './app-context.ts';

/** The way to the network for an address: by the settings, else by the system. */
export async function networkFor(
  { history, host }: Pick<AppContext, 'history' | 'host'>,
  url: string,
): Promise<NetworkSettings> {
  const { proxy, caFile } = history.appSettings();
  return { proxy: proxy ?? (await host.proxyFor(url)), caFile };
}

/** Throws Problem `settings.proxy` for what is not `http://host:port` or `https://host:port`. */
export function checkProxy(proxy: string): void {
  rememberSecretsWithin(proxy);
  const url = URL.parse(proxy);
  // What was given is not repeated: it may hold a password.
  if (url && (url.username !== '' || url.password !== ''))
    throw proxyProblem('The address of the proxy contains a user or password, which is not saved.');
  if (!url || !/^https?:\/\/[^/?#@\s]+\/?$/i.test(proxy))
    throw proxyProblem('The address of the proxy is not valid.');
}

/** Throws Problem `settings.ca-file` where a path is not that of a file with certificates in PEM form. */
export async function checkCaFile(path: string): Promise<void> {
  // A relative one would depend on where the program was started.
  if (!isAbsolute(path)) throw caProblem(`${path} is not a full path.`);
  const text = await readFile(path, 'latin1').catch((cause: unknown) => {
    throw caProblem(`The certificate file ${path} cannot be read.`, cause);
  });
  if (!holdsCertificate(text))
    throw caProblem(`${path} does not contain a certificate in PEM format.`);
}

function proxyProblem(message: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'settings.proxy',
    message,
    hint: 'Enter it as http://host:port, without user and password.',
  });
}

function caProblem(message: string, cause?: unknown): Problem {
  return new Problem(
    {
      kind: 'usage',
      code: 'settings.ca-file',
      message,
      hint: 'Choose the PEM file that your network administrator gave you.',
    },
    cause,
  );
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { agentsFor } from '../../../../main/places/remote/network-agents.ts';
import { scratch } from '../../app/application-fixture.ts';

const { getCACertificates } = tls;
// As in the packaged window, which has not read the variable; this process may have.
beforeEach(() => {
  vi.spyOn(tls, 'getCACertificates').mockImplementation((kind) =>
    kind === 'extra' ? [] : getCACertificates(kind),
  );
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const PEM = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** The certificates that a connection would trust. */
function trusted(caFile: string | null = null): readonly string[] {
  const { http, https } = agentsFor({ proxy: null, caFile });
  http.destroy();
  https.destroy();
  return https.options.ca as string[];
}

function pem(text: string): string {
  const path = join(scratch(), 'ca.pem');
  writeFileSync(path, text);
  return path;
}

describe('the certificates that are trusted', () => {
  it('are those of NODE_EXTRA_CA_CERTS too, which the packaged window does not read by itself', () => {
    vi.stubEnv('NODE_EXTRA_CA_CERTS', undefined);
    const before = trusted();
    expect(before).not.toContain(PEM);
    vi.stubEnv('NODE_EXTRA_CA_CERTS', pem(PEM));
    expect(trusted()).toEqual([...before, PEM]);
    const own = `${PEM}own\n`;
    expect(trusted(pem(own))).toEqual([...before, PEM, own]);
  });
  it.each(['/a/file/that/is/not/there', 'a file without one'])(
    'are as before where it cannot be read or holds none: %s',
    (given) => {
      vi.stubEnv('NODE_EXTRA_CA_CERTS', undefined);
      const before = trusted();
      vi.stubEnv('NODE_EXTRA_CA_CERTS', given.startsWith('/') ? given : pem(given));
      expect(trusted()).toEqual(before);
    },
  );
});

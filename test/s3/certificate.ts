import { generate } from 'selfsigned';

/**
 * A certificate for this machine that nobody has signed, good for a day, and its key; both in PEM.
 *
 * @param names of other servers that this machine stands in for.
 */
export async function ownCertificate(
  names: readonly string[] = [],
): Promise<{ readonly cert: string; readonly key: string }> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + 86_400_000),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          ...names.map((value) => ({ type: 2 as const, value })),
        ],
      },
    ],
  });
  return { cert, key };
}

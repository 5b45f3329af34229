import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWarehouse } from '../../../main/warehouse/connection.ts';
import { warehousePlace } from '../../../main/warehouse/place.ts';
import { scratch } from '../cli/command.ts';
import { ownCertificate } from '../../s3/certificate.ts';
import { postgresPrograms, startCluster } from './postgres-cluster.ts';
import type { Cluster } from './postgres-cluster.ts';

const programs = postgresPrograms();
if ('why' in programs) it.skip(`TLS is not tested: ${programs.why}`, () => undefined);

describe.skipIf('why' in programs)('a server that speaks TLS', () => {
  let cluster: Cluster;
  let certificate: { cert: string; key: string };
  beforeAll(async () => {
    certificate = await ownCertificate();
    cluster = await startCluster((programs as { bin: string }).bin, certificate);
  });
  afterAll(async () => {
    await cluster.stop();
  });

  /** Whether the session that an address opens is encrypted. */
  async function encrypted(query: string): Promise<boolean> {
    const warehouse = await openWarehouse(warehousePlace(cluster.url() + query, {}));
    const [row] = await warehouse.ask('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()');
    await warehouse.close();
    return row!['ssl'] === true;
  }

  it('is spoken to as sslmode says', async () => {
    expect(await encrypted('')).toBe(true);
    expect(await encrypted('?sslmode=prefer')).toBe(true);
    expect(await encrypted('?sslmode=require')).toBe(true);
    expect(await encrypted('?sslmode=disable')).toBe(false);
  });

  it('has to be the one that was asked for, or for verify-ca only to be trusted', async () => {
    const { cert, private: key } = await generate(
      [{ name: 'commonName', value: 'other.example' }],
      {
        keyType: 'ec',
        algorithm: 'sha256',
        extensions: [
          { name: 'basicConstraints', cA: true, critical: true },
          // A name that Node falls back to where it is told none.
          { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
        ],
      },
    );
    const other = await startCluster((programs as { bin: string }).bin, { cert, key });
    const pem = join(scratch(), 'root.pem');
    writeFileSync(pem, cert);
    const open = async (mode: string): Promise<void> =>
      (
        await openWarehouse(warehousePlace(`${other.url()}?sslmode=${mode}&sslrootcert=${pem}`, {}))
      ).close();
    try {
      await open('verify-ca');
      await expect(open('verify-full')).rejects.toEqual(
        expect.objectContaining({ code: 'warehouse.certificate' }),
      );
    } finally {
      await other.stop();
    }
  });

  it('has to prove itself where that is asked for', async () => {
    const untrusted = expect.objectContaining({ code: 'warehouse.certificate' });
    await expect(encrypted('?sslmode=verify-full')).rejects.toEqual(untrusted);
    await expect(encrypted('?sslmode=verify-ca')).rejects.toEqual(untrusted);
    const pem = join(scratch(), 'root.pem');
    await expect(encrypted(`?sslmode=verify-full&sslrootcert=${pem}`)).rejects.toEqual(
      expect.objectContaining({ code: 'warehouse.root-certificate' }),
    );
    writeFileSync(pem, certificate.cert);
    expect(await encrypted(`?sslmode=verify-full&sslrootcert=${encodeURIComponent(pem)}`)).toBe(
      true,
    );
    expect(await encrypted(`?sslmode=verify-ca&sslrootcert=${encodeURIComponent(pem)}`)).toBe(true);
    writeFileSync(pem, (await ownCertificate()).cert);
    await expect(encrypted(`?sslmode=verify-full&sslrootcert=${pem}`)).rejects.toEqual(untrusted);
  });
});

import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateBucketCommand,
  ListMultipartUploadsCommand,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverySchema } from '../../../../core/contract/api/delivery.ts';
import type { RemoteAccess } from '../../../../core/contract/api/places.ts';
import { deliverFiles } from '../../../../main/delivery/upload/deliver-files.ts';
import type { DeliveryFile } from '../../../../main/delivery/upload/deliver-files.ts';
import { fetchPlace } from '../../../../main/places/fetch/fetch-place.ts';
import { s3ClientFor } from '../../../../main/places/s3/s3-client.ts';
import { testConnection } from '../../../../main/sources/test-connection.ts';
import { NO_SWIFT, swiftServer } from '../../../s3/swift-server.ts';
import type { SwiftServer } from '../../../s3/swift-server.ts';
import { problemOf, scratch } from '../../app/application-fixture.ts';
import { scratchHistory, startRun } from '../../history/fixtures.ts';
import { fetchOptions } from '../../places/fetch/fetch-options.ts';

/** As small as the storage takes them. */
const PART_BYTES = 5 * 2 ** 20;

describe.skipIf(NO_SWIFT !== null)(
  `a storage that others have written, OpenStack Swift${NO_SWIFT === null ? '' : `: not tried, ${NO_SWIFT}`}`,
  () => {
    let swift: SwiftServer;
    beforeAll(async () => {
      swift = await swiftServer();
      const client = s3ClientFor(access());
      for (const Bucket of ['reports', 'versions'])
        await client.send(new CreateBucketCommand({ Bucket }));
      await client.send(
        new PutBucketVersioningCommand({
          Bucket: 'versions',
          VersioningConfiguration: { Status: 'Enabled' },
        }),
      );
      client.destroy();
    });
    afterAll(() => swift?.close());

    const access = (s3: RemoteAccess['s3'] = {}, secret = swift.secretAccessKey): RemoteAccess => ({
      s3: { endpoint: swift.endpoint, pathStyle: true, region: 'us-east-1', ...s3 },
      secret: { keys: { accessKeyId: swift.accessKeyId, secretAccessKey: secret } },
      network: { proxy: null, caFile: null },
    });
    const file = (name: string, bytes: Buffer): DeliveryFile => {
      const path = join(scratch(), name);
      writeFileSync(path, bytes);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      return { name, path, bytes: bytes.length, sha256, rows: null };
    };
    const deliver = (place: string, files: readonly DeliveryFile[]) => {
      const history = scratchHistory();
      const run = startRun(history, { sourceId: history.sourceAt('/ledgers/a.csv').id });
      const s3 = { endpoint: swift.endpoint, pathStyle: true };
      return deliverFiles(deliverySchema.parse({ place, s3 }), files, run, {
        access: access(),
        firstWaitMs: 1,
        partBytes: PART_BYTES,
      });
    };
    const fetched = (place: string, of: RemoteAccess = access()) =>
      fetchPlace(place, fetchOptions(scratch(), { access: of, partBytes: PART_BYTES }));

    it('takes a delivery, large files in parts, and gives back the same bytes', async () => {
      const files = [
        file('März & April.csv', Buffer.from('TRANS_ID\n1\n')),
        file('large.csv', randomBytes(2 * PART_BYTES + 99)),
      ];
      const { files: delivered, manifest } = await deliver('s3://reports/finance', files);
      expect(delivered).toHaveLength(2);
      const folder = manifest.slice(0, manifest.lastIndexOf('/'));
      for (const { name, path, sha256 } of files) {
        const back = await fetched(`${folder}/${name}`);
        expect(back.sha256).toBe(sha256);
        expect(readFileSync(back.path)).toEqual(readFileSync(path));
      }
      const newest = await fetched(`${folder}/*.csv`);
      expect(files.map(({ name }) => name)).toContain(newest.name);
      const client = s3ClientFor(access());
      const left = await client.send(new ListMultipartUploadsCommand({ Bucket: 'reports' }));
      client.destroy();
      expect(left.Uploads ?? []).toEqual([]);
    });

    it('has versions, and says which one is missing', async () => {
      const place = 's3://versions/a.csv';
      const put = async (text: string) => {
        const { manifest } = await deliver('s3://versions', [file('a.csv', Buffer.from(text))]);
        return `${manifest.slice(0, manifest.lastIndexOf('/'))}/a.csv`;
      };
      const first = await put('first');
      const { facts } = await fetched(first);
      const versionId = facts!.versionId!;
      expect((await fetched(first, access({ versionId }))).bytes).toBe(5);
      const gone = access({ versionId: '1700000000.00000' });
      expect(await problemOf(fetched(first, gone))).toBe('source.no-version');
      expect(await problemOf(fetched(place, gone))).toBe('source.missing');
    });

    it('says what is wrong in the words of any other', async () => {
      expect(await problemOf(fetched('s3://reports/nothing.csv'))).toBe('source.missing');
      expect(await problemOf(fetched('s3://nowhere/a.csv'))).toBe('source.no-bucket');
      expect(await problemOf(fetched('s3://reports/a.csv', access({}, 'wrong')))).toBe(
        'source.wrong-credentials',
      );
      expect(await problemOf(deliver('s3://nowhere', [file('a', Buffer.from('a'))]))).toBe(
        'delivery.no-bucket',
      );
      const report = await testConnection('s3://reports/nothing.csv', {
        access: access(),
        period: null,
        signal: new AbortController().signal,
      });
      expect(report.ok).toBe(false);
    });
  },
);

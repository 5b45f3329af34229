import process from 'node:process';
import { fetchPlace } from '../../main/places/fetch/fetch-place.ts';

/** Fetches `PLACE` from the storage at `ENDPOINT` into `FOLDER`, in a fresh process; prints JSON. */
const [endpoint, place, root] = process.argv.slice(2) as [string, string, string];
const begun = performance.now();
const { bytes, facts } = await fetchPlace(place, {
  root,
  access: {
    s3: { endpoint, pathStyle: true, region: 'us-east-1' },
    secret: { keys: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' } },
    network: { proxy: null, caFile: null },
  },
  period: null,
  cacheBytes: 2 ** 40,
  waitMs: 0,
});
process.stdout.write(
  JSON.stringify({
    seconds: (performance.now() - begun) / 1000,
    bytes,
    checkedBy: facts?.checkedBy ?? null,
    peakMiB: process.resourceUsage().maxRSS >> 10,
  }),
);

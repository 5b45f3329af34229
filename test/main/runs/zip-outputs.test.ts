import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { writeZip } from '../../../main/runs/zip-outputs.ts';
import { application, problemOf, SAMPLES, scratch } from '../app/application-fixture.ts';

const SAMPLE = join(SAMPLES, 'tc_raw_data.xlsx');

/** What is in a zip: names in its order, checksums of contents, dates without a zone. */
async function entriesOf(path: string) {
  const zip = await fromBufferPromise(readFileSync(path));
  const entries: { name: string; sha256: string; date: Date; stored: boolean }[] = [];
  for await (const entry of zip.eachEntry()) {
    const hash = createHash('sha256');
    for await (const chunk of await zip.openReadStreamPromise(entry)) hash.update(chunk as Buffer);
    entries.push({
      name: entry.fileName,
      sha256: hash.digest('hex'),
      date: entry.getLastModDate({ timezone: 'UTC' }),
      stored: entry.compressionMethod === 0,
    });
  }
  return entries;
}

it('all files of a run are one zip, named by source and period, the same bytes each time', async () => {
  const { start, call, host } = application();
  const { runId: id } = await start(SAMPLE, { settings: { period: '2026-06' } });
  const runId = id!;
  const { zipName: name, outputs } = await call('runs.get', { runId });
  expect(name).toBe('tc_raw_data 2026-06 (one-to-one).zip');
  const path = join(scratch(), name);
  const target = { kind: 'path', path } as const;
  const written = await call('runs.zipOutputs', { runId, target });
  expect(written).toMatchObject({ name, path, url: null, rows: null });

  const entries = await entriesOf(path);
  expect(entries.map((entry) => entry.name)).toEqual(outputs.map((file) => file.name).sort());
  for (const file of outputs) {
    const entry = entries.find((one) => one.name === file.name)!;
    expect(entry.sha256).toBe(file.sha256);
    expect(entry.date).toEqual(new Date(Date.UTC(2026, 0, 1)));
    expect(entry.stored).toBe(/\.(parquet|xlsx)$/.test(file.name));
  }

  const again = await call('runs.zipOutputs', { runId, target: { kind: 'download', name } });
  expect(again).toMatchObject({ name, path: null, url: '/download/1', sha256: written.sha256 });
  expect(host.downloads).toHaveLength(1);
  const [last] = await call('runs.audit', { runId });
  expect(last).toMatchObject({ action: 'export.written', detail: { what: 'outputs', name } });
});

it.skipIf(process.platform !== 'linux')('no file stays open where the disk is full', async () => {
  const path = join(scratch(), 'large.csv');
  // More than the streams between hold: the file is in the midst of being read.
  writeFileSync(path, randomBytes(4 * 2 ** 20));
  const file = { name: 'large.csv', path, bytes: 4 * 2 ** 20 };
  await expect(writeZip('/dev/full', [file, { ...file, name: 'next.csv' }])).rejects.toMatchObject({
    code: 'ENOSPC',
  });
  const open = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(join('/proc/self/fd', fd))];
    } catch {
      return [];
    }
  });
  expect(open).not.toContain(path);
});

it('a file that is not what was written is not put into a zip', async () => {
  const { start, call } = application();
  const { runId } = await start(SAMPLE, { settings: { xlsx: false } });
  const { folder } = await call('runs.get', { runId: runId! });
  writeFileSync(join(folder, 'outputs', 'allocations.csv'), 'tampered');
  const target = { kind: 'path', path: join(scratch(), 'all.zip') } as const;
  const problem = await problemOf(call('runs.zipOutputs', { runId: runId!, target }));
  expect(problem).toBe('run.outputs-changed');
});

import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { loopbackHost } from '../../../../main/loopback/host.ts';
import { createApplication } from '../../../../main/program/application.ts';

/** Starts a run as the program does, and says so once its source is validated. */
const [dataDir, place] = process.argv.slice(2);
const host = loopbackHost({
  allowedFolders: [tmpdir()],
  offerDownload: () => '',
  quit: () => undefined,
});
const application = createApplication({ dataDir, host });
application.onEvent((event) => {
  if (event.name !== 'run.changed') return;
  const { runId } = event.payload;
  void Promise.resolve(application.handlers['runs.get']({ runId })).then(({ steps }) => {
    if (steps.some(({ name }) => name === 'match')) process.stdout.write(`${runId}\n`);
  });
});
await application.handlers['runs.start']({
  jobId: randomUUID(),
  place: place!,
  settings: { xlsx: false },
  source: { kind: 'recognise' },
  readingIsWhole: false,
  until: null,
  force: false,
  waitMinutes: 0,
});

import { createReadStream, statSync } from 'node:fs';
import { request } from 'node:http';
import process from 'node:process';
import S3rver from '@20minutes/s3rver';

/**
 * An S3 server on this machine with one object, in a process of its own, so that it does not share a
 * thread with what is measured: `FOLDER FILE`. Prints its port when the object is there.
 */
const [folder, file] = process.argv.slice(2) as [string, string];
const server = new S3rver({
  address: '127.0.0.1',
  port: 0,
  silent: true,
  directory: folder,
  vhostBuckets: false,
  configureBuckets: [{ name: 'bench' }],
});
const { port } = await server.run();
await new Promise<void>((resolve, reject) => {
  const put = request(
    {
      host: '127.0.0.1',
      port,
      method: 'PUT',
      path: '/bench/object.csv',
      headers: { 'content-length': statSync(file).size },
    },
    (answer) => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200
          ? resolve()
          : reject(new Error(`The server answers ${answer.statusCode}.`)),
      );
    },
  );
  put.on('error', reject);
  createReadStream(file, { highWaterMark: 2 ** 20 }).pipe(put);
});
process.stdout.write(`${port}\n`);

import { createReadStream, createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Puts a byte order mark before a text file, however large it is. Throws whatever the disk refuses. */
export async function prependBom(path: string): Promise<void> {
  const target = createWriteStream(`${path}.bom`);
  target.write('\ufeff');
  await pipeline(createReadStream(path), target);
  await rename(`${path}.bom`, path);
}

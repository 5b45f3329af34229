import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { openPromise } from 'yauzl';
import { deflated } from '../../../../core/report/encode/deflated.ts';
import { crcCombined } from '../../../../core/report/zip/crc-combine.ts';
import { writeZip } from '../../../../core/report/zip/zip-writer.ts';
import type { Deflated } from '../../../../core/report/zip/zip-writer.ts';
import { drawn } from '../../../amount.ts';

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), 'thrive-zip-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'some.zip');
}

function piece(content: Uint8Array): Deflated {
  const bytes = deflated(content);
  const stretch = { bytes: bytes.length, size: content.length, crc: crc32(content) };
  return { stretch, read: () => [bytes] };
}

/** The entries of an archive: their sizes and, where they are small, their contents. */
async function entriesOf(path: string, withContents = true) {
  const zip = await openPromise(path, { lazyEntries: true });
  const entries: { name: string; size: number; content: Buffer | null }[] = [];
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    if (withContents)
      for await (const chunk of await zip.openReadStreamPromise(entry))
        chunks.push(chunk as Buffer);
    const content = withContents ? Buffer.concat(chunks) : null;
    if (content) expect(crc32(content)).toBe(entry.crc32);
    entries.push({ name: entry.fileName, size: entry.uncompressedSize, content });
  }
  return entries;
}

it('the checksum of two runs of bytes is had from those of each', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.uint8Array({ maxLength: 600 }), (a, b) => {
      expect(crcCombined(crc32(a), crc32(b), b.length)).toBe(crc32(Buffer.concat([a, b])));
    }),
    drawn(1000),
  );
});

it('what was deflated apart is one file of the archive, the same bytes each time', async () => {
  const pieces = ['', 'A sheet begins, ', 'goes on over rows ', 'ä€😀'.repeat(5000), ' and ends.'];
  const entries = [
    { name: 'xl/sheet.xml', deflated: pieces.map((text) => piece(Buffer.from(text))) },
    { name: 'leer/ä.xml', deflated: [] },
  ];
  const path = newPath();
  await writeZip(path, entries);
  expect(await entriesOf(path)).toEqual([
    {
      name: 'xl/sheet.xml',
      size: expect.any(Number) as number,
      content: Buffer.from(pieces.join('')),
    },
    { name: 'leer/ä.xml', size: 0, content: Buffer.alloc(0) },
  ]);
  const again = newPath();
  await writeZip(again, entries);
  expect(readFileSync(again)).toEqual(readFileSync(path));
});

it('a file of more than four gigabytes is told in the fields of 64 bits', async () => {
  const mebibyte = piece(Buffer.alloc(2 ** 20));
  const path = newPath();
  await writeZip(path, [
    { name: 'large.xml', deflated: Array<Deflated>(4100).fill(mebibyte) },
    { name: 'small.xml', deflated: [mebibyte] },
  ]);
  const sizes = (await entriesOf(path, false)).map(({ name, size }) => [name, size]);
  expect(sizes).toEqual([
    ['large.xml', 4100 * 2 ** 20],
    ['small.xml', 2 ** 20],
  ]);
});

it('whoever breaks off the writing is heard before each piece', async () => {
  const told: number[] = [];
  const writing = writeZip(
    newPath(),
    [{ name: 'a', deflated: [piece(Buffer.from('x')), piece(Buffer.from('y'))] }],
    (bytes) => {
      told.push(bytes);
      if (told.length === 2) throw new Error('enough');
    },
  );
  await expect(writing).rejects.toThrow('enough');
  expect(told[1]).toBeGreaterThan(told[0]!);
});

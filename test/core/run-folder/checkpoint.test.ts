import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { sharedFloat64, sharedInt32 } from '../../../core/ledger/ledger.ts';
import {
  FORM,
  readCheckpoint,
  readCheckpointPart,
  writeCheckpoint,
} from '../../../core/run-folder/checkpoint.ts';
import { Problem } from '../../../core/contract/problem.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
  path = join(folder, 'ledger.bin');
  return () => rmSync(folder, { recursive: true });
});

/** Larger than what is written at once, and not a whole number of it. */
const LONG = 2_500_003;

function checkpoint(): Parameters<typeof writeCheckpoint>[1] {
  const long = sharedInt32(LONG);
  for (let i = 0; i < LONG; i++) long[i] = Math.imul(i, 0x9e37_79b1);
  const room = sharedFloat64(100).fill(NaN);
  room.set([1.5, -0, 2 ** 53], 10);
  return {
    meta: { of: 'a run', n: 3 },
    // A part of a longer column, as the ledger's are.
    arrays: {
      long,
      part: room.subarray(10, 20),
      type: Uint8Array.of(0, 1, 2),
      none: sharedInt32(0),
    },
    texts: { ids: ['T-1', '', 'Größe 😀'], none: [] },
  };
}

it('gives back what was written, whose hash is that of the file', async () => {
  const written = checkpoint();
  const sha256 = await writeCheckpoint(path, written);
  expect(sha256).toBe(createHash('sha256').update(readFileSync(path)).digest('hex'));
  expect(readdirSync(folder)).toEqual(['ledger.bin']);
  const { meta, arrays, texts } = await readCheckpoint(path, sha256);
  expect({ meta, texts }).toEqual({ meta: written.meta, texts: written.texts });
  expect(Object.keys(arrays)).toEqual(Object.keys(written.arrays));
  for (const [name, array] of Object.entries(written.arrays)) {
    expect(arrays[name]!.constructor).toBe(array.constructor);
    expect(Buffer.compare(bytesOf(arrays[name]!), bytesOf(array))).toBe(0);
    expect(arrays[name]!.buffer).toBeInstanceOf(SharedArrayBuffer);
  }
  expect(await readCheckpointPart(path, ['ids'])).toEqual({
    form: FORM,
    meta: written.meta,
    arrays: {},
    texts: { ids: written.texts['ids'] },
  });
  const [name] = Object.keys(written.arrays);
  const part = await readCheckpointPart(path, [name!]);
  expect(part.arrays).toEqual({ [name!]: written.arrays[name!] });
});

it('is refused wherever a byte of it is another, or where it is cut off', async () => {
  const sha256 = await writeCheckpoint(path, checkpoint());
  const whole = readFileSync(path);
  const spoiled: Buffer[] = [0, 8, 20, 60, 9_000_000, whole.length - 1].map((at) => {
    const bytes = Buffer.from(whole);
    bytes[at]! ^= 1;
    return bytes;
  });
  for (const length of [0, 15, 40, 8_500_000, whole.length - 1])
    spoiled.push(whole.subarray(0, length));
  for (const bytes of spoiled) {
    writeFileSync(path, bytes);
    const thrown: unknown = await readCheckpoint(path, sha256).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Problem);
    expect((thrown as Problem).code).toBe('run.checkpoint-damaged');
  }
});

it('of a form that is not read is told from one that is damaged', async () => {
  const sha256 = await writeCheckpoint(path, checkpoint());
  const whole = readFileSync(path);
  const codeOf = (read: Promise<unknown>): Promise<string> =>
    read.then(
      () => 'read',
      (error: Problem) => error.code,
    );
  for (const [name, code] of [
    ['THRIVE01', 'run.other-form'],
    [`THRIVE0${FORM + 1}`, 'run.other-form'],
    ['THRIVE0x', 'run.checkpoint-damaged'],
  ] as const) {
    whole.write(name);
    writeFileSync(path, whole);
    expect(await codeOf(readCheckpoint(path, sha256))).toBe(code);
    expect(await codeOf(readCheckpointPart(path, []))).toBe(code);
  }
});

function bytesOf({
  buffer,
  byteOffset,
  byteLength,
}: Float64Array | Int32Array | Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

import { createHash } from 'node:crypto';
import { copyFile, open } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { forgetFile } from './forget-file.ts';
import { renamePatiently } from './rename.ts';

/** A file of the run's results. */
export interface OutputFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Rows of the table; null where the file is none. */
  readonly rows: number | null;
}

/**
 * Lets `write` fill a temporary file beside `path`, then syncs and renames it: the file is whole or
 * absent. Whatever `write` throws is thrown on, with nothing left behind.
 */
export async function writeAtomically(
  path: string,
  write: (temporary: string) => Promise<void>,
): Promise<{ bytes: number; sha256: string }> {
  const temporary = temporaryName(path);
  try {
    await write(temporary);
    const facts = await syncAndHash(temporary);
    await renamePatiently(temporary, path);
    return facts;
  } catch (error) {
    await forgetFile(temporary);
    throw error;
  }
}

/**
 * Copies files into a folder: all of them under temporary names first, so that a full disk leaves
 * what was there before, then renamed one after the other.
 */
export async function copyAtomically(paths: readonly string[], folder: string): Promise<string[]> {
  const targets = paths.map((path) => join(folder, basename(path)));
  try {
    for (const [i, path] of paths.entries()) {
      await copyFile(path, temporaryName(targets[i]!));
      await syncAndHash(temporaryName(targets[i]!));
    }
    for (const target of targets) await renamePatiently(temporaryName(target), target);
    await syncFolder(folder);
  } catch (error) {
    await Promise.all(targets.map((target) => forgetFile(temporaryName(target))));
    throw error;
  }
  return targets;
}

/**
 * Makes sure that the names in a folder are on the disk: until then a power cut may leave files without the
 * names that they were given. Windows writes names down with the files and opens no folders.
 */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}

function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
}

async function syncAndHash(path: string): Promise<{ bytes: number; sha256: string }> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  return hashOf(path);
}

/** Size and SHA-256 of a file. */
export async function hashOf(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path, {
    highWaterMark: 2 ** 20,
  }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** The names of the files of a folder that are missing or not what was written. */
export async function changedOutputs(
  written: readonly Pick<OutputFile, 'name' | 'sha256'>[],
  folder: string,
): Promise<string[]> {
  const changed: string[] = [];
  for (const { name, sha256 } of written) {
    try {
      if ((await hashOf(join(folder, name))).sha256 !== sha256) changed.push(name);
    } catch {
      changed.push(name);
    }
  }
  return changed;
}

import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CloseEntry } from '../../core/contract/close/close-log.ts';
import { MOST_KEPT_BYTES } from '../../core/contract/close/given-files.ts';
import type { KeptFile } from '../../core/contract/close/given-files.ts';
import { Problem } from '../../core/contract/problem.ts';
import { hashOf, writeAtomically } from '../../core/disk/publish.ts';
import { renamePatiently } from '../../core/disk/rename.ts';
import { attachmentFolder } from '../data-folder/data-folder.ts';
import { fileName } from '../data-folder/file-name.ts';

/**
 * Keeps a copy of a file in the data folder under the checksum of its bytes, once however often it is given, and
 * answers by what a log names it. The name is one that every file system can have. Throws Problem
 * `close.attachment-unreadable`, `close.attachment-empty` or `close.attachment-size`, and whatever the disk refuses.
 */
export async function keepFile(
  root: string,
  path: string,
  most = MOST_KEPT_BYTES,
): Promise<KeptFile & { readonly bytes: number }> {
  const name = fileName(basename(path));
  const found = await stat(path).catch((error: unknown) => {
    throw refused('close.attachment-unreadable', `${name} cannot be read.`, error);
  });
  if (!found.isFile()) throw refused('close.attachment-unreadable', `${name} is not a file.`);
  if (found.size === 0) throw refused('close.attachment-empty', `${name} is empty.`);
  if (found.size > most)
    throw refused(
      'close.attachment-size',
      `${name} has more than ${Math.floor(most / 2 ** 20)} MiB, which is the most that is kept with a close.`,
    );
  const folder = attachmentFolder(root);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const arriving = join(folder, `.arriving-${randomUUID()}`);
  // The checksum is that of the copy, whatever becomes of the file meanwhile.
  const { sha256, bytes } = await writeAtomically(arriving, (temporary) =>
    copyFile(path, temporary),
  );
  await renamePatiently(arriving, join(folder, sha256));
  return { name, sha256, bytes };
}

/**
 * Where the copy of a file is. Throws Problem `close.attachment-gone` where there is none, or it is no longer what was
 * kept.
 */
export async function keptPath(root: string, { name, sha256 }: KeptFile): Promise<string> {
  const path = join(attachmentFolder(root), sha256);
  const now = await hashOf(path).catch(() => null);
  if (now?.sha256 === sha256) return path;
  throw new Problem({
    kind: 'internal',
    code: 'close.attachment-gone',
    message: `The copy of ${name} is ${now === null ? 'gone' : 'not what was kept'}.`,
    hint: 'Attach the file again.',
    details: { sha256 },
  });
}

/** Sees to it that all files that entries name are kept. Throws as {@link keptPath} does. */
export async function checkKept(root: string, entries: readonly CloseEntry[]): Promise<void> {
  for (const file of entries.map(fileOf)) if (file !== null) await keptPath(root, file);
}

function fileOf(entry: CloseEntry): KeptFile | null {
  switch (entry.is) {
    case 'item':
      return entry.item.attachment;
    case 'workpaper':
      return entry.paper.file;
    case 'balances':
    case 'customers':
      return entry.file;
    default:
      return null;
  }
}

function refused(code: string, message: string, cause?: unknown): Problem {
  return new Problem(
    {
      kind: 'usage',
      code,
      message,
      hint: 'Choose another file, or note where it lies as evidence.',
    },
    cause,
  );
}

import { Problem } from '../../core/contract/problem.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EROFS: 'the drive is read-only',
  ENOSPC: 'the drive is full',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a file has the name of the folder',
  EISDIR: 'it is a folder',
  EEXIST: 'a file has the name of the folder',
  ENAMETOOLONG: 'its name is too long',
  EBUSY: 'another program has the file open',
};

/** Why the file system refused, in words; undefined for anything else. */
export function refusalOf(error: unknown): string | undefined {
  return REASONS[(error as NodeJS.ErrnoException).code ?? ''];
}

/** The Problem for what the file system refused; anything else as it is. */
export function unwritable(error: unknown, path: string): unknown {
  const reason = refusalOf(error);
  if (error instanceof Problem || reason === undefined) return error;
  return new Problem(
    {
      kind: 'usage',
      code: 'export.unwritable',
      message: `${path} cannot be written: ${reason}.`,
      hint: 'Choose another folder, or correct this and try again.',
      details: { path },
    },
    error,
  );
}

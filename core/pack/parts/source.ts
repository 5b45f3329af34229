import type { PackPart } from '../input/part.ts';

/** The file that was reconciled. */
export const source = {
  place: 'source',
  about:
    'The file that was reconciled, as it was read. Empty where its bytes are no longer at hand; the manifest has its SHA-256 in either case.',
  files: ({ sourceCopy }) =>
    sourceCopy === null
      ? []
      : [{ path: `source/${sourceCopy.name}`, content: { file: sourceCopy.file } }],
} as const satisfies PackPart;

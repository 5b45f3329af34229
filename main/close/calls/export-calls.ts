import { writeFile } from 'node:fs/promises';
import type { JournalFile } from '../../../core/close/layouts/layout.ts';
import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { packedFile } from '../../../core/pack/files/pack-file.ts';
import { writeZip } from '../../../core/report/zip/zip-writer.ts';
import type { AppContext } from '../../app/app-context.ts';
import { writeExport } from '../../app/export-file.ts';
import { entryFiles } from '../entry-files.ts';
import { expiryText } from '../expiry-text.ts';
import type { ClosingContext } from '../source-period.ts';

type Calls = 'close.entry-files' | 'close.export-entries' | 'close.export-expiry';

/** Entries and expiry rows of a period as files. */
export function exportHandlers(
  context: AppContext,
  { at }: ClosingContext,
): Pick<ApiHandlers, Calls> {
  return {
    'close.entry-files': async ({ layout, which, ...of }) => {
      const { files, leftOut } = entryFiles(await at(of), layout, which);
      return {
        files: files.map(({ name, entries, lines }) => ({ name, entries, lines })),
        leftOut,
      };
    },
    'close.export-entries': async ({ layout, which, file, target, ...of }) => {
      const close = await at(of);
      const { files } = entryFiles(close, layout, which);
      const wanted = file === null ? files : files.filter(({ name }) => name === file);
      if (wanted.length === 0) throw noSuchFile(file!);
      const write = async (path: string): Promise<number> => {
        await writeFiles(path, wanted);
        return wanted.reduce((sum, { lines }) => sum + lines, 0);
      };
      return writeExport(context, target, `journal entries, ${layout}`, write, close.run.id);
    },
    'close.export-expiry': async ({ target, ...of }) => {
      const close = await at(of);
      const { text, rows } = expiryText(close);
      const write = async (path: string): Promise<number> => {
        await writeFile(path, text);
        return rows;
      };
      return writeExport(context, target, 'expiry rows', write, close.run.id);
    },
  };
}

/** One file as it is, several as an archive. */
async function writeFiles(path: string, files: readonly JournalFile[]): Promise<void> {
  const [first, ...others] = files;
  if (others.length === 0) return writeFile(path, first!.text);
  const packed = await Promise.all(
    files.map(({ name, text }) => packedFile({ path: name, content: Buffer.from(text) })),
  );
  await writeZip(
    path,
    packed.map(({ entry }) => entry),
  );
}

function noSuchFile(name: string): Problem {
  return new Problem({
    kind: 'usage',
    code: 'close.nothing-to-export',
    message: `There is no file ${name} of these entries.`,
    hint: 'The entries have changed meanwhile: look at them again.',
  });
}

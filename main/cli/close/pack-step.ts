import type { SourceRecord } from '../../../core/contract/run.ts';
import { writeClosePack } from '../../close/close-pack.ts';
import type { ClosingHistory } from '../../close/closed-run.ts';
import { periodClose } from '../../close/period-close.ts';
import { rewriteRunWorkbook } from '../../run-life/rewrite-workbook.ts';
import type { CloseCommand } from '../arguments/command.ts';

/** Writes the auditor's pack of a period and answers what is to be printed. Throws as {@link writeClosePack} does. */
export async function packStep(
  context: ClosingHistory,
  source: SourceRecord,
  { period, sample, json }: CloseCommand,
): Promise<string> {
  const at = await periodClose(context, source, period);
  const { path, bytes, sha256, manifest } = await writeClosePack(context, at, {
    sample,
    writeWorkbook: (rewriting) =>
      rewriteRunWorkbook(
        { root: context.root, workers: 0, ...rewriting },
        { onProgress: () => undefined },
      ),
  });
  const { state } = at.close.standing;
  if (json) return `${JSON.stringify({ path, bytes, sha256, state, files: manifest.files })}\n`;
  return [
    `${source.name}, ${period}: ${state}`,
    `Written    ${path}`,
    `Files      ${manifest.files.length}, and the manifest`,
    `SHA-256    ${sha256}`,
    'Note this SHA-256: verify-pack tells it again.',
    '',
  ].join('\n');
}

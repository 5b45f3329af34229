import { copyFile } from 'node:fs/promises';
import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { PackFacts } from '../../../core/contract/close/pack.ts';
import type { WorkProgress } from '../../../core/contract/steps.ts';
import { sourcePath } from '../../app/allowed-path.ts';
import type { AppContext } from '../../app/app-context.ts';
import { writeExport } from '../../app/export-file.ts';
import type { TrackedJob } from '../../app/jobs.ts';
import { writeClosePack } from '../close-pack.ts';
import type { ClosingContext } from '../source-period.ts';
import { verifiedPack } from '../verified-pack.ts';
import { writeWorkbookAnew } from '../workbook-anew.ts';

type Calls = 'close.pack' | 'close.verify-pack';

/** The auditor's pack of a period, made and checked as jobs (RULES.md section 14). */
export function packHandlers(
  context: AppContext,
  { at }: ClosingContext,
): Pick<ApiHandlers, Calls> {
  const { jobs } = context;
  return {
    'close.pack': ({ jobId, sample, target, ...of }) =>
      jobs.during({ jobId, kind: 'export', place: null }, async (job) => {
        const close = await at(of);
        let facts: PackFacts | null = null;
        const written = await writeExport(
          context,
          target,
          'pack',
          async (path) => {
            const pack = await writeClosePack(context, close, {
              sample,
              writeWorkbook: (rewriting) =>
                writeWorkbookAnew(context, rewriting, {
                  signal: job.signal,
                  onProgress: job.progress,
                }),
              signal: job.signal,
              tell: telling(job),
            });
            await copyFile(pack.path, path);
            const { state } = close.close.standing;
            facts = { packSha256: pack.sha256, files: pack.manifest.files.length, state };
            return null;
          },
          close.run.id,
        );
        return { ...written, ...facts! };
      }),
    'close.verify-pack': ({ jobId, place }) =>
      jobs.during({ jobId, kind: 'verify', place }, async (job) =>
        verifiedPack(await sourcePath(context, place), { signal: job.signal, tell: telling(job) }),
      ),
  };
}

function telling(job: TrackedJob): (progress: WorkProgress) => void {
  return (progress) => job.progress({ ...progress, step: null });
}

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { opening } from '../../../core/contract/calls/entry.ts';
import { Problem } from '../../../core/contract/problem.ts';
import { meaningOf } from '../../../core/contract/problem-codes.ts';
import { runFolder } from '../../data-folder/data-folder.ts';
import { unknown } from '../../history/tables/unknown.ts';
import { attachment } from '../../loopback/downloads.ts';
import type { OwnAnswer } from '../request/own-answer.ts';

/**
 * A published file of a run, by the name that the run has for it; a part of it where a Range asks for one. Its SHA-256,
 * as it was when it was published, is the ETag: by it whoever fetches can check what came.
 *
 * @throws Problem `run.unknown`, `run.no-outputs`, or `run.outputs-changed` where it is gone or of another size.
 */
export const getFile: OwnAnswer = async (
  { root, history, application },
  { params },
  request,
  reply,
) => {
  const { runId, name } = params as { readonly runId: string; readonly name: string };
  const detail = history.getRun(runId);
  if (detail === null) throw unknown('run.unknown', runId);
  const output = detail.outputs.find((one) => one.name === name);
  if (!output) throw problem('run.no-outputs', 'Take its name from the files of the run.');
  const folder = runFolder(root, detail.run.id);
  const facts = await stat(join(folder, output.path)).catch(() => null);
  if (facts === null || !facts.isFile() || facts.size !== output.bytes)
    throw problem('run.outputs-changed', 'Run again; the files of a run are not to be touched.');
  const said = {
    runId: detail.run.id,
    detail: { what: 'file fetched', name, bytes: output.bytes, sha256: output.sha256 },
  };
  // One that is fetched part by part is written down once, whichever part comes first.
  if (request.headers.range === undefined)
    history.appendAudit({ action: 'export.written', ...said });
  else
    application.calls.answered(
      opening('export.written', () => said),
      undefined,
    );
  return reply
    .headers({ 'content-disposition': attachment(name), etag: `"${output.sha256}"` })
    .type('application/octet-stream')
    .sendFile(output.path, folder, { cacheControl: false, etag: false, contentType: false });
};

function problem(code: 'run.no-outputs' | 'run.outputs-changed', hint: string): Problem {
  const kind = code === 'run.no-outputs' ? 'usage' : 'internal';
  return new Problem({ kind, code, message: meaningOf(code), hint });
}
